"""Records (a JSON object, a CSV row) to raw articles. Pure but for reading the stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from rag.types import Ingested, RawArticle

_OWN = ("id", "url", "title", "text", "published", "source", "authors", "language")
_OTHER_NAMES = {
    "link": "url",
    "date": "published",
    "outlet": "source",
    "author": "authors",
    "body": "text",
    "content": "text",
}
# What a reader derived, given back by an export; it is derived again.
_DERIVED = ("flags", "versions", "copies", "copy_of", "removed", "version", "fetched", "schema")


def json_records(stream: Iterable[bytes], name: str, most_bytes: int) -> Iterator[RawArticle | Ingested]:
    """Yield the articles of a JSON Lines stream; a bad line is refused with its number and the rest goes on."""
    for number, line in enumerate(_bounded_lines(stream, most_bytes), start=1):
        ref = f"{name}:{number}"
        if line is None:
            yield _refused(ref, f"the line has more than {most_bytes:,} bytes", "Split it into articles.")
        elif line.strip():
            yield _record(line, ref)


def _bounded_lines(stream: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """Yield each line, or None for one that is too long, which is never held whole where the stream can be asked."""
    readline = getattr(stream, "readline", None)
    if readline is None:
        yield from (line if len(line) <= most else None for line in stream)
        return
    while line := readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = readline(most)


def _record(line: bytes, ref: str) -> RawArticle | Ingested:
    try:
        record = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as exc:
        return _refused(ref, f"it is no JSON ({exc})", "Mend the line.")
    if not isinstance(record, dict):
        return _refused(ref, "it is no JSON object", 'Write {"title": ..., "text": ...}.')
    return from_record(record, ref)


def from_record(record: Mapping[str, object], ref: str) -> RawArticle | Ingested:
    """Return the article of a record; it needs a text, and a url or a title."""
    given = {_OTHER_NAMES.get(k, k) if _OTHER_NAMES.get(k) not in record else k: v for k, v in record.items()}
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        return _refused(ref, "it has no text", 'Give it a "text".')
    title, url = _text(given.get("title")), _text(given.get("url"))
    if not title and not url:
        return _refused(ref, "it has neither title nor url", 'Give it a "title" or a "url".')
    return RawArticle(
        ref,
        text,
        id=_text(given.get("id")),
        url=url,
        title=title,
        published=_text(given.get("published")),
        source=_text(given.get("source")),
        authors=_names(given.get("authors")),
        language=_text(given.get("language")),
        metadata={k: _flat(v) for k, v in given.items() if k not in _OWN and k not in _DERIVED and v is not None},
    )


def _text(value: object) -> str | None:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    return None


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(n.strip() for n in value.replace(";", ",").split(",") if n.strip())
    if isinstance(value, list):
        return tuple(n for v in value if (n := _text(v)))
    return ()


def _flat(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _refused(ref: str, reason: str, fix: str) -> Ingested:
    return Ingested(ref, "rejected", reason=reason, fix=fix)
