"""Pages that list other articles, told from articles. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

_LEAST_HEADLINES = 4
_LEAST_WORDS = 2
_LEAST_CHARS = 12
_PARAGRAPH_CHARS = 60
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*\s*$")
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_BESIDE = "ancestor::nav or ancestor::aside or ancestor::footer"


def headlines_listed(tree: Any, url: str | None) -> int:
    """Return how many linked headlines a parsed page is made of: a front page or a section; 0 for any other page.

    On such a page each paragraph stands beside a headline that leads elsewhere. An article has text of its own
    in front of them, or several paragraphs in a row, or says that it is one.
    """
    if _says_article(tree):
        return 0
    heads = row = listed = 0
    begun = False
    for node in tree.xpath(
        f"//body//*[self::h1 or self::h2 or self::h3 or self::h4 or self::p or self::div[not(*)]][not({_BESIDE})]"
    ):
        if node.tag in ("p", "div"):
            text = " ".join(node.text_content().split())
            if len(text) < _PARAGRAPH_CHARS or not _SENTENCE.search(text):
                continue
            row += 1
            if row > 1 or (begun and not heads):
                return 0
            listed += row == 1
        elif _leads_elsewhere(node, url):
            heads += 1
            row = 0
        elif node.tag == "h1":
            begun, heads, row, listed = True, 0, 0, 0
    return heads if heads >= _LEAST_HEADLINES and 2 * listed >= _LEAST_HEADLINES else 0


def _leads_elsewhere(head: Any, url: str | None) -> bool:
    text = " ".join(head.text_content().split())
    if len(text) < _LEAST_CHARS or (text.isascii() and len(text.split()) < _LEAST_WORDS):
        return False
    here = (url or "").partition("#")[0]
    links = head.xpath("(ancestor::a[@href] | .//a[@href])/@href")
    return any(not link.startswith(("#", "javascript:")) and link.partition("#")[0] != here for link in links)


def _says_article(tree: Any) -> bool:
    """Return whether a page is an article by its own word."""
    if "article" in tree.xpath("//meta[@property='og:type']/@content"):
        return True
    for text in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = data if isinstance(data, list) else [data]
        nodes = [inner for node in nodes if isinstance(node, dict) for inner in (node, *_graph(node))]
        if any(isinstance(node, dict) and _ARTICLE.search(str(node.get("@type")).strip("[]'")) for node in nodes):
            return True
    return False


def _graph(node: dict[str, Any]) -> list[Any]:
    inner = node.get("@graph")
    return inner if isinstance(inner, list) else []
