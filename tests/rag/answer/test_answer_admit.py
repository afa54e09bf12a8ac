"""Old news is not sold as today's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rag.answer.admit import fresh_enough, old_news
from rag.types import ArticleId, EvidenceSentence, Published, Question, Span, Window

NEWEST = Published.on(date(2025, 1, 9))
ANY_TIME = Window(None, None, None, 1.0, strict=False)
TODAY = "The agency opened an investigation into self-driving features of cars."
CLAIM = "BMW is facing a new investigation into its self-driving features."


def said(text, day, title=""):
    return EvidenceSentence(
        ArticleId(f"{day}"), Span(0, len(text)), text, 0.5, title, None, None, day and Published.on(day), ""
    )


def judged(used, text=CLAIM, window=ANY_TIME, level="normal", **question):
    asked = Question("Which maker is facing an investigation?", datetime(2025, 1, 10, tzinfo=UTC), **question)
    return old_news(text, asked, window, used, NEWEST, level)


def test_what_rests_on_articles_from_long_ago_is_old_news_of_the_last_of_their_days():
    used = [said("BMW is under investigation.", date(2016, 7, 1)), said("BMW again.", date(2017, 7, 1))]
    assert judged(used) == date(2017, 7, 1)


def test_a_name_that_only_an_old_article_has_makes_old_news_of_todays_matter():
    used = [said(TODAY, date(2025, 1, 7)), said("BMW would introduce a self-driving car.", date(2016, 7, 1))]
    assert judged(used) == date(2016, 7, 1)


def test_an_old_article_beside_a_new_one_that_names_everybody_is_background():
    used = [
        said(TODAY, date(2025, 1, 7), title="BMW investigated"),
        said("BMW was founded long ago.", date(2016, 7, 1)),
    ]
    assert judged(used) is None


def test_news_of_these_weeks_and_of_an_unknown_day_are_not_old():
    assert judged([said("BMW is under investigation.", date(2024, 12, 20))]) is None
    assert judged([said("BMW is under investigation.", None)]) is None


def test_who_names_a_time_or_asks_of_any_is_told_of_any():
    used = [said("BMW is under investigation.", date(2016, 7, 1))]
    named = Window(datetime(2016, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC), "in 2016", 0.0, strict=True)
    assert judged(used, window=named) is None
    assert judged(used, any_time=True) is None
    assert judged(used, level="low") is None


def test_a_time_at_the_very_beginning_of_the_calendar_can_be_asked_for():
    since = Window(datetime(1, 1, 1, tzinfo=UTC), None, "since 1 January 0001", 0.0, strict=True)
    assert fresh_enough(said("BMW is under investigation.", date(2016, 7, 1)), since)


ELECTED = "Ann Brask was elected mayor of Velka City, officials of New Velka said."


@pytest.mark.parametrize(
    ("question", "day", "level", "is_old"),
    [
        ("Who was elected mayor of Velka City?", date(2024, 11, 5), "normal", False),
        ("Who was elected mayor of Velka City?", date(2024, 11, 5), "high", True),
        ("Who was elected mayor of Velka City?", date(2024, 1, 20), "normal", True),
        ("Who was elected mayor and treasurer of Velka City?", date(2024, 11, 5), "normal", True),
        ("Who was recently elected mayor of Velka City?", date(2024, 11, 5), "normal", True),
        ("Who was elected mayor?", date(2024, 11, 5), "normal", True),
        ("Who was elected mayor of New Velka City?", date(2024, 11, 5), "normal", False),
        ("Who was elected new mayor of Velka City?", date(2024, 11, 5), "normal", True),
    ],
)
def test_an_article_of_the_last_months_with_every_word_of_the_question_is_the_one_asked_of(
    question: str, day: date, level: str, is_old: bool
):
    asked = Question(question, datetime(2025, 1, 10, tzinfo=UTC))
    found = old_news("Ann Brask was elected mayor.", asked, ANY_TIME, [said(ELECTED, day)], NEWEST, level)
    assert found == (day if is_old else None)
