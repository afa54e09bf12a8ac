"""How many tokens a text has, by tiktoken's tables, without ever going to the network for them.

A table counts only when it has the sha256 that we know: tiktoken deletes a file that it finds wrong
and downloads it again, so it is never shown one. Without a table the count is an estimate on the
safe side, and a warning says so once.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import UsageError

if TYPE_CHECKING:
    import tiktoken

DEFAULT = "o200k_base"
TABLES: Mapping[str, tuple[str, str]] = {
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
}
"""For each encoding: the name of its file, as tiktoken caches it, and the file's sha256."""

_SLICE_CHARS = 8000
"""tiktoken fails on a long run of spaces ("max stack size exceeded"), so it gets no long text at once."""
_VARIABLE = "TIKTOKEN_CACHE_DIR"
_LOG = logging.getLogger(__name__)
_LOADING = threading.Lock()


def count(text: str, *, encoding: str = DEFAULT, tables: Path | None) -> int:
    """Return the tokens of a text, exactly where ``tables`` holds the encoding's file, else estimated.

    The estimate is a third of the UTF-8 bytes, rounded up. Special tokens in the text are ordinary
    characters here. A text above 8,000 characters is counted in slices: a token too many for each cut
    is possible.

    Raises:
        UsageError: the encoding is unknown.
    """
    table = _table(encoding, tables)
    if table is None:
        return -(-len(text.encode("utf-8", "surrogatepass")) // 3)
    slices = (text[i : i + _SLICE_CHARS] for i in range(0, len(text), _SLICE_CHARS))
    return sum(len(table.encode(piece, disallowed_special=())) for piece in slices)


def encoding_for(model: str) -> str:
    """Return the encoding of a provider's model by its name; the default one where its own is not known or not ours."""
    from tiktoken.model import encoding_name_for_model

    try:
        name = encoding_name_for_model(model)
    except KeyError:
        return DEFAULT
    return name if name in TABLES else DEFAULT


def _table(encoding: str, tables: Path | None) -> tiktoken.Encoding | None:
    if encoding not in TABLES:
        raise UsageError(
            f"unknown encoding {encoding}", why="we have no table for it", fix=f"Use {' or '.join(TABLES)}."
        )
    with _LOADING:  # while a table is read, the variable is ours
        chosen = os.environ.get(_VARIABLE)
    # A folder that the user chose for tiktoken stays in force.
    folder = Path(chosen) if chosen else tables
    return _load(encoding, folder.absolute() if folder else None)


@cache
def _load(encoding: str, folder: Path | None) -> tiktoken.Encoding | None:
    name, known = TABLES[encoding]
    if folder is None or not _is(folder / name, known):
        _LOG.warning(
            "token counts are estimates: no good %s table in %s; `dateline setup` fetches it",
            encoding,
            folder or "any folder",
        )
        return None
    with _LOADING, _told(folder):
        import tiktoken

        return tiktoken.get_encoding(encoding)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Let tiktoken look in a folder, which it can be told by the environment alone; after, that is as it was."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def _is(path: Path, known: str) -> bool:
    try:
        return sha256(path.read_bytes()).hexdigest() == known
    except OSError:
        return False
