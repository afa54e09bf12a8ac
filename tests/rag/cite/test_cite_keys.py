"""Keys of evidence: opaque, stable, resolved or counted as invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.keys import keys_of, resolve
from rag.types import ArticleId, EvidenceSentence, Span


def sentence(start: int) -> EvidenceSentence:
    return EvidenceSentence(ArticleId("a"), Span(start, start + 5), "words", 0.5, "T", None, None, None)


def test_every_sentence_has_its_own_key_and_the_same_one_again() -> None:
    evidence = [sentence(i) for i in range(0, 2000, 10)]
    keys = keys_of(evidence)
    assert len(set(keys)) == len(evidence)
    assert keys == keys_of(evidence)


def test_keys_are_taken_out_of_the_text_and_resolved() -> None:
    keys = keys_of([sentence(0), sentence(10)])
    found = resolve(f"The dam held [{keys[1]}, {keys[0]}].", keys)
    assert (found.text, found.positions, found.invented) == ("The dam held.", (1, 0), 0)


def test_a_key_that_was_never_given_is_counted() -> None:
    keys = keys_of([sentence(0)])
    assert resolve("The dam held [zzzz].", keys).invented == 1
    assert resolve("The dam held [zzzz].", keys).positions == ()


def test_other_brackets_are_text() -> None:
    assert resolve("He [sic] said [1] so.", ("bcdf",)).text == "He [sic] said [1] so."


@pytest.mark.parametrize(
    "mark",
    ["(fnhc, kttp)", "[FNHC, KTTP]", "[fnhc and kttp]", "[fnhc; kttp]", "[^fnhc, ^kttp]", "[^fnhc][^kttp]", "【fnhc】【kttp】",
     "(fnhc) [ kttp ]", "[fnhc, and kttp]", "[fnhc & kttp]"],
)  # fmt: skip
def test_known_keys_are_marks_in_whatever_brackets_a_model_writes_them(mark: str) -> None:
    found = resolve(f"The dam held {mark}.", ("bcdf", "fnhc", "kttp"))
    assert (found.text, found.positions, found.invented) == ("The dam held.", (1, 2), 0)


@pytest.mark.parametrize(
    "text",
    ["The dam (fnhc of Velka) held.", "The dam (zzzz) held.", "The dam [fnhc and zzzz] held.", "The dam [NATO] held.",
     "The dam【1†source】 held.", "The dam () [] held.", "The dam (and) held."],
)  # fmt: skip
def test_a_bracket_that_holds_anything_but_known_keys_is_text(text: str) -> None:
    found = resolve(text, ("fnhc", "kttp"))
    assert (found.text, found.positions, found.invented) == (text, (), 0)


@pytest.mark.parametrize("shape", ["The dam{} held [fnhc].", "The dam held [{}].", "The dam held [fnhc{}, kttp] ."])
def test_a_draft_of_many_blanks_is_resolved_in_time(shape: str) -> None:
    draft = shape.format(" " * 40_000)
    start = time.process_time()
    found = resolve(draft, ("fnhc", "kttp"))
    assert time.process_time() - start < 2
    assert found.invented == 0


@given(st.text())
def test_any_draft_is_resolved_without_an_error(draft: str) -> None:
    resolve(draft, ("bcdf",))
