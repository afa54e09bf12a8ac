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


class Sheets:
    """The rules of a parsed page's ``style`` elements that are for every reader: not those for print or small screens."""

    def __init__(self, tree: Any) -> None:
        self._rules: dict[tuple[str, str], list[tuple[str, str]]] = {}
        text = "\n".join(
            style.text or "" for style in tree.xpath("//style[not(@media) or @media='all' or @media='screen']")
        )
        for selectors, declared in _rules(text[:MOST_CHARS]):
            for selector in selectors.split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                if found:
                    rules = self._rules.setdefault((found["mark"], found["name"]), [])
                    if len(rules) < _MOST_RULES:
                        rules.append(((found["tag"] or "").lower(), declared[:_RULE_CHARS]))

    def of(self, node: Any) -> str:
        """Return the declarations that the sheets give an element, in no order of rank."""
        if not self._rules:
            return ""
        names = [(".", name) for name in (node.get("class") or "").split()[:50]]
        names += [("#", node.get("id"))] if node.get("id") else []
        return ";".join(
            declared for name in names for tag, declared in self._rules.get(name, ()) if tag in ("", node.tag)
        )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations of the rules that stand in no other rule."""
    depth = 0
    head = ""
    for part in re.split(r"([{}])", _COMMENT.sub(" ", text)):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            head = part.rpartition(";")[2]
        elif depth == 1 and not head.lstrip().startswith("@"):
            yield head, part
