"""A sheet for checking by hand: sentences drawn from briefs, with the words that each cites.

``python -m eval.reports.handcheck > docs/hand-check.md`` draws from the sample's briefs, ``--data FOLDER`` from the briefs of the
held-out days of public clusters; ``--places`` leaves out the words and says where they are, for texts that are others'.
Who reads a sheet fills in the verdicts.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from eval.suites.briefs import HALVES, articles_of, read
from eval.suites.libraries import library_of
from rag.cli.options import settings_with
from rag.sample import path
from rag.service import Newsdesk
from rag.types import Brief, BriefRequest

FIRST, DAYS, DRAWN, SEED = date(2024, 2, 17), 8, 50, 7
SAMPLE_DAYS = tuple(FIRST + timedelta(days=n) for n in range(DAYS))


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that a brief shows, what it is in the story, and the words that it rests on.

    ``place`` is where they are: the article and the characters. ``before`` is what the story tells in front of it.
    """

    day: date
    part: str
    sentence: str
    source: str
    words: str
    place: str
    before: str


def rows_of(brief: Brief) -> list[Row]:
    """Return every cited sentence of a brief's stories."""
    cited = {c.n: c for c in brief.citations}
    out = []
    for story in brief.stories:
        parts = [("told", s) for s in story.sentences] + [("not known", s) for s in story.unknown]
        parts += [("before", s.sentence) for s in story.timeline] + [("changed", c.new) for c in story.what_changed]
        told = [story.headline]
        for part, sentence in parts:
            sources = [cited[n] for n in sentence.citations]
            words = " … ".join(" ".join(c.text.split()) for c in sources)
            outlet = f"{sources[0].article_id}, {sources[0].source or 'no outlet'}"
            place = ", ".join(f"{c.article_id} {c.span.start}-{c.span.end}" for c in sources)
            out.append(Row(brief.window.day, part, sentence.text, outlet, words, place, " / ".join(told)))
            told.append(sentence.text)
    return out


def drawn(desk: Newsdesk, days: Iterable[date] = SAMPLE_DAYS, count: int = DRAWN, seed: int = SEED) -> list[Row]:
    """Return sentences of the briefs of some days, each sentence once, drawn with a seed."""
    rows: dict[str, Row] = {}
    for day in days:
        for row in rows_of(desk.brief(BriefRequest(day=day))):
            rows.setdefault(row.sentence, row)
    return sorted(random.Random(seed).sample(list(rows.values()), min(count, len(rows))), key=lambda r: r.day)


def sheet(rows: Sequence[Row], *, words: bool = True) -> str:
    """Return the sheet as Markdown; words equal to the sentence are not said twice. Without words it has their places."""
    names = ("sentence", "cited words", "source") if words else ("cited characters",)
    lines = [f"| n | day | part | {' | '.join(names)} | verdict |", "|---" * (len(names) + 4) + "|"]
    for n, r in enumerate(rows, start=1):
        said = "the same" if r.words == r.sentence else r.words
        of_it = (r.sentence, said, r.source) if words else (r.place,)
        cells = (str(n), r.day.isoformat(), r.part, *of_it, "")
        lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def of_clusters(data: Path) -> list[Row]:
    """Return sentences of the briefs of the days that no threshold was chosen on, off-topic documents among the others.

    Raises:
        UsageError: the folder does not hold the clusters.
    """
    clusters = read(data)
    days = sorted({c.day for c in clusters if c.half == HALVES[1]})
    settings = replace(settings_with(), brief_wording="quote")
    with library_of("briefs", settings, articles_of(clusters), None) as desk:
        return drawn(desk, days)


def main() -> None:
    """Write the sheet to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with public clusters, in place of the sample")
    parser.add_argument("--places", action="store_true", help="where the words are, in place of the words")
    args = parser.parse_args()
    if args.data is not None:
        rows = of_clusters(args.data)
    else:
        with library_of("sample", settings_with(), [str(path())], None) as desk:
            rows = drawn(desk)
    sys.stdout.write(sheet(rows, words=not args.places))


if __name__ == "__main__":
    from rag.cli.gate import code_of

    sys.exit(code_of(main, as_json=False))
