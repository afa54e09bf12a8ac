"""The suites: what each asks, of what library, and what its samples add up to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.cases import Case, Topic, ir_topics, newsquiz_cases, read_cases, sample_cases, squad_cases, with_ids
from eval.choices import multiple_choice
from eval.libraries import library_of
from eval.metrics import Metric, balanced_accuracy, bootstrap, mean, wilson
from eval.replies import Replies
from eval.risk import area, curve
from eval.scores import ndcg, recall_at, reciprocal_rank, right, score
from eval.systems import SYSTEMS, Answering
from rag.config import Settings
from rag.errors import UsageError
from rag.sample import path as sample_path
from rag.service import Newsdesk
from rag.types import Question

SHARES = frozenset(
    "answered contains exact_match right_when_answered abstained_rightly abstained_wrongly citation_recall every_sentence_cited "
    "exact_words conflict_shown forbidden time_leak hit_at_5 choice_right choice_made multiple_choice right none_right none_wrong".split()
)
DEPTH = 60
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
    path = Path(name)
    if path.suffix in (".jsonl", ".gz") or path.is_file():
        # A suite of one's own is asked of one's own library.
        return _questions(path.stem, settings, system, read_cases(path), [], library or settings.home, limit, replies)
    raise UsageError(
        "no such suite",
        why=repr(name),
        fix="Use sample, newsquiz, ir, beir, squad, claims, injection, or a .jsonl file.",
    )


def _needed(data: Path | None, name: str) -> Path:
    if data is None or not data.exists():
        raise UsageError(f"no data for {name}", why=str(data or "--data was not given"), fix="Give --data PATH.")
    return data


def _questions(
    name: str, settings: Settings, system: str, cases: Sequence[Case],
    articles: Sequence[str] | Sequence[Mapping[str, str]], library: Path | None, limit: int | None, replies: Replies | None,
) -> Suite:  # fmt: skip
    chosen = {c.id: c for c in cases[:limit]}
    desk = library_of(name, settings, articles, library)
    answer = SYSTEMS[system](desk, replies)
    data = json.dumps([(c.id, c.question, c.answers, c.articles) for c in chosen.values()]).encode()
    return Suite(
        name, data, tuple(chosen), lambda case_id: _sample(chosen[case_id], answer, desk), summarise_answers, desk.close
    )


def _sample(case: Case, answer: Answering, desk: Newsdesk) -> Mapping[str, Any]:
    started = time.perf_counter()
    given = answer(case)
    seconds = time.perf_counter() - started
    scores = score(case, given) | multiple_choice(case, given)
    scores["exact_span"] = _exact(given, desk)
    scores["right"] = right(case, given, scores)
    return {
        "kind": case.kind, "labels": dict(case.labels), "question": case.question, "expect": case.expect,
        "answers": list(case.answers), "scores": scores, "answer": _kept(given),
        # A reply that was kept from an earlier run says nothing about time.
        "seconds": None if given.get("replayed") else round(seconds, 3),
    }  # fmt: skip


def _exact(given: Mapping[str, Any], desk: Newsdesk) -> float | None:
    """Return the share of citations whose words are exactly the characters that they point at."""
    if not given["citations"]:
        return None
    right = 0
    for cited in given["citations"]:
        stored = desk.store.article(cited["article_id"])
        right += stored is not None and stored.article.text[cited["start"] : cited["end"]] == cited["text"]
    return right / len(given["citations"])


def _kept(given: Mapping[str, Any]) -> dict[str, Any]:
    names = (
        "status",
        "reason",
        "sentences",
        "citations",
        "withheld",
        "quotes",
        "conflicts",
        "missing",
        "trace",
        "window",
    )
    kept = {n: given[n] for n in names if n in given}
    kept["passages"] = [{k: p[k] for k in ("rank", "article_id", "start", "end")} for p in given["passages"][:10]]
    return kept


def summarise_answers(samples: Sequence[Sample]) -> dict[str, Metric]:
    """Return every measure over all samples, then by kind and label where that is more than one group."""
    found = _measures(samples)
    found |= _abstention(samples)
    found |= _nones(samples)
    found |= {"aurc": area(curve(samples))}
    found |= _costs(samples)
    for kind in sorted({s["kind"] for s in samples}):
        some = [s for s in samples if s["kind"] == kind]
        if len(some) < len(samples):
            found |= {
                f"{kind}: {n}": m
                for n, m in _measures(some).items()
                if n in ("contains", "answered", "abstained_rightly")
            }
    for label in sorted({name for s in samples for name, on in s["labels"].items() if on}):
        some = [s for s in samples if s["labels"].get(label)]
        if len(some) < len(samples):
            found |= {f"{label}: {n}": m for n, m in _measures(some).items()}
    return found


def _measures(samples: Sequence[Sample]) -> dict[str, Metric]:
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
    def quantile(values: Iterable[float | None], share: float) -> Metric:
        given = sorted(v for v in values if v is not None)
        return Metric(given[min(len(given) - 1, int(share * len(given)))], len(given)) if given else Metric(None, 0)

    timed = [s for s in samples if s["seconds"] is not None]
    traces = [s["answer"]["trace"] for s in samples]
    times = [s["answer"]["trace"].get("timings_ms") or {} for s in timed]
    found = {
        "seconds_p50": quantile([s["seconds"] for s in timed], 0.5),
        "seconds_p95": quantile([s["seconds"] for s in timed], 0.95),
        "first_evidence_ms_p50": quantile([t.get("first_evidence") for t in times], 0.5),
        "first_token_ms_p50": quantile([t.get("first_token") for t in times], 0.5),
    }
    tokens = [(t.get("tokens") or {}).get("prompt") for t in traces]
    if any(tokens):
        found["prompt_tokens_mean"] = mean(tokens)
    costs = [t.get("cost_usd") for t in traces if t.get("cost_usd") is not None]
    if costs:
        found["cost_usd_total"] = Metric(sum(costs), len(costs))
    return {n: m for n, m in found.items() if m.value is not None}


def _ranking(
    name: str, settings: Settings, system: str, topics: Sequence[Topic], documents: Sequence[Mapping[str, str]],
    library: Path | None, limit: int | None,
) -> Suite:  # fmt: skip
    if system not in ("dateline", "dense only", "full text only"):
        raise UsageError(f"{system} ranks no documents", why=f"{name} is a retrieval suite", fix="Use another system.")
    chosen = {t.id: t for t in topics[:limit]}
    desk = library_of(name, settings, documents, library)
    now = desk.now()  # a topic names no date: it is asked as the product is where nobody says when

    def one(topic_id: str) -> Mapping[str, Any]:
        topic = chosen[topic_id]
        ranked = rank(desk, topic.query, system, now)
        scores = {
            "ndcg_at_10": ndcg(ranked, topic.relevant), "recall_at_10": recall_at(ranked, topic.relevant, 10),
            "recall_at_100": recall_at(ranked, topic.relevant, 100),
            "mrr": reciprocal_rank([i for i, d in enumerate(ranked, start=1) if topic.relevant.get(d, 0) > 0]),
        }  # fmt: skip
        return {"kind": "query", "labels": {}, "question": topic.query, "scores": scores, "ranked": ranked[:20]}

    data = json.dumps([(t.id, t.query, sorted(t.relevant.items())) for t in chosen.values()]).encode()
    return Suite(name, data, tuple(chosen), one, _measures, desk.close)


def rank(desk: Newsdesk, query: str, system: str, as_of: Any) -> list[str]:
    """Return document ids in order of their best passage."""
    from rag.retrieve.hybrid import Tuning

    tunings = {
        "dateline": Tuning(), "dense only": Tuning(lexical=0.0, reranked=0.0, recency=False),
        "full text only": Tuning(dense=0.0, reranked=0.0, recency=False),
    }  # fmt: skip
    passages = desk.hybrid(tunings[system]).retrieve(Question(query, as_of), DEPTH).passages
    return list(dict.fromkeys(p.article_id for p in passages))
