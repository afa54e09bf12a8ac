"""The fields of a batch line, each of the kind that it must be."""

from __future__ import annotations

from typing import Any

from rag.cli.lines import text_only
from rag.errors import UsageError

Row = dict[str, Any]


_OTHER_NAME = {"source": "sources", "article": "articles"}


def filled(row: Row, given: Row) -> Row:
    """Return a line with the fields that it leaves out as they were ``given`` for all lines."""
    kept = {key: value for key, value in row.items() if value not in (None, [], "")}
    return {**row, **{k: v for k, v in given.items() if k not in kept and _OTHER_NAME.get(k) not in kept}}


def text_of(row: Row, key: str) -> str:
    """Return a text field of a line.

    Raises:
        UsageError: it is missing or no text.
    """
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"no {key}", why=f"the line has no text in {key!r}", fix=f'Give "{key}": "..."')
    return text_only(value)


def words_of(row: Row, key: str) -> str | None:
    """Return a field that may be missing, as text.

    Raises:
        UsageError: it is no text.
    """
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _unlike(key, value, f'Write it as text: "{key}": "..."')


def list_of(row: Row, *keys: str) -> list[str]:
    """Return the texts of the first of these fields that holds any; one text alone is a list of one.

    Raises:
        UsageError: it holds something else.
    """
    key = next((k for k in keys if row.get(k)), keys[0])
    value = row.get(key) or []
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list) and all(isinstance(t, str) for t in texts):
        return texts
    raise _unlike(key, value, f'Write "{key}": "..." or "{key}": ["...", "..."]')


def number_of(row: Row, key: str, *, most: int) -> int | None:
    """Return a field that may be missing, as a whole number from 1 to ``most``.

    Raises:
        UsageError: it is no such number.
    """
    value = row.get(key)
    if value is None or (type(value) is int and 1 <= value <= most):
        return value
    raise _unlike(key, value, f'Write it as a whole number from 1 to {most}: "{key}": 5')


def flag_of(row: Row, key: str) -> bool:
    """Return a field that may be missing, as true or false.

    Raises:
        UsageError: it is neither.
    """
    value = row.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _unlike(key, value, f'Write "{key}": true, or leave it out.')


def _unlike(key: str, value: object, fix: str) -> UsageError:
    return UsageError(f"{key} not read", why=f"the line has {value!r:.80} in {key!r}", fix=fix)
