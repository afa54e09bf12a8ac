"""Every page in its states, run in this process."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag.service import open_newsdesk
from rag.store.history import History, Kept
from rag.types import BriefRequest, Question

LAVROV = "What did Lavrov say about the intergovernmental commission?"
APP = str(Path(__file__).parents[2] / "ui" / "app.py")


pytestmark = pytest.mark.usefixtures("pages_in_this_process")


def page(name: str):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    at.run()
    if name != "ask":
        at.switch_page(f"screens/{name}.py").run()
    assert not at.exception, at.exception
    return at


def answer(name: str):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["answer"] = name
    at.run()
    assert not at.exception, at.exception
    return at


def words(at) -> str:
    """Return all that the page says, without the escapes of Markdown."""
    shown = [*at.markdown, *at.warning, *at.info, *at.error, *at.header]
    return "\n".join([e.value for e in shown] + [e.label for e in at.expander]).replace("\\", "")


SAYS = {
    "answered": ("told the inquiry on Friday.", "Found: 4 reports, 1 of them independent, 3 copies"),
    "partial": ("Not in the sources: who is the mayor of Osk",),
    "withheld": ("2 sentences withheld", "number not in the sources: 40"),
    "abstained": ("The sources do not say.", "of 23 February 2024", "The nearest things that the sources say"),
    "unsupported": ("could not be verified", "1 sentence withheld"),
    "no-model": ("The language model is not at hand.", "the model file is missing"),
    "quoted": ("Who said what (1)", "Anselm Korda", "“I am not a brave man”"),
    "differing": ("The sources differ", "| 14 were hurt. | Radio Sondreya | 23 February 2024, 15:30 UTC |"),
    "nothing-of-that-name": ("There is no such answer here",),
}


@pytest.mark.parametrize("name", SAYS)
def test_every_state_of_an_answer_says_what_it_is(stocked, settings, states, name):
    states.keep(settings.home)
    said = words(answer(name))
    for part in SAYS[name]:
        assert part in said


def test_a_question_that_ends_while_its_page_is_drawn_is_not_listed_as_under_way(
    stocked, settings, states, monkeypatch
):
    from rag.store.history import History
    from ui.work.jobs import Jobs

    states.keep(settings.home)
    seen = []
    get, recent = History.get, History.recent
    monkeypatch.setattr(History, "get", lambda self, *a: (seen.append(1), get(self, *a))[1])
    monkeypatch.setattr(History, "recent", lambda self, *a: recent(self, *a) if seen else ())
    monkeypatch.setattr(Jobs, "open", lambda *_: () if seen else (("answered", "Under way?"),))
    at = answer("answered")
    listed = [link.proto.label for link in at.sidebar.get("page_link")]
    assert not any("Under way" in words for words in listed)
    assert any("Who found the crack" in words for words in listed)


def test_an_answer_that_says_that_nothing_is_said_says_it_once(stocked, settings, states):
    states.keep(settings.home)
    assert "do not say this" not in words(answer("abstained"))


def test_how_many_reports_were_found_stands_with_the_evidence_and_not_with_an_answer(stocked, settings, states):
    states.keep(settings.home)
    at = answer("answered")
    within = [m.value for e in at.expander if e.label.startswith("Evidence") for m in e.markdown]
    everywhere = [m.value for m in at.markdown if "4 reports" in m.value]
    assert everywhere
    assert everywhere == [m for m in within if "4 reports" in m]
    assert "4 reports" not in words(answer("abstained"))


@pytest.mark.parametrize(
    ("state", "ahead", "draft", "error", "says"),
    [
        ("waiting", 3, "", None, "Waiting: 3 before this one"),
        ("running", 0, "", None, "Writing from the evidence"),
        ("running", 0, "It fell on Saturday", None, "Checking: It fell on Saturday"),
        ("running", 0, "قال الوزير", None, "Checking: \u2068قال الوزير\u2069"),
        ("failed", 0, "", "No answer: the server is away. Try later.", "the server is away"),
    ],
)
def test_a_question_under_way_shows_its_place_its_evidence_and_its_failure(
    stocked, states, monkeypatch, state, ahead, draft, error, says
):
    from ui.work.jobs import Jobs, Progress

    so_far = states.body(status="partial", sentences=[], citations=[]) if state == "running" else None
    now = Progress(state, "Who fell?", "Who fell?", ahead, so_far, draft, error)
    monkeypatch.setattr(Jobs, "progress", lambda *_: now)
    monkeypatch.setattr(Jobs, "first_sight", lambda *_: now)
    at = answer("job")
    assert says in words(at)
    assert ("Evidence (1 sentence)" in [e.label for e in at.expander]) is (state == "running")
    assert ("Stop" in [b.label for b in at.button]) is (state != "failed")
    assert ("Ask again" in [b.label for b in at.button]) is (state == "failed")


def test_an_answer_sets_off_the_words_of_its_time_and_says_how_much_evidence_is_not_shown(stocked, settings, states):
    window = {"since": "2024-02-19T00:00:00Z", "until": "2024-02-20T00:00:00Z", "from": "يوم الاثنين"}
    body = states.body(window=window, evidence=[states.NEAR] * 33)
    history = History(settings.home / "history.sqlite3")
    history.keep(Kept("many", "local", datetime(2024, 2, 25, tzinfo=UTC), body["question"], None, json.dumps(body)))
    history.close()
    at = answer("many")
    assert "and 3 more that are less near; the 30 nearest are shown." in words(at)
    told = next(p.proto.popover.label for p in at.get("popover") if "Time" in p.proto.popover.label)
    assert told == "Time understood: \u2068يوم الاثنين\u2069 (19 February 2024)"


def test_an_empty_library_offers_the_sample():
    at = page("ask")
    assert "Add the sample news" in [b.label for b in at.button]


def test_who_adds_the_sample_is_told_how_far_it_is(monkeypatch):
    from rag.service import Newsdesk
    from rag.types import Ingested
    from ui.desk import shared

    at, told, seen = page("ask"), [], threading.Event()
    monkeypatch.setattr("streamlit.delta_generator.DeltaGenerator.progress", noting(told, seen))

    def slowly(*_args, **_kinds):
        yield Ingested("one", "added")
        assert seen.wait(10)  # the reader has been told of the first
        yield Ingested("two", "added")

    monkeypatch.setattr(Newsdesk, "ingest", slowly)
    next(b for b in at.button if b.label == "Add the sample news").click().run()
    assert not at.exception, at.exception
    assert "Adding the sample news: 1 of 61" in told
    assert not shared().tasks.state().running


def noting(told, seen):
    """Return what stands in for a bar of progress: it keeps its words, and says when one thing is done."""

    def progress(bar, _share, text):
        told.append(text)
        if ": 1 of" in text:
            seen.set()
        return bar

    return progress


def test_the_link_of_an_answer_leads_to_it_when_the_library_is_empty(settings, states):
    states.keep(settings.home)
    said = words(answer("answered"))
    assert "told the inquiry on Friday." in said
    assert "There are no articles yet" in said


@pytest.fixture
def stocked(sample):
    return sample


def test_the_landing_page_has_a_box_and_three_suggestions(stocked):
    at = page("ask")
    assert [t.label for t in at.text_input] == ["Your question"]
    assert sum("What " in b.label for b in at.button) == 3


def test_what_each_level_of_sureness_meant_is_said_beside_its_switch_as_in_the_documents(stocked):
    results = " ".join((Path(APP).parents[1] / "docs" / "results.md").read_text("utf-8").replace("*", "").split())
    shown = words(page("ask"))
    for said, written in (("Show more", "low"), ("Normal", "normal"), ("Only the surest", "high")):
        told = re.search(rf"{said} (answers \d+ and is wrong on \d+)", shown)
        assert told
        assert f"{written} {told.group(1)}" in results


@pytest.mark.parametrize("name", ["ask", "status"])
def test_a_model_that_is_being_fetched_shows_how_far_it_is_and_questions_are_answered_meanwhile(
    stocked, monkeypatch, tmp_path, name
):
    from ui.desk import shared
    from ui.work.loading import Loader, Loading

    monkeypatch.setenv("DATELINE_LLM", "embedded")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "empty"))
    monkeypatch.setenv("DATELINE_OFFLINE", "1")
    monkeypatch.setattr(Loader, "begin", lambda _: None)
    monkeypatch.setattr(Loader, "state", lambda _: Loading("embedded", True, 120_000_000, 480_000_000))
    at = page(name)
    assert ["120 of 480 MB" in bar.proto.text for bar in at.get("progress")] == [True]
    parts = shared()
    job = parts.jobs.ask(Question(LAVROV, parts.desk.now()), asked=LAVROV, owner="local")
    for _ in range(1000):
        if parts.jobs.progress(job, "local").state == "done":
            break
        threading.Event().wait(0.01)
    body = parts.jobs.progress(job, "local").body
    assert body["sentences"]
    assert body["trace"]["llm"] == "none"


@pytest.mark.parametrize("name", ["library", "status", "brief", "evaluation", "article"])
def test_every_page_opens(stocked, name):
    assert page(name).title


@pytest.mark.parametrize("name", ["library", "status"])
def test_pages_open_on_an_empty_library(name):
    assert page(name).title


def test_a_made_brief_is_shown_with_its_sources_and_what_is_behind_each_story(stocked, settings, embedder, clock):
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        desk.store.briefs.watch("Atlantis", desk.now())
        desk.brief(BriefRequest(day=date(2024, 2, 24)))
    at = page("brief")
    assert "In short" in [h.value for h in at.header]
    assert "Articles, copies, timeline" in [e.label for e in at.expander]
    assert any("Nothing on **Atlantis**" in m.value for m in at.markdown)
    assert at.text_area[0].value == "Atlantis"


def test_a_run_shows_its_measures_its_risk_and_the_cases_that_went_wrong(stocked, settings):
    folder = settings.home / "results" / "20240225T090000Z_sample_none"
    folder.mkdir(parents=True)
    rows = [
        {
            "id": str(n), "question": f"Question {n}?", "answers": ["it"], "scores": {"right": right, "contains": right},
            "answer": {"sentences": [{"text": "It is.", "citations": [1], "support": s}], "citations": [{"text": "So."}]},
        }
        for n, (s, right) in enumerate([(0.9, 1), (0.8, 0)])
    ]  # fmt: skip
    metrics = {"contains": {"value": 0.5, "n": 2, "unscored": 0, "ci_low": 0.1, "ci_high": 0.9}}
    manifest = {"suite": "sample", "system": "dateline", "llm": "none", "cases": ["0", "1"]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "summary.json").write_text(json.dumps({"metrics": metrics}))
    (folder / "samples.jsonl").write_text("\n".join(json.dumps(r) for r in rows))
    at = page("evaluation")
    shown = [e.label for e in at.expander]
    assert "Risk against coverage" in shown
    assert any("Question 1" in label for label in shown)
    assert not any("Question 0" in label for label in shown)


def test_status_says_that_text_leaves_the_machine_and_where_a_missing_model_is_to_be_had(stocked, monkeypatch):
    import rag.service.doctor as doctor
    from ui.work.loading import Loader, Loading

    problem = doctor.Problem("index is behind", "it was built from other articles", "Run dateline reindex.")
    monkeypatch.setattr(doctor, "examine", lambda _: doctor.Findings({}, (problem,)))
    monkeypatch.setenv("DATELINE_LLM", "openai:gpt-5.4")
    monkeypatch.setattr(Loader, "begin", lambda _: None)
    monkeypatch.setattr(Loader, "state", lambda _: Loading("openai:gpt-5.4", False, why="no key is set"))
    at = page("status")
    said = words(at)
    assert "sent to the provider" in said
    assert "no key is set" in said
    assert "index is behind" in said
    assert {"Try to fetch it again", "Rebuild the index now"} <= {b.label for b in at.button}


def test_status_changes_the_model_and_says_that_nothing_leaves_the_machine(stocked, monkeypatch):
    import rag.service.doctor as doctor

    monkeypatch.setattr(doctor, "examine", lambda _: doctor.Findings({}, ()))
    at = page("status")
    assert any("No text leaves" in s.value for s in at.success)
    at.selectbox[0].select("none")
    next(b for b in at.button if b.label == "Use it, with a test question").click().run()
    assert not at.exception


def test_the_search_of_the_library_is_kept_when_the_reader_comes_back_from_an_article(stocked):
    at = page("library")
    at.text_input(key="library-words").set_value("bridge").run()
    at.selectbox(key="library-order").select("Title").run()
    at.switch_page("screens/article.py").run()
    at.switch_page("screens/library.py").run()
    assert (at.text_input(key="library-words").value, at.selectbox(key="library-order").value) == ("bridge", "Title")


def test_a_pasted_page_is_read_for_its_title_and_date_when_none_is_typed(stocked, settings, embedder, clock):
    at = page("library")
    text = (
        "Qumranet opens its archive\n\nBy Ana Reed\n\nFebruary 20, 2024\n\n"
        "The Qumranet archive opened its doors to readers on Tuesday morning, its keeper said.\n\n"
        "Some four thousand scrolls can be read there, and admission is free until the end of March.\n"
    )
    at.text_area[0].set_value(text)
    next(b for b in at.button if b.label == "Add this text").click().run()
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        for _ in range(600):
            found = desk.store.page(words="Qumranet", limit=5).rows
            if found:
                break
            threading.Event().wait(0.05)
    assert [(r.title, r.published.iso() if r.published else "") for r in found] == [
        ("Qumranet opens its archive", "2024-02-20")
    ]


def test_days_that_only_rank_are_not_told_as_if_nothing_else_were_shown(stocked, settings, states):
    from rag.cli.json_out import window
    from rag.types import Window

    week = (datetime(2024, 2, 12, tzinfo=UTC), datetime(2024, 2, 19, tzinfo=UTC))
    history = History(settings.home / "history.sqlite3")
    for name, strict in (("soft", False), ("strict", True)):
        body = states.body(window=window(Window(*week, "last week", strict=strict)))
        history.keep(Kept(name, "local", datetime(2024, 2, 25, tzinfo=UTC), body["question"], None, json.dumps(body)))
    history.close()
    chips = {
        name: next(p.proto.popover.label for p in answer(name).get("popover") if "Time" in p.proto.popover.label)
        for name in ("soft", "strict")
    }
    days = "Time understood: last week (12 February 2024 to 18 February 2024"
    assert chips == {"soft": f"{days}, other days too)", "strict": f"{days})"}
