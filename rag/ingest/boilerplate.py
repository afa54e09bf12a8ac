"""Lines of a page that are not news: what they look like, and taking them out. Pure.

A rule must describe the whole line. A line that reads like a sentence of news stays, whatever words
it holds: losing news is worse than keeping a menu.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Removed

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("also_read", r"(?:also|must|related|further)[ -]*(?:read|reading|see|story|stories|article|articles)s?\b[: -].{0,200}"),
        ("also_read", r"(?:read|see|watch|listen)(?: (?:more|also|next|on|this|full story))*\s*[:>»|-].{0,200}"),
        ("also_read", r"(?:also read|read more|see also|related(?: (?:articles|stories|posts|news|topics|content))?|you may also like|more (?:from|on|in) .{1,40}|recommended(?: for you| stories)?|up next|don[’']t miss|trending(?: now)?|top stories|latest (?:news|posts|stories)|most (?:popular|read|viewed|shared)|editor[’']s picks?|sponsored(?: content)?|advertisement|story continues below(?: advertisement)?|continue reading|article continues.{0,40})\W*"),
        ("share", r"(?:share|tweet|pin|email|print|save|copy link|share this(?: \w+){0,3}|share on.{0,40}|(?:facebook|twitter|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|tiktok)(?:\W+(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|email|print|instagram|youtube|tiktok))*)\W*"),
        ("share", r"[\d.,]+\s*[km]?\s*(?:fans?|followers?|subscribers?|shares?|likes?|views?|comments?|reactions?|retweets?)\s*(?:like|follow|subscribe)?"),
        ("share", r"(?:follow|join|find|like) us(?: on .{1,60})?\W*"),
        ("comments", r"(?:\d+ |no )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|post a comment|view comments|be the first to comment"),
        ("newsletter", r"(?:sign up|subscribe|register)\b.{0,120}\b(?:newsletters?|inbox|updates|alerts|free|today|now|account)\b.{0,60}"),
        ("newsletter", r"(?:get|receive) (?:the|our|all the)? ?(?:latest|top|best|daily|breaking)\b.{0,80}\b(?:inbox|newsletter|email|e-mail)\b.{0,40}"),
        ("newsletter", r"(?:subscribe|sign up|sign in|log in|register|subscribe now|my account|newsletter|newsletters)\W*"),
        ("cookies", r"(?:this (?:site|website)|we|our (?:site|website|partners)|by (?:continuing|using|clicking))\b.{0,200}\bcookies?\b.{0,200}"),
        ("cookies", r"(?:accept|reject|manage)(?: all)?(?: cookies)?|cookie (?:policy|settings|preferences)|privacy policy|terms (?:of (?:use|service)|and conditions)"),
        ("copyright", r"(?:©|\(c\)|copyright\b).{0,160}|all rights reserved.{0,80}"),
        ("credit", r"(?:photo|image|picture|video|photograph|illustration|credit|file photo|photo credit|image credit)s?(?: (?:by|credit|source|courtesy(?: of)?))?\s*[:/|].{1,120}"),
        ("navigation", r"(?:home|menu|search|skip to (?:main )?content|back to top|previous (?:article|post)|next (?:article|post)|tags?\s*:.{0,120}|categor(?:y|ies)\s*:.{0,80}|topics?\s*:.{0,120})\W*"),
        ("navigation", r"home\s*[›»>/|].{0,160}"),
        ("dashes", r"[-–—_=*•·|\s]{1,40}"),
    )
)  # fmt: skip
_BIO = re.compile(
    r"(?:[Tt]he (?:writer|author)|[Aa]bout the author|(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}))\s+"
    r"(?:is|was|has been|covers|writes|reports|joined|holds|can be reached|contributes|works)\b.{0,400}",
    re.DOTALL,
)
_BIO_WORDS = re.compile(
    r"\b(?:writer|author|reporter|journalist|correspondent|editor|columnist|contributor|intern|freelance|"
    r"degree|bachelor|master|graduate|university|covers|twitter|@\w+)\b",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"[A-Z][\w.’'-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.’'-]+){1,3}")
_TAIL = re.compile(
    r"(?:follow us|most (?:popular|read|viewed)|latest posts?|related (?:articles|posts|stories)|more stories|"
    r"you may also like|recommended|trending(?: now)?|popular posts?)\W*",
    re.IGNORECASE,
)


def strip(lines: Sequence[str], title: str | None) -> tuple[list[str], list[Removed], list[str]]:
    """Return the lines that stay, what was taken out, and names of authors that their boxes gave."""
    removed: list[Removed] = []
    kept = _without_tail(list(lines), removed)
    kept, authors = _without_author_box(kept, removed)
    out = []
    for line in kept:
        kind = _kind(line, title)
        if kind is None:
            out.append(line)
        elif line.strip():
            removed.append(Removed(kind, line))
    return out, removed, authors


def _kind(line: str, title: str | None) -> str | None:
    bare = line.strip()
    if not bare:
        return None
    for kind, pattern in _RULES:
        if pattern.fullmatch(bare) and not _is_news(kind, bare):
            return kind
    if title and len(bare) > len(title) and bare.endswith(title) and _is_crumbs(bare[: -len(title)]):
        return "navigation"
    return None


def _is_news(kind: str, line: str) -> bool:
    """Return whether a line that fits a loose rule reads like a sentence of news all the same."""
    if kind not in ("cookies", "newsletter", "credit"):
        return False
    ends = line.endswith((".", "”", '"'))
    return (
        ends and re.search(r"\b(?:said|says|told|announced|according|ruled|fined|court|minister)\b", line) is not None
    )


def _is_crumbs(text: str) -> bool:
    # "HomeNewsDiplomatic News": capitalised words run together, no sentence punctuation.
    return bool(text.strip()) and len(text) < 120 and not re.search(r"[.!?,;]", text) and text.strip()[0].isupper()


def _without_tail(lines: list[str], removed: list[Removed]) -> list[str]:
    """Cut what follows a "Follow us" or "Most popular" in the last part, when no prose comes after it."""
    for place, line in enumerate(lines):
        if place < len(lines) // 2 or not _TAIL.fullmatch(line.strip()):
            continue
        rest = lines[place:]
        if all(not _is_prose(other) for other in rest):
            removed += [Removed("tail", other) for other in rest if other.strip()]
            return lines[:place]
    return lines


def _is_prose(line: str) -> bool:
    return len(line) > 80 and line.rstrip().endswith((".", "!", "?", "”", '"', "’"))


def _without_author_box(lines: list[str], removed: list[Removed]) -> tuple[list[str], list[str]]:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for last in reversed(filled[-3:]):
        bio = lines[last].strip()
        match = _BIO.fullmatch(bio)
        if not match or not _BIO_WORDS.search(bio) or len(filled) < 3:
            continue
        before = [i for i in filled if i < last]
        names: list[int] = []
        while before and _NAME_LINE.fullmatch(lines[before[-1]].strip()) and len(names) < 3:
            names.append(before.pop())
        known = match.group("name")
        if not names and not (known is None or filled.index(last) == len(filled) - 1):
            continue
        box = {*names, last}
        removed += [Removed("author_box", lines[i]) for i in sorted(box)]
        authors = list(dict.fromkeys([lines[i].strip() for i in names] or ([known] if known else [])))
        return [line for i, line in enumerate(lines) if i not in box], authors
    return lines, []
