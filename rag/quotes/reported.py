"""Which sentences report what somebody said, in other words than theirs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rag.quotes.cue import Cue
from rag.quotes.cues import leading
from rag.quotes.direct import TELLING, says_that
from rag.quotes.disowned import disowned
from rag.quotes.lexicon import (
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    NEGATED,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES_ONLY,
    REPORTING,
    SAYING,
)  # fmt: skip
from rag.quotes.pages import Line
from rag.quotes.tokens import Token
from rag.types import Span

CALLING = frozenset("called calls".split())
"""Said where "for" or "on" follows: ``called for a new bridge``; otherwise somebody is only named so."""
_TALES = frozenset("story stories tale tales joke jokes lies truth".split())
"""What is told and is no words: ``The film tells their story with love``."""
CLAUSAL = frozenset("saying adding claiming arguing insisting warning noting stating explaining".split())
_DATELINE = frozenset(":−—–")
LONGEST_SUBJECT = 12
"""How far behind a participle the verb of its clause is looked for."""
FEWEST_WORDS = 3
"""Fewer words beside subject and verb say nothing: "he said on Monday"."""


def reports(
    line: Line, found: Sequence[Cue], spoken: Sequence[int], owners: Sequence[Cue] = ()
) -> list[tuple[Cue, Span]]:
    """Return the cues of a sentence that report, each with the span that is reported.

    ``spoken`` are the positions of quotations that are speech: they are told apart as direct. One that is
    denied or rejected is no speech, and ``owners`` are the cues that introduce the others: the whole sentence tells what its subject says of it.
    """
    if line.tokens and line.tokens[-1].text == "?":
        return []  # "What has Roe said about it?" reports nothing
    denied = [at for at in line.quotes if disowned(line.tokens, at)]
    of_denied = [c for c in found if not c.nested and any(c.right < at for at in denied)]
    main = [c for c in found if not c.nested and (c in of_denied or _reporting(line, c))]
    main = [c for c in main if c.verb not in REPORTING | {"per"}] or main
    if spoken:
        return _beside_quotes(line, main, spoken, owners)
    main = [c for c in main if c in of_denied or _matter(line, c) >= FEWEST_WORDS]
    if not main:
        return _by_participle(line)
    if len(main) > 1 and _trailing(line, main[-1]):
        return [(main[-1], line.span)]
    return _clauses(line, main)


def _by_participle(line: Line) -> list[tuple[Cue, Span]]:
    """Read ``Varn defended the law, saying it would help``: whoever the sentence is about says what follows."""
    tokens = line.tokens
    for at in range(2, len(tokens) - FEWEST_WORDS):
        word = tokens[at].lower
        if word not in SAYING or tokens[at - 1].lower not in (",", "by") or not _clause_follows(tokens, at):
            continue
        begin = next((i + 1 for i in range(min(4, at)) if tokens[i].text in _DATELINE), 0)
        subject = leading(tokens[begin:at], whole=True)
        piece = next((i + 1 for i in range(at - 2, begin, -1) if tokens[i].text == ","), begin)
        if subject is not None and tokens[piece].lower != "with" and not any(t.lower in NEGATED for t in tokens[:at]):
            return [(Cue(subject, tokens[at].text, 0, at), line.span)]
    return []


def _clause_follows(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a whole clause stands behind ``claiming``: no ``claiming the title``, no ``adding three goals``."""
    following = tokens[at + 1 :]
    end = next((i for i, t in enumerate(following) if not t.word), len(following))
    words = [t.lower for t in following[: min(end, LONGEST_SUBJECT)]]
    if not words or end < FEWEST_WORDS or words[0] in PREPOSITIONS:
        return False
    finite = tokens[at].lower != "adding" and any(w in FINITE or w.endswith(("n't", "n’t")) for w in words[1:])
    return words[0] in ("that", "there") or finite or (words[0] in PRONOUNS and tokens[at].lower in CLAUSAL)


def _reporting(line: Line, cue: Cue) -> bool:
    following = line.tokens[cue.right + 1].lower if cue.right + 1 < len(line.tokens) else ""
    near = {t.lower for t in line.tokens[cue.right + 2 : cue.right + 5]}
    if cue.verb in TELLING and following in DETERMINERS and near & _TALES and not says_that(line, cue):
        return False
    if (cue.verb.startswith("insist") and following == "on") or (
        cue.verb.startswith("contend") and following == "with"
    ):
        return False
    if cue.verb in CALLING:
        return following in ("for", "on")
    if cue.verb in REPORTING and (_trailing(line, cue) or (cue.inverted and cue.left > 0)):
        return True
    return cue.verb not in QUOTES_ONLY or following == "that"


def _matter(line: Line, cue: Cue) -> int:
    words = [i for i, t in enumerate(line.tokens) if t.word and not cue.left <= i <= cue.right]
    after = [i for i in words if i > cue.right]
    behind_comma = cue.left > 0 and line.tokens[cue.left - 1].text == ","
    return len(words) if behind_comma or cue.inverted else len(after)


def _trailing(line: Line, cue: Cue) -> bool:
    before = line.tokens[cue.left - 1].text if cue.left else ""
    return before == "," and sum(t.word for t in line.tokens[cue.right + 1 :]) <= 3


def _clauses(line: Line, main: Sequence[Cue]) -> list[tuple[Cue, Span]]:
    """Share a sentence out among those who speak in it: ``Varn said A, and Roe said B``."""
    main = _with_matter(line, main)
    if len(main) == 1:
        return [(main[0], _own_clause(line, main[0]))]
    starts = [line.span.start, *(line.tokens[cue.left].start for cue in main[1:])]
    shared = []
    for number, cue in enumerate(main):
        end = _clause_end(line, main[number + 1]) if number + 1 < len(main) else line.span.end
        shared.append((cue, Span(starts[number], end)))
    return shared


def _own_clause(line: Line, cue: Cue) -> Span:
    """Return what is reported without what the paper tells before it: ``The line failed, but Varn said ...``"""
    joined = [t.lower for t in line.tokens[max(0, cue.left - 2) : cue.left]]
    behind_but = cue.left > FEWEST_WORDS and (joined[-1:] == ["but"] or joined == [",", "and"])
    after = sum(t.word for t in line.tokens[cue.right + 1 :])
    unnamed = cue.left == cue.right or cue.subject.kind == "pronoun"  # the words before tell who
    whole = cue.inverted or unnamed or not behind_but or after < FEWEST_WORDS
    return line.span if whole else Span(line.tokens[cue.left].start, line.span.end)


def _with_matter(line: Line, main: Sequence[Cue]) -> list[Cue]:
    """Return the cues that bring words of their own: behind "According to Varn, Roe said" only Varn's go on."""
    kept = [main[0]]
    for cue in main[1:]:
        between = line.tokens[kept[-1].right + 1 : cue.left]
        if not any(t.word and t.lower not in CONJUNCTIONS for t in between):
            if kept[-1].verb == "according to":
                continue
            kept.pop()
        kept.append(cue)
    return kept


def _clause_end(line: Line, following: Cue) -> int:
    """Return where the clause in front of the next one ends, its "and" left out."""
    at = following.left - 1
    while at > 0 and (line.tokens[at].lower in CONJUNCTIONS or line.tokens[at].lower in ("while", "whereas")):
        at -= 1
    return line.tokens[at].end


def _goes_on(line: Line, cue: Cue) -> bool:
    """Return whether a cue behind a quotation brings what it reports: ``"..?" Roe replied that ...``"""
    after = line.tokens[cue.right + 1 :]
    if cue.inverted or sum(t.word for t in after) < FEWEST_WORDS:
        return False
    return says_that(line, cue) or (cue.verb not in TELLING and after[0].word and after[0].lower not in PREPOSITIONS)


def _beside_quotes(
    line: Line, main: Sequence[Cue], spoken: Sequence[int], owners: Sequence[Cue]
) -> list[tuple[Cue, Span]]:
    if not main:
        return []
    cue = main[0]
    first, last = spoken[0], spoken[-1]
    after = next((c for c in main if c.left > last and c not in owners), None)
    if after is not None and _goes_on(line, after):
        return [(after, Span(line.tokens[after.left].start, line.span.end))]
    owners = [c for c in owners if c.verb not in REPORTING]  # a paper relays what others say
    beside = [c for c in owners if not c.nested or line.tokens[c.left - 1].lower in ("while", "whereas")]
    if len({c.subject.text for c in [*main, *beside]}) == 1 and cue.right < first:
        between = line.tokens[cue.right + 1 : first]
        closes = between[-1].text if between else ""
        if closes not in (":", ",") and sum(t.word for t in between) >= FEWEST_WORDS:
            return [(cue, line.span)]
    if cue.left > last and len(main) == 1:
        for at in range(cue.right + 1, len(line.tokens) - FEWEST_WORDS):
            if line.tokens[at].lower in SAYING and line.tokens[at - 1].text == "," and line.tokens[at + 1].word:
                # From the subject on: "adding that ..." alone does not tell who adds.
                return [(cue, Span(line.tokens[cue.left].start, line.span.end))]
    return []
