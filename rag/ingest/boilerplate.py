"""Lines of a page that are not news: what they look like, and taking them out. Pure.

A rule must describe the whole line. A line that reads like a sentence of news stays, whatever words
it holds: losing news is worse than keeping a menu.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ingest.author_box import take_author_boxes
from rag.types import Removed

MOST_CHARS = 420
"""A longer line is prose."""
TOP_LINES = 12
"""Breadcrumbs stand among the first lines."""

_SITES = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|tiktok|bluesky|threads|"
    r"google news|snapchat|messenger|flipboard)"
)
_LABEL = (
    r"(?:also read|read (?:more|also|next|on)|see also|related(?: (?:articles?|stor(?:y|ies)|posts?|news|topics?|"
    r"content|links?|coverage|reading))?|you (?:may|might) also (?:like|be interested in)|recommended(?: for you| stories| "
    r"reading)?|up next|don[’']t miss|trending(?: now)?|top stories|latest (?:news|posts?|stories|updates)|"
    r"most (?:popular|read|viewed|shared|commented)|popular (?:posts?|news|stories)|editor[’']?s[’']? (?:picks?|choice)|"
    r"sponsored(?: content)?|promoted(?: content)?|paid content|more (?:stories|news|headlines|from (?:the|this) .{1,40}))"
)
# Small words only as they are: one that could also be read as a name would double the ways to read the line.
_NAMES = r"(?-i:[A-ZÀ-Þ][\w.’'-]*)(?:[ ,;]+(?:(?-i:[A-ZÀ-Þ][\w.’'-]*)|(?-i:and|in|additional|reporting|writing|editing|by|of|for)))*"
_CREDITED = (
    r"(?:\w+ by:? )?(?-i:[A-ZÀ-Þ][\w.’'-]*)(?:[ ,]+(?:(?-i:[A-ZÀ-Þ][\w.’'-]*)|(?-i:van|von|der|den|de|del|la|da|di|al|bin|ibn|"
    r"and|via|for|of|the|by|pool)))*\s*"
)
# To the end of its word, but for a colon: an account or an address that could be cut anywhere has too many readings.
_LINKED = r"\W*+(?>(?<=@)|(?=https?:|www\.|\w+\.(?:com|org|net)))\S+?(?<!:)(?=:?(?:\s|\Z))"

_RELEASE = (
    r"(?:(?:press|news|media) (?:release|statement|notice)|pressemitteilung|communiqué de presse|comunicado de prensa|"
    r"nota de prensa|comunicato stampa|persbericht|pressmeddelande|pressemelding|komunikat prasowy)"
)

_SURE: tuple[tuple[str, str], ...] = (
    ("also_read", rf"{_LABEL}\W*"),
    ("advertisement", r"(?:advert(?:isement)?s?|ad feedback|(?:story|article) continues below.{0,40}|article continues.{0,40}|continue reading(?: the main story| below)?|advertisement\W{1,5}(?:scroll|continue|story|article)\b.{0,40}|scroll (?:down )?(?:for more|to continue).{0,40}|(?:\d\. )?how relevant is this ad to you)\W*"),
    ("advertisement", r"video player was slow to load.{0,400}|need a break\? play .{1,80}"),
    ("share", rf"(?:share|tweet|pin it|email|print|save|copy link|share this(?: \w+){{0,3}}|share (?:on|via).{{0,40}}|{_SITES}(?:\W+(?:{_SITES}|email|print|copy link))*)\W*"),
    ("share", r"[\d.,]+\s*[km]?\s*(?:fans?|followers?|subscribers?|shares?|likes?|views?|reactions?|retweets?)\s*(?:like|follow|subscribe)?"),
    ("share", r"(?:follow|join|find|like) us(?: on .{1,60})?\W*"),
    ("share", rf"(?:(?:follow|join) [^:;.!?]{{1,90}}|find (?:him|her|them|me|(?-i:[A-Z])[^:;.!?]{{1,60}}) )\bon {_SITES}\b(?:\W*+\b(?<!@)(?:{_SITES}|and|or|at|as|on|here|formerly(?: known as)?)\b|{_LINKED})*(?:\W*\bfor\b.{{1,100}}|: .{{1,80}}){{0,2}}\W*"),
    ("comments", r"(?:[\d.,]+ ?k? |no )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|post a comment|view (?:all )?comments|be the first to comment|join the (?:conversation|discussion)\W*"),
    ("newsletter", r"(?:subscribe|sign up|sign in|log in|register|subscribe now|my account|newsletters?|newsletter sign-?up|e-?paper)\W*|unsubscribe\W*|view (?:this (?:e-?mail )?)?in (?:your )?browser\W*|you(?:[’']re| are) receiving this (?:e-?mail|newsletter)\b.{0,200}|(?:subscribe|listen|follow)\b[^.!?]{0,160}\bwherever you (?:get|listen to) (?:your )?podcasts\W*"),
    ("subscription", r"(?:this )?(?:post|article|story|content) is (?:only )?for (?:paid |paying )?(?:subscribers|members)(?: only)?\W*|(?:member|subscriber)s?[- ]only(?: (?:content|story|article|post))?\W*|already an? (?:paid |paying |registered )?(?:subscriber|member)\?.{0,60}|(?:try|get) unlimited (?:digital )?access\b[^.]{0,80}\W*|then [$€£]\d[\d.,]* (?:per|a|every) (?:week|month|year)\b.{0,200}|explore more offers\W*|cancel any ?time\b[^.]{0,60}\W*"),
    ("newsletter", r"thanks for reading [^!]{1,80}! (?:this post is public|subscribe|share)\b.{0,200}|[^.]{2,60} is a reader-supported publication\. .{0,200}"),
    ("navigation", r"press enter or click to view image in full size\W*|listen(?: to (?:this )?(?:article|story))?\W*|video (?:is )?unavailable\W*"),
    ("copyright", r"our standards: .{0,60}\bprinciples\.?(?:,? ?opens new tab)?"),
    ("cookies", r"(?:accept|reject|manage)(?: all)? cookies\W*|(?:accept|reject|manage) all\W*|cookie (?:policy|settings|preferences)|privacy (?:policy|notice|settings)|terms (?:of (?:use|service)|and conditions)"),
    ("copyright", r"(?:©|ⓒ|\(c\)\s*(?:\d{4}|copyright)|copyright\s*(?:©|ⓒ|\(c\)|:|\d{4}\b)).{0,200}|copyright (?:(?-i:[A-ZÀ-Þ][\w.&’'-]*)[ ,]+|(?-i:by|of|the|and) )*(?:19|20)\d\d\b[^.]{0,60}|[^.]{0,80}all rights reserved.{0,120}|(?:this material )?may not be published, broadcast, rewritten.{0,60}"),
    ("credit", rf"(?:additional |with )?(?:reporting|writing|editing|compiled|produced) by:? {_NAMES}\.?|contributing: .{{2,120}}|from .{{3,40}} wire reports|[(\[](?:photo|image|picture|illustration|file photo|reporting|editing)s?\b[^()\[\]]{{0,160}}[)\]]"),
    ("credit", rf"(?:[^/.]{{2,60}}/)?getty images(?:/[^/.]{{2,60}})?|{_CREDITED}/\s?(?:ap photo|ap|afp|reuters|shutterstock|istock|alamy|epa)|(?:ap photo|afp|reuters|epa)/\s?{_CREDITED}"),
    ("credit", r"\(\([^()]*@[^()]*\)\)"),
    ("credit", r".{3,200} contributed to this (?:report|story|article)\.?"),
    ("navigation", r"(?:home|menu|search|close|skip to (?:main )?content|back to top|previous (?:article|post)|next (?:article|post)|toggle navigation|main navigation)\W*"),
    ("navigation", r"home\s*[›»>/|→].{0,200}|(?:tags?|categor(?:y|ies)|topics?|filed under)\s*:[^.]{0,160}"),
    ("navigation", r"(?:https?://|www\.)\S{1,300} \d{1,3}/\d{1,3}|sent from my \w+(?: \w+)?\W*"),
    ("header", rf"for immediate (?:release|publication)\W*|{_RELEASE}(?: (?:no|nr|n°|number|№)\.? ?[\d/.-]{{1,12}})?\W*"),
    ("dashes", r"[-–—_=*•·|+~#<>\s]{1,60}|[|:\- ]{3,400}"),
)  # fmt: skip
_LOOSE: tuple[tuple[str, str], ...] = (
    ("also_read", rf"\W?(?:{_LABEL}|(?:also|must)[ -](?:see|watch|listen)|(?:read|see|watch|listen)(?: (?:more|also|next|now|here|this|about this|on this|the full story|full story))*)\s*(?:[:>»|]|\s[–—-]\s).{{0,250}}|more:.{{0,250}}(?<![.”\"])"),
    ("also_read", r"read (?:more|on|the full (?:story|article|report))(?: (?:here|about|on|at|from|in) ?.{0,80})?\W*|(?:unable to .{0,40})?click here .{0,100}"),
    ("newsletter", r"(?:.{0,90}[.!?] )?(?:please )?(?:sign up|subscribe|register)(?: now| here| today| free)?(?: for| to| and|,|!|:|\.).{0,200}\b(?:newsletters?|inbox|updates|alerts|e-?mails?|for free)\b.{0,200}"),
    ("newsletter", r".{0,40}\bnewsletters?\b[^.!?]{0,160}[.!?] (?:please )?(?:sign up|subscribe)(?: now| here| today| free)?\W*"),
    ("newsletter", r"(?:get|receive) (?:the|our|all|more|a|breaking|daily|weekly|top|latest|(?-i:[A-Z]).{0,30}[’']s)\b.{0,120}\b(?:newsletters?|inbox|e-?mail alerts?)\b.{0,200}"),
    ("subscription", r"this is a subscribers?-only (?:article|story|post)\b.{0,200}|already a subscriber.{0,60}|(?:this|the) (?:article|content|story) is (?:only |exclusive(?:ly)? )?(?:for|to|available to) .{0,30}subscribers.{0,60}|you(?:[’']ve| have) (?:reached|read|used) .{0,60}\barticles?\b.{0,80}|to continue reading(?:\W+(?:please|you|this|our|the (?:article|story|rest)|subscribe|sign|log|register|create|become|buy|enter|for)\b.{0,120})?\W*|(?:please )?(?:log ?in|sign in|subscribe|register) to (?:continue|read|view|access|unlock).{0,120}"),
    ("subscription", r"(?:thank you for supporting|support) (?:our|us|independent|local|quality|strong|free)\b.{0,40}\b(?:journalism|reporting|newsroom)\b.{0,160}"),
    ("cookies", r"(?:this (?:site|website)|we|our (?:site|website|partners)|by (?:continuing|using|clicking)\b(?=.*\b(?:you|our|accept|agree)\b))\b.{0,120}\bcookies?\b.{0,250}"),
    ("javascript", r"[^.!?]{0,120}\b(?:enabl|turn|switch|activat|requir|need|allow|support|disabl|block)\w*\b[^.!?]{0,60}\bjava ?script\b[^!?]{0,200}\W*|(?:[^.!?]{0,40}\b)?java ?script (?:is|must be|has to be|needs to be|appears to be|seems to be)\b.{0,200}|please enable js\b.{0,120}|.{0,120}\bwithout java ?script\b.{0,120}"),
    ("credit", r"(?:photo|image|picture|video|photograph|illustration|file photo|photo credit|image credit|picture credit|credit|caption)s?\s*(?:by|source|courtesy(?: of)?)?\s*[:/|].{1,120}|(?:photo|image|picture|photograph)s? (?:by|courtesy of) [^.]{2,80}"),
)  # fmt: skip


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in rules)


_SURE_RULES = _compiled(_SURE)
_LOOSE_RULES = _compiled(_LOOSE)
# A site's own notice on cookies names at least one of these; a story about bakers or laws names none.
_CONSENT = re.compile(
    r"\b(?:experience|consent|policy|preferences|settings|privacy|browser|browsing|analytics|agree|accept|traffic|"
    r"personali[sz]ed?|advertis\w+)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|according|ruled|fined|court|minister|ministry|police|officials?|complained|warned|"
    r"reported|added|wrote|argued|voted|resigned|lawmakers?|parliament|regulators?|commission|government|yesterday|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?][”\"’')\]]*$")
# Behind these a sentence is the headline of another story.
_POINTER = re.compile(
    r"\W?(?:(?:also|must)[ -](?:read|see|watch|listen)|(?:read|see|watch|listen) (?:more|also|next|now|on|here)|"
    r"you (?:may|might) also|(?:click|read the full))\b",
    re.IGNORECASE,
)
_OF_BROWSER = re.compile(
    r"\b(?:please|you|your|(?:this|our|the) (?:\w+ )?(?:site|page|website|app|application|form|content)|comments|enable)\b",
    re.IGNORECASE,
)
_TO_READER = re.compile(r"\b(?:us|ours?|your?|you[’'](?:re|ve|ll)|inbox|delivered)\b|(?<!\w)@\w", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:\w{2,}[^\We]ed|was|were|had|did|died|won|lost|rose|fell|sold|hit|took|made|gave|went|came|found|left|began|"
    r"fled|lent|spent|sent|met|got|grew|drew|held|kept|led|paid|ran|saw|shot|struck|told|thought|threw)\b"
)
_NAME_INSIDE = re.compile(r"[a-zß-ÿ,] (?:[A-ZÀ-Þ][a-zß-ÿ]|[A-ZÀ-Þ]{2,})")
_PLAIN_WORDS = 4
"""A credit is names: with so many words in small letters and a figure or a verb it is a sentence."""
_TAIL = re.compile(
    r"(?:follow us|most (?:popular|read|viewed)|latest posts?|related (?:articles|posts|stories)|more stories|"
    r"you (?:may|might) also like|recommended(?: for you)?|trending(?: now)?|popular posts?|up next)\W*",
    re.IGNORECASE,
)


def strip(
    lines: Sequence[str], title: str | None, authors: Sequence[str] = ()
) -> tuple[list[str], list[Removed], list[str]]:
    """Return the lines that stay, what was taken out, and names of authors that their boxes gave.

    ``authors`` are those already known: a box about one of them is recognised without more evidence.
    """
    removed: list[Removed] = []
    kept = _without_tail(list(lines), removed)
    kept, found = take_author_boxes(kept, authors, removed)
    out = []
    seen = 0
    for line in kept:
        bare = line.strip()
        seen += bool(bare)
        kind = kind_of(bare) or ("navigation" if seen <= TOP_LINES and _is_crumbs(bare, title) else None)
        if kind is None:
            out.append(line)
        else:
            removed.append(Removed(kind, bare))
    return out, removed, found


def kind_of(line: str) -> str | None:
    """Return what kind of boilerplate a line is, or None for a line that may be news."""
    if not line or len(line) > MOST_CHARS:
        return None
    for kind, pattern in _SURE_RULES:
        if pattern.fullmatch(line):
            return kind
    for kind, pattern in _LOOSE_RULES:
        if pattern.fullmatch(line) and not _is_news(kind, line):
            return kind
    return None


def _is_news(kind: str, line: str) -> bool:
    """Return whether a line that fits a loose rule reads like a sentence of news all the same."""
    if kind == "cookies" and not _CONSENT.search(line):
        return True
    if any(mark in line for mark in '“”"') and kind not in ("also_read", "credit"):
        return True
    if not _ENDS_SENTENCE.search(line):
        return False
    if _REPORTED.search(line):
        return True
    if kind == "javascript":
        return _OF_BROWSER.search(line) is None
    if kind == "cookies" or _POINTER.match(line) or _TO_READER.search(line):
        return False
    if kind == "also_read" and line.endswith("?"):
        return False
    figure, past = re.search(r"\d", line) is not None, _PAST.search(line) is not None
    if kind in ("newsletter", "subscription"):
        return figure and past
    if kind == "credit":
        return (figure or past) and len(re.findall(r"\b[a-zß-ÿ]{2,}\b", line)) >= _PLAIN_WORDS
    return figure or past or _NAME_INSIDE.search(line) is not None


def _is_crumbs(line: str, title: str | None) -> bool:
    """Return whether a line is the way to the page: "HomeNewsWorld" run together in front of the title."""
    if not title or len(line) <= len(title) or not line.endswith(title):
        return False
    way = line[: -len(title)].strip()
    return bool(way) and len(way) < 120 and not re.search(r"[.!?,;“”\"]", way) and way[0].isupper()


def _without_tail(lines: list[str], removed: list[Removed]) -> list[str]:
    """Cut what follows a "Follow us" or "Most popular" in the last two thirds, when no prose comes after it."""
    for place, line in enumerate(lines):
        if place < len(lines) // 3 or not _TAIL.fullmatch(line.strip()):
            continue
        rest = lines[place:]
        if not any(_is_prose(other.strip()) for other in rest):
            removed += [Removed("tail", other.strip()) for other in rest if other.strip()]
            return lines[:place]
    return lines


def _is_prose(line: str) -> bool:
    if kind_of(line):
        return False
    return (len(line) > 40 and _ENDS_SENTENCE.search(line) is not None) or line.startswith(("“", '"', "‘"))
