"""JSON out, one object a line: the one way in which every command writes it.

File names and arguments may hold bytes that are no text; Python keeps them as lone surrogates, which no
UTF-8 stream takes. They leave as U+FFFD, so that what is written is always text.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def text_only(text: str) -> str:
    """Return text in which every lone surrogate is U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def line(value: Any) -> str:
    """Return a value as one line of JSON with its line end; every character of it can be written as UTF-8."""
    return text_only(json.dumps(value, ensure_ascii=False)) + "\n"


def print_json(value: Any) -> None:
    """Write a value to standard output as one line of JSON."""
    sys.stdout.write(line(value))
