"""Who may come in, and as whom: what cannot be read lets nobody in, and an unproven address is nobody's key."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
LOGIN = '[auth]\nredirect_uri = "http://127.0.0.1/oauth2callback"\n'


class User(dict):
    is_logged_in = True


@pytest.fixture
def start(pages_in_this_process, monkeypatch, tmp_path):
    """Return what opens the app beside a file of secrets with this content."""
    from streamlit import config
    from streamlit.runtime.secrets import secrets_singleton
    from streamlit.testing.v1 import AppTest

    file = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")

    def begin(content):
        if content is not None:
            file.write_bytes(content.encode())
        config.set_option("secrets.files", [str(file)])
        secrets_singleton._reset()
        return AppTest.from_file(APP, default_timeout=60).run()

    yield begin
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


@pytest.mark.parametrize("content", [LOGIN + "cookie_secret = 'not closed\n", LOGIN + "a = 1\na = 2\n", "[auth\n"])
def test_a_damaged_file_of_secrets_lets_nobody_in(start, content):
    at = start(content)
    assert not at.exception, at.exception
    assert ["nobody can log in" in e.value for e in at.error] == [True]
    assert [t.value for t in at.title] == []


def test_a_list_of_people_without_a_login_lets_nobody_in(start, monkeypatch, tmp_path):
    monkeypatch.setenv("APP_PEOPLE_FILE", str(tmp_path / "people.txt"))
    for content in (None, "[Auth]\n"):
        at = start(content)
        assert ["no login is set up" in e.value for e in at.error] == [True]
        assert [t.value for t in at.title] == []


@pytest.mark.parametrize("content", [None, "other = 1\n"])
def test_without_a_login_everybody_at_this_machine_comes_in(start, content):
    assert [t.value for t in start(content).title] == ["Ask the news"]


def test_a_list_that_cannot_be_read_is_told_and_one_with_a_mark_of_its_encoding_is_read(monkeypatch, tmp_path):
    from rag.errors import PrerequisiteError
    from ui.login import _may

    people = tmp_path / "people.txt"
    monkeypatch.setenv("APP_PEOPLE_FILE", str(people))
    with pytest.raises(PrerequisiteError, match="cannot be read"):
        _may("ada@example.org", proven=True)
    people.write_text("\ufeffAda@example.org\n", "utf-8")
    assert _may("ada@example.org", proven=True)
    assert not _may("ada@example.org", proven=False)
    assert not _may("", proven=True)


@pytest.mark.parametrize(
    ("claims", "known_as"),
    [
        ({"sub": "1", "email": "ada@example.org", "email_verified": True}, "ada@example.org"),
        ({"sub": "1", "email": "ada@example.org"}, "ada@example.org"),
        ({"sub": "2", "email": "ada@example.org", "email_verified": False}, "2"),
        ({"sub": "2", "email": "ada@example.org", "email_verified": "false"}, "2"),
        ({"sub": "3"}, "3"),
    ],
)
def test_an_address_that_is_not_proven_opens_nobody_elses_history(monkeypatch, claims, known_as):
    import ui.desk as desk

    monkeypatch.setattr(desk, "st", SimpleNamespace(user=User(claims)))
    assert desk.owner() == known_as
