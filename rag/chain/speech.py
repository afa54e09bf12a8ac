"""Nobody's words are given to another: whose utterances a drafted sentence rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.quotes import extract
from rag.text.dates import without_dates
from rag.text.names import missing_names, names
from rag.text.numbers import checked, lacking
from rag.text.speakers import holds_office, is_called, same_speaker, speaks_for
from rag.text.words import content_words
from rag.types import UNKNOWN_SPEAKER, ArticleId, EvidenceSentence, Falsity, Quote, Verdict

_THE_SOURCES = re.compile(
    r"(?:the |this |these )?(?:news |provided |given )*(?:text|articles?|sources?|reports?|passages?|news)",
    re.IGNORECASE,
)
"""What a model calls the evidence: "According to the news text" gives the words to nobody."""
_PAPER = re.compile(
    r"(?:the |a |an |this |that |its |their )?(?:(?:new|latest|recent|first|own|agency|government) )*"
    r"(stud(?:y|ies)|surveys?|polls?|reports?|data|figures|research|analys[ie]s|review|findings|census)",
    re.IGNORECASE,
)
"""A speaker that is a paper without a name: "the new study", "agency data"."""
_CLAUSE = re.compile(r";\s|, (?:and|but|while|whereas)\b")
_REFUSES = re.compile(r"\b(?:refus|declin)\w+ to\b")
_YEARS = range(1900, 2100)
LEAST_TOLD = 0.5
"""Share of what the best sentence has of a claim, its speaker's name apart, that another must have: one that brings only his name
does not make the words his."""


def with_right_speaker(
    text: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote], verdict: Verdict
) -> Verdict:
    """Return the verdict, turned down when what somebody is said to have said are another's words or numbers."""
    heard = [q.speaker for q in extract(ArticleId("draft"), text) if q.speaker != UNKNOWN_SPEAKER]
    claimed = [speaker for speaker in heard if not _THE_SOURCES.fullmatch(speaker)]
    if not claimed or not verdict.used:
        return verdict
    reason = _others_words(claimed, evidence, quotes, verdict, text) or _others_numbers(
        text, claimed[0], evidence, quotes
    )
    if not reason:
        return verdict
    falsity = Falsity.DENIED if verdict.falsity is Falsity.UNSHOWN else verdict.falsity
    return replace(verdict, supported=False, vetoes=(reason,), reasons=(*verdict.reasons, reason), falsity=falsity)


def _others_words(
    claimed: Sequence[str], evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote], verdict: Verdict, text: str
) -> str | None:
    told = set(content_words(text)) - {w for c in claimed for w in content_words(c)}
    shares = {i: len(told & set(content_words(evidence[i].text))) for i in verdict.used}
    carriers = [i for i, share in shares.items() if share >= LEAST_TOLD * max(shares.values())]
    heard = {_speaker_of(evidence[i], quotes) for i in carriers}
    beside = [c for who in claimed for i in carriers for c in _clauses_of(who, evidence[i], quotes)]
    given = checked(text)
    if any(len(told & set(content_words(c))) >= LEAST_TOLD * max(shares.values()) for c in beside):
        return None
    if any(len(lacking(given, c)) < len(given) for c in beside):
        return None
    if None in heard or any(is_voice_of(c, h, evidence) for c in claimed for h in heard if h):
        return None
    return f"said by {', '.join(sorted(h for h in heard if h))}, not {claimed[0]}"


def is_voice_of(claimed: str, speaker: str, evidence: Sequence[EvidenceSentence]) -> bool:
    """Return whether a speaker is the one who is claimed, by name, by an office that the evidence gives him, or as its body."""
    around = " ".join(f"{s.title} {s.text}" for s in evidence)
    if same_speaker(claimed, speaker) or speaks_for(speaker, claimed) or is_called(claimed, speaker, around):
        return True
    if any(_is_paper_of(claimed, speaker, s) for s in evidence):
        return True
    return any(holds_office(claimed, speaker, text, around) for s in evidence for text in (s.text, s.before, s.title))


def _is_paper_of(claimed: str, speaker: str, sentence: EvidenceSentence) -> bool:
    """Return whether "the study" of a sentence is the one claimed: its name's first word stands in the title or beside it."""
    told, named = _PAPER.fullmatch(speaker), names(claimed)[:1]
    if told is None or not named or claimed.split()[-1].casefold() != told.group(1).casefold():
        return False
    return speaker.casefold() in sentence.text.casefold() and not missing_names(named[0], [sentence.around])


def _others_numbers(
    text: str, claimed: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote]
) -> str | None:
    """Return a reason when a number is in another's words and in no sentence that is the claimed speaker's alone.

    The numbers of a date are of when it was said or done, and are judged as a date.
    """
    others = {
        q.speaker for q in quotes if q.speaker != UNKNOWN_SPEAKER and not is_voice_of(claimed, q.speaker, evidence)
    }
    for number in checked(without_dates(text)):
        if not number.unit and number.value in _YEARS:
            continue  # when it was said is in nobody's words
        said_by = {q.speaker for q in quotes if not lacking([number], q.text)}
        holding = [s for s in evidence if not lacking([number], s.text)]
        if any(is_voice_of(claimed, who, evidence) for who in said_by):
            continue
        if any(not lacking([number], clause) for s in holding for clause in _clauses_of(claimed, s, quotes)):
            continue
        if any(_may_be_of(claimed, s, _speaker_of(s, quotes), others, evidence) for s in holding):
            continue
        who = ", ".join(sorted(said_by & others)) or "another"
        return f"{number.text} was said by {who}, not {claimed}"
    return None


def _may_be_of(
    claimed: str,
    sentence: EvidenceSentence,
    speaker: str | None,
    others: set[str],
    evidence: Sequence[EvidenceSentence],
) -> bool:
    if speaker is not None:
        return is_voice_of(claimed, speaker, evidence)
    return not any(_names(sentence, other) for other in others)


def _names(sentence: EvidenceSentence, person: str) -> bool:
    """Return whether a sentence has every part of a name: two may share the last one."""
    return not missing_names(person, [sentence.text])


def _speaker_of(sentence: EvidenceSentence, quotes: Sequence[Quote]) -> str | None:
    for quote in quotes:
        if quote.article_id == sentence.article_id and quote.span.overlaps(sentence.span):
            return None if quote.speaker == UNKNOWN_SPEAKER else quote.speaker
    return None


def _clauses_of(claimed: str, sentence: EvidenceSentence, quotes: Sequence[Quote]) -> list[str]:
    """Return the clauses of a sentence that are of another one than its speaker: "…, said Tom Varn; the firm put it at 190"."""
    clauses, speaker = _CLAUSE.split(sentence.text), _speaker_of(sentence, quotes)
    own = [c for c in clauses if not _lacks(claimed, c) and _lacks(speaker or claimed, c) and not _REFUSES.search(c)]
    return own if clauses[1:] else []


def _lacks(speaker: str, text: str) -> bool:
    """Return whether a text lacks a word of a speaker's name or office."""
    return not set(content_words(speaker)) <= set(content_words(text))
