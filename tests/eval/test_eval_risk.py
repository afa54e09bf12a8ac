"""Risk and coverage, and what "none of these" is worth."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases.questions import Case
from eval.metrics.choices import multiple_choice
from eval.metrics.risk import area, at, curve
from eval.metrics.scores import right, score
from eval.reports.plots import bars, risk_coverage


def _sample(support: float | None, right: float | None) -> dict[str, Any]:
    sentences = [] if support is None else [{"text": "x", "support": support, "citations": [1]}]
    return {"answer": {"sentences": sentences}, "scores": {"right": right}}


def test_the_curve_goes_from_the_surest_answer_to_all_of_them():
    found = curve([_sample(0.9, 1.0), _sample(0.8, 0.0), _sample(0.5, 1.0), _sample(None, None)])
    assert [(p.coverage, p.answered, p.wrong) for p in found.points] == [(0.25, 1, 0), (0.5, 2, 1), (0.75, 3, 1)]
    assert area(found).value == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert at(found, 0.6) == found.points[1]
    assert at(found, 0.95) is None


def test_answers_of_equal_support_are_one_point_whatever_their_order():
    one, other = [_sample(0.7, 1.0), _sample(0.7, 0.0)], [_sample(0.7, 0.0), _sample(0.7, 1.0)]
    assert curve(one) == curve(other)
    assert len(curve(one)) == 1
    assert area(curve(one)).value == pytest.approx(0.5)


def test_an_answer_that_nothing_judges_is_counted_nowhere():
    assert curve([_sample(0.9, None), _sample(0.8, 1.0)]).asked == 1
    assert area(curve([])).value is None


def test_the_area_counts_every_case_as_judged_or_as_unscored():
    samples = [_sample(0.9, 1.0), _sample(0.8, None), _sample(None, None), {"scores": {}}]
    assert (area(curve(samples)).n, area(curve(samples)).unscored) == (1, 3)
    assert (area(curve(samples[1:])).n, area(curve(samples[1:])).unscored) == (0, 3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_the_whole_risk_is_the_share_of_wrong_answers(rows: list[tuple[float, bool]]):
    last = curve([_sample(s, float(ok)) for s, ok in rows]).points[-1]
    assert last.coverage == 1.0
    assert last.risk == pytest.approx(sum(not ok for _, ok in rows) / len(rows))


CHOICES = ("Paris", "Rome", "Oslo", "None of the above")


def _answer(said: str) -> dict[str, Any]:
    sentences = [{"text": said, "citations": [], "support": 1.0}] if said else []
    return {"sentences": sentences, "citations": [], "passages": [], "quotes": [], "conflicts": []}


@pytest.mark.parametrize(
    ("said", "index", "expected"),
    [
        ("It is Rome.", 3, {"none_right": 0.0}), ("It is Madrid.", 3, {"none_right": 1.0}), ("", 3, {"none_right": 1.0}),
        ("It is Rome.", 1, {"none_wrong": 0.0}), ("It is Madrid.", 1, {"none_wrong": 1.0}), ("", 1, {"none_wrong": 1.0}),
    ],
)  # fmt: skip
def test_none_is_said_by_abstaining_or_by_naming_no_choice(said: str, index: int, expected: dict[str, float]):
    found = multiple_choice(Case("q", "Where?", choices=CHOICES, answer_index=(index,)), _answer(said))
    assert {n: v for n, v in found.items() if n.startswith("none")} == expected


def test_an_answer_is_right_by_its_words_or_by_the_choice_that_it_names():
    case = Case(
        "q", "What metals?", answers=("Aluminum and steel",), choices=("Aluminum and steel", "Gold"), answer_index=(0,)
    )

    def judged(said: str) -> float | None:
        return right(case, _answer(said), score(case, _answer(said)) | multiple_choice(case, _answer(said)))

    assert judged("Steel and aluminum.") == 1.0
    assert judged("Gold.") == 0.0
    assert judged("Tin.") == 0.0
    assert judged("") is None


def test_plots_are_svg_that_needs_nothing_else_and_says_what_it_shows():
    drawn = bars([("right", {"value": 0.8, "ci_low": 0.7, "ci_high": 0.9})]) + risk_coverage(
        curve([_sample(0.9, 1.0), _sample(0.4, 0.0)])
    )
    assert drawn.count('role="img"') == 2
    assert "<script" not in drawn
    assert 'href="http' not in drawn
    assert "Risk and coverage over 2 questions" in drawn


def test_the_area_of_answers_of_one_support_has_an_interval():
    samples = [{"answer": {"sentences": [{"support": 0.99}]}, "scores": {"right": float(n % 3 > 0)}} for n in range(60)]
    found = area(curve(samples))
    assert found.value == pytest.approx(1 / 3)
    assert found.ci_low < 1 / 3 < found.ci_high
