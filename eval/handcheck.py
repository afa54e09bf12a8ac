"""A sheet for checking by hand: sentences drawn from the sample's briefs, with the words that each cites.

``python -m eval.handcheck > docs/hand-check.md`` writes it anew; who reads it fills in the verdicts.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eval.suite import library_of
from rag.cli.options import settings_with
from rag.sample import path
from rag.service import Newsdesk
from rag.types import Brief, BriefRequest

FIRST, DAYS, DRAWN, SEED = date(2024, 2, 17), 8, 50, 7


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that a brief shows, what it is in the story, and the words that it rests on."""

    day: date
    part: str
    sentence: str
    source: str
    words: str


def rows_of(brief: Brief) -> list[Row]:
    """Return every cited sentence of a brief's stories."""
    cited = {c.n: c for c in brief.citations}
    out = []
    for story in brief.stories:
        parts = [("told", s) for s in story.sentences] + [("not known", s) for s in story.unknown]
        parts += [("before", s.sentence) for s in story.timeline] + [("changed", c.new) for c in story.what_changed]
        for part, sentence in parts:
            source = cited[sentence.citations[0]]
            words = " … ".join(" ".join(cited[n].text.split()) for n in sentence.citations)
            outlet = f"{source.article_id}, {source.source or 'no outlet'}"
            out.append(Row(brief.window.day, part, sentence.text, outlet, words))
    return out


def drawn(desk: Newsdesk, count: int = DRAWN, seed: int = SEED) -> list[Row]:
    """Return sentences of the eight days, each sentence once, drawn with a seed."""
    rows: dict[str, Row] = {}
    for n in range(DAYS):
        for row in rows_of(desk.brief(BriefRequest(day=FIRST + timedelta(days=n)))):
            rows.setdefault(row.sentence, row)
    return sorted(random.Random(seed).sample(list(rows.values()), min(count, len(rows))), key=lambda r: r.day)


def sheet(rows: Sequence[Row]) -> str:
    """Return the sheet as Markdown; words equal to the sentence are not said twice."""
    lines = ["| n | day | part | sentence | cited words | source | verdict |", "|---|---|---|---|---|---|---|"]
    for n, r in enumerate(rows, start=1):
        words = "the same" if r.words == r.sentence else r.words
        cells = (str(n), r.day.isoformat(), r.part, r.sentence, words, r.source, "")
        lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the sheet to standard output."""
    with library_of("sample", settings_with(), [str(path())], None) as desk:
        sys.stdout.write(sheet(drawn(desk)))


if __name__ == "__main__":
    main()
