"""Text to quotes: one for each sentence that somebody said, in order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.sentences import split
from rag.quotes.cues import ACCORDING, AFTER, AFTER_INVERTED, BEFORE, INVERTED_END, REPORTED, REPORTED_END, Cue, cue_of
from rag.quotes.marks import Quotation, quotations
from rag.quotes.people import UNKNOWN, People, full_names
from rag.types import ArticleId, Quote, Span

FEWEST_WORDS = 4
"""Shorter quoted words without a cue of their own are nicknames, titles and scare quotes."""
_PARAGRAPH = re.compile(r"[^\n]+")
_SPEECH = re.compile(
    r"[“”«»„\"]|\b(?:said|says|told|according|add|announc|stat|affirm|warn|claim|den|argu|not|stress|confirm|insist|explain|repl|respond|declar|acknowledg|admit|assert|alleg|emphasi|reiterat|vow|pledg|promis|urg|caution|believ|hope|expect|describ|critici|condemn|reject|report)",
    re.IGNORECASE,
)


def extract(article_id: ArticleId, text: str, *, title: str = "") -> tuple[Quote, ...]:
    """Return what is quoted and reported in a text, a quote a sentence, each with an exact span.

    ``speaker`` is as full a name as the text gives, or ``unknown``: never a guess.
    """
    quoted = quotations(text)
    people = People(full_names(f"{title}\n{text}"))
    found: list[Quote] = []
    speakers: dict[int, tuple[str, str]] = {}
    for match in _PARAGRAPH.finditer(text):
        if not _SPEECH.search(match.group()):
            continue
        paragraph = Span(match.start(), match.end())
        inside = [q for q in quoted if q.paragraph == paragraph]
        found += _direct(article_id, text, inside, people, speakers)
        found += _reported(article_id, text, paragraph, inside, people)
    return tuple(sorted(_settled(found, quoted, speakers), key=lambda q: q.span))


def _direct(
    article_id: ArticleId, text: str, inside: Sequence[Quotation], people: People, speakers: dict[int, tuple[str, str]]
) -> list[Quote]:
    found = []
    named: tuple[str, str] | None = None
    for place, quotation in enumerate(inside):
        cue = _cue_of(text, inside, place)
        if cue is not None and (speaker := people.resolve(cue.subject)) is not None:
            named = (speaker, cue.verb)
            speakers[quotation.chain] = named
        elif place and named and not _sentence_between(text, inside[place - 1], quotation):
            speakers.setdefault(quotation.chain, named)
        if not _is_speech(text, quotation, cue):
            continue
        speaker, verb = speakers.get(quotation.chain, (UNKNOWN, ""))
        for span in split(quotation.span.of(text)):
            exact = _trimmed(text, span.shifted(quotation.span.start))
            if exact is not None:
                found.append(Quote(article_id, speaker, "direct", exact, exact.of(text), verb))
    return found


def _cue_of(text: str, inside: Sequence[Quotation], place: int) -> Cue | None:
    """Return the cue behind a quotation, or else the one in front of it, within the paragraph."""
    here = inside[place]
    before_from = inside[place - 1].span.end + 1 if place else here.paragraph.start
    after_to = inside[place + 1].span.start - 1 if place + 1 < len(inside) else here.paragraph.end
    after = text[here.span.end + 1 : max(after_to, here.span.end + 1)]
    before = text[before_from : max(here.span.start - 1, before_from)].strip()
    if after and not _ended(text, here):
        behind = cue_of(AFTER.match(after)) or cue_of(AFTER_INVERTED.match(after))
        if behind is not None:
            return behind
    sentence = re.split(r"(?<=[.!?])\s", before)[-1]
    return cue_of(BEFORE.search(sentence)) or cue_of(ACCORDING.search(sentence))


def _ended(text: str, quotation: Quotation) -> bool:
    """Return whether a full stop stands in front of the closing mark: what follows is another sentence."""
    return text[quotation.span.end - 1] == "."


def _sentence_between(text: str, left: Quotation, right: Quotation) -> bool:
    between = text[left.span.end + 1 : right.span.start - 1]
    return re.search(r"[.!?]\s+\S+.*[.!?]", between) is not None


def _is_speech(text: str, quotation: Quotation, cue: Cue | None) -> bool:
    words = quotation.span.of(text).split()
    if cue is not None:
        return len(words) >= 2
    return len(words) >= FEWEST_WORDS


def _trimmed(text: str, span: Span) -> Span | None:
    said = span.of(text)
    bare = said.rstrip(" ,")
    return Span(span.start, span.start + len(bare)) if re.search(r"\w", bare) else None


def _reported(
    article_id: ArticleId, text: str, paragraph: Span, inside: Sequence[Quotation], people: People
) -> list[Quote]:
    found = []
    for local in split(paragraph.of(text)):
        span = local.shifted(paragraph.start)
        if any(q.span.overlaps(span) for q in inside):
            continue
        sentence = span.of(text)
        cue = (
            cue_of(REPORTED.match(sentence)) or cue_of(REPORTED_END.search(sentence))
            or cue_of(INVERTED_END.search(sentence)) or cue_of(ACCORDING.search(sentence))
        )  # fmt: skip
        if cue is None:
            continue
        speaker = people.resolve(cue.subject)
        if speaker is not None:
            found.append(Quote(article_id, speaker, "reported", span, sentence, cue.verb))
    return found


def _settled(found: Sequence[Quote], quoted: Sequence[Quotation], speakers: dict[int, tuple[str, str]]) -> list[Quote]:
    """Give the earlier paragraphs of a quotation that runs on the speaker that its last one names."""
    settled = []
    for quote in found:
        chain = next((q.chain for q in quoted if quote.kind == "direct" and q.span.overlaps(quote.span)), None)
        speaker, verb = (
            speakers.get(chain, (quote.speaker, quote.cue)) if chain is not None else (quote.speaker, quote.cue)
        )
        settled.append(Quote(quote.article_id, speaker, quote.kind, quote.span, quote.text, verb))
    return settled
