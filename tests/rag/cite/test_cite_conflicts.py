"""Two numbers for one thing are a conflict; a year is no number of anything."""

from __future__ import annotations

from datetime import date

from rag.cite import conflicts
from rag.types import ArticleId, EvidenceSentence, Published, Span


def sentence(article, text):
    day = Published.on(date(2025, 1, 27))
    return EvidenceSentence(ArticleId(article), Span(0, len(text)), text, 0.5, "Orm Cup final", "Post", None, day)


def test_a_year_beside_a_count_is_no_conflict():
    one = sentence("a", "The 2025 Orm Cup final will be played in Velka.")
    two = sentence("b", "The winner of the first two Orm Cup finals was Velka.")
    assert conflicts([one, two]) == ()


def test_a_count_that_looks_like_a_year_still_is_one():
    one = sentence("a", "The Orm Cup brought 2000 visitors to Velka.")
    two = sentence("b", "The Orm Cup brought 9000 visitors to Velka.")
    assert len(conflicts([one, two])) == 1
