"""When an article was published, by what its page says of the article and not of anything beside it. Pure."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rag.ingest.dates import parse

_BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer"
_META = frozenset(
    ("article:published_time", "datepublished", "date.issued", "parsely-pub-date", "og:published_time", "pubdate")
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
# The page that an article is on, when its data says no more of it.
_PAGE = re.compile(r"(?:Page|Review)$")
_BROKEN = re.compile(r'"@type"\s*:\s*"\w*(?:Article|Posting)".{0,4000}?"datePublished"\s*:\s*"([^"]{8,40})"', re.DOTALL)
# Below these stand other articles, and what belongs to the site.
_OTHERS = frozenset(
    ("itemListElement", "hasPart", "liveBlogUpdate", "comment", "review", "isPartOf", "mentions", "citation")
)
_DATES = ("datePublished", "dateCreated", "dateModified")
_CHANGED = re.compile(r"updat|modif", re.IGNORECASE)
_PROSE = ("p", "li", "td", "blockquote", "span", "em", "strong")
_DATA_CHARS = 100_000
_LABEL_CHARS = 160
"""A time among more text than this is one that the article tells of."""


def take_other_dates(tree: Any) -> None:
    """Take the dates of other stories and of the site out of a parsed page, in place: they would be found first."""
    for node in tree.xpath(f"//time[{_BESIDE}] | //*[contains(@class, 'date') and ({_BESIDE})]"):
        if node.getparent() is not None and len(node.text_content()) <= _LABEL_CHARS:
            node.drop_tree()
    for script, data in _linked_data(tree):
        went = [
            node.pop(name) for node in _nodes(data) if not _is(node, _ARTICLE, _PAGE) for name in _DATES if name in node
        ]
        if went:
            script.text = json.dumps(data)


@dataclass(frozen=True, slots=True)
class PageDates:
    """The dates on a page: those that its data gives its article, and those in its head and beside its headline."""

    data: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def page_dates(tree: Any) -> PageDates:
    """Return the dates that a parsed page gives its article."""
    return PageDates(tuple(_of(tree, _ARTICLE)), (*_shown(tree), *_of(tree, _PAGE), *_broken(tree)))


def published(dates: PageDates, day: str | None) -> str | None:
    """Return the date or time of the article, else ``day``, which was found on its page by other means.

    What the page says as data about its article is believed; what stands in its head or beside its
    headline only where it agrees with ``day``, or where there is none.
    """
    data = next((found for text in dates.data if (found := parse(text))), None)
    if data is not None and data.has_time:
        return data.iso()
    known = data or parse(day or "")
    for text in dates.shown:
        moment = parse(text)
        if moment is None or not (moment.has_time or known is None):
            continue
        if known is None or abs(moment.at - known.at - timedelta(hours=12)) <= timedelta(hours=26):
            return moment.iso()
    return data.iso() if data is not None else day


def _of(tree: Any, kind: re.Pattern[str]) -> Iterator[str]:
    for _, data in _linked_data(tree):
        for node in _nodes(data, others=False):
            given = node.get("datePublished")
            if _is(node, kind) and isinstance(given, str):
                yield given


def _linked_data(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the scripts of linked data (JSON-LD) and what they hold; one that is no JSON says nothing."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            yield script, json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue


def _broken(tree: Any) -> Iterator[str]:
    """Yield the date of an article out of linked data that is no good JSON, as on many a page."""
    whole = {script for script, _ in _linked_data(tree)}
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        found = _BROKEN.search((script.text or "")[:_DATA_CHARS]) if script not in whole else None
        if found:
            yield found[1]


def _nodes(data: Any, *, others: bool = True) -> Iterator[dict[str, Any]]:
    """Yield the objects of linked data, the outer ones first; without ``others`` not those of other articles."""
    waiting = deque([data])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(inner for key, inner in value.items() if others or key not in _OTHERS)
        elif isinstance(value, list):
            waiting.extend(value)


def _is(node: dict[str, Any], *wanted: re.Pattern[str]) -> bool:
    given = node.get("@type")
    kinds = given if isinstance(given, list) else [given]
    return any(isinstance(kind, str) and pattern.search(kind) for kind in kinds for pattern in wanted)


def _shown(tree: Any) -> Iterator[str]:
    """Yield the times in the page's head, then those beside its headline."""
    for meta in tree.xpath("//meta[@content]"):
        if not _META.isdisjoint(
            " ".join(meta.get(name, "") for name in ("property", "name", "itemprop")).lower().split()
        ):
            yield meta.get("content")
    heads = tree.xpath("//h1")
    home = [a for h1 in heads for a in h1.xpath("ancestor::article[1] | parent::* | parent::*/parent::*")]
    for place in home or tree.xpath("//article[1]"):
        for node in place.xpath(f".//time[@datetime and not({_BESIDE})]"):
            parent = node.getparent()
            around = (parent if parent.tag in _PROSE else node).text_content()
            said = " ".join(
                (node.get("itemprop") or "", node.get("class") or "", around[: around.find(node.text_content())])
            )
            if len(around) <= _LABEL_CHARS and not _CHANGED.search(said):
                yield node.get("datetime")
