"""Records (a JSON object, a CSV row) to raw articles. Pure but for reading the stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from rag.ingest.chars import decode
from rag.ingest.streams import bounded_lines, is_wide, peekable, start_of
from rag.text.digest import content_hash
from rag.types import DERIVED_FIELDS, EXPORTED, LINE_FIELDS, Ingested, Markup, RawArticle

Item = RawArticle | Ingested

_OTHER_NAMES = {
    "link": "url",
    "headline": "title",
    "date": "published",
    "publishedat": "published",
    "published_at": "published",
    "date_published": "published",
    "pubdate": "published",
    "outlet": "source",
    "author": "authors",
    "byline": "authors",
    "body": "text",
    "content": "text",
    "content_text": "text",
    "lang": "language",
}
_MARKED_UP = re.compile(
    r"\s*<(?:!doctype|html|head|body|div|article|section|p|h[1-6]|figure|span)\b[^<>]{0,500}>", re.I
)
_OVER_LINES = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*[\r\n])")
_CLOSING = re.compile(r"</(?:p|div|article|body|section|h[1-6])\s*>", re.IGNORECASE)

NO_FEED = ("it is a feed, not an article", "Give the address or the file of an article.")
_FEED_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/")


def refused(ref: str, reason: str, fix: str) -> Ingested:
    """Return the refusal of one item."""
    return Ingested(ref, "rejected", reason=reason, fix=fix)


def json_records(stream: BufferedReader, name: str, most_bytes: int) -> Iterator[Item]:
    """Yield the articles of a JSON Lines stream; a bad line is refused with its number and the rest goes on.

    One JSON list of articles, or one article over several lines, is read too, as many programs write it.
    """
    start = start_of(stream)
    if b"\0" in start and not is_wide(start):
        yield refused(name, "it is no text (binary)", "Give a file of JSON Lines in UTF-8.")
        return
    if _OVER_LINES.match(start):
        raw = stream.read(most_bytes + 1)
        if len(raw) > most_bytes:
            yield refused(name, f"one JSON value of more than {most_bytes:,} bytes", "Write one object on each line.")
            return
        if not _begins_with_line(raw):
            yield from _document(raw, name)
            return
        stream = peekable(cast("BinaryIO", BytesIO(raw)))
    encoding = "utf-8"
    for number, line in enumerate(bounded_lines(stream, most_bytes), start=1):
        ref = f"{name}:{number}"
        if line is None:
            yield refused(ref, f"the line has more than {most_bytes:,} bytes", "Split it into articles.")
        elif line.strip():
            text, encoding = decode(line, encoding) or (line.decode("utf-8", "replace"), "utf-8")
            yield _record(text, ref, encoding)


def _begins_with_line(raw: bytes) -> bool:
    """Return whether the first of several lines is a JSON value of its own."""
    first, _, rest = raw.strip().partition(b"\n")
    return bool(rest) and _parsed(first.decode("utf-8", "replace"))[1] is None


def _document(raw: bytes, name: str) -> Iterator[Item]:
    text, encoding = decode(raw) or (raw.decode("utf-8", "replace"), "utf-8")
    value, fault = _parsed(text)
    if fault:
        yield refused(name, fault, "Write one JSON object on each line, or one list of objects.")
        return
    for number, record in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _of_value(record, f"{name}:{number}", encoding)


def _parsed(text: str) -> tuple[object, str | None]:
    """Return the value of a JSON text, or why it is none."""
    try:
        return json.loads(text), None
    except RecursionError:
        return None, "it is nested too deeply"
    except ValueError as exc:
        return None, f"it is no JSON ({exc})"


def _record(line: str, ref: str, encoding: str) -> Item:
    value, fault = _parsed(line)
    return refused(ref, fault, "Write one JSON object on each line.") if fault else _of_value(value, ref, encoding)


def _of_value(value: object, ref: str, encoding: str) -> Item:
    if not isinstance(value, dict):
        return refused(ref, "it is no JSON object", 'Write {"title": ..., "text": ...} on each line.')
    return from_record(value, ref, encoding)


def from_record(record: Mapping[str, object], ref: str, encoding: str = "utf-8") -> Item:
    """Return the article of a record; it needs a text, and a url or a title. Unknown fields become metadata."""
    exported = record.get("schema") == EXPORTED
    given = _exported(record) if exported else _named_as_ours(record)
    text = given.get("text")
    version = given.get("version")
    if isinstance(version, str) and _FEED_VERSION.match(version) and isinstance(given.get("items"), list):
        return refused(ref, *NO_FEED)
    if text is not None and not isinstance(text, str):
        return refused(ref, f"its text is of type {type(text).__name__}", 'Give it a "text" that is a string.')
    if not text or not text.strip():
        return refused(ref, "it has no text", 'Give it a "text".')
    title, url = _text(given.get("title")), _text(given.get("url"))
    if not title and not url:
        return refused(ref, "it has neither title nor url", 'Give it a "title" or a "url".')
    metadata = {k: _flat(v) for k, v in given.items() if k not in LINE_FIELDS and v is not None}
    if encoding != "utf-8":
        metadata["encoding"] = encoding
    # A line that somebody changed, or wrote himself, has no such hash or another one, and is cleaned like any other.
    # Who reckons it gains nothing: what is left out then takes menus and bylines away, and those he need not write.
    final = exported and title is not None and record.get("content_hash") == content_hash(title, text)
    return RawArticle(
        ref,
        text,
        "text" if final else _markup(text),
        id=_text(given.get("id")),
        url=url,
        title=title,
        published=_text(given.get("published")),
        source=_named(given.get("source")),
        authors=_names(given.get("authors")),
        language=_text(given.get("language")),
        metadata=metadata,
        final=final,
    )


def _named_as_ours(record: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a record by our names, where they are written in capitals or others are usual.

    Our own name wins over another one, and as we write it over any other way.
    """
    ours: dict[str, str] = {}
    for key, value in record.items():
        name = key.lower()
        if name in LINE_FIELDS and value and (key == name or name not in ours):
            ours[name] = key
    given: dict[str, object] = {}
    for key, value in record.items():
        name = key.lower() if ours.get(key.lower()) == key else _OTHER_NAMES.get(key.lower(), key)
        if name in given or ours.get(name, key) != key:
            name = key
        given[name] = value
    return given


def _exported(record: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a line that our export wrote, without what is derived from them."""
    given = {key: value for key, value in record.items() if key not in DERIVED_FIELDS}
    nested = given.pop("metadata", None)
    return {**nested, **given} if isinstance(nested, dict) else given


def _markup(text: str) -> Markup:
    """Return html for a text that opens with a tag and closes a paragraph: dumps of feeds hold such."""
    return "html" if _MARKED_UP.match(text) and _CLOSING.search(text) else "text"


def _text(value: object) -> str | None:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    return None


def _named(value: object) -> str | None:
    """Return a name that is given as such, or as an object with a name."""
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        bare = re.sub(r"^\s*by[\s:]+", "", value, flags=re.IGNORECASE)
        return tuple(n.strip() for n in re.split(r"[,;]| and ", bare) if n.strip())
    values = value if isinstance(value, list) else [value]
    return tuple(name for v in values if (name := _named(v)))


def _flat(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
