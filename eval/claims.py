"""The claims suite: is a sentence supported by its source? Fits and cross-validates the support model.

    python -m eval.claims --data FOLDER [--p-yes FILE] [--write]

``FOLDER/claims.jsonl.gz`` holds ``{"id", "dataset", "source", "claim", "supported"}``; the p-yes file
holds ``{"id", "p_yes"}``, a language model's probabilities for some of them. Figures are
cross-validated: no source article is in the training and the test part of a fold.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.metrics import Floats, Metric, auc, balanced_accuracy, bootstrap
from rag.cite.sentences import split
from rag.cite.support import features
from rag.cite.verify import find_faults
from rag.ports import Embedder
from rag.types import ArticleId, EvidenceSentence

FOLDS = 10
STRENGTHS = (0.03, 0.1, 0.3)
HOME = Path(__file__).parent.parent / "rag" / "cite" / "support.json"


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
    """Return the rows of the data."""
    with gzip.open(folder / "claims.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def evidence_of(source: str) -> list[EvidenceSentence]:
    """Return the sentences of a source as evidence."""
    out, before = [], ""
    for span in split(source):
        text = span.of(source)
        out.append(EvidenceSentence(ArticleId("source"), span, text, 0.0, "", None, None, None, before))
        before = text
    return out


def rows_of(data: Sequence[dict[str, Any]], p_yes: Mapping[str, float], embedder: Embedder) -> list[Row]:
    """Return each claim with its features; a source's sentences are embedded once."""
    vectors: dict[str, Floats] = {}
    rows = []
    for item in data:
        evidence = evidence_of(item["source"])
        if not evidence:
            continue
        if item["source"] not in vectors:
            vectors[item["source"]] = embedder.embed([e.text for e in evidence]).astype(float)
        similarity = [float(x) for x in vectors[item["source"]] @ embedder.embed([item["claim"]])[0]]
        faults = find_faults(item["claim"], evidence)
        known = p_yes.get(item["id"])
        found = features(item["claim"], [e.text for e in evidence], similarity, faults, known)
        group = sha256(item["source"].encode()).hexdigest()
        rows.append(Row(item["id"], item["dataset"], group, item["supported"], found, faults.vetoes, known))
    return rows


def terms_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the terms of the model: each feature, and some products that let one matter given another."""
    names = [n for n in rows[0].found if all(n in r.found for r in rows)]
    squares = [f"{n}*{n}" for n in ("recall_all", "recall_best", "cosine_best", "bigrams", "order") if n in names]
    crossed = [f"bad_names*{n}" for n in ("recall_all", "has_names")] + [
        "bad_numbers*recall_all",
        "opposed*recall_best",
        "length*recall_all",
    ]
    return (*names, *squares, *crossed)


def matrix(rows: Sequence[Row], terms: Sequence[str]) -> Floats:
    """Return the values of the terms, shape (rows, terms)."""
    return np.asarray([[float(np.prod([r.found[n] for n in t.split("*")])) for t in terms] for r in rows])


def _fit(x: Floats, y: Sequence[bool], weights: Floats, strength: float) -> tuple[Floats, float]:
    """Return coefficients on the terms as they are (scaling folded in) and the intercept."""
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


def cross_validated(rows: Sequence[Row], strength: float) -> Floats:
    """Return each row's score from a model that never saw its source article."""
    from sklearn.model_selection import GroupKFold

    terms = terms_of(rows)
    x, y = matrix(rows, terms), np.asarray([r.supported for r in rows])
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(x, y, [r.group for r in rows]):
        coefficients, intercept = _fit(x[train], y[train], _weights([rows[i] for i in train]), strength)
        scores[test] = 1 / (1 + np.exp(-(x[test] @ coefficients + intercept)))
    return scores


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


def fitted(rows: Sequence[Row], strength: float) -> dict[str, Any]:
    """Return the model fitted on all rows, as support.json keeps it."""
    terms = terms_of(rows)
    coefficients, intercept = _fit(matrix(rows, terms), [r.supported for r in rows], _weights(rows), strength)
    return {
        "intercept": round(intercept, 6),
        "coefficients": {t: round(float(c), 6) for t, c in zip(terms, coefficients, strict=True)},
        "n": len(rows),
    }


def main() -> None:
    """Print the figures; with ``--write``, put the fitted model into the package."""
    from rag.config import load as load_settings
    from rag.service.models import embedder_for

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--p-yes", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    p_yes = {}
    if args.p_yes:
        p_yes = {r["id"]: r["p_yes"] for r in map(json.loads, args.p_yes.read_text("utf-8").splitlines())}
    rows = rows_of(load(args.data), p_yes, embedder_for(load_settings()))
    plain = [Row(r.id, r.dataset, r.group, r.supported, _without(r.found), r.vetoes, None) for r in rows]
    print("veto hits (share of supported, of unsupported claims):", false_vetoes(rows))  # noqa: T201
    models: dict[str, Any] = {}
    for name, some in (("without_llm", plain), ("with_llm", [r for r in rows if r.p_yes is not None])):
        if not some:
            continue
        scores = {strength: cross_validated(some, strength) for strength in STRENGTHS}
        best = max(STRENGTHS, key=lambda c: np.mean([m.value for m, _ in figures(some, scores[c]).values()]))
        print(f"{name} (C={best})")  # noqa: T201
        for dataset, (area, right) in figures(some, scores[best]).items():
            print(f"  {dataset:16} AUC {area}  balanced accuracy {right}")  # noqa: T201
        models[name] = fitted(some, best)
    if args.write:
        models["thresholds"] = {"low": 0.3, "normal": 0.42, "high": 0.6}
        HOME.write_text(json.dumps(models, indent=1) + "\n", "utf-8")


def _without(found: Mapping[str, float]) -> dict[str, float]:
    return {k: v for k, v in found.items() if k not in ("p_yes", "logit_yes")}


if __name__ == "__main__":
    main()
