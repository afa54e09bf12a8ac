"""What the reading tests share: a good line, and the articles and refusals among what was read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rag.types import Ingested, RawArticle

GOOD = {"title": "Bridge opens", "url": "https://post.example/1", "text": "It did, on Monday."}


def line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode() + b"\n"


def articles(items: Iterator[RawArticle | Ingested]) -> list[RawArticle]:
    found = list(items)
    assert all(isinstance(item, RawArticle) for item in found), found
    return [item for item in found if isinstance(item, RawArticle)]


def refusals(items: Iterator[RawArticle | Ingested]) -> list[Ingested]:
    found = [item for item in items if isinstance(item, Ingested)]
    assert all(item.fate == "rejected" and item.reason and item.fix for item in found)
    return found
