"""Paragraphs that the extraction left out of an article, put back where they stand on their page. Pure.

The extraction weighs blocks and links: it leaves out a standfirst in a box of its own and a paragraph with a long
link between two others. Only prose comes back, and only from where nothing but the article stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from rag.ingest.boilerplate import kind_of
from rag.ingest.titles import bare

LEAST_CHARS = 40
_MOST_CHARS = 3_000
_MOST_BLOCKS = 3_000
_MOST_LEDES = 3
_MOST_LOST = 20
_LINKED = 0.5
"""Of a paragraph that is linked for the most part nobody knows whether it tells or points."""
_ALIKE = 0.3
"""A paragraph that shares so many of its runs of words with the text is in it, in another form."""
_RUN = 4
_SENTENCE = re.compile(r"[.!?。！？…][”\"’')\]»]*$")
_OTHERS = frozenset(("aside", "nav", "footer", "figure", "figcaption", "form", "button", "li", "table", "blockquote"))
_OF_PAGE = re.compile(
    r"auth(?:or)?s?(?![a-z])|(?<![a-z])bio(?![a-z])|byline|caption|credit|shar(?:e|ing)|social|newsletter|subscri|sign-?up|"
    r"promo|related|recommend|read-?more|more-|teaser|comment|advert|(?<![a-z])ads?(?![a-z])|sponsor|cookie|consent|"
    r"paywall|copyright|disclaimer|(?<![a-z])tags?(?![a-z])|(?<![a-z])meta|breadcrumb|gallery|video|image|photo|media|"
    r"sidebar|widget|toolbar|footnote|notice|alert|banner",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(
    r"stand-?first|sub-?(?:title|head|line)|(?<![a-z])(?:dek|deck|lead|lede|intro|chapo|chapeau|vorspann|abstract|entradilla|bajada)(?![a-z])|"
    r"summary|excerpt|article__?desc|(?<![a-z])desc(?:ription)?(?![a-z])",
    re.IGNORECASE,
)
"""What pages call the paragraph under a headline. Without such a name it may be a ticker, a warning or an appeal."""
_ROOTS = frozenset(("article", "main"))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a page: what it says, whether that is prose or mostly links, and what it is in, by number.

    ``roots`` are the articles, main parts and headers around it, ``others`` what pages put beside an article. ``called``
    are its class and id; ``standfirst`` says that it may be one by what it is called.
    """

    text: str
    tag: str
    prose: bool
    linked: bool
    parent: int
    roots: frozenset[int]
    others: frozenset[int]
    called: str
    standfirst: bool


def blocks_of(tree: Any) -> tuple[Block, ...]:
    """Return the paragraphs and headings of a parsed page in their order, for a look back after the extraction."""
    known: dict[Any, _Around] = {}
    found = []
    for node in tree.xpath("//body//*[self::p or self::h1 or self::h2 or self::h3 or self::h4]")[:_MOST_BLOCKS]:
        text = " ".join(node.text_content().split())
        if text:
            above = [
                known.get(each) or known.setdefault(each, _around(each, len(known))) for each in node.iterancestors()
            ]
            roots = frozenset(each.number for each in above if each.root)
            others = frozenset(each.number for each in above if each.other)
            found.append(
                Block(
                    text, node.tag, _is_prose(node, text), _is_linked(node, text), above[0].number, roots, others,
                    _called(node), _is_standfirst(node, above),
                )
            )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Around:
    """An element around a block: its number, and whether it is a root of an article, the page, a standfirst or beside an article."""

    number: int
    root: bool
    page: bool
    other: bool
    standfirst: bool


def _around(node: Any, number: int) -> _Around:
    return _Around(number, _is_root(node), node.tag == "body", _is_other(node), _is_called_standfirst(node))


def _is_root(node: Any) -> bool:
    return node.tag in _ROOTS or (node.tag == "header" and node.find(".//h1") is not None)


def _is_other(node: Any) -> bool:
    return node.tag in _OTHERS or _OF_PAGE.search(_called(node)) is not None


def _called(node: Any) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _is_standfirst(node: Any, above: Sequence[_Around]) -> bool:
    """Return whether an element, or one around it below its article, is called a standfirst, or is a plain paragraph of the article."""
    if node.tag == "p" and not _called(node).strip() and node.getparent().tag in _ROOTS:
        return True
    below = takewhile(lambda each: not each.root and not each.page, above)
    return _is_called_standfirst(node) or any(each.standfirst for each in below)


def _is_called_standfirst(node: Any) -> bool:
    told = [_called(node), *(v for k, v in node.attrib.items() if k.startswith("data-"))]
    return _STANDFIRST.search(" ".join(told)) is not None


def _is_prose(node: Any, text: str) -> bool:
    """Return whether a block is running text, and not called by the name of something else."""
    fits = LEAST_CHARS <= len(text) <= _MOST_CHARS and _SENTENCE.search(text) is not None
    return fits and not kind_of(text) and not _is_other(node)


def _is_linked(node: Any, text: str) -> bool:
    return sum(len(" ".join(link.text_content().split())) for link in node.iter("a")) > _LINKED * len(text)


def put_back(text: str, blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """Return the extracted text with the paragraphs that it lacks, and those left out for good beside its own.

    One comes back that stands between two extracted ones in the same element, or as a standfirst between the
    headline and the first of them, in the article, the main part or the header that holds the headline.
    """
    lines = text.split("\n")
    places = _places(lines, blocks)
    kept = [number for number, block in enumerate(blocks) if number in places and block.tag == "p"]
    if not kept:
        return text, []
    whole, runs = bare(text), _runs(text)
    lost = [
        number
        for number, block in enumerate(blocks)
        if number not in places and block.prose and not _is_in(block.text, whole, runs)
    ]
    told = [number for number in lost if not blocks[number].linked]
    ledes = [number for number in told if _is_lede(number, kept[0], blocks)]
    back = {*(ledes if len(ledes) <= _MOST_LEDES else ()), *(n for n in told if _is_between(n, kept, blocks))}
    beside = {blocks[number].parent for number in kept}
    gone = [blocks[n].text for n in lost if n not in back and blocks[n].parent in beside][:_MOST_LOST]
    added: dict[int, list[str]] = {}
    for number in sorted(back):
        after = min(place for place in places if place > number)
        added.setdefault(places[after], []).append(blocks[number].text)
    return "\n".join(part for at, line in enumerate(lines) for part in (*added.get(at, ()), line)), gone


def _places(lines: Sequence[str], blocks: Sequence[Block]) -> dict[int, int]:
    """Return the line of each block that was extracted, in the order of both."""
    where: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        where.setdefault(bare(line), []).append(at)
    places: dict[int, int] = {}
    last = -1
    for number, block in enumerate(blocks):
        there = where.get(bare(block.text), [])
        later = bisect_right(there, last)
        if later < len(there):
            places[number] = last = there[later]
    return places


def _is_in(text: str, whole: str, runs: frozenset[str]) -> bool:
    own = _runs(text)
    return bare(text) in whole or len(own & runs) > _ALIKE * len(own)


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _is_lede(number: int, first: int, blocks: Sequence[Block]) -> bool:
    """Return whether a block stands between the headline and the first extracted paragraph, in one part with both."""
    lede = blocks[number]
    head = next((block for block in reversed(blocks[:number]) if block.tag == "h1"), None)
    if number > first or head is None or lede.tag not in ("p", "h2", "h3") or not lede.others <= blocks[first].others:
        return False
    return lede.standfirst and not lede.roots.isdisjoint(head.roots)


def _is_between(number: int, kept: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Return whether a paragraph stands between two extracted ones in the same element, and is called as they are."""
    block = blocks[number]
    same = [at for at in kept if blocks[at].parent == block.parent]
    alike = block.tag == "p" and block.called in {blocks[at].called for at in same}
    return alike and same[0] < number < same[-1]
