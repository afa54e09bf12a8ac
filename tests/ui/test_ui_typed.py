"""What a reader types or pastes: nothing of it is lost without a word."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rag.service import open_newsdesk
from rag.types import BriefRequest
from ui.evaluation.kept_cases import keep_case, merge_cases, read_cases
from ui.parts.limits import web_address

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
LONG = "What did the harbour master say about the crane? " * 14

pytestmark = pytest.mark.usefixtures("pages_in_this_process")


@pytest.fixture
def stocked(sample, embedder, clock):
    with open_newsdesk(sample, embedder=embedder, clock=clock) as desk:
        desk.brief(BriefRequest(day=date(2024, 2, 24)))


def page(name, **address):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    for key, value in address.items():
        at.query_params[key] = value
    at.run()
    if name != "ask":
        at.switch_page(f"screens/{name}.py").run()
    return at


def pressed(at, name):
    next(b for b in at.button if b.label == name).click().run()
    assert not at.exception, at.exception
    return [e.value for e in at.error]


def test_no_box_drops_a_long_paste(stocked):
    for name in ("ask", "library", "brief"):
        at = page(name)
        assert [t.label for t in at.text_input if t.proto.max_chars] == []


@pytest.mark.parametrize("name", ["ask", "brief"])
def test_a_question_that_is_too_long_stays_in_its_box_with_the_reason(stocked, name):
    at = page(name)
    box = next(t for t in at.text_input if t.label == "Your question")
    key = box.key
    box.set_value(LONG)
    assert ["at most 500 characters" in e for e in pressed(at, "Ask")] == [True]
    assert at.text_input(key=key).value == LONG
    assert "answer" not in at.query_params
    at.text_input(key=key).set_value("What did Lavrov say?")
    assert pressed(at, "Ask") == []


def test_an_answer_says_which_outlets_alone_it_was_asked_of_and_still_does_at_its_link(stocked):
    at = page("ask")
    next(m for m in at.multiselect if m.label == "Outlets").set_value(["The Meridian Review"])
    next(t for t in at.text_input if t.label == "Your question").set_value("Who won the downhill ski race?")
    assert pressed(at, "Ask") == []
    while "Ask again" not in [b.label for b in at.button]:
        at.run()
    again = page("ask", answer=at.query_params["answer"])
    for shown in (at, again):
        assert "Only articles of: The Meridian Review" in "\n".join(m.value for m in shown.markdown)


def test_a_title_that_is_too_long_is_refused_with_the_reason_and_stays(stocked):
    at = page("library")
    title = next(t for t in at.text_input if t.label == "Title")
    title.set_value(LONG)
    at.text_area[0].set_value("The crane of the harbour was lowered on Monday.")
    assert ["at most 300 characters" in e for e in pressed(at, "Add this text")] == [True]
    assert next(t for t in at.text_input if t.label == "Title").value == LONG
    assert at.text_area[0].value


@pytest.mark.parametrize("typed", ["/etc/hosts", "-", "~/notes", "file:///etc/hosts", "C:\\memo", "notes"])
def test_a_file_of_the_machine_and_its_input_are_no_web_address(stocked, tmp_path, typed):
    secret = tmp_path / "memo.txt"
    secret.write_text("Fourteen people of the crane works will be laid off on Monday, the memo says.", "utf-8")
    for words in (typed, str(secret), str(tmp_path)):
        at = page("library")
        next(t for t in at.text_input if t.label == "Web address of an article").set_value(words)
        assert ["no web address" in e for e in pressed(at, "Add this page")] == [True]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" https://coast.example/a ", "https://coast.example/a"),
        ("www.coast.example/a?b=1", "https://www.coast.example/a?b=1"),
        ("coast.example", "https://coast.example"),
        ("HTTP://127.0.0.1:9/x", "HTTP://127.0.0.1:9/x"),
        ("https://", None),
        ("the harbour. today", None),
        ("https://coast.example/a b", None),
    ],
)
def test_an_address_may_be_typed_without_its_scheme(typed, meant):
    assert web_address(typed) == meant


def case(n, **more):
    return json.dumps({"id": f"c{n}", "question": f"Question {n}?", "expect": "any"} | more)


def file_of(*lines):
    return "".join(f"{line}\n" for line in lines)


def cases_box(at):
    return next(t for t in at.text_area if t.label == "Cases")


def test_an_edit_of_the_cases_survives_that_the_file_changes_meanwhile(stocked, settings):
    kept = settings.home / "cases.jsonl"
    kept.write_text(file_of(case(1), case(2)), "utf-8")
    at = page("evaluation")
    keep_case(settings.home, json.loads(case(3)))  # in another tab
    at.run()
    cases_box(at).set_value(file_of(case(1, note="mine"), case(2)))
    assert pressed(at, "Keep") == []
    assert kept.read_text("utf-8") == file_of(case(1, note="mine"), case(2), case(3))
    assert cases_box(at).value == kept.read_text("utf-8")
    cases_box(at).set_value("{broken\n")
    assert ["Nothing was changed" in e for e in pressed(at, "Keep")] == [True]
    assert cases_box(at).value == "{broken\n"
    assert kept.read_text("utf-8") == file_of(case(1, note="mine"), case(2), case(3))


@pytest.mark.parametrize(
    ("now", "edited", "merged"),
    [
        ((case(1), case(2)), (case(2),), (case(2),)),  # removed here
        ((case(2),), (case(1), case(2)), (case(2),)),  # removed elsewhere
        ((case(1), case(2), case(3)), (case(2), case(4)), (case(2), case(4), case(3))),
        ((case(1, note="theirs"), case(2)), (case(1, note="mine"), case(2)), (case(1, note="mine"), case(2))),
        ((case(1, note="theirs"), case(2)), (case(1), case(2)), (case(2), case(1, note="theirs"))),
        ((case(1), case(2)), (), ()),
    ],
)
def test_what_came_and_went_elsewhere_is_merged_with_an_edit(tmp_path, now, edited, merged):
    (tmp_path / "cases.jsonl").write_text(file_of(*now), "utf-8")
    assert merge_cases(tmp_path, file_of(case(1), case(2)), file_of(*edited)) == file_of(*merged)
    assert read_cases(tmp_path) == file_of(*merged)
    assert [p.name for p in tmp_path.iterdir()] == ["cases.jsonl"]
