"""Stored articles as lines of an export, which ingest reads back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from rag.store.rows import article_of, moment
from rag.types import DERIVED_FIELDS, EXPORTED, LINE_FIELDS, Version


def line_of(row: sqlite3.Row, versions: Sequence[Version]) -> dict[str, object]:
    """Return an article line of the contract, with the metadata and, where the text has changed, all versions.

    ``schema`` marks the line as ours, and ``content_hash`` its text as final. Metadata whose names the line has another use for is in ``metadata``.
    """
    found = article_of(row)
    taken = {*LINE_FIELDS, *DERIVED_FIELDS, "metadata"}
    line: dict[str, object] = {key: value for key, value in found.metadata.items() if key not in taken}
    line |= {
        "schema": EXPORTED, "id": found.id, "url": found.url, "title": found.title, "text": found.text,
        "published": found.published.iso() if found.published else None, "source": found.source,
        "authors": list(found.authors), "language": found.language, "fetched": _iso(moment(row["fetched"])),
        "content_hash": found.content_hash,
        "metadata": {key: value for key, value in found.metadata.items() if key in taken} or None,
    }  # fmt: skip
    if len(versions) > 1:
        line["versions"] = [
            {"number": v.number, "fetched": _iso(v.fetched_at), "title": v.title, "text": v.text} for v in versions
        ]
    return {key: value for key, value in line.items() if value is not None}


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
