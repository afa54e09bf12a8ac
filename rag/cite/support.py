"""How well sentences support a claim: named features, and a small calibrated model on them.

Two logistic regressions, fitted and cross-validated by ``python -m eval.suites.claims``, their coefficients in
``support.json`` in this folder: one over the features and some of their products, which decides alone where there
is no language model; and one over its result and the model's P(yes).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rag.cite.negation import opposed
from rag.text.names import names
from rag.text.numbers import numbers
from rag.text.words import content_words, fold, longest_common
from rag.types import Falsity

MOST_USED = 3
FEWEST_CAPITALS = 2
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z]")


@dataclass(frozen=True, slots=True)
class Faults:
    """What the code checks found, in words."""

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quotations: tuple[tuple[str, Falsity], ...] = ()
    times: tuple[str, ...] = ()

    @property
    def vetoes(self) -> tuple[str, ...]:
        """The findings that no score outvotes."""
        return (
            *(f"number not in the sources: {n}" for n in self.numbers),
            *(f"date not in the sources: {d}" for d in self.dates),
            *(f"time of day not in the sources: {t}" for t in self.times),
            *(f"name not in the sources: {n}" for n in self.names),
            *(words for words, _ in self.quotations),
        )

    @property
    def falsity(self) -> Falsity:
        """How false they make the claim: only whose words are whose is told otherwise, the rest is lacking."""
        return next((kind for _, kind in self.quotations if kind is not Falsity.UNSHOWN), Falsity.UNSHOWN)


def cover(
    claim: str,
    sentences: Sequence[str],
    similarity: Sequence[float],
    least_gain: float = 0.1,
    around: Sequence[str] | None = None,
) -> tuple[int, ...]:
    """Return the positions of one to three sentences that together have most of the claim's words.

    Greedy: each next sentence must add ``least_gain`` of the claim; ties go to the more similar sentence. ``around`` are
    the sentences with their title and the one before: what a chosen one's surroundings say needs no further sentence.
    """
    wanted = set(content_words(claim))
    have = [set(content_words(s)) & wanted for s in sentences]
    settled = have if around is None else [set(content_words(s)) & wanted for s in around]
    chosen: list[int] = []
    covered: set[str] = set()
    while len(chosen) < MOST_USED and sentences:
        gains = [len(h - covered) for h in have]
        best = max(range(len(sentences)), key=lambda i: (gains[i] + 0.5 * similarity[i], -i))
        if gains[best] < max(1.0, least_gain * len(wanted)) and chosen:
            break
        if best in chosen:
            break
        chosen.append(best)
        covered |= settled[best]
    return tuple(chosen)


def features(
    claim: str, sentences: Sequence[str], similarity: Sequence[float], faults: Faults, p_yes: float | None
) -> dict[str, float]:
    """Return the named features of a claim against its evidence; each is about 0 to 1."""
    wanted = content_words(claim)
    unique = set(wanted)
    used = cover(claim, sentences, similarity)
    best_words = [set(content_words(s)) for s in sentences]
    everything = set().union(*best_words) if best_words else set()
    shares = sorted((len(unique & w) / max(1, len(unique)) for w in best_words), reverse=True)
    cosines = sorted(similarity, reverse=True)
    joined = " ".join(sentences[i] for i in used)
    entities = _entities(claim)
    found = {
        "recall_all": len(unique & everything) / max(1, len(unique)),
        "recall_best": shares[0] if shares else 0.0,
        "recall_used": len(unique & set(content_words(joined))) / max(1, len(unique)),
        "bigrams": _ngram_recall(wanted, sentences, 2),
        "trigrams": _ngram_recall(wanted, sentences, 3),
        "order": longest_common(wanted, content_words(joined)) / max(1, len(wanted)),
        "cosine_best": cosines[0] if cosines else 0.0,
        "cosine_second": cosines[1] if len(cosines) > 1 else 0.0,
        "cosine_mean": sum(cosines[:4]) / max(1, len(cosines[:4])),
        "new_words": math.log1p(len(unique - everything)) / 3,
        "bad_numbers": min(1.0, len(faults.numbers)),
        "bad_dates": min(1.0, len(faults.dates)),
        "bad_names": min(1.0, len(faults.names) / 2),
        "bad_quotes": min(1.0, len(faults.quotations)),
        "has_numbers": min(1.0, len(numbers(claim)) / 2),
        "has_names": min(1.0, len(names(claim)) / 4),
        "opposed": float(bool(used) and opposed(claim, joined)),
        "together": _together(entities, sentences),
        "inverted": _inverted(wanted, content_words(sentences[used[0]]) if used else ()),
        "uncased": float(is_uncased(sentences)),
        "length": min(1.0, len(wanted) / 20),
        "spread": len(used) / MOST_USED,
    }
    if p_yes is not None:
        found["p_yes"] = p_yes
        found["logit_yes"] = log_odds(p_yes) / 5
    return found


def _entities(claim: str) -> set[str]:
    return {fold(n) for n in names(claim)} | {n.text.casefold() for n in numbers(claim)}


def _together(entities: set[str], sentences: Sequence[str]) -> float:
    """Return the share of the claim's names and numbers that stand in one place: a sentence and the one before."""
    if not entities:
        return 1.0
    folded = [fold(s) for s in sentences]
    pairs = [f"{a} {b}" for a, b in zip(["", *folded], folded, strict=False)]
    return max((sum(e in pair for e in entities) / len(entities) for pair in pairs), default=0.0)


def _inverted(claim: Sequence[str], sentence: Sequence[str]) -> float:
    """Return the share of neighbouring words of the claim that the sentence has in the other order."""
    places = {word: place for place, word in enumerate(sentence)}
    seen = [places[word] for word in claim if word in places]
    return sum(b < a for a, b in pairwise(seen)) / max(1, len(seen) - 1)


def is_uncased(sentences: Sequence[str]) -> bool:
    """Return whether the evidence has no capitals inside its sentences: names cannot be told from words then."""
    return sum(len(_CAPITAL.findall(s)) for s in sentences) < FEWEST_CAPITALS


def _ngram_recall(words: Sequence[str], sentences: Sequence[str], n: int) -> float:
    grams = {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}
    if not grams:
        return 1.0 if set(words) <= set(content_words(" ".join(sentences))) else 0.0
    present = set()
    for sentence in sentences:
        other = content_words(sentence)
        present |= {tuple(other[i : i + n]) for i in range(len(other) - n + 1)}
    return len(grams & present) / len(grams)


@cache
def model() -> Mapping[str, object]:
    """Return the fitted models: ``with_llm``, ``without_llm`` and the named thresholds."""
    loaded: dict[str, object] = json.loads(files("rag.cite").joinpath("support.json").read_text("utf-8"))
    return loaded


def probability(found: Mapping[str, float]) -> float:
    """Return the calibrated probability that a claim with these features is supported."""
    alone = score(found, model()["without_llm"])  # type: ignore[arg-type]
    if "p_yes" not in found:
        return alone
    return score({**found, "code": log_odds(alone)}, model()["with_llm"])  # type: ignore[arg-type]


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of a probability, kept finite."""
    bounded = min(0.9999, max(0.0001, probability))
    return math.log(bounded / (1 - bounded))


def score(found: Mapping[str, float], fitted: Mapping[str, object]) -> float:
    """Return the logistic score of features under fitted coefficients; terms are ``a``, ``a*b`` names."""
    terms: Mapping[str, float] = fitted["coefficients"]  # type: ignore[assignment]
    total = float(fitted["intercept"])  # type: ignore[arg-type]
    for term, weight in terms.items():
        value = 1.0
        for name in term.split("*"):
            value *= found[name]
        total += weight * value
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def threshold(level: str = "normal") -> float:
    """Return the support threshold of a named level: low, normal or high."""
    named: Mapping[str, float] = model()["thresholds"]  # type: ignore[assignment]
    return named[level]
