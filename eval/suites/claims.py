"""The claims suite: is a sentence supported by its source? Fits and cross-validates the support model.

    python -m eval.suites.claims --data FOLDER [--p-yes FILE] [--write]

``FOLDER/claims.jsonl.gz`` holds ``{"id", "dataset", "source", "claim", "supported"}``; the p-yes file
holds ``{"id", "p_yes"}``, a language model's probabilities for some of them. Figures are
cross-validated: no source article is in the training and the test part of a fold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.cases.lines import all_different, fields_of
from eval.metrics.intervals import Floats, Metric, auc, balanced_accuracy, bootstrap
from rag.cite.support import features, log_odds
from rag.cite.verify import find_faults, verify
from rag.errors import UsageError
from rag.ports import Embedder
from rag.service.verifying import evidence_of

Indices = npt.NDArray[np.int64]

FOLDS = 10
FEWEST = 3
"""Sources that there must be: a fold within a fold takes two of them away."""
CERTAIN = 5.0
"""Log-odds of what a model says that saw one label only."""
STRENGTH = 0.05
"""Inverse regularisation of the code's own model; 0.03 to 0.3 differ by less than the intervals."""
STRENGTH_WITH = 0.3
WITH_TERMS = ("code", "logit_yes", "p_yes", "new_words", "bad_names", "bad_numbers", "bad_dates")
"""The terms of the model that reads a language model's word too: what code finds wrong counts again, for a judge says yes to most."""
HOME = Path(__file__).parents[2] / "rag" / "cite" / "support.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with its features (without and with the language model) and its label."""

    id: str
    dataset: str
    group: str
    supported: bool
    found: Mapping[str, float]
    vetoes: tuple[str, ...]
    p_yes: float | None


def load(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the data.

    Raises:
        UsageError: a line lacks a field, or two have one id; it names the line.
    """
    path = folder / "claims.jsonl.gz"
    return all_different(path, fields_of(path, _claim), lambda r: r["id"])


def probabilities(path: Path | None) -> dict[str, float]:
    """Return a language model's probabilities by the ids of the claims; none without a file.

    Raises:
        UsageError: a line lacks a field, or holds what is no probability; it names the line.
    """
    if path is None:
        return {}
    return dict(all_different(path, fields_of(path, _probability), lambda r: r[0]))


def _probability(row: Mapping[str, Any]) -> tuple[str, float]:
    told = float(row["p_yes"])
    if not 0 <= told <= 1:
        raise ValueError(f"`p_yes` is {told}, not from 0 to 1")
    return str(row["id"]), told


def _claim(row: Mapping[str, Any]) -> dict[str, Any]:
    texts = {n: str(row[n]) for n in ("id", "dataset", "source", "claim")}
    if not isinstance(row["supported"], bool):
        raise TypeError(f"`supported` is {row['supported']!r}, neither true nor false")
    return texts | {"supported": row["supported"]}


def checked(data: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Return the rows where they can be cross-validated.

    Raises:
        UsageError: they are of too few sources, or all have the same label.
    """
    sources, labels = {r["source"] for r in data}, {r["supported"] for r in data}
    if len(sources) < FEWEST or len(labels) < len((True, False)):
        only = "" if len(labels) != 1 else f", all {'supported' if labels == {True} else 'unsupported'}"
        raise UsageError(
            "claims not measured", why=f"{len(data)} claims of {len(sources)} sources{only} cannot be cross-validated",
            fix=f"Give claims of both kinds, of {FEWEST} sources or more, or a higher --limit.",
        )  # fmt: skip
    return data


def rows_of(data: Sequence[dict[str, Any]], p_yes: Mapping[str, float], embedder: Embedder) -> list[Row]:
    """Return each claim with its features; a source's sentences are embedded once."""
    vectors: dict[str, Floats] = {}
    return [row for item in data if (row := row_of(item, p_yes, embedder, vectors)) is not None]


def row_of(
    item: Mapping[str, Any], p_yes: Mapping[str, float], embedder: Embedder, vectors: dict[str, Floats]
) -> Row | None:
    """Return a claim with its features, None where its source holds no sentence; ``vectors`` are those of the sources met."""
    evidence = evidence_of(item["source"])
    if not evidence:
        return None
    if item["source"] not in vectors:
        vectors[item["source"]] = embedder.embed([e.text for e in evidence]).astype(float)
    similarity = [float(x) for x in vectors[item["source"]] @ embedder.embed([item["claim"]])[0]]
    faults = find_faults(item["claim"], evidence)
    vetoes = verify(item["claim"], evidence, similarity=similarity).vetoes
    known = p_yes.get(item["id"])
    found = features(item["claim"], [e.text for e in evidence], similarity, faults, known)
    group = sha256(item["source"].encode()).hexdigest()
    return Row(item["id"], item["dataset"], group, item["supported"], found, vetoes, known)


def terms_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the terms of the code's own model: each feature, and products that let one matter given another."""
    names = [n for n in rows[0].found if n not in ("p_yes", "logit_yes")]
    squares = [f"{n}*{n}" for n in ("recall_all", "recall_best", "cosine_best", "bigrams", "order") if n in names]
    crossed = [f"bad_names*{n}" for n in ("recall_all", "has_names")] + [
        "bad_numbers*recall_all",
        "opposed*recall_best",
        "length*recall_all",
        *(f"uncased*{n}" for n in ("new_words", "recall_best", "order", "length", "together")),
    ]
    return (*names, *squares, *crossed)


def matrix(rows: Sequence[Row], terms: Sequence[str]) -> Floats:
    """Return the values of the terms, shape (rows, terms)."""
    return np.asarray([[float(np.prod([r.found[n] for n in t.split("*")])) for t in terms] for r in rows])


def _fit(x: Floats, y: npt.NDArray[np.bool_], weights: Floats, strength: float) -> tuple[Floats, float]:
    """Return coefficients on the terms as they are (scaling folded in) and the intercept."""
    if y.all() or not y.any():
        return np.zeros(x.shape[1]), CERTAIN if y.all() else -CERTAIN
    from sklearn.linear_model import LogisticRegression

    centre, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=strength, max_iter=2000)
    fitted.fit((x - centre) / scale, y, sample_weight=weights)
    coefficients = fitted.coef_[0] / scale
    return coefficients, float(fitted.intercept_[0] - (coefficients * centre).sum())


def _weights(rows: Sequence[Row]) -> Floats:
    """Return weights that let every data set, and both answers in it, count the same."""
    counts: dict[tuple[str, bool], int] = {}
    for row in rows:
        counts[row.dataset, row.supported] = counts.get((row.dataset, row.supported), 0) + 1
    raw = np.asarray([1 / counts[r.dataset, r.supported] for r in rows])
    return np.asarray(raw * len(rows) / raw.sum())


def cross_validated(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Return each row's score without and with the language model, from models that never saw its source article.

    The second model reads the first one's score, so within each training part that score is itself
    cross-validated. Rows without a p_yes have NaN as their second score.
    """
    terms = terms_of(rows)
    x, y = matrix(rows, terms), np.asarray([r.supported for r in rows])
    judged = np.asarray([r.p_yes is not None for r in rows])
    alone, both = np.zeros(len(rows)), np.full(len(rows), np.nan)
    for train, test in _folds(rows, FOLDS):
        inner = np.zeros(len(rows))
        for part, rest in _folds([rows[i] for i in train], FOLDS // 2):
            inner[train[rest]] = _scores(rows, x, y, train[part], train[rest])
        alone[test] = inner[test] = _scores(rows, x, y, train, test)
        z = _with_columns(rows, inner)
        seen, unseen = train[judged[train]], test[judged[test]]
        if len(seen) and len(unseen):
            fit = _fit(z[seen], y[seen], _weights([rows[i] for i in seen]), STRENGTH_WITH)
            both[unseen] = _sigmoid(z[unseen] @ fit[0] + fit[1])
    return alone, both


def _folds(rows: Sequence[Row], count: int) -> Iterator[tuple[Indices, Indices]]:
    from sklearn.model_selection import GroupKFold

    groups = [r.group for r in rows]
    yield from GroupKFold(min(count, len(set(groups)))).split(np.zeros(len(rows)), None, groups)


def _scores(rows: Sequence[Row], x: Floats, y: npt.NDArray[np.bool_], train: Indices, test: Indices) -> Floats:
    coefficients, intercept = _fit(x[train], y[train], _weights([rows[i] for i in train]), STRENGTH)
    return _sigmoid(x[test] @ coefficients + intercept)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))


def _with_columns(rows: Sequence[Row], alone: Floats) -> Floats:
    """Return the columns of WITH_TERMS, shape (rows, terms)."""
    found = []
    for row, score in zip(rows, alone, strict=True):
        p_yes = 0.5 if row.p_yes is None else row.p_yes
        found.append({**row.found, "code": log_odds(score), "logit_yes": log_odds(p_yes) / 5, "p_yes": p_yes})
    return np.asarray([[f[term] for term in WITH_TERMS] for f in found])


def _area(s: Floats, y: Floats, i: npt.NDArray[np.int64]) -> float:
    return auc(s[i], y[i])


def _right(s: Floats, y: Floats, i: npt.NDArray[np.int64]) -> float:
    return balanced_accuracy(s[i] >= 0.5, y[i])


def figures(rows: Sequence[Row], scores: Floats) -> dict[str, tuple[Metric, Metric]]:
    """Return AUC and balanced accuracy (at 0.5) for each data set, with intervals."""
    out = {}
    for dataset in sorted({r.dataset for r in rows}):
        at = [i for i, r in enumerate(rows) if r.dataset == dataset]
        s, y = scores[at], np.asarray([rows[i].supported for i in at])
        if y.all() or not y.any():
            # Neither measure is defined where all claims of a data set have the same label.
            out[dataset] = (Metric(None, 0, len(at)), Metric(None, 0, len(at)))
            continue
        area = bootstrap(len(at), partial(_area, s, y))
        right = bootstrap(len(at), partial(_right, s, y))
        out[dataset] = (
            Metric(auc(s, y), len(at), 0, *area),
            Metric(balanced_accuracy(s >= 0.5, y), len(at), 0, *right),
        )
    return out


def false_vetoes(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """Return for each kind of veto the share of supported and of unsupported claims that it hits."""
    kinds = ("number", "date", "name", "quoted", "")
    out = {}
    for kind in kinds:
        hit = [any(v.startswith(kind) for v in r.vetoes) for r in rows]
        true = [h for h, r in zip(hit, rows, strict=True) if r.supported]
        false = [h for h, r in zip(hit, rows, strict=True) if not r.supported]
        out[kind or "any"] = (sum(true) / len(true), sum(false) / len(false))
    return out


def fitted(rows: Sequence[Row]) -> dict[str, Any]:
    """Return both models fitted on all rows, as support.json keeps them.

    The second is fitted on cross-validated scores of the first, as it meets unseen claims in use.
    """
    terms = terms_of(rows)
    y = np.asarray([r.supported for r in rows])
    alone, _ = cross_validated(rows)
    judged = [i for i, r in enumerate(rows) if r.p_yes is not None]
    plain = _fit(matrix(rows, terms), y, _weights(rows), STRENGTH)
    models = {"without_llm": _kept(plain, terms, len(rows))}
    if judged:
        z, some = _with_columns(rows, alone)[judged], [rows[i] for i in judged]
        models["with_llm"] = _kept(_fit(z, y[judged], _weights(some), STRENGTH_WITH), WITH_TERMS, len(judged))
    return models


def _kept(fit: tuple[Floats, float], terms: Sequence[str], n: int) -> dict[str, Any]:
    coefficients = {t: round(float(c), 6) for t, c in zip(terms, fit[0], strict=True)}
    return {"intercept": round(fit[1], 6), "coefficients": coefficients, "n": n}


def main() -> None:
    """Print the figures; with ``--write``, put the fitted model into the package."""
    from rag.config import load as load_settings
    from rag.service.models import embedder_for

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--p-yes", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = rows_of(load(args.data), probabilities(args.p_yes), embedder_for(load_settings()))
    print("veto hits (share of supported, of unsupported claims):", false_vetoes(rows))  # noqa: T201
    alone, both = cross_validated(rows)
    judged = [i for i, r in enumerate(rows) if r.p_yes is not None]
    parts = [("without the language model", rows, alone)]
    if judged:
        parts.append(("with it", [rows[i] for i in judged], both[judged]))
    for name, some, scores in parts:
        print(f"{name}, n={len(some)}")  # noqa: T201
        for dataset, (area, right) in figures(some, scores).items():
            print(f"  {dataset:16} AUC {area}  balanced accuracy {right}")  # noqa: T201
    if args.write:
        models = fitted(rows)
        models["thresholds"] = json.loads(HOME.read_text("utf-8"))["thresholds"]
        HOME.write_text(json.dumps(models, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    from rag.cli.gate import code_of

    sys.exit(code_of(main, as_json=False))
