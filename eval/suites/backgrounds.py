"""The background of a story for a day, from the dated updates before it, against three humans who wrote one each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from eval.cases.lines import all_different, fields_of
from eval.metrics.intervals import Metric, mean, wilson
from eval.metrics.rouge import MEASURES, rouge
from rag.brief.background import timeline
from rag.brief.event import Event
from rag.brief.report import Report, sentences_of
from rag.types import Article, ArticleId, EvidenceSentence, Published

FILE = "timelines.jsonl.gz"
NOTHING = np.zeros(1, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of a story: what was reported up to it, and what humans wrote of the days before."""

    story: str
    half: str
    day: date
    reports: tuple[Report, ...]
    humans: tuple[str, ...]


def read(data: Path) -> tuple[Moment, ...]:
    """Return every day of every timeline that has days before it; stories in turn are tuned on and held out.

    Raises:
        UsageError: a line of the file cannot be used; it names the line.
    """
    path = data / FILE
    if not path.is_file():
        return ()
    rows = sorted(all_different(path, fields_of(path, _row), lambda r: r["id"]), key=lambda r: str(r["id"]))
    return tuple(m for n, row in enumerate(rows) for m in _moments(row, ("tuned", "held out")[n % 2]))


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    steps = [
        {"date": date.fromisoformat(s["date"]).isoformat(), "update": str(s["update"]), "backgrounds": list(map(str, s["backgrounds"]))}
        for s in row["timeline"]
    ]  # fmt: skip
    return {"id": str(row["id"]), "timeline": steps}


def _moments(row: Mapping[str, Any], half: str) -> list[Moment]:
    steps = sorted(row["timeline"], key=lambda s: str(s["date"]))
    reports = [_report(f"{row['id']}-{n}", s) for n, s in enumerate(steps)]
    return [
        Moment(str(row["id"]), half, date.fromisoformat(s["date"]), tuple(reports[: n + 1]), tuple(map(_plain, s["backgrounds"])))
        for n, s in enumerate(steps)
        if n and len(s["backgrounds"]) > 1
    ]  # fmt: skip


def _report(name: str, step: Mapping[str, Any]) -> Report:
    published = Published.on(date.fromisoformat(step["date"]))
    article = Article(ArticleId(name), _plain(step["update"]), "", None, None, published, (), "en", {}, "")
    return Report(article, (), sentences_of(article), NOTHING)


def _plain(text: str) -> str:
    return text.replace("\\n", "\n").strip()


def run(moments: Sequence[Moment]) -> tuple[list[dict[str, Any]], dict[str, Metric]]:
    """Return a sample for each day, and ROUGE of our background beside the humans' agreement with each other.

    Ours is the mean over the humans, theirs the mean over their pairs, so that the two compare.
    """
    samples = [_sample(m) for m in moments]
    found: dict[str, Metric] = {}
    for half in ("tuned", "held out"):
        some = [s["scores"] for s in samples if s["labels"]["half"] == half]
        for name in (*MEASURES, "words"):
            found[f"{half}: background {name}"] = mean([s[name] for s in some])
            found[f"{half}: humans {name}"] = mean([s[f"human_{name}"] for s in some])
        sentences = sum(int(s["sentences"]) for s in some)
        found[f"{half}: background_from_the_day_or_later"] = wilson(sum(int(s["late"]) for s in some), sentences)
    return samples, found


def _sample(moment: Moment) -> dict[str, Any]:
    told = background(moment)
    text = " ".join(s.text for s in told)
    scores: dict[str, float] = {**rouge(text, moment.humans), "words": len(text.split())}
    pairs = [rouge(a, [b]) for a, b in combinations(moment.humans, 2)]
    scores |= {f"human_{m}": sum(p[m] for p in pairs) / len(pairs) for m in MEASURES}
    scores["human_words"] = sum(len(h.split()) for h in moment.humans) / len(moment.humans)
    scores |= {"sentences": len(told), "late": sum(not s.published or s.published.day >= moment.day for s in told)}
    name = f"{moment.story} {moment.day}"
    return {"id": name, "kind": "background", "labels": {"half": moment.half}, "question": name, "scores": scores}


def background(moment: Moment) -> tuple[EvidenceSentence, ...]:
    """Return the sentences of the background, each of a dated update before the day."""
    *before, now = moment.reports
    return tuple(s for s, _ in timeline(Event(moment.story, (now,), tuple(before), "")))
