"""Questions to begin with: drawn from what is not old news, so that the library answers them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rag.service import open_newsdesk
from rag.service.clock import FixedClock
from rag.types import Status

LATER = datetime(2026, 11, 29, 9, tzinfo=UTC)
MAIL = "The rowing club has moved its summer meeting to the boathouse. The old hall is closed for repairs until May."
LOCK = "Kelm Council closed the lock on Saturday. Work on the lock begins on Monday and will take three weeks."


@pytest.fixture
def later(sample, embedder, tmp_path):
    """Return a function: the newsdesk over two years after the sample, with these texts of that day by title."""

    def made(texts, **changed):
        lines = [{"title": t, "text": x, "published": "2026-11-28", "source": "Mail"} for t, x in texts.items()]
        (tmp_path / "own.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        desk = open_newsdesk(replace(sample, **changed), embedder=embedder, clock=FixedClock(LATER))
        assert all(item.fate == "added" for item in desk.ingest([str(tmp_path / "own.jsonl")]))
        return desk

    return made


def test_beside_an_article_of_today_old_news_is_suggested_with_its_month_and_answered(later):
    with later({"Rowing club moves its summer meeting": MAIL}) as desk:
        suggested = desk.suggestions(3)
        assert len(suggested) == 3
        assert all(s.endswith(" in February 2024?") for s in suggested)
        assert "What happened with the Dunmar Bridge in February 2024?" in suggested
        assert [desk.ask(s).status for s in suggested] == [Status.ANSWERED] * 3


def test_where_the_newest_articles_have_something_to_ask_old_news_is_not_suggested(later):
    with later({"Kelm Council closes lock": LOCK, "Lock work: Kelm Council sets a date": f"{MAIL} {LOCK}"}) as desk:
        assert desk.suggestions(3) == ("What is the latest on the Kelm Council?",)


def test_where_no_news_is_old_all_are_drawn_from(later):
    with later({"Rowing club moves its summer meeting": MAIL}, sure="low") as desk:
        assert "What is the latest on the Dunmar Bridge?" in desk.suggestions(3)
