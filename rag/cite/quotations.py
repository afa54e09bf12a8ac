"""Quotation marks in a claim: only around exact words, and only of the one they are given to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.lands import us_states
from rag.text.marks import quotations
from rag.text.names import is_part_of_name, known_names, names
from rag.text.spans import locate
from rag.text.speakers import nation_of, same_speaker
from rag.text.words import fold
from rag.types import UNKNOWN_SPEAKER, ArticleId, EvidenceSentence, Falsity, Quote

_SAYS = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})(?:,(?P<beside>[^,]{1,60}),)?\s+(?:has |had )?(?:said|says|told|added|stated|called|described|warned|announced|wrote|posted|tweeted|asked|shouted|yelled|exclaimed|(?:repl|respond|answer)(?:ied|ed|s) (?:by saying|with|that))\b|\b(?:said|says|added)\s+(?P<name2>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})|according to (?P<name3>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})"
)
FULL = 2
"""Names of somebody who is named in full."""
_REPORTS = r"(?:said|says|added|wrote|posted|asked|shout\w*|yell\w*|call\w* out|scream\w*|chant\w*|repl\w+|answer\w*|exclaim\w*|read)"
_UNNAMED = re.compile(
    rf"\b(?:he|she|they|(?:a|an|one|another|the|some) (?:[a-z-]+ ){{1,3}}?)\s?{_REPORTS}\b|\b{_REPORTS} (?:he|she|they|an?|one|another)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "He She They It We You Who And But So Then Also As If When While What This That These Those".split()
)
"""First words of a sentence that name no speaker: "He told them that …"."""
_LEADS = re.compile(r"(?:And|But|So|Then|Also|As|If|When|While|After|Before|Although|Though)\s+(?=[A-ZÀ-Þ])")
"""What opens a sentence in front of a name and is no part of it."""
_PLACED = re.compile(r"\b(?:to|of|from|in|at)(?: the)? $")
"""What stands before a place or a body to which somebody belongs, and not before who speaks."""
_OMITTED = re.compile(r"\s*(?:\.\.\.|…|\. \. \.|\[[^\]]*\])\s*")
_DENIES = re.compile(
    r"\b(?:no|not|never|nor|neither|nobody|none|cannot|without)\b|n't\b|\b(?:den|reject|refut|dismiss|disput)\w+"
)
_JUST_BEFORE = re.compile(r"(?:\b(?:not|never|cannot)|n't)(?: (?:be|been|a|an|the|to))?$")
_DISOWNED = re.compile(
    r"\bden(?:ied|ies|ying)\b[^:]*$"
    r"|\b(?:claims?|allegations?|suggestions?|accusations?|rumou?rs?|notion|idea) that\b[^:]*$"
)
_LEAST_OF_A_SPEAKER = 2
"""A single word may be anybody's, but where the sources quote that word alone."""


def normal(text: str) -> str:
    """Return a text for comparing word for word: marks straightened, white space folded, case kept out."""
    text = re.sub(r"[“”«»„\"]", "", text).replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[.,;:!?…]+(?=\s|$)", " ", text).casefold().split())


def quotation_faults(
    claim: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote]
) -> tuple[tuple[str, Falsity], ...]:
    """Return what is wrong with the quoted words of a claim, in words, and how false that makes it."""
    faults = list[tuple[str, Falsity]]()
    for quotation in quotations(claim):
        words = quotation.span.of(claim)
        if not re.search(r"[^\W_]", words):
            continue
        outside = normal(claim[: quotation.outer.start] + " " + claim[quotation.outer.end :])
        if not _stands(words, evidence):
            faults.append((f"quoted words are not in the sources: “{words}”", Falsity.UNSHOWN))
        elif not _DENIES.search(outside) and _denied(words, evidence):
            faults.append((f"quoted words are denied in the sources: “{words}”", Falsity.UNSHOWN))
        elif len(words.split()) >= _LEAST_OF_A_SPEAKER or any(normal(q.text) == normal(words) for q in quotes):
            others = _of_another(words, claim, quotes) or _of_nobody_named(words, claim, evidence, quotes)
            faults += [(fault, Falsity.DENIED) for fault in others]
    return tuple(faults)


def _of_another(words: str, claim: str, quotes: Sequence[Quote]) -> list[str]:
    speaker = _claimed_speaker(claim)
    heard = {q.speaker for q in quotes if normal(words) in normal(q.text) or normal(q.text) in normal(words)}
    heard.discard(UNKNOWN_SPEAKER)
    if speaker and heard and not any(same_speaker(speaker, h) for h in heard):
        return [f"quoted words were said by {', '.join(sorted(heard))}, not {speaker}"]
    return []


def _of_nobody_named(
    words: str, claim: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote]
) -> list[str]:
    """Return a fault where the words are some other's whom the source does not name: "A man yelled" them, "he yelled"."""
    speaker = _claimed_speaker(claim)
    given = names(speaker or "")
    known = any(
        normal(words) in normal(q.text) or normal(q.text) in normal(words)
        for q in quotes
        if q.speaker != UNKNOWN_SPEAKER
    )
    if len(given) < FULL or not all(map(is_part_of_name, given)) or known:
        return []  # a body speaks by somebody: "he said" may be its head
    homes = [s for s in evidence if normal(words) in normal(s.text)]
    others = [_of_somebody(s.text) for s in homes]
    if homes and all(others) and fold(given[-1]) not in known_names([f"{s.before} {s.text}" for s in homes]):
        return [f"quoted words are not given to {speaker} in the sources: “{words}” ({others[0]})"]
    return []


def _of_somebody(text: str) -> str:
    """Return the words by which a sentence gives what it quotes to somebody it does not name, or an empty string."""
    outside = re.sub(r"[“\"][^”\"]*[”\"]?", " ", text)
    match = _UNNAMED.search(outside)
    return " ".join(match.group().split()) if match else ""


def _stands(words: str, evidence: Sequence[EvidenceSentence]) -> bool:
    """Return whether an article has the words.

    Pieces with something left out between them stand in order in one article, with no negation left out.
    """
    pieces = [p for piece in _OMITTED.split(words) if (p := normal(piece).strip(" '"))]
    if not pieces:
        return True
    pattern = r"(?<!\w)" + r"(?!\w)(.*?)(?<!\w)".join(re.escape(p) for p in pieces) + r"(?!\w)"
    return any(
        not any(_DENIES.search(gap) for gap in match.groups())
        for text in _texts(evidence)
        for match in re.finditer(pattern, text)
    )


def _texts(evidence: Sequence[EvidenceSentence]) -> list[str]:
    """Return the evidence of each article in its order, sentence by sentence, and its title."""
    articles: dict[ArticleId, list[EvidenceSentence]] = {}
    for sentence in evidence:
        articles.setdefault(sentence.article_id, []).append(sentence)
    texts = [sentence.title for sentence in evidence]
    for sentences in articles.values():
        parts: list[str] = []
        for sentence in sorted(sentences, key=lambda s: s.span):
            parts += [p for p in (sentence.before, sentence.text) if p and p not in parts[-1:]]
        texts.append(" ".join(parts))
    return [normal(text) for text in dict.fromkeys(texts)]


def _denied(words: str, evidence: Sequence[EvidenceSentence]) -> bool:
    """Return whether every sentence that has quoted words says before them that they are not so."""
    first = next(piece for piece in [*_OMITTED.split(words), words] if piece.strip())
    places = [(s.text, place.start) for s in evidence if (place := locate(first.strip(" .,"), s.text)) is not None]
    near = [text[max(0, at - DENIAL_CHARS) : at].rstrip(" “\"‘'«") for text, at in places]
    return bool(near) and all(_JUST_BEFORE.search(n) or _DISOWNED.search(n) for n in near)


DENIAL_CHARS = 60
"""How far before quoted words their denial stands."""


def _outside_of_quotations(text: str) -> str:
    """Return a text with spaces in place of what it quotes: who "has said" something there is not its speaker."""
    for quotation in quotations(text):
        inner = quotation.span
        text = f"{text[: inner.start]}{' ' * (inner.end - inner.start)}{text[inner.end :]}"
    return text


def _claimed_speaker(claim: str) -> str | None:
    outside = _outside_of_quotations(claim)
    match = _SAYS.search(outside)
    if match is None:
        return None
    name = match["name"]
    if not name:
        return match["name2"] or match["name3"]
    if _PLACED.search(outside[: match.start()]):
        # "the envoy to the UK, Ralph Varn, said", "a nurse from El Paso, Texas, said", "a man from Velka said"
        return _person(match["beside"] or "")
    bared = _LEADS.sub("", name)
    if bared != name and _SAYS.search(outside, match.end()):
        return None  # "When Ida Varn announced it, Tom Roe called it …": of the two either may be meant
    return None if bared in _NOBODY else bared


def _person(beside: str) -> str | None:
    """Return what stands between two commas where that is the full name of somebody, and no place's."""
    given = beside.split()
    named = len(given) >= FULL and given == [w for w in given if w[:1].isupper() and is_part_of_name(w)]
    return " ".join(given) if named and not us_states(beside) and not any(nation_of(fold(w)) for w in given) else None
