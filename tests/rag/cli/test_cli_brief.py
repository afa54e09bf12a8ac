"""``dateline brief``: the contract's shape, formats, exit codes."""

from __future__ import annotations

import json

from tests.rag.cli.test_cli_commands import cli, stocked  # noqa: F401

CONTRACT = "schema date window status why stories citations counts minutes trace".split()
STORY = "id headline kind sentences what_changed articles outlets independent importance watch quotes conflicts".split()


def test_json_has_the_shape_of_the_contract(stocked):  # noqa: F811
    code, text, _ = stocked("brief", "--date", "2024-02-20", "--json")
    brief = json.loads(text)
    assert code == 0
    assert brief["schema"] == "dateline.brief/1"
    assert set(CONTRACT) <= set(brief)
    assert all(set(STORY) <= set(s) for s in brief["stories"])
    for c in brief["citations"]:
        article = json.loads(stocked("article", c["article_id"], "--json")[1])
        assert article["text"][c["start"] : c["end"]] == c["text"]


def test_markdown_is_the_default_and_goes_to_a_file_on_demand(stocked, tmp_path):  # noqa: F811
    _, text, _ = stocked("brief", "--date", "2024-02-20")
    assert text.startswith("# Brief of Tuesday 20 February 2024")
    assert stocked("brief", "--date", "2024-02-20", "--out", str(tmp_path / "b.md"))[1] == ""
    assert (tmp_path / "b.md").read_text("utf-8") == text


def test_a_bad_date_is_exit_2_and_an_empty_library_exit_3(cli, capsys):  # noqa: F811
    assert cli("brief", "--date", "soon")[0] == 2
    assert cli("brief", "--since", "2024-02-20", "--until", "2024-02-01")[0] in (2, 3)
    assert cli("brief", "--date", "2024-02-20")[0] == 3


def test_the_number_of_stories_is_capped(stocked):  # noqa: F811
    brief = json.loads(stocked("brief", "--date", "2024-02-21", "--max-stories", "1", "--json")[1])
    assert len(brief["stories"]) == brief["counts"]["stories"] == 1
