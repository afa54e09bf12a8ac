"""Markdown to readable text: front matter read, links to their words, marks taken off. Pure.

Every repetition is bounded: a megabyte of asterisks must cost no more than a megabyte of words.
"""

from __future__ import annotations

import re

from rag.ingest.front_matter import Fields, take_front_matter

_TITLE = re.compile(r"\s*#[ \t]++([^\n]{1,300}?)[ \t#]*(?:\n|\Z)|\s*([^\n]{1,300})\n={3,}[ \t]*(?:\n|\Z)")
_TARGET = r"\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)"
_ADDRESS = (
    r"(?:<[^<>\n]{1,2000}>|(?:[a-zA-Z]{2,10}://|mailto:|tel:|www\.)\S{1,2000}|\.{0,2}[/#]\S{0,2000}|"
    r"[\w/-]{1,500}\.[a-zA-Z]\w{1,4}(?:[?#]\S{0,500})?)"
)
_QUOTED = r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\([^()\n]{0,300}\))"
_TAG = r"(?:a|b|i|u|em|strong|br|hr|p|div|span|img|sup|sub|h[1-6]|center|figure|figcaption|blockquote|small|mark|del)"
_RULES = (
    (re.compile(rf"!\[[^\]\n]{{0,500}}\](?:{_TARGET}|\[[^\]\n]{{0,100}}\])"), ""),
    (re.compile(rf"(?<!\\)\[([^\[\]\n]{{1,500}})\]{_TARGET}"), r"\1"),
    # The definition of a link is an address and perhaps a title; what else stands behind "[Name]:" was said or noted.
    (
        re.compile(rf"^[ ]{{0,3}}\[(?!\^)[^\]\n]{{1,100}}\]:[ \t]*{_ADDRESS}(?:[ \t]+{_QUOTED})?[ \t]*$", re.MULTILINE),
        "",
    ),
    (re.compile(r"(?<!\\)\[([^\[\]\n]{2,500})\]\[[^\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"<https?://[^<>\s]{1,2000}>"), ""),
    (re.compile(rf"</?{_TAG}\b[^<>\n]{{0,1000}}>", re.IGNORECASE), ""),
    (re.compile(r"^[ ]{0,3}#{1,6}[ \t]++([^\n]{0,500}?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ ]{0,3}(?:=|-){3,}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:>[ ]?){1,5}", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:```|~~~)[\w-]{0,20}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n*]{1,500}?)(?<=[^\s*\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n_]{1,500}?)(?<=[^\s_\\])\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])"), r"\1"),
)


def read_markdown(text: str) -> tuple[str, Fields]:
    """Return the plain text and the fields of the front matter, names lower-cased; a first heading is a title."""
    text, fields = take_front_matter(_without_comments(text.replace("\r\n", "\n")))
    heading = _TITLE.match(text)
    if heading and not fields.get("title"):
        fields["title"] = _plain(heading.group(1) or heading.group(2))
    return _plain(text), fields


def _plain(text: str) -> str:
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text


def _without_comments(text: str) -> str:
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])
