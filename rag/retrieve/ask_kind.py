"""Does a question ask what somebody said, and on what? Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text.dates import MONTH_NAMES, WEEKDAYS

_NAME = r"(?P<speaker>(?:(?:the|The)\s+)?(?:[\w’'-]+\s+){0,4}?[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:de|van|von|al|bin|del|la|(?:of|for)(?: the)?)\s+)?[A-ZÀ-Þ][\w’'.-]*){0,4})"
_SAY = (
    r"(?:(?:say|state|claim|announce|tell|warn|argue|promise|think|believe|affirm|comment|suggest|declare|stress|insist|"
    r"add|describe|recall|write|tweet|post|demand|answer|explain|reveal|admit|confirm|mention|predict|vow|pledge|urge|"
    r"criticise|criticize|acknowledge|concede|recommend|accuse|(?:call|ask) for|call on)(?:s|d|ed)?|reply|replied|deny|"
    r"denied|denies|said|told|thought|written|called (?:for|on)|asked for)\b"
)
_ABOUT = "about|on|regarding|of|concerning|over|that|in"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?i:what|how) (?i:did|does|do|has|have|had|was|is) {_NAME} (?i:{_SAY})(?:\s+(?i:to\s+[^?]+?|(?:the )?(?:inquiry|court|assembly|parliament|press|newspaper|reporters|journalists|committee|radio)))?(?:\s+(?i:{_ABOUT}))?\s*(?P<about>[^?]*)",
        rf"^(?i:according to) {_NAME},\s*(?P<about>[^?]*)",
        rf"(?P<about>^(?i:what|who|how|when|why|where)[^?]*?),?\s+(?i:according to) {_NAME}\s*\??$",
        rf"^(?i:how did) {_NAME} (?i:respond|react)(?:\s+(?i:to))?\s*(?P<about>[^?]*)",
        rf"^(?i:what (?:was|is|were|are)) {_NAME}['’]s? (?i:comments?|views?|position|reaction|response|statements?|remarks?)(?:\s+(?i:on|about|to|regarding))?\s*(?P<about>[^?]*)",
        rf"^(?i:quotes?(?: from| by)?|quote) {_NAME}(?:\s+(?i:on|about))?\s*(?P<about>[^?]*)",
    )
)
# Typed in small letters, or of somebody without a name: "what did the police say about it".
_ANYBODY = re.compile(
    r"^(?i:what|how) (?i:did|does|do|has|have|had) (?P<speaker>(?:[\w’'.-]+ ){0,4}?[\w’'.-]+) "
    rf"(?i:{_SAY})(?:\s+(?i:{_ABOUT}))?\s*(?P<about>[^?]*)"
)
_NO_SPEAKERS = frozenset("he she it they you we i people anyone anybody everyone everybody someone this that".split())
_WHO = re.compile(r"^(?i:who) (?i:said|says|claimed|told|announced|warned)(?:\s+(?i:that))?\s*(?P<about>[^?]*)")
# "about the budget after the vote": when it was said is not what it was about.
_WHEN = "|".join(["week", "month", "year", r"\d{4}", *WEEKDAYS, *MONTH_NAMES])
_TIMED = re.compile(
    rf"(?<=\w)\s+(?:(?:after|before|during|since|when|while|following|ahead of)\s+\w|(?:last|this|on|in)\s+(?:{_WHEN})\b)[^?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SpeakerAsk:
    """Whose words are asked for (empty: anybody's) and on what."""

    speaker: str
    about: str


def read_speaker(text: str, when: str | None = None) -> SpeakerAsk | None:
    """Return whose words a question asks for, or None when it asks for something else.

    ``when`` is what the question's window was read from ("this week", "two weeks ago"): no part of what they are about.
    """
    question = _timeless(" ".join(text.split()), " ".join((when or "").split()))
    who = _WHO.match(question)
    if who:
        return SpeakerAsk("", who.group("about").strip())
    for pattern in (*_PATTERNS, _ANYBODY):
        match = pattern.search(question)
        if match and match.group("speaker").lower().removeprefix("the ") not in _NO_SPEAKERS:
            speaker = re.sub(r"^(?i:the)\s+", "", match.group("speaker")).strip()
            return SpeakerAsk(speaker, _TIMED.sub("", match.group("about")).strip(" ?."))
    return None


def _timeless(question: str, when: str) -> str:
    """Return a question without its words of time, where they stand by themselves: not those of "the 3 May vote"."""
    if not when:
        return question
    words = re.escape(when)
    alone = re.compile(rf"^{words},?\s+|,?\s+{words}(?=,?\s+(?:{_ABOUT}|to|after|before)\b|[\s?.!,]*$)", re.IGNORECASE)
    return alone.sub("", question, count=1)
