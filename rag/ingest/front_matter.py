"""The fields in front of a Markdown text: YAML between ``---``, TOML between ``+++``. Pure."""

from __future__ import annotations

import re
import tomllib
from datetime import date

_YAML = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
# A key, what belongs to it (indented, or an item of its list), a comment or nothing. A rule above a
# heading and prose is written with the same three strokes.
_FIELD_LINE = re.compile(r"[A-Za-z_][\w -]{0,40}:(?:[ \t].*)?|[ \t]+.*|-[ \t].*|#[^#].*|")
_KEY = re.compile(r"[A-Za-z_][\w -]{0,40}:", re.MULTILINE)
_SIMPLE = re.compile(r"^([A-Za-z_-]{2,20}):[ \t]*(\S.{0,500})$", re.MULTILINE)

Fields = dict[str, str | tuple[str, ...]]


def take_front_matter(text: str) -> tuple[str, Fields]:
    """Return the text behind its front matter, and the fields of that, names lower-cased; a list stays one.

    What only looks like front matter stays in the text.
    """
    found = _YAML.match(text)
    if found and _KEY.match(found[1]) and all(_FIELD_LINE.fullmatch(line) for line in found[1].split("\n")):
        return text[found.end() :], _fields(_yaml(found[1]))
    found = _TOML.match(text)
    if found:
        try:
            return text[found.end() :], _fields(tomllib.loads(found[1]))
        except (tomllib.TOMLDecodeError, RecursionError):
            return text, {}
    return text, {}


def _yaml(text: str) -> dict[object, object]:
    import yaml

    try:
        # Of this loader every value is a string, as it was written: a date too.
        read = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError):
        # A headline with a colon in it is no YAML, but plain to read.
        read = {name: value.strip().strip("\"'") for name, value in _SIMPLE.findall(text)}
    return read if isinstance(read, dict) else {}


def _fields(read: dict[object, object] | dict[str, object]) -> Fields:
    out: Fields = {}
    for name, value in read.items():
        if isinstance(value, list):
            names = tuple(
                text for item in value if (text := _text(item.get("name") if isinstance(item, dict) else item))
            )
            out |= {str(name).lower(): names} if names else {}
        elif (text := _text(value)) is not None:
            out[str(name).lower()] = text
    return out


def _text(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split()) or None if isinstance(value, (str, int, float)) else None
