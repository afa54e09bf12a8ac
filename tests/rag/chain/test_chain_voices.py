"""Who holds an office that is asked for, and whose words are surely another's."""

from __future__ import annotations

from datetime import date

import pytest

from rag.chain.voices import holder, surely_others
from rag.quotes import extract
from rag.types import Article, ArticleId, Published

BANK = (
    "The Bank of Norland kept its rate on Thursday.\n\nGovernor Halvor Pelt said prices rose too fast. “I promise nothing,” "
    "Mr Pelt said.\n\nAccording to Joanna Vest, an economist at Roe Capital, the governor is cornered.\n\n"
    "“They never ask us,” said Ilsa Brand, who bakes bread."
)
TWO = "The Bank of Norland hired two. Governor Halvor Pelt wept. Governor Ilsa Roe laughed."


def article(text: str, name: str = "a") -> Article:
    day = Published.on(date(2024, 3, 1))
    return Article(ArticleId(name), text, "A title", f"https://x.example/{name}", "Post", day, (), "en", {}, text)


@pytest.mark.parametrize(
    ("asked", "texts", "held"),
    [
        ("governor of the Bank of Norland", [BANK], "Halvor Pelt"),
        ("governor of the Bank of Norland", [BANK, "Governor Tom Varn of Osk wept."], "Halvor Pelt"),
        ("governor of Norland", [BANK], ""),
        ("governor of the Bank of Osk", [BANK], ""),
        ("governor of the Bank of Norland", [TWO], ""),
        ("baker of the Bank of Norland", [BANK], ""),
        ("Halvor Pelt", [BANK], ""),
    ],
)
def test_an_office_is_held_by_the_only_one_an_article_of_its_body_gives_it_to(asked, texts, held) -> None:
    assert holder(asked, [article(text, str(i)) for i, text in enumerate(texts)]) == held


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("Halvor Pelt", {"Joanna Vest", "Ilsa Brand"}),
        ("Pelt", {"Joanna Vest", "Ilsa Brand"}),
        ("Ilsa Brand", {"Halvor Pelt", "Joanna Vest"}),
        ("Bank of Norland", {"Ilsa Brand"}),  # a governor may speak for it
        ("bakers", set()),
    ],
)
def test_a_known_speaker_is_another_than_a_person_and_may_speak_for_a_body(asked, others) -> None:
    told = article(BANK)
    quotes = extract(told.id, BANK)
    found = surely_others(asked, quotes, (), {told.id: told})
    assert {q.speaker for q in found} == others


def test_words_of_nobody_known_are_not_surely_anothers() -> None:
    told = article("“It was late,” he said. “It is always late.”")
    quotes = extract(told.id, told.text)
    assert quotes
    assert surely_others("Tom Varn", quotes, (), {told.id: told}) == ()
