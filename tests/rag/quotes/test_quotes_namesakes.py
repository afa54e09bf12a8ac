"""Two people of one surname in an article: told apart by "Mr" and "Ms", or given to neither."""

from __future__ import annotations

import pytest

from rag.quotes import extract, unshared
from rag.types import ArticleId

BOTH = (
    "Margaret Varn runs the port. “The quay is full of ice,” she said.\n\n"
    "Dave Varn, of the dockers, was angry. “They sold us for a crane,” he said.\n\n"
    "The winter was hard on the quays.\n\nThe ships stayed in.\n\nIce came early.\n\nThe cranes froze.\n\n"
)
UNKNOWN = BOTH.replace("Margaret", "Tirza").replace("Dave", "Osmar")


def last(text: str) -> str:
    return [q.speaker for q in extract(ArticleId("a"), text)][-1]


@pytest.mark.parametrize("text", [BOTH, UNKNOWN])
@pytest.mark.parametrize(("title", "first"), [("Ms", 0), ("Mrs.", 0), ("Mr", 1), ("Mr.", 1)])
def test_mr_and_ms_tell_two_of_a_surname_apart(text: str, title: str, first: int) -> None:
    names = [("Margaret Varn", "Dave Varn"), ("Tirza Varn", "Osmar Varn")][text is UNKNOWN]
    assert last(f"{text}{title} Varn said the ferry would not sail.") == names[first]


def test_ms_in_the_paragraph_of_a_man_is_the_woman_of_that_name() -> None:
    assert last(f"{BOTH}Dave Varn shouted at the gate. Ms Varn said the ferry would not sail.") == "Margaret Varn"


def test_a_surname_alone_of_two_is_left_open() -> None:
    assert last(f"{BOTH}Varn said the ferry would not sail.") == "Varn"


def test_a_surname_left_open_is_given_to_neither_of_two() -> None:
    text = f"{BOTH}Varn said the ferry would not sail."
    quotes = extract(ArticleId("a"), text)
    alone = [q for q in quotes if q.speaker == "Varn"]
    assert alone
    for asked in ("Dave Varn", "Mr Dave Varn", "Margaret Varn"):
        assert unshared(asked, alone, lambda _: text) == ()


@pytest.mark.parametrize("asked", ["Varn", "Ms Varn", "Ilsa Varn"])
def test_a_surname_of_two_is_kept_for_whoever_asks_for_no_one_of_them(asked: str) -> None:
    text = f"{BOTH}Varn said the ferry would not sail."
    alone = tuple(q for q in extract(ArticleId("a"), text) if q.speaker == "Varn")
    assert unshared(asked, alone, lambda _: text) == alone


def test_a_surname_of_one_alone_is_his() -> None:
    text = "Varn said the ferry would not sail. Ilsa Roe wept."
    quotes = extract(ArticleId("a"), text)
    assert unshared("Dave Varn", quotes, lambda _: text) == quotes
