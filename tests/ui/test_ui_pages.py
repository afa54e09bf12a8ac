"""Every page in its states, run in this process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rag.sample import path
from rag.service import open_newsdesk
from rag.types import BriefRequest

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch, settings, embedder):
    import streamlit as st

    import rag.service.models as models

    st.cache_resource.clear()
    st.cache_data.clear()
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_LLM", "none")
    monkeypatch.setenv("DATELINE_TIMEZONE", "UTC")
    monkeypatch.setenv("DATELINE_AS_OF", "2024-02-25T09:00:00Z")
    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    yield
    st.cache_resource.clear()


def page(name: str):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(APP, default_timeout=60)
    at.run()
    if name != "ask":
        at.switch_page(f"screens/{name}.py").run()
    assert not at.exception, at.exception
    return at


def test_an_empty_library_offers_the_sample():
    at = page("ask")
    assert "Add the sample news" in [b.label for b in at.button]


@pytest.fixture
def stocked(settings, embedder, clock):
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        list(desk.ingest([str(path())]))


def test_the_landing_page_has_a_box_and_three_suggestions(stocked):
    at = page("ask")
    assert [t.label for t in at.text_input] == ["Your question"]
    assert sum("What " in b.label for b in at.button) == 3


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
    assert "In short" in [h.value for h in at.subheader]
    assert "Articles, copies, timeline" in [e.label for e in at.expander]
    assert any("Nothing on **Atlantis**" in m.value for m in at.markdown)
    assert at.text_area[0].value == "Atlantis"
