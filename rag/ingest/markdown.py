"""Markdown to readable text: front matter read, links to their words, marks taken off. Pure."""

from __future__ import annotations

import re

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]{2,20}):\s*(.+)$", re.MULTILINE)
_RULES = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<https?://[^>]+>"), ""),
    (re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE), r"\1"),
    (re.compile(r"^\s{0,3}>\s?", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*|___|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def read_markdown(text: str) -> tuple[str, dict[str, str]]:
    """Return the plain text and the fields of the front matter, names lower-cased."""
    fields: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text, fields
