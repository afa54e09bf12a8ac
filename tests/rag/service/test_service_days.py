"""Articles of which only the day is known, asked about and told in zones far from UTC."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rag.service import open_newsdesk
from rag.service.clock import FixedClock
from rag.types import BriefRequest, BriefStatus, Question


@pytest.fixture
def strike(tmp_path):
    """Five articles on one strike, each dated with its day and no time."""
    rows = [
        {
            "id": f"n{i}", "url": f"http://ex.org/{i}", "title": f"Port strike day {i}", "published": f"2024-02-0{i}",
            "source": "Lisbon Post",
            "text": f"The port strike in Lisbon went into day {i} on Tuesday. Union leader Ana Melo said that {13 * i} "
            f"dockers will not work. The port authority lost {7 * i} million euros.",
        }
        for i in range(1, 6)
    ]  # fmt: skip
    file = tmp_path / "strike.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(file)


@pytest.fixture
def desk_in(settings, embedder, strike):
    def opened(zone, now):
        desk = open_newsdesk(replace(settings, timezone=zone), embedder=embedder, clock=FixedClock(now))
        list(desk.ingest([strike]))
        return desk

    return opened


def test_todays_article_is_found_in_the_morning_of_a_zone_ahead_of_utc(desk_in):
    with desk_in("Australia/Sydney", datetime(2024, 2, 4, 22, tzinfo=UTC)) as desk:
        answer = desk.ask("How many dockers will not work today?")
    assert "65 dockers" in answer.text
    assert {c.article_id for c in answer.citations} == {"n5"}


def test_a_day_that_is_named_is_that_day_in_a_zone_behind_utc(desk_in):
    with desk_in("America/New_York", datetime(2024, 2, 10, 12, tzinfo=UTC)) as desk:
        found = desk.search("How many dockers did Ana Melo say will not work on 3 February 2024?")
    assert {p.article_id for p in found.passages} == {"n3"}


def test_an_article_of_tomorrow_is_not_known_this_evening(desk_in):
    with desk_in("America/New_York", datetime(2024, 2, 5, 3, tzinfo=UTC)) as desk:  # 22:00 of the fourth there
        found = desk.search(Question("dockers", desk.now()))
        assert {p.article_id for p in found.passages} <= {"n1", "n2", "n3", "n4"}
        assert desk.brief(BriefRequest(day=date(2024, 2, 5))).status is BriefStatus.DEGRADED


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Australia/Sydney"])
def test_a_morning_brief_holds_the_articles_of_its_day(desk_in, zone):
    morning = {"UTC": (5, 6), "America/New_York": (5, 11), "Australia/Sydney": (4, 21)}[zone]
    with desk_in(zone, datetime(2024, 2, *morning, tzinfo=UTC)) as desk:
        brief = desk.brief(BriefRequest(day=date(2024, 2, 5)))
        assert brief.status is BriefStatus.OK
        assert brief.counts.articles == 1
        assert desk.store.briefs.archived(brief.id) is not None
