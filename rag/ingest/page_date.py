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
from rag.ingest.page_text import BEGUN, LABEL_CHARS, ends_a_sentence, is_paragraph
from rag.ingest.titles import bare

_BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer"
_META = frozenset(
    "article:published_time datepublished date.issued dcterms.issued dc.date.issued parsely-pub-date og:published_time "
    "pubdate publishdate publish-date publish_date publication_date citation_publication_date sailthru.date".split()
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
# The page that an article is on, when its data says no more of it.
_PAGE = re.compile(r"(?:Page|Review|Episode)$")
_BROKEN = re.compile(r'"@type"\s*:\s*"\w*(?:Article|Posting)".{0,4000}?"datePublished"\s*:\s*"([^"]{8,40})"', re.DOTALL)
# Below these stand other articles, and what belongs to the site.
_OTHERS = frozenset(
    ("itemListElement", "hasPart", "liveBlogUpdate", "comment", "review", "isPartOf", "mentions", "citation")
)
_DATES = ("datePublished", "dateCreated", "dateModified")
_OF_THE_ARTICLE = re.compile(r"publi|posted", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif", re.IGNORECASE)
_PROSE = ("p", "li", "td", "blockquote", "span", "em", "strong")
_DATA_CHARS = 100_000
_MOST_TIMES = 300
"""No article has more; each costs a look at the text around it."""
_MOST_HEADS = 20
_SENTENCE_WORDS = 5
"""A sentence has at least so many words beside its time; "Published on 20 February." has fewer."""


def take_other_dates(tree: Any) -> None:
    """Take the dates of other stories and of the site out of a parsed page, in place: they would be found first."""
    for node in tree.xpath(f"//time[{_BESIDE}] | //*[contains(@class, 'date') and ({_BESIDE})]"):
        if node.getparent() is not None and len(node.text_content()) <= LABEL_CHARS:
            node.drop_tree()
    _take_told_times(tree)
    for script, data in _linked_data(tree):
        went = [
            node.pop(name) for node in _nodes(data) if not _is(node, _ARTICLE, _PAGE) for name in _DATES if name in node
        ]
        if went:
            script.text = json.dumps(data)


def _take_told_times(tree: Any) -> None:
    """Make the times inside sentences plain words, and take out those of other stories further down.

    Words in a ``time`` are lost in the extraction, and its day would be taken for that of the article.
    """
    for node in tree.xpath("//body//time")[:_MOST_TIMES]:
        if _in_a_sentence(node):
            node.drop_tag()
    heads = tree.xpath("//h1")
    if len(heads) != 1:
        return
    paragraphs = times = 0
    for node in heads[0].xpath("following::p | following::time"):
        if paragraphs < BEGUN and node.tag == "p":
            text = node.text_content()
            paragraphs += is_paragraph(text)
        elif paragraphs >= BEGUN and node.tag == "time" and times < _MOST_TIMES:
            times += 1
            if node.getparent() is not None and not _OF_THE_ARTICLE.search(_said_of(node)):
                node.drop_tree()


def _in_a_sentence(node: Any) -> bool:
    """Return whether a time stands in a sentence of the text, and not in a label or a line of its own."""
    around = next(node.iterancestors("p", "li", "td", "blockquote"), None)
    if around is None:
        return False
    text = around.text_content()
    beside = text.replace(node.text_content(), " ", 1)
    return len(beside.split()) >= _SENTENCE_WORDS and ends_a_sentence(text)


def _said_of(node: Any) -> str:
    """Return what the marks of a time and the words right in front of it say of it."""
    parent = node.getparent()
    around = parent.text_content()
    around = around if parent.tag in _PROSE or len(around) <= LABEL_CHARS else ""
    before = around[: around.find(node.text_content())]
    for other in node.xpath("preceding-sibling::time[1]"):
        shown = other.text_content()
        before = before.rpartition(shown)[2] if shown else before
    return " ".join((node.get("itemprop") or "", node.get("class") or "", before))


def take_other_titles(tree: Any) -> None:
    """Take from the data of a parsed page, in place, what would be read as its title and is not.

    These are the updates of a live blog, the stories that an article names, and a headline in data that
    is no good JSON: it would end at the first quotation mark in it.
    """
    good = set()
    for script, data in _linked_data(tree):
        good.add(script)
        articles = [node for node in _nodes(data, others=False) if _is(node, _ARTICLE)]
        went = [node.pop(name) for node in articles for name in _OTHERS - {"isPartOf"} if name in node]
        if went:
            script.text = json.dumps(data)
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        if script not in good and script.text:
            script.text = script.text.replace('"headline"', '"about"')


@dataclass(frozen=True, slots=True)
class PageDates:
    """The dates on a page: those that its data gives its article, and those in its head and beside its headline.

    ``changed`` are the days of changes that its data gives.
    """

    data: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def page_dates(tree: Any) -> PageDates:
    """Return the dates that a parsed page gives its article."""
    return PageDates(
        tuple(_of(tree, _ARTICLE)),
        (*_shown(tree), *_of(tree, _PAGE), *_broken(tree)),
        tuple(
            found.iso()[:10]
            for kind in (_ARTICLE, _PAGE)
            for text in _of(tree, kind, "dateModified")
            if (found := parse(text))
        ),
    )


def published(dates: PageDates, day: str | None) -> str | None:
    """Return the date or time that the page gives its article; ``day`` was found on it by other means.

    What the page says as data about its article is believed; what stands in its head or beside its
    headline only where it agrees with ``day``, or where there is none.
    """
    data = next((found for text in dates.data if (found := parse(text))), None)
    if data is not None and data.has_time:
        return data.iso()
    known = data or parse(day or "")
    if data is None and day in dates.changed:
        # The line beside the headline gives the day of the change, as many do.
        known = None
    for text in dates.shown:
        moment = parse(text)
        if moment is None or not (moment.has_time or known is None):
            continue
        if known is None or abs(moment.at - known.at - timedelta(hours=12)) <= timedelta(hours=26):
            return moment.iso()
    return data.iso() if data is not None else None


def _of(tree: Any, kind: re.Pattern[str], name: str = "datePublished") -> Iterator[str]:
    """Yield the dates of the page's objects of a kind; where there are several, of those that name this very page.

    Several that do not are other stories, unless all are of one day.
    """
    found = [
        node
        for _, data in _linked_data(tree)
        for node in _nodes(data, others=False)
        if _is(node, kind) and isinstance(node.get(name), (str, int))
    ]
    names = _names_of(tree) if len(found) > 1 else set()
    own = [node for node in found if not names.isdisjoint(_names(node))]
    if own or len({str(node[name])[:10] for node in found}) <= 1 or not names:
        yield from (str(node[name]) for node in own or found)


def _names_of(tree: Any) -> set[str]:
    """Return the headlines and addresses that a page goes by."""
    heads = tree.xpath("//h1")
    headlines = [heads[0].text_content()] if len(heads) == 1 else []
    headlines += tree.xpath("//meta[@property='og:title']/@content")
    addresses = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return {name for name in (*map(bare, headlines), *map(_address, addresses)) if name}


def _names(node: dict[str, Any]) -> set[str]:
    """Return the headline and the addresses that an object of linked data gives itself."""
    page = node.get("mainEntityOfPage")
    addresses = (node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    headline = node.get("headline")
    names = [bare(headline) if isinstance(headline, str) else ""]
    return {name for name in (*names, *(_address(text) for text in addresses if isinstance(text, str))) if name}


def _address(text: str) -> str:
    """Return an address without scheme, fragment and last slash, for telling whether two are one."""
    return re.sub(r"^https?:", "", text.strip()).partition("#")[0].rstrip("/")


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


def authors_said(tree: Any) -> tuple[str, ...]:
    """Return the authors as a parsed page gives them in its head and in the data of its article."""
    names = [str(text) for text in tree.xpath("//meta[@name='author' or @property='author']/@content")]
    for _, data in _linked_data(tree):
        for node in _nodes(data, others=False):
            given = node.get("author") if _is(node, _ARTICLE, _PAGE) else None
            for author in given if isinstance(given, list) else [given]:
                name = author.get("name") if isinstance(author, dict) else author
                names += [name] if isinstance(name, str) else []
    return tuple(" ".join(name.split()) for name in names)


def article_bodies(tree: Any) -> tuple[str, ...]:
    """Return the texts that a parsed page gives as data of its article, a line for each paragraph."""
    given = (
        node.get("articleBody")
        for _, data in _linked_data(tree)
        for node in _nodes(data, others=False)
        if _is(node, _ARTICLE)
    )
    return tuple(re.sub(r"<[^<>]{1,500}>", "\n", text) for text in given if isinstance(text, str))


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
    heads = tree.xpath("//h1")[:_MOST_HEADS]
    home = [a for h1 in heads for a in h1.xpath("ancestor::article[1] | parent::* | parent::*/parent::*")]
    for place in dict.fromkeys(home or tree.xpath("//article[1]")):
        for node in place.xpath(f".//time[@datetime and not({_BESIDE})]")[:_MOST_TIMES]:
            parent = node.getparent()
            around = (parent if parent.tag in _PROSE else node).text_content()
            if len(around) <= LABEL_CHARS and not _CHANGED.search(_said_of(node)):
                yield node.get("datetime")
