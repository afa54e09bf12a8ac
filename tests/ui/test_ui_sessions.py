"""Several tabs and pages at once: nobody's work is lost, doubled or asked for without end."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from rag.service import open_newsdesk
from rag.service.newsdesk import Newsdesk
from rag.types import BriefRequest, Question
from ui.work.tasks import Tasks

APP = str(Path(__file__).parents[2] / "ui" / "app.py")

pytestmark = pytest.mark.usefixtures("pages_in_this_process")


@pytest.fixture
def stocked(sample, embedder, clock):
    with open_newsdesk(sample, embedder=embedder, clock=clock) as desk:
        desk.brief(BriefRequest(day=date(2024, 2, 24)))


@pytest.fixture
def busy():
    """Return the app's tasks while one of them is running, until the test ends."""
    from ui.desk import shared

    go = threading.Event()

    def work():
        go.wait(60)
        yield from ()

    tasks = shared().tasks
    assert tasks.start("Adding files", None, work)
    yield tasks
    go.set()
    tasks.wait()


def page(name):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    at.run()
    if name != "ask":
        at.switch_page(f"screens/{name}.py").run()
    assert not at.exception, at.exception
    return at


def press(at, name):
    next(b for b in at.button if b.label == name).click().run()
    assert not at.exception, at.exception


def test_a_watchlist_that_changed_elsewhere_meanwhile_keeps_both_changes(stocked):
    from ui.desk import shared

    briefs = shared().briefs
    briefs.watch("Cuba\nharbour")
    at = page("brief")
    briefs.watch("harbour\nferries")  # in another tab: one came, one went
    at.run()
    at.text_area[0].set_value("Cuba\nharbour\nbridge")
    press(at, "Keep")
    assert sorted(briefs.watched()) == ["bridge", "ferries", "harbour"]
    assert sorted(at.text_area[0].value.split("\n")) == ["bridge", "ferries", "harbour"]
    at.text_area[0].set_value("bridge")
    press(at, "Keep")
    assert briefs.watched() == ("bridge",)


def test_a_question_on_a_story_whose_answer_is_gone_says_so_and_does_not_ask_for_ever(stocked, monkeypatch):
    at = page("brief")
    runs = []
    monkeypatch.setattr("ui.work.jobs.Jobs.progress", lambda *_: runs.append(1))
    story = next(b for b in at.text_input if b.label == "Your question")
    at.session_state[story.key.removeprefix("words-")] = "no-longer-here"
    at.run()
    assert not at.exception, at.exception
    assert ["not here any more" in w.value for w in at.warning] == [True]
    assert len(runs) == 1


def test_files_that_were_taken_in_leave_the_box(stocked):
    at = page("library")
    body = b"The ferry to Osk was cancelled on Monday because of the wind, its company said."
    at.file_uploader[0].set_value([("ferry.txt", body, "text/plain")]).run()
    press(at, "Add these files")
    assert "Add these files" not in [b.label for b in at.button]


def test_files_that_cannot_be_taken_in_yet_stay_in_the_box(stocked, busy):
    at = page("library")
    at.file_uploader[0].set_value([("ferry.txt", b"The ferry was cancelled.", "text/plain")]).run()
    press(at, "Add these files")
    assert "Add these files" in [b.label for b in at.button]
    assert ["else is running" in w.value for w in at.warning] == [True]


def test_the_page_of_the_library_is_kept_when_the_reader_comes_back_from_an_article(stocked):
    at = page("library")
    at.number_input(key="library-page").set_value(2).run()
    at.switch_page("screens/article.py").run()
    at.switch_page("screens/library.py").run()
    assert at.number_input(key="library-page").value == 2
    assert any("page 2 of" in m.value for m in at.markdown)
    at.text_input(key="library-words").set_value("the").run()
    assert any("page 1 of" in m.value for m in at.markdown)


def problem_of_the_index(monkeypatch):
    import rag.service.doctor as doctor

    problem = doctor.Problem("index is behind", "it was built from other articles", "Run dateline reindex.")
    monkeypatch.setattr(doctor, "examine", lambda _: doctor.Findings({}, (problem,)))


def test_status_rebuilds_the_index_as_the_one_piece_of_work_and_tells_how_it_failed(stocked, monkeypatch):
    from ui.desk import shared

    problem_of_the_index(monkeypatch)
    monkeypatch.setattr(Newsdesk, "reindex", lambda *_: 1 / 0)
    at = page("status")
    press(at, "Rebuild the index now")
    tasks: Tasks = shared().tasks
    tasks.wait()
    assert tasks.state().name == "Rebuilding the index"
    at.run()
    assert ["Something failed" in e.value for e in at.error] == [True]


def test_status_shows_other_work_and_begins_no_rebuild_beside_it(stocked, monkeypatch, busy):
    problem_of_the_index(monkeypatch)
    at = page("status")
    assert ["Adding files" in bar.proto.text for bar in at.get("progress")] == [True]
    assert next(b for b in at.button if b.label == "Rebuild the index now").disabled


def test_the_sample_is_not_added_beside_other_work(busy):
    at = page("ask")
    press(at, "Add the sample news")
    assert ["Something else is being added" in w.value for w in at.warning] == [True]


def test_the_sample_is_added_and_questions_are_suggested():
    at = page("ask")
    press(at, "Add the sample news")
    assert [t.label for t in at.text_input] == ["Your question"]


def test_the_page_stops_looking_for_a_model_that_is_there(stocked, monkeypatch):
    from ui.work.loading import Loader, Loading

    states = iter([Loading("embedded", True, 1, 2), Loading("embedded", False)])
    seen = []

    def state(_):
        seen.append(next(states, Loading("embedded", False)))
        return seen[-1]

    monkeypatch.setattr(Loader, "begin", lambda _: None)
    monkeypatch.setattr(Loader, "state", state)
    at = page("ask")
    assert at.get("progress") == []
    assert [s.running for s in seen] == [True, False, False]  # the page, its fragment, and the page without it


def test_undo_leaves_an_article_alone_that_was_taken_in_again_meanwhile(stocked, tmp_path):
    from ui.desk import shared

    desk = shared().desk
    at = page("library")
    row = desk.store.page(limit=1).rows[0]
    stored, versions = desk.store.article(row.id), desk.store.versions(row.id)
    at.button(key=f"remove-{row.id}").click().run()
    newer = stored.article.text + " The outlet added one more sentence on Monday morning."
    (tmp_path / "newer.jsonl").write_text(json.dumps({"id": row.id, "title": stored.article.title, "text": newer}))
    list(desk.ingest([str(tmp_path / "newer.jsonl")]))
    assert not desk.put_back(stored, versions)  # from a tab that has not seen it yet
    assert desk.store.article(row.id).article.text == newer
    at.run()
    assert "Undo" not in [b.label for b in at.button]


def test_a_past_brief_stays_within_reach_when_the_articles_of_its_day_are_gone(stocked):
    from ui.desk import shared

    desk = shared().desk
    desk.brief(BriefRequest(day=date(2024, 2, 17)))
    for row in desk.store.page(order="oldest", limit=100).rows:
        if row.published and row.published.day <= date(2024, 2, 18):
            desk.remove(row.id)
    at = page("brief")
    at.query_params["date"] = "2024-02-17"
    at.run()
    assert not at.exception, at.exception
    assert at.date_input[0].value == date(2024, 2, 17)
    for row in desk.store.page(limit=100).rows:
        desk.remove(row.id)
    assert page("brief").date_input[0].value == date(2024, 2, 24)


@pytest.mark.parametrize("asked", ["yesterday", "2024-02-30", "20240224"])
def test_the_address_of_a_brief_names_the_day_that_is_shown(stocked, asked):
    at = page("brief")
    at.query_params["date"] = asked
    at.run()
    assert at.query_params["date"] in ("2024-02-24", ["2024-02-24"])


def test_a_filter_that_ends_before_it_begins_is_told_and_the_question_stays(stocked):
    at = page("ask")
    at.date_input(key="since").set_value(date(2024, 2, 24)).run()
    at.date_input(key="until").set_value(date(2024, 2, 20)).run()
    at.text_input(key="question").set_value("What happened to the bridge?")
    press(at, "Ask")
    assert ["ends on 2024-02-20, before it begins" in e.value for e in at.error] == [True]
    assert at.text_input(key="question").value == "What happened to the bridge?"
    next(b for b in at.button if b.label.startswith("What ")).click().run()
    assert ["ends on 2024-02-20, before it begins" in e.value for e in at.error] == [True]
    assert "answer" not in at.query_params


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/cases.jsonl", "--help", "no\0where.jsonl"])
def test_a_file_of_cases_that_is_not_there_is_told(typed):
    from ui.desk import shared

    at = page("evaluation")
    next(t for t in at.text_input if "file of cases" in t.label).set_value(typed)
    press(at, "Run it")
    shared().tasks.wait()
    at.run()
    assert len(at.error) == 1
    assert "Something failed" not in at.error[0].value


def test_the_last_day_of_the_calendar_can_be_asked_for():
    from datetime import UTC

    from ui.ask.asking import _start

    assert _start(date.max, UTC, 1) is None
    assert _start(date.max, UTC, 0).year == 9999


def test_a_question_that_is_given_up_while_it_waits_says_so_at_once(stocked):
    from ui.desk import shared

    jobs, desk = shared().jobs, shared().desk
    with jobs.between():
        at = page("ask")
        job = jobs.ask(Question("Who fell?", desk.now()), asked="Who fell?", owner="local")
        at.query_params["answer"] = job
        at.run()
        press(at, "Stop")
        assert jobs.progress(job, "local").stopping
        assert any("Stopping" in m.value for m in at.markdown)
        assert next(b for b in at.button if b.label == "Stop").disabled
