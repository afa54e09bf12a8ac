"""Changing the language model on the Status page; no model is fetched or run."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import DatelineError, UsageError
from rag.service import open_newsdesk
from ui.work.loading import Loader

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


@pytest.mark.parametrize("name", ["blurb", "embedded:huge", "openai:", "nowhere:model", "openai:gpt-5.4"])
def test_a_model_that_cannot_be_used_is_refused_and_the_former_stays_in_use(
    settings, embedder, clock, monkeypatch, name
):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        former, loader = desk.llm, Loader(desk)
        with pytest.raises(DatelineError):
            loader.change(name)
        assert desk.llm == former
        assert not loader.state().running
        assert loader.state().name == former


@pytest.fixture
def status(pages_in_this_process, monkeypatch):
    from streamlit.testing.v1 import AppTest

    import rag.service.doctor as doctor

    seen = []

    def examine(read):
        seen.append(read().llm)
        return doctor.Findings({}, ())

    monkeypatch.setattr(doctor, "examine", examine)
    at = AppTest.from_file(APP, default_timeout=60)
    at.run()
    at.switch_page("screens/status.py").run()
    return at, seen


def test_the_page_says_why_a_model_was_not_taken_and_what_is_in_use(status, monkeypatch):
    import rag.service.models as models

    at, _ = status
    fault = UsageError("language model 'blurb' unknown", why="it is none of ours", fix="Use another.")
    monkeypatch.setattr(models, "name_chat", lambda _: (_ for _ in ()).throw(fault))
    at.selectbox[0].select("none")
    next(b for b in at.button if b.label == "Use it, with a test question").click().run()
    assert not at.exception
    (said,) = (e.value.replace("\\", "") for e in at.error)
    assert "'blurb' unknown" in said
    assert "Questions go on with none." in said
    assert any("none: the sources' own sentences" in m.value.replace("\\", "") for m in at.markdown)


def test_health_looks_at_the_model_in_use(status, monkeypatch):
    from ui.desk import shared

    at, seen = status
    monkeypatch.setattr(type(shared().desk), "llm", property(lambda _: "embedded:small"))
    at.run()
    assert seen == ["none", "embedded:small"]


def test_a_name_that_is_typed_picks_only_what_begins_with_it(status):
    at, _ = status
    modes = type(at.selectbox[0].proto).DESCRIPTOR.fields_by_name["filter_mode"].enum_type
    assert "PREFIX" in modes.values_by_number[at.selectbox[0].proto.filter_mode].name


def test_to_try_again_to_fetch_a_model_waits_for_the_question_that_is_being_answered(status, monkeypatch):
    from ui.desk import shared
    from ui.work.loading import Loading

    at, _ = status
    between, loader = [], type(shared().model)
    monkeypatch.setattr(loader, "state", lambda _: Loading("none", False, why="the network is away"))
    monkeypatch.setattr(loader, "change", lambda *_: between.append(shared().jobs._turn.locked()))
    at.run()
    next(b for b in at.button if b.label == "Try to fetch it again").click().run()
    assert not at.exception
    assert between == [True]
