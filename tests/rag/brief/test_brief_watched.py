"""What a brief says of a watch that no story of its window touches: since when there was nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from rag.brief.watch import mentions
from rag.errors import UsageError
from rag.service import open_newsdesk
from rag.service.clock import FixedClock
from rag.types import BriefRequest
from tests.rag.brief.conftest import StemEmbedder

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture
def desk_of(settings, tmp_path):
    """Return what makes a newsdesk with some articles, each a (day of March, text), at noon of 6 March."""

    def made(*articles, now=NOW):
        file = tmp_path / "in.jsonl"
        rows = [
            {
                "url": f"https://a.example/{n}",
                "title": f"Report {n}",
                "published": f"2024-03-{day:02}T18:00:00Z",
                "text": text,
            }
            for n, (day, text) in enumerate(articles)
        ]
        file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        desk = stack(settings, now)
        list(desk.ingest([str(file)]))
        return desk

    opened = []

    def stack(settings, now):
        desk = open_newsdesk(settings, embedder=StemEmbedder(), clock=FixedClock(now))
        opened.append(desk)
        return desk.__enter__()

    yield made
    for desk in opened:
        desk.__exit__(None, None, None)


def last(desk, watch, day=6):
    brief = desk.brief(BriefRequest(day=date(2024, 3, day), watch=(watch,)))
    (watched,) = brief.watched
    return watched.last.day.day if watched.last else None


def test_the_latest_article_counts_though_many_earlier_ones_say_more(desk_of):
    many = [
        (1, f"Zembla, Zembla and Zembla again: talks on Zembla went on for the {n}th hour in the hall.")
        for n in range(70)
    ]
    desk = desk_of(*many, (4, "The envoy came home on Monday after a long week at sea. He had also been to Zembla."))
    assert last(desk, "Zembla") == 4


def test_a_country_was_last_seen_where_its_people_were(desk_of):
    desk = desk_of((3, "Forty Cuban doctors arrived in the port on Sunday and began their work in the clinic."))
    assert last(desk, "Cuba") == 3


def test_a_pronoun_is_no_country(desk_of):
    assert not mentions("America", "They told us that the bridge is closed.")
    assert mentions("America", "The US envoy spoke.")


def test_spaces_around_and_in_a_watch_change_nothing(desk_of):
    desk = desk_of((4, "The harvest fair opened in the square on Monday, and the mayor cut the ribbon at noon."))
    assert last(desk, " harvest   fair ") == 4


def test_what_comes_after_now_was_not_seen_yet(desk_of):
    desk = desk_of((6, "The harvest fair opened in the square on Wednesday, and the mayor cut the ribbon at night."))
    assert last(desk, "harvest fair") is None


def test_an_empty_watch_is_refused(desk_of):
    with pytest.raises(UsageError, match="watch"):
        last(desk_of((4, "The harvest fair opened in the square on Monday, and the mayor cut the ribbon.")), " ")
