"""Evidence as the text a model reads: each article's date, outlet and title above its sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from rag.text.dates import in_words
from rag.types import EvidenceSentence, Published


def evidence_text(sentences: Sequence[EvidenceSentence], zone: tzinfo, keys: Sequence[str] = ()) -> str:
    """Return the sentences in order, grouped by article under a line with date, outlet and title.

    With ``keys``, one a sentence, each has its key in front.
    """
    marks = {id(s): f"[{key}] " for s, key in zip(sentences, keys, strict=bool(keys))}
    blocks = []
    for _, group in groupby(sentences, key=lambda s: s.article_id):
        members = list(group)
        first = members[0]
        head = " | ".join(part for part in (spell_date(first.published, zone), first.source or "", first.title) if part)
        blocks.append(f"[{head}]\n" + " ".join(marks.get(id(s), "") + " ".join(s.text.split()) for s in members))
    return "\n\n".join(blocks)


def plain_text(sentences: Sequence[EvidenceSentence]) -> str:
    """Return the sentences as one paragraph: what a judge of support reads."""
    return " ".join(" ".join(f"{_lead_in(s)}{s.text}".split()) for s in sentences)


def _lead_in(sentence: EvidenceSentence) -> str:
    return f"{sentence.before} " if sentence.before.endswith(":") else ""


def speaker_note(sentence: EvidenceSentence) -> str:
    """Return ``Name said: `` for an utterance whose speaker is noted in front of it, else nothing.

    A sentence of an article behind one that ends in a colon is nobody's utterance for that.
    """
    return f"{sentence.before} " if sentence.speaker else ""


def spell_date(published: Published | None, zone: tzinfo) -> str:
    """Return ``Tuesday 20 February 2024``, or nothing when undated."""
    if published is None:
        return ""
    day = published.at.astimezone(zone).date() if published.has_time else published.day
    return in_words(day)


def spell_now(now: datetime, zone: tzinfo) -> str:
    """Return the day of ``now`` in words."""
    return in_words(now.astimezone(zone).date())
