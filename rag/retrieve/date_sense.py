"""Is it really a time? The doubts about words that look like dates: names, verbs, events, the future. Pure."""

from __future__ import annotations

import re

_FUTURE = re.compile(
    r"\b(?:will|won't|shall|would|could|must|needs?\s+to|going\s+to|set\s+(?:to|for)|slated|expected|scheduled|"
    r"due\s+(?:to|on|in|by|for)|plans?|planned|planning|upcoming|ahead\s+of|in\s+preparation\s+for|deadline|soon|"
    r"next|may\s+[a-z]+)\b|'ll\b"
)
_PAST = re.compile(r"\b(?:did|was|were|had|said|told|announced|happened|took|became)\b")
_NAMED_DAYS = frozenset(
    "black good ash super holy palm easter cyber giving fat maundy shrove bloody blue casual freaky ruby sheffield "
    "every each any a an one per whit boxing rose man".split()
)
"""Words that make a weekday the name of something, or of any such day."""
_NAMED_AFTER = re.compile(r"\s+(?:Night|Morning|Times|Telegraph|Mail|Mirror|Sport|Addams|Lights|Live|Show)\b")
_FUNCTION_WORDS = frozenset(
    "in at on by and or to of from that which who was were did is are when after before with for as this last has "
    "have had the a an he she it they his her their about over under during said".split()
)
_EVENT_DAYS = re.compile(
    r"(?:January|Jan\.?)\s+6(?:th)?|(?:September|Sept?\.?)\s+11(?:th)?|(?:October|Oct\.?)\s+7(?:th)?|7\s+October",
    re.IGNORECASE,
)
_EVENT_NOUNS = re.compile(
    r"\s+(?:terror\w*\s+|Capitol\s+)?(?:attack|riot|insurrection|committee|panel|defendant|suspect|pardon|massacre|"
    r"hostage|victim|memorial|survivor|case|hearing)", re.IGNORECASE
)  # fmt: skip
_COUNTED = re.compile(
    r"\s+(?!(?:was|has|is|as|does|this|plus|versus|across|towards|unless|whereas|thus|perhaps)\b)"
    r"(?:people|men|women|children|[a-z]+[^s\W]s)\b"
)
_LOWER_VERBS = re.compile(r"\b(?:may|march)\b")
_RELATIVE_NAMES = re.compile(r"\b(?:Today|Yesterday|Tonight|Morning|Night|Week|Month|Year|Weekend|Ago)\b")
_BREAK = re.compile(r"[.?!;]\s+")


def is_titled(text: str) -> bool:
    """Return whether every longer word has a capital, so that capitals say nothing."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_future(text: str, start: int, end: int) -> bool:
    """Return whether the words around say that the time is still to come: the marker in front decides."""
    opening = max((m.end() for m in _BREAK.finditer(text, 0, start)), default=0)
    before = text[opening:start]
    future = max((m.start() for m in _FUTURE.finditer(before)), default=-1)
    past = max((m.start() for m in _PAST.finditer(before)), default=-1)
    if future >= 0 or past >= 0:
        return future > past
    closing = _BREAK.search(text, end)
    return bool(_FUTURE.search(text[end : closing.start() if closing else len(text)]))


def is_adjective(text: str, start: int, end: int) -> bool:
    """Return whether the date stands between "the" and a noun, and so names an event: "the March 12 summit"."""
    if word_before(text, start).lower() != "the":
        return False
    after = word_after(text, end)
    return bool(after) and after.lower() not in _FUNCTION_WORDS


def is_event_day(text: str, start: int, end: int) -> bool:
    """Return whether the day is the name of what happened on it: "the October 7 attack"."""
    return bool(_EVENT_DAYS.search(text, start, end) and _EVENT_NOUNS.match(text, end))


def is_count(text: str, end: int) -> bool:
    """Return whether the number at the end counts the things that follow: "in 2025 cases"."""
    return bool(_COUNTED.match(text, end))


def names_a_day(text: str, start: int, end: int, *, led: bool, titled: bool) -> bool:
    """Return whether a weekday is a part of a name (Black Friday, Sunday Times) or means any such day."""
    before, after = word_before(text, start), word_after(text, end)
    if before.lower() in _NAMED_DAYS or (not titled and _NAMED_AFTER.match(text, end)):
        return True
    if led or titled:
        return False
    mid_name = before[:1].isupper() and word_before(text, start - len(before) - 1) != "" and start > len(before) + 1
    return mid_name or after[:1].isupper()


def is_relative_name(words: str, *, opening: bool, titled: bool) -> bool:
    """Return whether capitals make "Last Week", "Today" the name of a programme or a paper."""
    tail = words.split(maxsplit=1)[-1] if opening and " " in words else words
    if titled or (opening and " " not in words):
        return False
    return bool(_RELATIVE_NAMES.search(tail))


def is_verb_or_person(text: str, start: int, end: int, *, lead: str, dated: bool) -> bool:
    """Return whether "may" and "march" are the verbs, or "May" the person, and not the months."""
    words = text[start:end]
    if lower := _LOWER_VERBS.search(words):
        if dated:
            return not lead and re.match(r"\s*(?:[?.,;:)]|$)", text[end:]) is None
        return lead not in ("in", "during", "since") or (
            lower.group() == "march"
            and re.match(r"\s+(?:on|to|for|against|in|through|from|towards?)\b", text[end:]) is not None
        )
    if dated or "May" not in words:
        return False
    if text.startswith("'s", end) or lead in ("of", "from", "over", "around", "by"):
        return True
    acts = re.match(
        r"\s+(?:\w+ed|became|took|lost|won|left|quit|said|told|met|spoke|stood|was|is|has|had)\b", text[end:]
    )
    return lead in ("after", "before", "until", "till") and acts is not None


def word_before(text: str, start: int) -> str:
    """Return the word that ends right in front of a place, or nothing at the start of a sentence."""
    found = re.search(r"([\w'-]+),?\s+$", text[max(0, start - 40) : start])
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """Return the word that follows a place with nothing but space between, or nothing."""
    found = re.match(r"(?:'s)?\s+([\w'-]+)", text[end : end + 40])
    return found[1] if found else ""
