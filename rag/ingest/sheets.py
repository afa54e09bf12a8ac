"""The styles that a page's own sheets give its elements: only what decides whether a text can be seen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOST_CHARS = 1_000_000
_MOST_RULES = 20
"""So many rules for one name are read, each to so many characters: every element of that name is asked about them."""
_RULE_CHARS = 1_000
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/")
# One class or id, perhaps of one kind of element. What hangs on more than that (".js .story") may be another state.
_SIMPLE = re.compile(r"(?P<tag>[a-zA-Z][\w]*)?(?P<mark>[.#])(?P<name>[\w-]+)")
_NAME = re.compile(r"[.#][\w-]+")
# What shows an element: a name that a rule with more to it, or one for wider screens, shows is not hidden for good.
_SHOWN = re.compile(
    r"opacity\s*:\s*(?:1|0?\.\d)|(?<![\w-])display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible", re.IGNORECASE
)
_FADES = re.compile(r"(?<![\w-])(?:transition|animation)\b", re.IGNORECASE)


class Sheets:
    """The rules of a parsed page's ``style`` elements that hold for good: not those for print, nor of what scripts show."""

    def __init__(self, tree: Any) -> None:
        self._rules: dict[str, list[tuple[str, str]]] = {}
        self._shown: set[str] = set()
        styles = tree.xpath("//style[not(@media) or @media='all' or @media='screen']")
        for selectors, declared, outer in _rules("\n".join(style.text or "" for style in styles)[:MOST_CHARS]):
            shows = _SHOWN.search(declared) is not None
            for selector in selectors.split(","):
                self._add(selector.strip(), declared[:_RULE_CHARS], shows=shows, outer=outer)

    def _add(self, selector: str, declared: str, *, shows: bool, outer: bool) -> None:
        found = _SIMPLE.fullmatch(selector) if outer else None
        if found is None:
            self._shown.update(_NAME.findall(selector) if shows else ())
        elif _FADES.search(declared):
            self._shown.add(found["mark"] + found["name"])
        else:
            rules = self._rules.setdefault(found["mark"] + found["name"], [])
            if len(rules) < _MOST_RULES:
                rules.append(((found["tag"] or "").lower(), declared))

    def of(self, node: Any) -> str:
        """Return the declarations that the sheets give an element, in no order of rank."""
        if not self._rules:
            return ""
        names = [f".{name}" for name in (node.get("class") or "").split()[:50]]
        names += [f"#{node.get('id')}"] if node.get("id") else []
        return ";".join(
            declared
            for name in names
            if name not in self._shown
            for tag, declared in self._rules.get(name, ())
            if tag in ("", node.tag)
        )


def _rules(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the selectors and declarations of each rule, and whether it stands in no other: none for print."""
    heads: list[str] = []
    before = ""
    for part in re.split(r"([{}])", _COMMENT.sub(" ", text)):
        if part == "{":
            heads.append(before)
        elif part == "}":
            del heads[-1:]
        elif len(heads) <= 2:
            before = part.rpartition(";")[2].strip()
            media = len(heads) == 2 and heads[0].startswith("@media") and "print" not in heads[0]
            if (len(heads) == 1 or media) and not heads[-1].startswith("@"):
                yield heads[-1], part, len(heads) == 1
