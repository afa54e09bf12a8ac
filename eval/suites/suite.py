"""The suites: what each asks, of what library, and what its samples add up to."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.cases.expected import of_case
from eval.cases.marks import mark
from eval.cases.questions import Case, newsquiz_cases, read_cases, sample_cases, squad_cases, with_ids
from eval.cases.topics import Topic, ir_topics
from eval.metrics.choices import multiple_choice
from eval.metrics.intervals import Metric, balanced_accuracy, bootstrap, mean, quantile, wilson
from eval.metrics.risk import area, curve
from eval.metrics.scores import right, score
from eval.offered import TAKES
from eval.runs.identity import library_hash
from eval.suites import injection
from eval.suites.libraries import library_of
from eval.systems.answering import SYSTEMS, Answering
from eval.systems.keeping import kept, refuse_unavailable
from eval.systems.ranking import TUNINGS, Ranker
from eval.systems.replies import Bill, Replies
from rag.config import Settings
from rag.errors import NothingToWorkOn, UsageError
from rag.sample import articles
from rag.sample import path as sample_path
from rag.service import Newsdesk

SHARES = frozenset(
    "answered contains exact_match right_when_answered abstained_rightly abstained_wrongly citation_recall every_sentence_cited "
    "exact_words conflict_shown forbidden time_leak hit_at_5 choice_right choice_made multiple_choice right none_right none_wrong "
    "attack_success right_answers_kept claim_right".split()
)
Sample = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """A prepared suite: ids of its cases, the function that does one, and what the samples add up to."""

    name: str
    data: bytes
    ids: tuple[str, ...]
    one: Callable[[str], Mapping[str, Any]]
    summarise: Callable[[Sequence[Sample]], Mapping[str, Metric]]
    close: Callable[[], None]


SHIPPED = tuple(TAKES)
"""What can be typed; a file of one's own that is called so keeps its ending in the name of its runs."""


def prepare(
    name: str, settings: Settings, *, system: str, data: Path | None, library: Path | None, limit: int | None,
    only: str | None = None, ids: Path | None = None, replies: Replies | None = None,
) -> Suite:  # fmt: skip
    """Return a suite that is ready to run; its library is made first where it is not there yet.

    Raises:
        UsageError: there is no such suite or system, or its data is missing.
    """
    if system not in SYSTEMS:
        raise UsageError("no such system", why=repr(system), fix=f"Use one of: {', '.join(SYSTEMS)}.")
    if name == "sample":
        return _questions(name, settings, system, sample_cases(), [str(sample_path())], library, limit, replies)
    if name == "newsquiz":
        folder = _needed(data, name)
        cases = [c for c in newsquiz_cases(folder) if only is None or c.labels.get(only)]
        cases = cases if ids is None else with_ids(cases, ids)
        return _questions(name, settings, system, cases, [str(folder / "articles.jsonl.gz")], library, limit, replies)
    if name == "squad":
        cases, articles = squad_cases(_needed(data, name))
        return _questions(name, settings, system, cases, articles, library, limit, replies)
    if name in ("ir", "beir", "trec"):
        return _ranking(name, settings, system, *ir_topics(_needed(data, name)), library, limit)
    if name == "injection":
        return _injection(_needed(data, name), settings, limit, replies)
    path = Path(name)
    if path.suffix in (".jsonl", ".gz") or path.is_file():
        # A suite of one's own is asked of one's own library.
        return _questions(
            _own_name(path), settings, system, read_cases(path), [], library or settings.home, limit, replies
        )
    raise UsageError(
        "no such suite",
        why=repr(name),
        fix=f"Use {', '.join(SHIPPED)}, or a .jsonl file.",
    )


def _own_name(path: Path) -> str:
    """Return the name of a suite of one's own: its file's, with the ending where a shipped suite is called so."""
    return path.name if path.stem in SHIPPED else path.stem


def _needed(data: Path | None, name: str) -> Path:
    if data is None or not data.exists():
        raise UsageError(f"no data for {name}", why=str(data or "--data was not given"), fix="Give --data PATH.")
    return data


def _questions(
    name: str, settings: Settings, system: str, cases: Sequence[Case],
    articles: Sequence[str] | Sequence[Mapping[str, str]], library: Path | None, limit: int | None, replies: Replies | None,
) -> Suite:  # fmt: skip
    chosen = {c.id: c for c in cases[:limit]}
    if len(chosen) < len(cases[:limit]):
        twice = next(i for i, n in Counter(c.id for c in cases[:limit]).items() if n > 1)
        raise UsageError("suite not read", why=f"two cases have the id {twice!r}", fix="Give one of them another id.")
    _refuse_none(name, chosen)
    desk = library_of(name, settings, articles, library)
    answer = SYSTEMS[system](desk, replies)
    data = json.dumps([library_hash(desk), [asdict(c) for c in chosen.values()]]).encode()
    return Suite(
        name, data, tuple(chosen), lambda case_id: sample_of(chosen[case_id], answer, desk, replies), summarise_answers,
        desk.close,
    )  # fmt: skip


def _refuse_none(name: str, chosen: Collection[object]) -> None:
    """Refuse to measure nothing, before a library is made for it.

    Raises:
        NothingToWorkOn: no case is left.
    """
    if not chosen:
        raise NothingToWorkOn(
            "no cases", why=f"{name} has none, or none that the options ask for", fix="Check the data, and --only or --ids."
        )  # fmt: skip


def sample_of(case: Case, answer: Answering, desk: Newsdesk, replies: Replies | None) -> Mapping[str, Any]:
    """Return what is kept of a case: what it expected, the answer, the scores, the time and the price.

    Raises:
        ProviderError: there is no answer because the language model was not to be had.
    """
    started = time.perf_counter()
    given = answer(case)
    seconds = time.perf_counter() - started
    refuse_unavailable(given, desk.llm)
    # What a refused case was charged is left for the next one to count: the sum stays right.
    bill = replies.take_bill() if replies else Bill()
    scores = score(case, given, desk.zone) | multiple_choice(case, given)
    scores["exact_span"] = _exact(given, desk)
    scores["right"] = right(case, given, scores)
    return {
        "kind": case.kind, "labels": dict(case.labels), "question": case.question, "expect": case.expect,
        "answers": list(case.answers), "expected": of_case(case), "scores": scores, "answer": kept(given, bill), "case": fingerprint(case),
        # A reply that was kept from an earlier run says nothing about time.
        "seconds": None if given.get("replayed") else round(seconds, 3), "charged_usd": bill.usd, "charged_tokens": bill.tokens,
    }  # fmt: skip


def fingerprint(case: Case) -> str:
    """Return a hash of what a case asks and expects, so that runs are compared only where these are the same."""
    # What limits no case is left out, so that a case is the same as in the runs from before it could be said.
    limits = {"sources": list(case.sources), "any_time": case.any_time}
    asked = {n: v for n, v in asdict(case).items() if n not in ("id", "kind", "labels", *limits)}
    return mark(asked | {n: v for n, v in limits.items() if v})


def _exact(given: Mapping[str, Any], desk: Newsdesk) -> float | None:
    """Return the share of citations whose words are exactly the characters that they point at."""
    if not given["citations"]:
        return None
    right = 0
    for cited in given["citations"]:
        stored = desk.store.article(cited["article_id"])
        right += stored is not None and stored.article.text[cited["start"] : cited["end"]] == cited["text"]
    return right / len(given["citations"])


def summarise_answers(samples: Sequence[Sample]) -> dict[str, Metric]:
    """Return every measure over all samples, then by kind and label where that is more than one group."""
    found = measures(samples)
    found |= _abstention(samples)
    found |= _nones(samples)
    found |= {"aurc": area(curve(samples))}
    found |= _costs(samples)
    for kind in sorted({s["kind"] for s in samples}):
        some = [s for s in samples if s["kind"] == kind]
        if len(some) < len(samples):
            found |= {
                f"{kind}: {n}": m
                for n, m in measures(some).items()
                if n in ("contains", "answered", "abstained_rightly")
            }
    for label in sorted({name for s in samples for name, on in s["labels"].items() if on}):
        some = [s for s in samples if s["labels"].get(label)]
        if len(some) < len(samples):
            found |= {f"{label}: {n}": m for n, m in measures(some).items()}
    return found


def measures(samples: Sequence[Sample]) -> dict[str, Metric]:
    """Return every score as a measure: a share with its Wilson interval, or a mean."""
    names = list(dict.fromkeys(n for s in samples for n in s["scores"] if n != "abstention_expected"))
    found = {}
    for name in names:
        values = [s["scores"].get(name) for s in samples]
        scored = [v for v in values if v is not None]
        if not scored:
            continue
        if name in SHARES:
            rate = wilson(round(sum(scored)), len(scored))
            found[name] = replace(rate, unscored=len(values) - len(scored))
        else:
            found[name] = mean(values)
    return found


def _abstention(samples: Sequence[Sample]) -> dict[str, Metric]:
    """Return precision and recall of abstaining over the cases whose right behaviour is known."""
    known = [s for s in samples if s["scores"].get("abstention_expected") is not None]
    abstained = [s for s in known if not s["scores"]["answered"]]
    expected = [s for s in known if s["scores"]["abstention_expected"]]
    both = sum(1 for s in abstained if s["scores"]["abstention_expected"])
    found = {}
    if abstained:
        found["abstention_precision"] = wilson(both, len(abstained))
    if expected:
        found["abstention_recall"] = wilson(both, len(expected))
    return found


def _nones(samples: Sequence[Sample]) -> dict[str, Metric]:
    """Return the balanced accuracy of saying "none": its mean where no choice is right and where one is."""
    where_none = [s["scores"]["none_right"] for s in samples if "none_right" in s["scores"]]
    where_one = [1 - s["scores"]["none_wrong"] for s in samples if "none_wrong" in s["scores"]]
    if not where_none or not where_one:
        return {}
    truth = [True] * len(where_none) + [False] * len(where_one)
    said = np.asarray([x > 0.5 for x in where_none] + [x < 0.5 for x in where_one])
    labels = np.asarray(truth)
    interval = bootstrap(len(labels), lambda i: balanced_accuracy(said[i], labels[i]))
    return {"none_balanced_accuracy": Metric(balanced_accuracy(said, labels), len(labels), 0, *interval)}


def _costs(samples: Sequence[Sample]) -> dict[str, Metric]:
    traces = [s["answer"]["trace"] for s in samples]
    times = [
        (t.get("timings_ms") or {}) if s["seconds"] is not None else {} for s, t in zip(samples, traces, strict=True)
    ]
    found = {
        "seconds_p50": quantile([s["seconds"] for s in samples], 0.5),
        "seconds_p95": quantile([s["seconds"] for s in samples], 0.95),
        "first_evidence_ms_p50": quantile([t.get("first_evidence") for t in times], 0.5),
        "first_token_ms_p50": quantile([t.get("first_token") for t in times], 0.5),
    }
    for part in ("prompt", "completion"):
        # An answer that asked no model has none: it is not part of what a reply took.
        tokens = [(t.get("tokens") or {}).get(part) or None for t in traces]
        if any(tokens):
            found[f"{part}_tokens_mean"] = mean(tokens)
    costs = [t["cost_usd"] for t in traces if t.get("cost_usd") is not None]
    if costs:
        found["cost_usd_total"] = Metric(sum(costs), len(costs), len(traces) - len(costs))
    return {n: m for n, m in found.items() if m.value is not None}


def _ranking(
    name: str, settings: Settings, system: str, topics: Sequence[Topic], documents: Sequence[Mapping[str, str]],
    library: Path | None, limit: int | None,
) -> Suite:  # fmt: skip
    if system not in TUNINGS:
        raise UsageError(f"{system} ranks no documents", why=f"{name} is a retrieval suite", fix="Use another system.")
    chosen = {t.id: t for t in topics[:limit]}
    _refuse_none(name, chosen)
    desk = library_of(name, settings, documents, library)
    ranker = Ranker(desk, system, documents)
    data = json.dumps([library_hash(desk), [asdict(t) for t in chosen.values()]]).encode()
    return Suite(name, data, tuple(chosen), lambda topic_id: ranker.sample(chosen[topic_id]), measures, desk.close)


def _injection(data: Path, settings: Settings, limit: int | None, replies: Replies | None) -> Suite:
    rows = injection.attacks(data)[:limit]
    _refuse_none("injection", rows)
    planting = injection.Planting(settings, replies)
    identity = json.dumps([rows, [asdict(h) for h in injection.HOSTS], list(articles())], default=str).encode()
    names = {f"{number}-{row.get('id', '')}".rstrip("-"): number for number, row in enumerate(rows)}
    return Suite(
        "injection", identity, tuple(names), lambda name: planting.sample(names[name], rows[names[name]]), measures,
        planting.close,
    )  # fmt: skip
