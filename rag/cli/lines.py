"""JSON out, one object a line: the one way in which every command writes it.

File names and arguments may hold bytes that are no text; Python keeps them as lone surrogates, which no
UTF-8 stream takes. They leave as U+FFFD, so that what is written is always text.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from typing import Any, TextIO

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def text_only(text: str) -> str:
    """Return text in which every lone surrogate is U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def line(value: Any) -> str:
    """Return a value as one line of JSON with its line end; every character of it can be written as UTF-8."""
    return text_only(json.dumps(value, ensure_ascii=False)) + "\n"


def print_json(value: Any) -> None:
    """Write a value to standard output as one line of JSON.

    Where that is not UTF-8 (a code page, ASCII), every other character is escaped, so that the line is JSON in any
    encoding and loses nothing.
    """
    text = line(value)
    if not is_utf8(sys.stdout):
        text = _BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)
    sys.stdout.write(text)


def is_utf8(stream: TextIO) -> bool:
    """Return whether what is written to a stream leaves it as UTF-8; one without an encoding takes text as it is."""
    named = getattr(stream, "encoding", None)
    return named is None or codecs.lookup(named).name == "utf-8"
