"""The grammar of saying: verbs, subjects, and where they stand. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBS = (
    "said|says|say|told|tells|added|adds|announced|announces|stated|states|affirmed|warned|warns|claimed|claims|"
    "denied|denies|argued|argues|noted|notes|stressed|stresses|confirmed|confirms|insisted|insists|explained|"
    "explains|replied|responded|declared|declares|acknowledged|admitted|conceded|asserted|alleged|emphasi[sz]ed|"
    "reiterated|remarked|recalled|vowed|pledged|promised|urged|urges|cautioned|complained|joked|concluded|"
    "observed|commented|testified|suggested|suggests|wrote|tweeted|posted|believes|hopes|expects|described|"
    "called|criticized|criticised|praised|condemned|rejected|proposed|reported|revealed|disclosed|maintained|"
    "predicted|estimates|estimated|recounted|quipped|pointed out|went on|continued|answered|asked|asks"
)
VERB = rf"(?P<verb>(?:{_VERBS}))\b"
_WORD = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-Þ][\w’'-]*\.?)"
_PARTICLE = r"(?:van|von|der|den|de|del|della|da|di|dos|du|la|le|el|al|bin|ibn|ben|y|ter|ten)"
NAME = rf"{_WORD}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,5}}"
_ROLE = (
    r"(?:ministry|minister|president|government|company|police|department|agency|side|statement|report|court|"
    r"spokesman|spokeswoman|spokesperson|official|officials|union|bank|party|council|committee|commission|"
    r"authority|authorities|ministers|opposition|army|military|campaign|group|office|team|club|prosecutors?|"
    r"investigators|analysts|experts|researchers|scientists|leader|leaders|chief|head|director|mayor|governor|"
    r"secretary|senator|judge|lawyer|witness|witnesses|agency|operator|service|board|federation|association)"
)
GROUP = rf"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts)[ ](?:[\w’'-]+[ ]){{0,4}}?{_ROLE}"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
_TITLES = r"(?:(?:[A-ZÀ-Þ]?[\w’'-]+[ ]){0,6}?)"
SUBJECT = rf"(?P<subject>{GROUP}(?:[ ]{NAME})?|{PRONOUN}(?![\w’'])|{_TITLES}{NAME})"
_ASIDE = r"(?:,[ ][^,“”\"\n]{2,90},|[ ]\([^()]{1,60}\))?"
_ADVERB = r"(?:[ ](?:has|had|have|also|later|then|further|again|earlier|reportedly|once|all|both|\w+ly))*"

AFTER = re.compile(rf"^[,.!?]?[ ]*(?:{SUBJECT}{_ASIDE}{_ADVERB}[ ]{VERB})")
AFTER_INVERTED = re.compile(
    rf"^[,.!?]?[ ]*{VERB}[ ](?P<subject>(?:(?:the|a|an)[ ])?(?:[\w’'-]+[ ]){{0,5}}?{NAME}|{GROUP}|{PRONOUN}(?![\w’']))"
)
BEFORE = re.compile(
    rf"(?:^|[.!?,;:—–-][ ]|[ ](?:but|and|as|when|while|after)[ ]){SUBJECT}{_ASIDE}{_ADVERB}[ ]{VERB}[^.!?“”\"\n]{{0,120}}$"
)
ACCORDING = re.compile(
    rf"\b[Aa]ccording to (?P<subject>{GROUP}(?:[ ]{NAME})?|(?:(?:the|a|an)[ ])?(?:[\w’'-]+[ ]){{0,5}}?{NAME})"
)
REPORTED = re.compile(
    rf"^(?:[^.!?“”\"\n]{{2,90}},[ ])?{SUBJECT}{_ASIDE}{_ADVERB}[ ]{VERB}"
    r"(?=[ ](?:that|the|a|an|it|he|she|they|there|his|her|its|their|no|not|to|on|in|reporters|journalists|lawmakers|"
    r"parliament|[A-ZÀ-Þ\w]))"
)
REPORTED_END = re.compile(
    rf",[ ](?P<subject>{GROUP}(?:[ ]{NAME})?|{PRONOUN}(?![\w’'])|{_TITLES}{NAME}){_ASIDE}{_ADVERB}[ ]{VERB}(?:[ ][^.,!?“”\"\n]{{0,60}})?[.!?]?$"
)
INVERTED_END = re.compile(
    rf",[ ]{VERB}[ ](?P<subject>(?:(?:the|a|an)[ ])?(?:[\w’'-]+[ ]){{0,5}}?{NAME}){_ASIDE}[^.,]{{0,60}}[.!?]?$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A subject and its verb of saying."""

    subject: str
    verb: str


def cue_of(match: re.Match[str] | None) -> Cue | None:
    """Return the cue of a match, or None."""
    if match is None:
        return None
    return Cue(match.group("subject").strip(" ,"), match.groupdict().get("verb") or "according to")
