"""The lines of an interview or a debate, which have their speaker in front and no marks: ``VARN: We will build it.`` Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.types import Span

FEWEST_LINES = 2
"""How often two labels at least must stand: a heading with a colon stands once."""
MOST_OTHERS = 0.4
"""How much of what looks like a label may be none of the speakers': "When:", "Boston:"."""
_LABEL = re.compile(r"(?P<name>[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):[ \t\u00a0]+(?=\S)")
_ASKS = frozenset("q question".split())
_OPENS = frozenset("“\"'‘«„[(")
_CLOSES = frozenset('.?!…—-–)]"”’')


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a paragraph, from behind the label to its end; no speaker where a question is asked."""

    speaker: str
    span: Span


def turns(text: str, paragraphs: Sequence[Span], full: Callable[[str], str]) -> dict[Span, Turn]:
    """Return the turns of an interview by their paragraphs; empty where the text is none.

    ``full`` gives the full name that the text has for a surname. At least two labels speak in turn, one of them somebody
    whom the text names in full, and few other paragraphs open with a colon like theirs.
    """
    found = [(p, m) for p in paragraphs if (m := _LABEL.match(text, p.start, p.end)) and m["name"][0].isupper()]
    whole = {m["name"]: _person(m["name"], full) for _, m in found}
    counts = Counter(whole[m["name"]] or m["name"] for _, m in found)
    often = {name for name, person in whole.items() if counts[person or name] >= FEWEST_LINES}
    named = {name: whole[name] for name in often if whole[name]}
    others = {n for n in often if n not in named and not n.isupper()}
    asking = {n for n in others if all(text[p.end - 1] == "?" for p, m in found if m["name"] == n)}
    speakers = {n for n in often if n in named or n in asking or n.lower() in _ASKS or (n.isupper() and len(n) > 2)}
    lines = sum(m["name"] in speakers or _person(m["name"], full) in named.values() for _, m in found)
    if not named or len(speakers) < 2 or lines < (1 - MOST_OTHERS) * len(found):
        return {}
    made = {}
    for paragraph, label in found:
        if label["name"] not in speakers or text[paragraph.end - 1] not in _CLOSES:
            continue
        asks = label["name"].lower() in _ASKS or label["name"] in asking
        if asks or text[label.end()] not in _OPENS:
            speaker = "" if asks else named.get(label["name"], label["name"])
            made[paragraph] = Turn(speaker, Span(label.end(), paragraph.end))
    return made


def _person(label: str, full: Callable[[str], str]) -> str:
    """Return the full name of whoever a label names, or an empty string where the text has none."""
    words = [w.capitalize() if w.isupper() and len(w) > 2 else w for w in label.split()]
    name = full(words[-1])
    if len(words) > 1 and not label.isupper():
        return name if name == label else ""
    return name if len(name.split()) > 1 and name.split()[-1].lower() == words[-1].lower() else ""
