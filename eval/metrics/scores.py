"""What one answer is worth, against what its case expects. Pure; definitions in docs/evaluation.md."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from eval.cases.questions import Case
from eval.metrics.held import holds, normal
from rag.config import parse_as_of

Json = Mapping[str, Any]
Scores = dict[str, float | None]


def _same(said: str, wanted: str) -> bool:
    if not normal(said) or not normal(wanted):
        return bool(said.strip()) and said.strip().lower() == wanted.strip().lower()
    return normal(said) == normal(wanted)


def token_f1(text: str, wanted: str) -> float:
    """Return the token F1 of SQuAD (Rajpurkar and others 2016)."""
    ours, theirs = Counter(normal(text).split()), Counter(normal(wanted).split())
    common = sum((ours & theirs).values())
    if not common:
        return 0.0
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """Return 1 / the best rank, 0 when there is none."""
    return 1 / min(ranks) if ranks else 0.0


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """Return nDCG at k with linear gains (Jarvelin and Kekalainen 2002, as trec_eval has it)."""
    gains = [max(0, relevant.get(d, 0)) / math.log2(i + 2) for i, d in enumerate(ranked[:k])]
    best = sorted((max(0, r) for r in relevant.values()), reverse=True)[:k]
    ideal = sum(r / math.log2(i + 2) for i, r in enumerate(best))
    return sum(gains) / ideal if ideal else 0.0


def recall_at(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float | None:
    """Return the share of relevant documents among the first k; None when none is relevant."""
    wanted = {d for d, r in relevant.items() if r > 0}
    return len(wanted & set(ranked[:k])) / len(wanted) if wanted else None


def score(case: Case, answer: Json, zone: tzinfo = UTC) -> Scores:
    """Return the scores of an answer; None where a measure says nothing about the case.

    ``zone`` is the reader's, in which the case was asked: a day of asking ends there.
    """
    said = plain(answer)
    answered = bool(answer["sentences"])
    found: Scores = {"answered": float(answered), "time_leak": _leaks(case, answer, zone)}
    found |= _retrieval(case, answer)
    found |= _content(case, said, answered=answered)
    found |= _abstaining(case, answered=answered)
    found |= _citations(case, answer)
    found |= _quotations(case, answer)
    if case.conflict:
        found["conflict_shown"] = float(bool(answer["conflicts"]))
    return found


def plain(answer: Json) -> str:
    """Return an answer's sentences without their markers."""
    return " ".join(s["text"] for s in answer["sentences"])


def _leaks(case: Case, answer: Json, zone: tzinfo) -> float | None:
    if not case.as_of:
        return None
    asked = parse_as_of(case.as_of, zone).astimezone(zone)
    dates = [str(x["published"]) for x in [*answer["citations"], *answer["passages"]] if x.get("published")]
    return float(any(_after(d, asked) for d in dates))


def _after(published: str, asked: datetime) -> bool:
    """Return whether an article is of after a moment; one of which only the day is known is when its day is."""
    if len(published) <= len("2024-02-20"):
        return published > asked.date().isoformat()
    return parse_as_of(published) > asked


def _retrieval(case: Case, answer: Json) -> Scores:
    """Return where the first passage stands that overlaps a known one or, where none is known, holds an answer string."""
    if not case.answers and not case.passages:
        return {"hit_at_5": None, "mrr": None}
    ranks = [
        p["rank"] for p in answer["passages"] if _bears(p | {"text": f"{p.get('title') or ''}\n{p['text']}"}, case)
    ]
    return {"hit_at_5": float(any(r <= 5 for r in ranks)), "mrr": reciprocal_rank(ranks)}


def _content(case: Case, said: str, *, answered: bool) -> Scores:
    found: Scores = {}
    if case.answers and case.expect in ("answer", "partial"):
        right = answered and any(holds(said, a) for a in case.answers)
        found["contains"] = float(right)
        # Without its articles an answer may be empty, such as "A": no answer at all does not equal it.
        found["exact_match"] = float(any(_same(said, a) for a in case.answers))
        found["token_f1"] = max(token_f1(said, a) for a in case.answers)
        found["right_when_answered"] = float(right) if answered else None
    if case.forbidden:
        found["forbidden"] = float(any(holds(said, f) for f in case.forbidden))
    return found


def _abstaining(case: Case, *, answered: bool) -> Scores:
    if case.expect == "abstain":
        return {"abstained_rightly": float(not answered), "abstention_expected": 1.0}
    if case.expect in ("answer", "partial"):
        return {"abstained_wrongly": float(not answered), "abstention_expected": 0.0}
    return {}


def _citations(case: Case, answer: Json) -> Scores:
    citations = answer["citations"]
    if not answer["sentences"]:
        return {}
    used = {n for s in answer["sentences"] for n in s["citations"]}
    shown = [c for c in citations if c["n"] in used]
    found: Scores = {"every_sentence_cited": float(all(s["citations"] for s in answer["sentences"]))}
    if case.articles and case.expect in ("answer", "partial"):
        good = [c for c in shown if c["article_id"] in case.articles]
        found["citation_precision"] = len(good) / len(shown) if shown else None
        found["citation_recall"] = float(any(_bears(c, case) for c in good))
    return found


def _bears(citation: Json, case: Case) -> bool:
    """Return whether a citation holds an answer string, or overlaps a passage that is known to."""
    if case.passages:
        return any(
            citation["article_id"] == a and citation["start"] < e and s < citation["end"] for a, s, e in case.passages
        )
    return not case.answers or any(holds(citation["text"], a) for a in case.answers)


def _quotations(case: Case, answer: Json) -> Scores:
    """Return the share of the quotations by the expected speaker, and whether the expected words are shown as such.

    They are among those quotations, or among all where nobody is expected to speak. Where no quotation is shown, none can be
    inexact: that is unscored here, and counts in ``right_speaker``.
    """
    found: Scores = {"right_speaker": None}
    right = list(answer["quotes"])
    if case.speaker is not None:
        from rag.text.speakers import same_speaker

        right = [q for q in right if same_speaker(case.speaker, q["speaker"])]
        found["right_speaker"] = len(right) / max(1, len(answer["quotes"]))
    if case.quote:
        shown = any(case.quote in q["text"] or q["text"] in case.quote for q in right)
        found["exact_words"] = float(shown) if answer["quotes"] else None
    return found


def right(case: Case, answer: Json, scores: Scores) -> float | None:
    """Return whether an answer is right; None where there is none, or where nothing says what is.

    It holds an answer string, or the rule of ``choice`` matches it to a right choice. An answer where the sources
    have none is wrong.
    """
    if not answer["sentences"]:
        return None
    if case.expect == "abstain":
        return 0.0
    known = [scores[n] for n in ("contains", "choice_right") if scores.get(n) is not None]
    if case.choices and case.answer_index and not known:
        return 0.0
    return float(any(known)) if known else None
