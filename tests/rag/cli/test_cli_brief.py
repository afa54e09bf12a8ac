"""``dateline brief``: the contract's shape, formats, exit codes."""

from __future__ import annotations

import json

CONTRACT = "schema date window status why stories citations counts minutes trace".split()
STORY = "id headline kind sentences what_changed articles outlets independent importance watch quotes conflicts".split()


def test_json_has_the_shape_of_the_contract(stocked):
    code, text, _ = stocked("brief", "--date", "2024-02-20", "--json")
    brief = json.loads(text)
    assert code == 0
    assert brief["schema"] == "dateline.brief/1"
    assert set(CONTRACT) <= set(brief)
    assert all(set(STORY) <= set(s) for s in brief["stories"])
    for c in brief["citations"]:
        article = json.loads(stocked("article", c["article_id"], "--json")[1])
        assert article["text"][c["start"] : c["end"]] == c["text"]


def test_markdown_is_the_default_and_goes_to_a_file_on_demand(stocked, tmp_path):
    _, text, _ = stocked("brief", "--date", "2024-02-20")
    assert text.startswith("# Brief of Tuesday 20 February 2024")
    assert stocked("brief", "--date", "2024-02-20", "--out", str(tmp_path / "b.md"))[1] == ""
    assert (tmp_path / "b.md").read_text("utf-8") == text


def test_a_bad_date_is_exit_2_and_an_empty_library_exit_3(cli, capsys):
    assert cli("brief", "--date", "soon")[0] == 2
    assert cli("brief", "--since", "2024-02-20", "--until", "2024-02-01")[0] in (2, 3)
    assert cli("brief", "--date", "2024-02-20")[0] == 3


def test_the_number_of_stories_is_capped(stocked):
    brief = json.loads(stocked("brief", "--date", "2024-02-21", "--max-stories", "1", "--json")[1])
    assert len(brief["stories"]) == brief["counts"]["stories"] == 1


def test_the_archive_and_the_watchlist_have_commands(stocked):
    assert stocked("brief", "watch", "Cuba", "Oskaro")[1].split() == ["Cuba", "Oskaro"]
    assert stocked("brief", "watch", "Oskaro", "--remove")[1].split() == ["Cuba"]
    assert stocked("brief", "watch", "Oskaro", "--remove")[0] == 3
    assert json.loads(stocked("brief", "watch", "--json")[1])["watch"] == ["Cuba"]
    _, first, _ = stocked("brief", "--date", "2024-02-20", "--json")
    assert json.loads(first)["watched"][0]["text"] == "Cuba"
    listed = json.loads(stocked("brief", "list", "--json")[1])
    assert [b["id"] for b in listed["briefs"]] == ["2024-02-20"]
    assert stocked("brief", "show", "2024-02-20", "--json")[1] == first
    assert stocked("brief", "show", "2024-02-20", "--again", "--json")[1] == first
    assert stocked("brief", "show", "1999-01-01")[0] == 3
    assert "2024-02-20" in stocked("brief", "list")[1]


def test_why_says_what_put_each_story_in_its_place(stocked):
    _, text, diagnostics = stocked("brief", "--date", "2024-02-21", "--why")
    assert "severity" in diagnostics
    assert "severity" not in text


def test_a_file_that_cannot_be_written_is_exit_4(stocked, tmp_path):
    assert stocked("brief", "--date", "2024-02-20", "--out", str(tmp_path / "no" / "b.md"))[0] == 4


def test_every_format_can_be_written(stocked):
    heads = {
        "html": "<!doctype html>",
        "email": "Subject: Brief of Tuesday",
        "atom": "<?xml",
        "md": "# Brief",
        "json": "{",
    }
    for form, head in heads.items():
        code, text, _ = stocked("brief", "--date", "2024-02-20", "--format", form)
        assert code == 0
        assert text.startswith(head)


def test_mail_needs_a_server_and_a_reader(stocked, monkeypatch):
    assert stocked("brief", "--date", "2024-02-20", "--send")[0] == 2
    assert stocked("brief", "--date", "2024-02-20", "--to", "ada@reader.example")[0] == 2
    monkeypatch.setenv("DATELINE_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DATELINE_SMTP_PORT", "1")
    monkeypatch.setenv("DATELINE_SMTP_TLS", "none")
    monkeypatch.setenv("DATELINE_SMTP_FROM", "brief@desk.example")
    assert stocked("brief", "--date", "2024-02-20", "--to", "nobody")[0] == 2
    code, text, diagnostics = stocked("brief", "--date", "2024-02-20", "--to", "ada@reader.example")
    assert code == 5
    assert text.startswith("# Brief")
    assert "queued" in diagnostics
    letters = json.loads(stocked("brief", "outbox", "--json")[1])["letters"]
    assert [(x["to"], x["state"]) for x in letters] == [("ada@reader.example", "queued")]
    assert stocked("brief", "send")[0] == 5
    code, told, _ = stocked("brief", "send", "--json")
    tried = json.loads(told)
    assert (code, tried["schema"]) == (5, "dateline.outbox/1")
    assert [x["to"] for x in tried["letters"]] == ["ada@reader.example"]
    assert "ada@reader.example" in stocked("brief", "outbox")[1]
    assert stocked("brief", "outbox", "--retry", "99")[0] == 3


def test_a_brief_that_cannot_be_delivered_is_not_made_and_not_told(stocked, tmp_path):
    nowhere = str(tmp_path / "no" / "such" / "folder" / "b.md")
    assert stocked("brief", "--date", "2024-02-20", "--new-only", "--out", nowhere)[0] == 4
    assert stocked("brief", "--date", "2024-02-20", "--new-only", "--send", "--to", "ada@reader.example")[0] == 2
    assert json.loads(stocked("brief", "list", "--json")[1])["briefs"] == []
    brief = json.loads(stocked("brief", "--date", "2024-02-20", "--new-only", "--json")[1])
    assert brief["status"] == "ok"


def test_a_bare_weekday_is_a_day(stocked):
    named = json.loads(stocked("brief", "--date", "Monday", "--json")[1])
    assert named["date"] == json.loads(stocked("brief", "--date", "on Monday", "--json")[1])["date"]


def test_all_briefs_of_the_archive_are_listed(stocked, monkeypatch):
    monkeypatch.setattr("rag.cli.brief.PAGE", 2)
    for day in (17, 18, 19, 20, 21):
        stocked("brief", "--date", f"2024-02-{day}")
    assert len(stocked("brief", "list")[1].splitlines()) == 5
