"""Who says it in a sentence: a subject and its verb of saying, in front, behind, or passive. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.quotes.behind import aside_after, document, named_by_aside, passive, speaker_behind
from rag.quotes.cue import Cue
from rag.quotes.described import agents, both, described
from rag.quotes.lexicon import (
    BE,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    GOES_ON,
    HAVE,
    LINKS,
    NEGATED,
    NEVER_INVERTED,
    NOT_NAMES,
    NOT_SAID,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES_ONLY,
    READS,
    REPORTING,
    SAYS,
    SKIPPED,
    SUBORDINATORS,
    is_role,
)  # fmt: skip
from rag.quotes.phrases import Subject, phrase
from rag.quotes.tokens import Token, is_adverb

REACH = 40
"""How many tokens a subject and its verb may be apart."""

_BREAKS = frozenset(',;:(—–―−-”“"…|•/')
_SPANS = frozenset("week month night year morning afternoon evening".split())
_OCCASIONS = frozenset(
    "statement interview post speech letter email briefing filing tweet release memo video call conference thread "
    "message column note article testimony affidavit".split()
)
_WRITING = frozenset(
    "wrote writes texted emailed tweeted tweets posted asked asks continued concluded answered replied responded recalled joked "
    "quipped observed mused".split()
)
"""Verbs that stand in front of their subject behind reported words too: ``..., wrote Tom Varn``."""
_GREETINGS = frozenset("goodbye goodbyes hello farewell sorry".split())
QUOTED = frozenset("quoted cited".split())
_OPENING = frozenset("said says added adds wrote writes".split())


def cues(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of a sentence in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if token.lower == "to" and at and tokens[at - 1].lower == "according":
            cue = speaker_behind(tokens, at, "according to", at - 1) or document(tokens, at)
        elif token.lower == "per" and (not at or tokens[at - 1].text == ","):
            cue = speaker_behind(tokens, at, "per", at)
        elif token.lower in READS:
            cue = _reading(tokens, at)
        elif token.lower == "saying" and at > 2 and tokens[at - 1].lower == "as":
            cue = _quoted(tokens, at)
        elif token.lower in SAYS and token.text.islower() and not _greets(tokens, at):
            cue = before_verb(tokens, at) or passive(tokens, at) or _goes_on(tokens, at, found)
            if cue is None and _may_invert(tokens, at):
                cue = speaker_behind(tokens, at, token.text, at)
        elif at == 0 and token.lower in _OPENING:
            cue = _introducing(tokens)
        else:
            continue
        if cue is None:
            continue
        if not (found and cue.left <= found[-1].right):
            found.append(cue)
        elif found[-1].nested and not cue.nested:
            found[-1] = cue  # "Roe, who asked for calm, said": the verb of the sentence counts
    return found


def _greets(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a verb tells of a greeting, not of words: ``says goodbye to his daughter``."""
    return at + 1 < len(tokens) and tokens[at + 1].lower in _GREETINGS and tokens[at].lower in ("said", "says")


def _reading(tokens: Sequence[Token], verb: int) -> Cue | None:
    """Read ``"...," the statement read`` and ``"...," reads a post by Tom Varn``, where words are quoted."""
    if not any(t.quote >= 0 for t in tokens):
        return None
    cue = before_verb(tokens, verb)
    if cue is None and _follows_quotation(tokens, verb):
        cue = speaker_behind(tokens, verb, tokens[verb].text, verb)
    named = tokens[cue.left : cue.right + 1] if cue is not None else ()
    return cue if any(t.lower in DOCUMENTS for t in named) else None


def _follows_quotation(tokens: Sequence[Token], verb: int) -> bool:
    before = verb - 1 - (verb > 1 and tokens[verb - 1].text == ",")
    return before >= 0 and tokens[before].quote >= 0


def _quoted(tokens: Sequence[Token], participle: int) -> Cue | None:
    """Read ``Tom Varn was quoted by the Herald as saying``."""
    quoted = next((i for i in range(participle - 2, max(0, participle - 12), -1) if tokens[i].lower in QUOTED), 0)
    if not quoted or tokens[quoted - 1].lower not in BE | SKIPPED:
        return None
    at = quoted - 1
    while at > 0 and tokens[at].lower in _AUXILIARIES:
        at -= 1
    cue = _plain(tokens, at, participle) if tokens[at].word else _with_aside(tokens, at, participle)
    return replace(cue, verb="saying") if cue is not None else None


def _introducing(tokens: Sequence[Token]) -> Cue | None:
    """Read ``Says Tom Varn: "..."``, where a verb opens the sentence and a colon closes what it says."""
    cue = speaker_behind(tokens, 0, tokens[0].lower, 0)
    if cue is None or cue.right + 1 >= len(tokens):
        return None
    closing, following = tokens[cue.right + 1], tokens[cue.right + 2 : cue.right + 3]
    quoted = closing.text == "," and bool(following) and following[0].quote >= 0  # "Said Tom Varn, “...”"
    return cue if closing.text == ":" or quoted else None


def _may_invert(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].lower in NEVER_INVERTED or at == 0:
        return False
    comma = tokens[at - 1].text == ","
    if tokens[at].lower in QUOTES_ONLY - REPORTING - _WRITING:
        return tokens[at - 1 - comma].quote >= 0 and at > comma
    return tokens[at - 1].quote >= 0 or comma


def before_verb(tokens: Sequence[Token], verb: int) -> Cue | None:
    """Return the cue whose subject stands in front of the verb at that position, or None."""
    at = _subject_end(tokens, verb)
    if at < 0:
        return None
    closing = tokens[at].text
    if closing == ")":
        opening = next((i for i in range(at, max(-1, at - REACH), -1) if tokens[i].text == "("), -1)
        at = opening - 1 if opening > 0 else -1
        return _plain(tokens, at, verb) if at >= 0 else None
    if tokens[at].lower == "who" and at:
        return _antecedent(tokens, at, verb)
    if closing in (",", "—", "–"):
        return _with_aside(tokens, at, verb)
    return _plain(tokens, at, verb)


def _subject_end(tokens: Sequence[Token], verb: int) -> int:
    """Return the position of the last token of the subject, or -1 where nobody says anything."""
    at = verb - 1
    while at >= 0:
        word = tokens[at].lower
        if word in NOT_SAID or word.endswith(("n't", "n’t")):
            return -1
        if word in SKIPPED or is_adverb(tokens[at]):
            at -= 1
        elif word in DAYS and at and tokens[at - 1].lower == "on":
            at -= 2
        elif word in DAYS and at and tokens[at - 1].word and tokens[at - 1].lower not in PREPOSITIONS:
            at -= 1
        elif word in _SPANS and at and tokens[at - 1].lower in ("last", "this", "earlier", "that"):
            at -= 2
        elif (
            word in _OCCASIONS
            and at > 1
            and tokens[at - 1].lower in DETERMINERS
            and tokens[at - 2].lower in PREPOSITIONS
        ):
            at -= 3
        else:
            break
    return at


def _piece_start(tokens: Sequence[Token], at: int) -> int:
    lowest = max(-1, at - REACH)
    while at > lowest and not (tokens[at].text in _BREAKS or tokens[at].quote >= 0):
        at -= 1
    return at + 1


def _plain(tokens: Sequence[Token], at: int, verb: int) -> Cue | None:
    start = _piece_start(tokens, at)
    piece = tokens[start : at + 1]
    cut = next((i for i, t in enumerate(piece) if i and t.lower in ("who", "which", "whose")), 0)
    relative = bool(cut) and piece[cut].lower != piece[-1].lower
    if relative and piece[cut].lower == "who" and agents(piece[cut + 1 :]):
        return None  # "The father who conspiracy theorists claimed was an actor": they claim it
    subject = phrase(piece[:cut] if relative else piece) or described(piece)
    if subject is None:
        return None
    cue = _cue(tokens, subject, start, verb, strict=False)
    if cue is not None and start and tokens[start].lower == "and" and tokens[start - 1].text == ",":
        return _beside_aside(tokens, start - 1, cue)
    if cue is not None and start and tokens[start - 1].text == "/":
        return replace(cue, left=_piece_start(tokens, start - 2))  # "General Manager/CEO Tom Varn"
    return cue


def _beside_aside(tokens: Sequence[Token], comma: int, right: Cue) -> Cue:
    """Read ``Ilsa Roe, who leads it, and Tom Varn said``: both say it."""
    opening = next((i for i in range(comma - 1, max(0, comma - REACH), -1) if tokens[i].text in _BREAKS), 0)
    if not opening or tokens[opening].text != "," or right.left != comma + 2 or right.subject.kind != "person":
        return right
    start = _piece_start(tokens, opening - 1)
    left = phrase(tokens[start:opening])
    if left is None or left.kind != "person" or left.left or tokens[opening + 1].lower not in ("who", *DETERMINERS):
        return right
    return replace(right, subject=both(left, right.subject), left=start)


def _antecedent(tokens: Sequence[Token], who: int, verb: int) -> Cue | None:
    """Read ``a letter to Ilsa Roe, who said``: whoever stands before "who", apart from what governs her."""
    end = who - 1 if tokens[who - 1].text == "," else who
    start = _piece_start(tokens, end - 1)
    for at in range(end - 1, start, -1):
        if tokens[at - 1].lower in PREPOSITIONS - {"of", "for"} and not tokens[at - 1].capital:
            start = at
            break
    subject = phrase(tokens[start:end])
    if subject is None or subject.kind == "pronoun" or _nobody(tokens, start + subject.left):
        return None
    return Cue(subject, tokens[verb].text, start + subject.left, verb, nested=True)


def _with_aside(tokens: Sequence[Token], comma: int, verb: int) -> Cue | None:
    """Read ``Tom Varn, the mayor, said`` and ``the mayor, Tom Varn, said``."""
    edges = [comma]
    at = comma - 1
    while at > max(-1, comma - REACH) and len(edges) < 8:
        if tokens[at].text in ";:" or tokens[at].quote >= 0:
            break
        if tokens[at].text in (",", "—", "–"):
            edges.append(at)
        at -= 1
    starts = [at + 1, *(edge + 1 for edge in reversed(edges))]
    for number in range(len(starts) - 2):
        start, end = starts[number], starts[number + 1] - 1
        subject = phrase(tokens[start:end])
        if subject is None or subject.kind == "pronoun":
            continue
        left = start + subject.left
        if (
            subject.kind == "role"
            and subject.plural
            and tokens[left - 1].lower == "and"
            and tokens[left].lower not in DETERMINERS
        ):
            continue  # "full days with teacher and classmates, while older pupils move, said Roe"
        cue = _cue(tokens, subject, start, verb, strict=True)
        if cue is None:
            continue
        if any(tokens[s].lower in _PREDICATES for s in starts[number + 1 : -1]):
            return None  # "Tom Varn, a singer, was jailed, reported the Herald": the predicate is no aside
        subject = named_by_aside(cue.subject, tokens[end + 1 : starts[number + 2] - 1])
        for at, after in pairwise(starts[number + 2 :]):
            second = phrase(tokens[at + 1 : after - 1]) if tokens[at].lower == "and" else None
            if second is not None and second.kind == subject.kind == "person" and not second.left:
                subject = both(subject, second)
        return replace(cue, subject=subject)
    return None


def _cue(tokens: Sequence[Token], subject: Subject, start: int, verb: int, *, strict: bool) -> Cue | None:
    left = start + subject.left
    before = tokens[left - 1] if left > start else None
    if _nobody(tokens, left) or _compared(tokens, left):
        return None
    # "said that Roe told him": the word is read as a determiner of the name, and is none.
    nested = before is not None and tokens[left].lower == "that"
    if before is not None:
        word = before.lower
        # "said Roe had told him": a clause hangs on the verb without "that".
        nested = nested or word in SUBORDINATORS or word in SAYS
        determined = not strict and tokens[left].lower in DETERMINERS and before.word and word not in PREPOSITIONS
        plain = (
            word in CONJUNCTIONS or (word in NOT_NAMES and word not in BE) or word[:1].isdigit() or is_adverb(before)
        )
        if not (nested or plain or determined or subject.kind == "pronoun"):
            return None
        if strict and word in PREPOSITIONS:
            return None  # "In a written statement to the Herald, Ilsa Roe, the director, wrote"
        nested = nested or (subject.kind == "pronoun" and _in_relative(tokens[start:left]))
    hearsay = before is not None and before.lower in SAYS
    return Cue(subject, tokens[verb].text, left, verb, nested=nested, hearsay=hearsay)


def _in_relative(before: Sequence[Token]) -> bool:
    """Return whether a pronoun opens a clause on the noun before it: ``the data he says he needs``.

    It does not behind what only tells when or where: ``At the meeting he said``, ``The next day he said``.
    """
    noun = before[-1]
    if not noun.word or not noun.text.isalpha() or not noun.text.islower() or noun.lower.endswith(("ing", "ed")):
        return False
    if noun.lower in _NO_NOUNS or is_adverb(noun):
        return False
    elsewhere = PREPOSITIONS - {"of"} | SUBORDINATORS
    return not any(t.lower in elsewhere for t in before) and not before[0].lower.endswith(("ing", "ed"))


_MOMENTS = frozenset("minute minutes hour hours day days night week weeks month months year years morning afternoon "
                     "evening weekend time times moment point decade later ago".split())  # fmt: skip
_NO_NOUNS = SKIPPED | LINKS | NOT_NAMES | NOT_SAID | _MOMENTS
_AUXILIARIES = BE | HAVE | SKIPPED
_PREDICATES = NOT_SAID | HAVE


def _nobody(tokens: Sequence[Token], left: int) -> bool:
    """Return whether a subject is one that did not say it: ``No minister``, ``Neither Varn nor Roe``, ``Few experts``."""
    if tokens[left].lower in NEGATED:
        return True
    if left == 0 or tokens[left - 1].lower not in NEGATED:
        return False
    return left < 2 or tokens[left - 1].lower != "few" or tokens[left - 2].lower not in DETERMINERS


def _compared(tokens: Sequence[Token], left: int) -> bool:
    """Return whether a subject is only what another is likened to: ``a man of the same name as the suspect said``."""
    if not left or tokens[left - 1].lower != "as":
        return False
    return any(t.lower in ("same", "such", "as") for t in tokens[max(0, left - 7) : left - 1])


def _goes_on(tokens: Sequence[Token], verb: int, found: Sequence[Cue]) -> Cue | None:
    """Read ``Tom Varn left the room and said``: whoever the sentence is about, unless a clause stands between."""
    following = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    at = _subject_end(tokens, verb)
    if (
        tokens[verb].lower not in GOES_ON
        or following == "to"
        or not 1 <= at <= 2 * REACH
        or tokens[at].lower not in ("and", "but")
    ):
        return None
    spoke = [c for c in found if not (c.nested or c.inverted)]
    turn = _turn(tokens, spoke[-1].right if spoke else 0, at)
    if any(t.lower in SUBORDINATORS or t.text in ";:" or t.quote >= 0 for t in tokens[turn or 1 : at]):
        return None
    if turn:
        subject = leading(tokens[turn:at])
        if subject is None:
            return None
        aside = next((i for i in range(turn, at) if tokens[i].text == ","), 0)
        named = named_by_aside(subject, aside_after(tokens, aside)) if aside else subject
        return Cue(named, tokens[verb].text, turn, verb)
    subject = spoke[-1].subject if spoke else leading(tokens[:at])
    return Cue(subject, tokens[verb].text, verb, verb) if subject is not None else None


def _turn(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a clause on another begins in between: ``..., but the minister disagreed and said``; 0 for none."""
    for at in range(end - 2, start, -1):
        if tokens[at].lower == "but" and tokens[at - 1].text == ",":
            return at + 1
    return 0


def leading(tokens: Sequence[Token], *, whole: bool = False) -> Subject | None:
    """Return whom a sentence is about: the subject it opens with, past "On Monday," or None.

    With ``whole``, only one that plainly ends where its verb stands: not ``A state`` of ``A state archaeologist``.
    """
    start = 0
    if tokens and (tokens[0].lower in PREPOSITIONS or tokens[0].lower in SUBORDINATORS):
        start = next((i + 1 for i, t in enumerate(tokens[:16]) if t.text == ","), len(tokens))
    while start < len(tokens) and tokens[start].lower in CONJUNCTIONS | {","}:
        start += 1
    if start >= len(tokens):
        return None
    if tokens[start].lower in PRONOUNS:
        return phrase(tokens[start : start + 1])
    end = start
    while end < len(tokens) and end - start < 10 and tokens[end].word:
        end += 1
    for stop in range(end, start, -1):
        last = tokens[stop - 1]
        if (last.capital and last.lower not in DETERMINERS) or is_role(last.lower):
            subject = phrase(tokens[start:stop])
            if subject is not None and subject.left == 0:
                if whole and not _ends_whole(tokens, start, stop):
                    return None
                beside = aside_after(tokens, stop) if stop < len(tokens) and tokens[stop].text == "," else ()
                return named_by_aside(subject, beside)
    return None


def _ends_whole(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Return whether no noun goes on behind a subject, and no verb stands in it."""
    following = tokens[stop : stop + 1]
    goes_on = bool(following) and (following[0].capital or is_role(following[0].lower) or tokens[stop - 1].possessive)
    plain = [t for b, t in pairwise(tokens[start:stop]) if not (b.possessive or b.lower in DETERMINERS or is_adverb(b))]
    return not goes_on and not any(t.lower.endswith("ed") and t.text.isalpha() and not t.capital for t in plain)
