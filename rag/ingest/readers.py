"""Files, folders, standard input and addresses to raw articles, one at a time, nothing held twice."""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from rag.errors import FetchError, UsageError
from rag.ingest.chars import decode, is_default
from rag.ingest.lines import NO_FEED, Item, json_records, refused
from rag.ingest.mail import is_mail, read_mail
from rag.ingest.streams import is_wide, peekable, start_of
from rag.ingest.table import csv_records, csv_stream, opens_table
from rag.types import Fetched, Markup, RawArticle

MOST_BYTES = 20_000_000
"""A file of one article, or a line, that is larger is refused."""
_START = 20_000
"""What a text is, it says among so many characters."""
_MARKUP: dict[str, Markup] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".eml": "text",
}
READABLE = (".jsonl", ".jsonl.gz", ".csv", *_MARKUP)
_DOCUMENTS = (
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods", ".pptx", ".msg", ".mbox", ".mht", ".mhtml",
    ".json", ".xml", ".zip", ".tar", ".tgz", ".7z", ".gz", ".bz2", ".xz", ".zst",
)  # fmt: skip
"""Files that may hold articles and are not read: in a folder they are told. Pictures, styles and scripts are not."""
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.IGNORECASE
)
# Each part of a prolog ends at its first end: a page of many comments could be divided in endless ways otherwise.
_PROLOG = rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?[^<>]{0,500}>|<!--(?:(?!-->).){0,2000}-->|<!doctype (?!html)[^<>]{0,300}>)\s*){0,50}"
_PAGE = re.compile(_PROLOG + rb"<(?:!doctype html|html|head|body|article|div|p)\b", re.I | re.S)
_FEED = re.compile(_PROLOG + rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex|opml)\b", re.I | re.S)
_OTHER_KINDS = (
    (b"%PDF-", "a PDF document"),
    (rb"{\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
"""How files of other kinds begin; as text some of them would look like articles."""

Fetch = Callable[[str], Fetched]


def read(target: str, *, stdin: BinaryIO | None = None, fetch: Fetch | None = None) -> Iterator[Item]:
    """Return what a target holds: raw articles, and refusals with their reason; one bad item ends nothing.

    The target is a file (.jsonl, .jsonl.gz, .csv, .txt, .md, .html, .eml), a folder of such, an http(s)
    address, which ``fetch`` gets, or ``-`` for ``stdin``.

    Raises:
        UsageError: there is no such file, or it is of a kind that is not read. At once, not on iteration.
    """
    if target == "-":
        return _standard_input(stdin or cast(BinaryIO, sys.stdin.buffer))
    if re.match(r"https?://", target, re.IGNORECASE):
        if fetch is None:
            raise UsageError("page not fetched", why="no fetcher is at hand", fix="Save the page and ingest the file.")
        return _address(target, fetch)
    path = Path(target).expanduser()
    try:
        if path.is_dir():
            return _folder(path)
        found = path.exists()
    except (OSError, ValueError):
        found = False
    if not found:
        raise UsageError("nothing to ingest", why=f"{target!r} does not exist", fix="Check the path.")
    if not path.name.lower().endswith(READABLE):
        raise UsageError(
            "not ingested", why=f"{path.name!r} is of a kind that is not read",
            fix=f"Kinds that are: {', '.join(READABLE)}.",
        )  # fmt: skip
    return _file(path)


def _folder(folder: Path) -> Iterator[Item]:
    """Yield what the readable files in a folder hold, in order of their paths; hidden ones are left alone.

    A document of a kind that is not read is refused; pictures and the like, which come with saved pages, are left alone.
    """
    root = folder.resolve()
    unread: list[OSError] = []
    for place, below, names in os.walk(folder, onerror=unread.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        # A linked folder is not walked into: one that leads elsewhere in here is read at its own place.
        yield from (_leads_out(path) for path in (Path(place, name) for name in below) if not _is_in(path, root))
        for name in sorted(names):
            path = Path(place, name)
            readable = name.lower().endswith(READABLE)
            if name.startswith(".") or not (readable or name.lower().endswith(_DOCUMENTS)):
                continue
            if not _is_in(path, root):
                yield _leads_out(path)
            elif readable:
                yield from _file(path)
            else:
                yield refused(str(path), "it is of a kind that is not read", f"Kinds that are: {', '.join(READABLE)}.")
    for error in unread:
        yield refused(str(error.filename), f"the folder cannot be read ({error.strerror})", "Check its permissions.")


def _is_in(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


def _leads_out(path: Path) -> Item:
    return refused(str(path), "a link that leads out of the folder", "Ingest its target by name.")


def _file(path: Path) -> Iterator[Item]:
    name = path.name.lower()
    try:
        if not path.is_file():
            yield refused(str(path), "it is no regular file", "Give a file.")
        elif name.endswith(".csv"):
            yield from csv_records(path, MOST_BYTES)
        elif name.endswith((".jsonl", ".jsonl.gz")):
            with gzip.open(path) if name.endswith(".gz") else path.open("rb") as stream:
                yield from json_records(peekable(cast(BinaryIO, stream)), path.name, MOST_BYTES)
        else:
            yield _single(path)
    except (OSError, EOFError, zlib.error) as exc:
        yield refused(str(path), f"it cannot be read ({exc})", "Check the file; what came before was taken.")
    except Exception as exc:  # noqa: BLE001
        # Whatever is wrong with one file of a folder must not end the others.
        yield refused(
            str(path), f"it cannot be read ({type(exc).__name__}: {exc})", "Check the file; if it is right, tell us."
        )


def _single(path: Path) -> Item:
    size = path.stat().st_size
    if size > MOST_BYTES:
        return refused(str(path), f"{size:,} bytes are no article (most: {MOST_BYTES:,})", "Split it into articles.")
    return _whole(path.read_bytes(), str(path), _MARKUP[path.suffix.lower()])


def _whole(raw: bytes, ref: str, markup: Markup, url: str | None = None, charset: str | None = None) -> Item:
    kind = next((name for start, name in _OTHER_KINDS if raw[:1024].lstrip().startswith(start)), None)
    if kind:
        return refused(ref, f"it is {kind}, whatever it is called", "Save the article's text as .txt and ingest that.")
    if is_mail(raw):
        return _mail(raw, ref, url)
    # Servers name one encoding for all that they send, until somebody tells them better.
    if markup == "html" and (charset is None or is_default(charset)) and (said := _CHARSET.search(raw[:4096])):
        own = said.group(1).decode("ascii", "ignore")
        charset = charset if charset and is_default(own) else own
    decoded = decode(raw, charset)
    if decoded is None:
        return refused(ref, "it is no text (binary, or of an unknown encoding)", "Save it as text in UTF-8.")
    text, encoding = decoded
    if _FEED.match(text[:_START].encode("utf-8", "replace")):
        return refused(ref, *NO_FEED)
    if not text.strip():
        return refused(ref, "it is empty", "Check the file.")
    if text.lstrip()[:1] in ("{", "[") and _is_json(text):
        return refused(ref, "it is JSON, not running text", "Name it .jsonl, with one JSON object on each line.")
    metadata = {} if encoding == "utf-8" else {"encoding": encoding}
    return RawArticle(ref, text, markup, url=url, metadata=metadata)


def _mail(raw: bytes, ref: str, url: str | None) -> Item:
    mail = read_mail(raw)
    if mail is None or not mail.text.strip():
        return refused(ref, "it is a mail without text", "Save the article's text as .txt and ingest that.")
    return RawArticle(
        ref, mail.text, mail.markup, url=url or mail.url, title=mail.title, published=mail.published
    )  # fmt: skip


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def _standard_input(stream: BinaryIO) -> Iterator[Item]:
    name = "standard input"
    source = peekable(stream)
    start = start_of(source)
    if start.startswith(b"\x1f\x8b"):
        source = peekable(cast(BinaryIO, gzip.GzipFile(fileobj=source)))
    try:
        start = start_of(source)
        if _opens_records(start):
            yield from json_records(source, name, MOST_BYTES)
            return
        raw = source.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as exc:
        yield refused(name, f"it cannot be read ({exc})", "Check what is piped in.")
        return
    if len(raw) > MOST_BYTES:
        yield refused(name, f"more than {MOST_BYTES:,} bytes are no article", "Pipe JSON Lines, or ingest files.")
    elif opens_table(raw[:_START]):
        yield from csv_stream(BytesIO(raw), name, MOST_BYTES)
    else:
        yield _whole(raw, name, "html" if _PAGE.match(raw) or _FEED.match(raw) else "text")


def _opens_records(start: bytes) -> bool:
    """Return whether bytes begin like a JSON object, or like a list of such."""
    text = start.decode("utf-16", "ignore") if is_wide(start) else start.decode("utf-8-sig", "ignore")
    return bool(re.match(r"\s*(?:\[\s*)?\{", text))


def _address(url: str, fetch: Fetch) -> Iterator[Item]:
    try:
        page = fetch(url)
    except FetchError as error:
        yield refused(url, f"{error.what}: {error.why}", error.fix)
        return
    kind = page.content_type
    if kind.endswith("json"):
        yield from json_records(peekable(BytesIO(page.body)), url, MOST_BYTES)
        return
    markup: Markup = "text" if kind == "text/plain" else "markdown" if kind == "text/markdown" else "html"
    yield _whole(page.body, url, markup, url=page.url, charset=page.encoding)
