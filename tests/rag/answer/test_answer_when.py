"""What was done on another day than the question asks of is no answer, though vague words of time exclude no article."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rag.answer.extract import extract
from rag.answer.when import of_another_day
from rag.chain.fits import unfit
from rag.retrieve.window import read_window
from rag.types import ArticleId, EvidenceSentence, Published, Span

NOW = datetime(2025, 3, 21, 18, tzinfo=UTC)
CONVICTED = "A jury on Wednesday convicted Ida Brask of fraud."
CURFEW = "The mayor announced a curfew on Wednesday."
SENT_OFF = "Ida Brask was sent off in the second half."


def told(text: str, day: date | datetime, *, title: str = "", before: str = "") -> EvidenceSentence:
    published = Published(day, has_time=True) if isinstance(day, datetime) else Published.on(day)
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.8, title, "Post", None, published, before)


def is_other(question: str, sentence: EvidenceSentence, article: str | None = None) -> bool:
    return of_another_day(question, sentence, read_window(question, NOW, ZoneInfo("UTC")), article)


@pytest.mark.parametrize(
    ("question", "text", "day", "other"),
    [
        ("Who was convicted on Monday?", CONVICTED, date(2025, 3, 20), True),
        ("Who was convicted last month?", CONVICTED, date(2025, 3, 20), True),
        ("Who was convicted last week?", CONVICTED, date(2025, 3, 20), True),
        ("Who was convicted last week?", "A jury yesterday convicted Ida Brask.", date(2025, 3, 20), True),
        ("Who was sent off on Sunday?", SENT_OFF, date(2025, 3, 13), True),
        ("Who was convicted on Wednesday?", CONVICTED, date(2025, 3, 20), False),
        ("Who was convicted this week?", CONVICTED, date(2025, 3, 20), False),
        ("Who was convicted last week?", CONVICTED, date(2025, 3, 13), False),
        ("Who was convicted last month?", "Ida Brask was convicted of fraud.", date(2025, 3, 20), False),
        ("Who was convicted last month?", "Brask, convicted last month, left on Monday.", date(2025, 3, 20), False),
        ("Who was sent off on Sunday?", SENT_OFF, datetime(2025, 3, 15, 22, tzinfo=UTC), False),
        ("Who was sent off on Sunday?", SENT_OFF, date(2025, 3, 18), False),
        ("What was opened on Sunday?", "The museum will open on Sunday.", date(2025, 3, 13), False),
        ("What opens on Sunday?", "The museum will open on Sunday.", date(2025, 3, 20), False),
        ("Who will be sentenced on Monday?", CONVICTED, date(2025, 3, 20), False),
        ("How many died on Monday?", "Police said on Tuesday that 37 people died.", date(2025, 3, 18), False),
        ("Who was convicted on 17 March?", CONVICTED, date(2025, 3, 20), False),
        ("Who was convicted?", CONVICTED, date(2025, 3, 20), False),
        ("What was announced last week?", CURFEW, date(2025, 3, 20), True),
        ("What happened last week?", CURFEW, date(2025, 3, 20), True),
        ("What did the mayor announce on Monday?", CURFEW, date(2025, 3, 20), True),
        ("What did the mayor announce on Monday?", CURFEW, date(2025, 3, 18), False),
        ("What did the mayor announce on Wednesday?", CURFEW, date(2025, 3, 20), False),
        ("What was announced last week?", CURFEW, date(2025, 3, 13), False),
        ("Who died last week?", "The mayor announced the death of Ida Brask on Wednesday.", date(2025, 3, 20), False),
        ("What happened last week?", "The mayor announced on Wednesday that a pier fell.", date(2025, 3, 20), False),
        ("What did the mayor say last week?", "The mayor said on Wednesday that a pier fell.", date(2025, 3, 20), True),
    ],
)
def test_what_was_done_on_another_day_is_no_answer(question, text, day, other):
    assert is_other(question, told(text, day)) is other


def test_a_report_from_the_evening_before_tells_of_that_day_where_its_article_names_no_other():
    match = told(SENT_OFF, datetime(2025, 3, 15, 22, tzinfo=UTC))
    assert is_other("Who was sent off on Sunday?", match, f"Rovers won on Saturday. {SENT_OFF}")
    assert not is_other("Who was sent off on Sunday?", match, f"Rovers won on Sunday morning. {SENT_OFF}")


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "America/Los_Angeles", "Pacific/Pago_Pago"])
def test_the_day_that_is_asked_of_is_one_of_the_readers_zone(zone):
    # In January Auckland is 13 hours ahead: its Wednesday 15 January begins on Tuesday in UTC.
    question, now = "Who was convicted on Wednesday?", datetime(2025, 1, 17, 18, tzinfo=UTC)
    window = read_window(question, now, ZoneInfo(zone))
    assert not of_another_day(question, told(CONVICTED, date(2025, 1, 16)), window)
    assert of_another_day(question, told("A jury on Tuesday convicted Piet Dal.", date(2025, 1, 16)), window)


@pytest.mark.parametrize(
    ("question", "day", "article", "other"),
    [
        ("What happened in Velka last week?", date(2025, 3, 20), "The pier fell on Wednesday.", True),
        ("What happened in Velka on Monday?", date(2025, 3, 20), "The pier fell on Wednesday.", True),
        ("What happened in Velka last week?", date(2025, 3, 20), "The pier fell on Friday.", False),
        ("What happened in Velka last week?", date(2025, 3, 20), "The pier fell last week. It was shut on Wednesday.", False),
        ("What happened in Velka last week?", date(2025, 3, 20), "The pier fell on 14 March, and burned on Wednesday.", False),
        ("What happened in Velka last week?", date(2025, 3, 20), "The pier fell.", False),
        ("What happened in Velka last week?", date(2025, 3, 17), "The pier fell yesterday.", False),
        ("What happened in Velka last week?", date(2025, 3, 13), "The pier fell on Wednesday.", False),
        ("How many were hurt last week?", date(2025, 3, 20), "A man died on Wednesday.", False),
        ("What happened in Velka on Monday?", date(2025, 3, 19), "The pier fell on the eve of Tuesday's vote.", False),
        ("What happened in Velka on Monday?", date(2025, 3, 19), "The pier fell the day before Tuesday's vote.", False),
        ("What happened in Velka on Monday?", date(2025, 3, 20), "It fell two days ahead of Wednesday's vote.", False),
        ("What happened in Velka on Monday?", date(2025, 3, 20), "The pier fell a day after Tuesday's vote.", True),
    ],
)  # fmt: skip
def test_what_names_no_time_is_of_the_days_that_its_article_names(question, day, article, other):
    assert is_other(question, told("Three were hurt.", day), f"{article} Three were hurt.") is other


def test_it_is_withheld_with_a_reason_and_stands_back_where_another_answers():
    question = "Who was convicted on Monday?"
    window = read_window(question, NOW, ZoneInfo("UTC"))
    other, right = told(CONVICTED, date(2025, 3, 20)), told("A jury on Monday convicted Piet Dal.", date(2025, 3, 18))
    assert extract(question, [other], window) == (0,)
    assert extract(question, [other, right], window) == (1,)
    for sentence, why in ((other, "its source tells of another day than the question asks of"), (right, "")):
        found = unfit(
            question, sentence.text, [sentence], lambda _, __: True, support=0.99, on_the_matter=False, window=window
        )
        assert found == why
