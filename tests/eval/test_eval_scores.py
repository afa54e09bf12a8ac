"""Measures, checked by hand-worked cases and against ir-measures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases.questions import Case
from eval.metrics.choices import multiple_choice
from eval.metrics.intervals import mean, paired_difference, wilson
from eval.metrics.scores import holds, ndcg, normal, recall_at, reciprocal_rank, right, score, token_f1
from eval.reports.compare import mcnemar


def answer(text: str = "", **changes):
    whole = {
        "status": "answered" if text else "abstained", "reason": None, "passages": [], "withheld": [], "quotes": [],
        "conflicts": [], "trace": {}, "citations": [],
        "sentences": [{"text": text, "citations": [1], "support": 0.9}] if text else [],
    }  # fmt: skip
    return whole | changes


def cited(article: str, text: str, n: int = 1):
    return {"n": n, "article_id": article, "start": 10, "end": 10 + len(text), "text": text, "published": "2024-02-20"}


def test_answer_strings_count_as_whole_words_only():
    assert holds("The toll rose to 19 on Monday.", "19")
    assert not holds("The toll rose to 190.", "19")
    assert holds("It cost 1.8 million marks.", "1.8 million")
    assert not holds("Anything", "")


def test_token_f1_by_hand():
    assert token_f1("the red bridge fell", "bridge fell down") == pytest.approx(2 * (2 / 3) * (2 / 3) / (4 / 3))
    assert token_f1("one", "two") == 0.0


def test_ndcg_recall_and_reciprocal_rank_agree_with_ir_measures():
    import ir_measures
    from ir_measures import RR, R, nDCG

    relevant = {"a": 1, "b": 1, "c": 2, "d": 0}
    ranked = ["x", "b", "c", "y", "a", "d"]
    qrels = [ir_measures.Qrel("q", d, r) for d, r in relevant.items()]
    run = [ir_measures.ScoredDoc("q", d, float(10 - i)) for i, d in enumerate(ranked)]
    theirs = ir_measures.calc_aggregate([nDCG @ 10, R @ 2, RR], qrels, run)
    assert ndcg(ranked, relevant) == pytest.approx(theirs[nDCG @ 10])
    assert recall_at(ranked, relevant, 2) == pytest.approx(theirs[R @ 2])
    assert reciprocal_rank([i for i, d in enumerate(ranked, 1) if relevant.get(d, 0) > 0]) == pytest.approx(theirs[RR])


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)))
def test_ndcg_lies_between_nought_and_one(ranked, relevant):
    assert 0.0 <= ndcg(ranked, relevant) <= 1.0 + 1e-9


def test_citations_are_right_by_article_and_bear_the_answer():
    case = Case("1", "q", answers=("nine",), articles=("a",))
    given_ = answer("Nine died.", citations=[cited("a", "Nine people died."), cited("b", "x", 2)])
    given_["sentences"] = [{"text": "Nine died.", "citations": [1, 2], "support": 1.0}]
    found = score(case, given_)
    assert found["citation_precision"] == 0.5
    assert found["citation_recall"] == 1.0


def test_known_passages_decide_over_strings():
    case = Case("1", "q", answers=("nine",), articles=("a",), passages=(("a", 500, 510),))
    found = score(case, answer("Nine died.", citations=[cited("a", "Nine people died.")]))
    assert found["citation_recall"] == 0.0


def test_abstentions_are_right_or_wrong_by_what_the_case_expects():
    assert score(Case("1", "q", expect="abstain"), answer())["abstained_rightly"] == 1.0
    assert score(Case("1", "q", expect="abstain"), answer("No."))["abstained_rightly"] == 0.0
    assert score(Case("1", "q", answers=("x",)), answer())["abstained_wrongly"] == 1.0
    assert "abstained_rightly" not in score(Case("1", "q", expect="any"), answer())


def test_an_article_of_after_the_question_is_a_leak():
    case = Case("1", "q", as_of="2024-02-19")
    assert score(case, answer("x", citations=[cited("a", "x")]))["time_leak"] == 1.0
    assert score(Case("1", "q", as_of="2024-02-20"), answer("x", citations=[cited("a", "x")]))["time_leak"] == 0.0


def test_forbidden_words_and_right_speakers_are_told():
    case = Case("1", "q", forbidden=("closed",), speaker="Tomas Varn", quote="four million")
    quotes = [{"speaker": "Tomas Varn", "text": "It is four million."}, {"speaker": "Ilsa Varn", "text": "Nine."}]
    found = score(case, answer("It is closed for ever.", quotes=quotes))
    assert found["forbidden"] == 1.0
    assert found["right_speaker"] == 0.5
    assert found["exact_words"] == 1.0


@pytest.mark.parametrize(
    ("quotes", "exact"), [([], None), (["It is nine."], 0.0), (["It is nine.", "It is four million."], 1.0)]
)
def test_exact_words_are_looked_for_in_every_case_that_has_them(quotes, exact):
    shown = answer("Said so.", quotes=[{"speaker": "Tomas Varn", "text": text} for text in quotes])
    alone, spoken = Case("1", "q", quote="four million"), Case("1", "q", quote="four million", speaker="Tomas Varn")
    assert score(alone, shown)["exact_words"] == score(spoken, shown)["exact_words"] == exact
    assert score(alone, shown)["right_speaker"] is None
    assert score(spoken, answer())["right_speaker"] == 0.0


def test_mcnemar_by_hand():
    assert mcnemar([True] * 4, [True] * 4) == 1.0
    assert mcnemar([True] * 5, [False] * 5) == pytest.approx(2 / 32)


def test_a_rate_of_nothing_has_no_value_and_wilson_is_known():
    assert wilson(0, 0).value is None
    assert wilson(9, 10).ci_low == pytest.approx(0.596, abs=0.001)


def test_normalising_keeps_numbers_whole():
    assert normal("The 1,150 people — 4.6 m!") == "1,150 people 4.6 m"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("東京で地震がありました。", "東京"),  # written without spaces
        ("นายกรัฐมนตรีเยือนเชียงใหม่เมื่อวันจันทร์", "เชียงใหม่"),
        ("Jose\u0301 Vela won.", "José Vela"),  # an accent of its own
        ("मंत्री दिल्ली पहुँचे।", "दिल्ली"),
    ],
)
def test_an_answer_string_is_found_in_every_script_and_composition(text, wanted):
    assert holds(text, wanted)
    assert token_f1(wanted, wanted) == 1.0


def test_a_word_of_another_script_is_no_part_of_a_longer_one():
    assert not holds("मंत्री दिल्ली पहुँचे।", "दिल")
    assert not holds("The café closed.", "cafe")


def test_a_choice_of_which_nothing_says_whether_it_is_right_is_unscored():
    case = Case("1", "Which river?", choices=("Mirl", "Oder"))
    given_ = answer("It fell into the Mirl.")
    scores = score(case, given_) | multiple_choice(case, given_)
    assert "choice_right" not in scores
    assert right(case, given_, scores) is None


def test_one_case_has_no_bootstrap_interval():
    assert mean([0.5, None]).ci_low is None
    assert mean([0.5, 0.5]).ci_low == 0.5
    assert paired_difference([1.0], [0.0]).ci_high is None
