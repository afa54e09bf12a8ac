"""Pages with what a reader and an article may bring: hostile names, far years, lists that shrink, a locked library."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag.service import open_newsdesk
from rag.store.history import History, Kept

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
IMAGE = "![x](http://evil.example/p.png)"


pytestmark = pytest.mark.usefixtures("pages_in_this_process")


@pytest.fixture
def add(settings, embedder, clock, tmp_path):
    """Return what puts article lines into the library."""

    def put(*lines: dict[str, object]) -> None:
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
        with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
            assert all(item.fate != "rejected" for item in desk.ingest([str(file)]))

    return put


def quay(number: int, **more: object) -> dict[str, object]:
    text = (
        f"Quay number {number} was closed on Monday by warden Ada{number}, and {number * 37} people watched it happen."
    )
    return {"id": f"quay-{number}", "title": f"Quay {number}", "text": text, "published": "2024-02-20", **more}


def page(name: str = "ask", **query: str):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    if name != "ask":
        at.switch_page(f"screens/{name}.py").run()
    assert not at.exception, at.exception
    return at


def press(at, name: str) -> None:
    next(b for b in at.button if b.label == name).click().run()
    assert not at.exception, at.exception


def test_the_name_of_an_outlet_is_no_markdown_in_the_label_of_the_filters(add):
    add(quay(1, source=IMAGE))
    at = page()
    at.multiselect(key="outlets").set_value([IMAGE]).run()
    labels = [p.proto.popover.label for p in at.get("popover")]
    assert any(label.startswith("Filters: ") for label in labels)
    assert not any("![" in label or "](" in label for label in labels)


def test_old_news_can_be_chosen_in_the_filters(add):
    add(quay(1))
    days = page().date_input
    assert len(days) > 0
    assert all(chosen.min <= date(1950, 1, 1) for chosen in days)


def test_an_answer_about_a_time_before_the_calendar_is_shown_with_its_days(add, settings, states):
    add(quay(1))
    window = {"since": "1850-03-01T00:00:00Z", "until": "1850-04-01T00:00:00Z", "from": "in March 1850"}
    body = states.body(window=window)
    history = History(settings.home / "history.sqlite3")
    history.keep(Kept("old", "local", datetime(2024, 2, 25, tzinfo=UTC), body["question"], None, json.dumps(body)))
    history.close()
    days = {d.label: d for d in page(answer="old").date_input}
    assert (days["From"].value, days["Until"].value) == (date(1850, 3, 1), date(1850, 3, 31))
    assert days["From"].max >= date(2024, 2, 25)


def test_the_last_page_of_the_library_is_left_with_its_last_article(add):
    add(*(quay(n) for n in range(26)))
    at = page("library")
    at.number_input[0].set_value(2).run()
    press(at, "Remove")
    assert any("25 articles, page 1 of 1" in m.value for m in at.markdown)
    assert sum(b.label == "Remove" for b in at.button) == 25


def test_each_of_several_removed_articles_can_be_put_back(add):
    add(quay(1), quay(2))
    at = page("library")
    press(at, "Remove")
    press(at, "Remove")
    assert not any(b.label == "Remove" for b in at.button)
    press(at, "Undo")
    press(at, "Undo")
    assert sum(b.label == "Remove" for b in at.button) == 2


def test_what_another_process_keeps_from_being_removed_is_not_called_removed(add, settings):
    from rag.index.lock import WriterLock

    add(quay(1))
    at = page("library")
    with WriterLock(settings.home):
        press(at, "Remove")
    assert any("another process is writing" in e.value for e in at.error)
    assert not any("Removed" in w.value for w in at.warning)
    press(at, "Remove")
    assert any("Removed" in w.value for w in at.warning)


def test_a_pasted_text_is_not_lost_while_something_else_is_added(add):
    from ui.desk import shared

    add(quay(1))
    at = page("library")
    goes_on = threading.Event()
    assert shared().tasks.start("Adding files", 1, lambda: iter([goes_on.wait(60)][:0]))
    try:
        at.text_input(key="paste-title-0").set_value("Ferry")
        at.text_area(key="paste-text-0").set_value("The ferry sank on Monday.")
        press(at, "Add this text")
        assert any("Try again when it is done" in w.value for w in at.warning)
        assert at.text_area(key="paste-text-0").value == "The ferry sank on Monday."
        press(at, "Remove")
        assert any("Try again when it is done" in w.value for w in at.warning)
    finally:
        goes_on.set()


def test_a_fault_of_the_library_is_told_with_what_to_do(monkeypatch):
    from rag.errors import StoreError
    from rag.service import Newsdesk

    def broken(*_: object) -> None:
        raise StoreError("sample not added", why="the disk is full", fix="Make room.")

    monkeypatch.setattr(Newsdesk, "ingest", broken)
    at = page()
    press(at, "Add the sample news")
    assert any("the disk is full" in e.value for e in at.error)


def test_versions_tell_the_words_that_changed(add):
    add(quay(1, text="The vote on the quay was 41 to 39.\n\nNobody *spoke* against it."))
    add(quay(1, text="The vote on the quay was 42 to 38.\n\nNobody *spoke* against it."))
    told = [m.value for m in page("article", id="quay-1").markdown if ": was: " in m.value or ": now: " in m.value]
    assert told == [
        ":material/remove: was: The vote on the quay was ~~41~~ to ~~39\\.~~",
        ":material/add: now: The vote on the quay was **42** to **38\\.**",
    ]


def test_an_article_written_anew_shows_the_first_of_its_changes(add, monkeypatch):
    for word in ("Then", "Now"):
        add(quay(1, text="\n\n".join(f"{word} {n}: the water rose near the bridge." for n in range(150))))
    at = page("article", id="quay-1")
    assert sum(" now: " in m.value or " was: " in m.value for m in at.markdown) == 200
    assert any("these are the first 200" in m.value for m in at.markdown)


@pytest.mark.parametrize(
    ("zone", "published", "now", "day"),
    [
        ("America/Los_Angeles", "2024-02-25T04:00:00Z", "2024-02-25T05:00:00Z", date(2024, 2, 24)),
        ("Asia/Tokyo", "2024-02-24T16:00:00Z", "2024-02-24T20:00:00Z", date(2024, 2, 25)),
        ("Asia/Tokyo", "2024-02-24T10:00:00Z", "2024-02-26T20:00:00Z", date(2024, 2, 24)),
        ("America/Los_Angeles", "2024-02-24", "2024-02-26T20:00:00Z", date(2024, 2, 24)),
    ],
)
def test_the_day_of_the_newest_article_is_that_of_the_readers_zone(add, monkeypatch, zone, published, now, day):
    add(quay(1, published=published))
    monkeypatch.setenv("DATELINE_TIMEZONE", zone)
    monkeypatch.setenv("DATELINE_AS_OF", now)
    at = page("brief")
    assert at.date_input[0].value == day
    press(at, "Make this brief")
    deadline = threading.Event()
    for _ in range(200):
        if at.run().expander and any("1 articles" in m.value for m in at.markdown):
            return
        deadline.wait(0.05)
    raise AssertionError("the brief of that day does not have the article")


def test_a_question_that_is_too_long_is_still_in_its_box_with_the_reason_beside_it(page, server):
    from playwright.sync_api import expect

    page.goto(server.url)
    box = page.get_by_label("Your question")
    words = "What did the harbour master say about the crane? " * 14
    box.click()
    page.keyboard.insert_text(words)  # as a paste does: all at once
    box.press("Enter")
    page.get_by_text("at most 500 characters").wait_for()
    expect(box).to_have_value(words)


def test_a_very_long_article_is_read_in_parts_and_opens_at_the_part_that_is_cited(add):
    text = "\n\n".join(f"Entry {n}: the water stood at {n} centimetres below the bridge." for n in range(4_000))
    add(quay(1, text=text))
    at = page("article", id="quay-1")
    assert at.number_input[0].value == 1
    assert any("is shown in 2 parts" in m.value for m in at.markdown)
    start = text.index("Entry 3900")
    assert page("article", id="quay-1", start=str(start), end=str(start + 10)).number_input[0].value == 2
