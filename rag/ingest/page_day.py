"""The likely day of an article by what stands in the head of its page and around its headline. Pure.

A page holds many dates: of other stories, of comments, of pictures, of the day of the visit, of what the
text tells. They are taken out of a copy before a date is looked for: no date is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from rag.ingest.date_words import PUBLISHED
from rag.ingest.header import date_line
from rag.ingest.page_text import BEGUN, LABEL_CHARS, is_paragraph
from rag.ingest.titles import bare

_NEVER = (
    "//comment() | //script | //style | //noscript | //figure | //figcaption | //table | //aside | //nav | //blockquote | "
    "//meta[contains(@property, 'image') or contains(@name, 'image') or contains(@itemprop, 'image')]"
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|rail|related\w*|comments?|respond|discussion|recommend\w*|most-?(?:read|popular|viewed)|"
    r"popular|trending|latest|recent\w*|more-?(?:news|stories|from|on|in)|read-?(?:more|next)|cards?|teasers?|promo\w*|"
    r"top-?bar|masthead|current-?date|today|weather|footer|colophon|copyright|newsletter|author-?(?:info|bio|box)|"
    r"prev(?:ious)?-?(?:next|post)|timeline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"publi|posted|entry-date|pubdate", re.IGNORECASE)
_NEAR = 30
"""A date further behind the headline is one of something else."""
_NOT_BESIDE = "[not(ancestor::aside or ancestor::nav or ancestor::footer)]"
_HEADLINE = re.compile(
    r"(?:^|\s)(?!site|widget|menu|nav|section|side|logo|card|block)[\w-]{0,40}(?:title|headline)(?:$|\s)", re.IGNORECASE
)
_HEADLINE_CHARS = 300
_SHARE = 0.5
"""What holds more of the page's text is no block beside the article, whatever it is called."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"en(?:[-_](?!gb|au|nz|ie|in|za)\w+)?", re.IGNORECASE)


def likely_day(tree: Any, url: str | None) -> str | None:
    """Return the day that a parsed page seems to give its article, or None; the page is left as it is."""
    from htmldate import find_date

    copy = deepcopy(tree)
    _take_all_but_heading(copy)
    day = find_date(copy, original_date=True, extensive_search=False, url=url) or _line_beside(copy)
    return None if day is None or _two_ways(day, copy) else day


def language_of(tree: Any) -> str | None:
    """Return the language that a parsed page gives itself ("de", "pt-BR"), or None."""
    said = tree.xpath(
        "/html/@lang | //meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content |"
        " //meta[@property='og:locale' or @name='language']/@content"
    )
    # In the order of the page, which has that of its root first.
    names = (str(text).strip().replace("_", "-") for text in said)
    return next((name for name in names if _LANGUAGE.fullmatch(name)), None)


def headlines(tree: Any) -> list[str]:
    """Return the texts of a parsed page that may be its headline, the likelier first: marked up as one, then called one."""
    called = (
        node
        for node in tree.xpath(
            f"//body//*[self::h2 or self::h3 or self::div or self::p or self::span][@class]{_NOT_BESIDE}"
        )
        if _HEADLINE.search(node.get("class"))
    )
    texts = (" ".join(node.text_content().split()) for node in (*tree.xpath("//h1"), *called))
    return [text for text in texts if 0 < len(text) <= _HEADLINE_CHARS]


def headline(tree: Any) -> Any:
    """Return the element of the page's headline, or None where it is not clear which that is."""
    heads = tree.xpath("//h1")
    if len(heads) > 1:
        named = {bare(text) for text in tree.xpath("//meta[@property='og:title']/@content")}
        heads = [head for head in heads if bare(head.text_content()) in named]
    return heads[0] if len(heads) == 1 else None


def _take_all_but_heading(tree: Any) -> None:
    head = headline(tree)
    inside = set(head.iterancestors()) if head is not None else set()
    for node in [*tree.xpath(_NEVER), *_blocks_beside(tree, inside)]:
        if node not in inside:
            _take(node)
    _take_text(tree, head)
    for node in (*tree.xpath("//title"), *([head] if head is not None else [])):
        # A headline may tell of another day.
        for inner in list(node):
            node.remove(inner)
        node.text = None


def _blocks_beside(tree: Any, inside: set[Any]) -> Iterator[Any]:
    whole = len(tree.text_content())
    if inside:
        yield from tree.xpath("//header | //footer")
    for node in tree.xpath("//body//*[@class or @id]"):
        called = f"{node.get('class', '')} {node.get('id', '')}"
        if node not in inside and _BESIDE.search(called) and len(node.text_content()) <= _SHARE * whole:
            yield node


def _take_text(tree: Any, head: Any) -> None:
    """Take the sentences of the text, and behind its second paragraph all that does not say when it was published."""
    begun = None
    paragraphs = 0
    sentences = [node for node in tree.xpath("//body//p | //body//li") if is_paragraph(node.text_content())]
    after = set(head.xpath("following::*")) if head is not None else set()
    for node in sentences:
        paragraphs += node in after
        if paragraphs == BEGUN:
            begun = node
            break
    if begun is not None:
        kept: set[Any] = set()
        behind = begun.xpath("following::*")
        for node in behind:
            if _says_published(node, head):
                kept |= {node, *node.iterdescendants(), *node.iterancestors()}
        for node in behind:
            if node not in kept:
                _take(node)
    for node in sentences:
        _take(node)


def _says_published(node: Any, head: Any) -> bool:
    text = node.text_content()
    if len(text) > LABEL_CHARS or not re.search(r"\d", text):
        return False
    article = next(head.iterancestors("article"), None)
    own = article is not None and next(node.iterancestors("article"), None) is article
    called = " ".join((node.get("itemprop") or "", node.get("class") or ""))
    return PUBLISHED.search(text) is not None or (own and _LABELLED.search(called) is not None)


def _take(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _line_beside(tree: Any) -> str | None:
    """Return the day of the first line beside the headline that is nothing but a date, whatever it is marked up as."""
    head = headline(tree)
    if head is None:
        return None
    for node in [*head.itersiblings(preceding=True), *head.xpath(f"following::*[position() <= {_NEAR}]")]:
        text = " ".join(node.text_content().split())
        found = date_line(text) if re.search(r"\d", text) else None
        if found is not None:
            return found.iso()[:10]
    return None


def _two_ways(day: str, tree: Any) -> bool:
    """Return whether a day was read from a date like 03/04/2025 on a page that may write the month first."""
    year, month, of_month = (int(part) for part in day.split("-"))
    if of_month > 12 or of_month == month:
        return False
    language = language_of(tree) or "en"
    said = " ".join((*tree.xpath("//meta/@content"), tree.text_content()))
    numbers = rf"0?{of_month}[/-]0?{month}[/-]{year}|0?{month}[/-]0?{of_month}[/-]{year}"
    clear = rf"{year}[-/.]?{month:02}[-/.]?{of_month:02}"
    ambiguous = re.search(rf"(?<!\d)(?:{numbers})(?!\d)", said) is not None and not re.search(clear, said)
    return ambiguous and _MONTH_FIRST.fullmatch(language) is not None
