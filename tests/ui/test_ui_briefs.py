"""The shelf of briefs and what the Brief page shows of one, without a page."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from rag.export.as_json import brief_json
from rag.types import BriefRequest
from ui.brief.views import calendar_page, cited, reports, standing, why
from ui.work.shelf import Shelf

DAY = date(2024, 2, 17)


@pytest.fixture
def stocked(stocked_desk):
    return stocked_desk


def finish() -> None:
    for thread in threading.enumerate():
        if thread.name == "dateline-brief":
            thread.join(60)


def test_a_brief_of_the_command_is_on_the_page_and_one_of_the_page_in_the_archive(stocked):
    shelf = Shelf(stocked)
    assert shelf.get(DAY) is None
    stocked.brief(BriefRequest(day=DAY))
    assert shelf.get(DAY).id == "2024-02-17"
    shelf.make(date(2024, 2, 18))
    finish()
    assert shelf.making(date(2024, 2, 18)) is None
    assert [p.day.day for p in shelf.past()] == [18, 17]
    assert {k.id for k in stocked.store.briefs.listed()} == {"2024-02-17", "2024-02-18"}


def test_readers_have_their_own_briefs_and_special_ones_are_in_no_calendar(stocked):
    shelf = Shelf(stocked)
    stocked.brief(BriefRequest(day=DAY, max_stories=2))
    stocked.brief(BriefRequest(day=DAY, reader="ada"))
    assert shelf.past() == ()
    assert [p.day for p in shelf.past("ada")] == [DAY]
    assert shelf.get(DAY, "ada") is not None


def test_the_watchlist_of_the_page_is_that_of_the_command(stocked):
    shelf = Shelf(stocked)
    stocked.store.briefs.watch("Cuba", stocked.now())
    shelf.watch("  Radio   Sondreya \n\nWho leads the inquiry?\n")
    assert set(stocked.store.briefs.watches()) == {"Radio Sondreya", "Who leads the inquiry?"}


def test_a_brief_that_fails_says_why_and_can_be_tried_again(stocked, monkeypatch):
    shelf = Shelf(stocked)
    monkeypatch.setattr(stocked, "brief", lambda *_: 1 / 0)
    shelf.make(DAY)
    finish()
    assert "log" in shelf.making(DAY).error
    monkeypatch.undo()
    shelf.make(DAY)
    finish()
    assert shelf.making(DAY) is None
    assert shelf.get(DAY) is not None


def test_the_views_of_a_story(stocked):
    body = brief_json(stocked.brief(BriefRequest(day=DAY)))
    story = next(s for s in body["stories"] if "s01-bridge-wire" in s["articles"])
    found = reports([stocked.store.article(a) for a in story["articles"]])
    assert max(len(r.copies) for r in found) >= 3
    assert len(found) + sum(len(r.copies) for r in found) <= len(story["articles"])
    assert standing(story)[0] == "New"
    weights = [w for _, w in why(story)]
    assert weights == sorted(weights, reverse=True)
    assert cited(body, "1").n == 1
    assert cited(body, "0") is cited(body, "99999") is cited(body, "<b>") is None


def test_the_calendar_links_days_with_briefs_and_marks_the_one_in_view():
    html = calendar_page({DAY: '8 stories"><script>', date(2023, 12, 31): "nothing new"}, DAY)
    assert html.count("<a ") == 2
    assert 'href="?date=2024-02-17"' in html
    assert "<script>" not in html
    assert html.index("February 2024") < html.index("December 2023")
    assert html.count("aria-current") == 2  # the style and the day


def test_several_articles_of_one_outlet_are_not_called_one_report():
    story = {"kind": "new", "independent": 1, "outlets": 1, "event_date": None, "watch": [], "phrased_by": "none"}
    assert standing(story | {"articles": ["a"]})[1] == "one report only"
    assert standing(story | {"articles": ["a", "b"]})[1] == "one outlet, 2 articles"
