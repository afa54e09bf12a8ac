"""Briefs as an Atom 1.0 feed (RFC 4287). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Tree

from rag.export.as_html import brief_letter
from rag.export.escape import plain
from rag.export.values import moment
from rag.export.words import STATUS, title_of
from rag.types import Brief, BriefStatus

NAMESPACE = "http://www.w3.org/2005/Atom"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def brief_atom(briefs: Sequence[tuple[Brief, datetime]], reader: str = "") -> str:
    """Return a feed of briefs, each with the moment it was made; the first is the newest."""
    Tree.register_namespace("", NAMESPACE)
    feed = Tree.Element(f"{{{NAMESPACE}}}feed")
    _put(feed, "title", "Dateline briefs")
    _put(feed, "id", _urn("feed", reader))
    newest = max((made for _, made in briefs), default=datetime.fromtimestamp(0, UTC))
    _put(feed, "updated", moment(newest) or "")
    _put(_put(feed, "author", None), "name", "Dateline")
    _put(feed, "generator", "Dateline")
    for brief, made in briefs:
        entry = _put(feed, "entry", None)
        _put(entry, "title", title_of(brief.window))
        _put(entry, "id", _urn("brief", reader, brief.id))
        _put(entry, "updated", moment(made) or "")
        _put(entry, "summary", _summary(brief))
        _put(entry, "content", brief_letter(brief, whole=False)).set("type", "html")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Tree.tostring(feed, encoding="unicode") + "\n"


def _summary(brief: Brief) -> str:
    if brief.status is not BriefStatus.OK and not brief.stories:
        return f"{STATUS[brief.status]} {plain(brief.why or '')}"
    return " ".join(plain(s.text) for s in brief.summary[:2])


def _put(parent: Tree.Element, name: str, text: str | None) -> Tree.Element:
    made = Tree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    made.text = _ILLEGAL.sub("", text) if text is not None else None
    return made


def _urn(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "dateline:" + "\0".join(parts)).urn
