"""Exit codes: success only when something was done, and one bad item among good ones is no failure."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper

import pytest

UNREACHABLE = "http://127.0.0.1:9/a"
ROW = {"id": "good", "title": "Ferry", "text": "The ferry of Velka reopened on Friday after a week of repairs."}


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "good.jsonl"
    file.write_text(json.dumps(ROW), "utf-8")
    return str(file)


def test_nothing_in_because_the_network_failed_is_exit_5(cli, good):
    code, text, _ = cli("ingest", UNREACHABLE, UNREACHABLE, "--json")
    assert code == 5
    assert json.loads(text)["rejected"] == 2
    assert cli("ingest", UNREACHABLE, good)[0] == 0
    assert cli("ingest", UNREACHABLE, good)[0] == 0  # unchanged, and that is no failure


@pytest.mark.parametrize(
    ("name", "held"), [("e.jsonl", ""), ("e.jsonl", "\n\n"), ("e.txt", ""), ("e.csv", ""), ("e", None)]
)
def test_nothing_in_because_what_was_given_holds_no_article_is_exit_3_and_is_told(cli, tmp_path, good, name, held):
    given = tmp_path / name
    given.mkdir() if held is None else given.write_text(held, "utf-8")
    code, text, diagnostics = cli("ingest", str(given), "--json")
    assert code == 3
    assert json.loads(text)["added"] == 0
    assert "No article came in" in diagnostics
    assert cli("ingest", str(given), good)[0] == 0


def test_an_empty_standard_input_is_exit_3_and_is_told(cli, monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"")))
    code, _, diagnostics = cli("ingest", "-")
    assert code == 3
    assert "it is empty" in diagnostics
    assert "No article came in" in diagnostics


def test_one_bad_line_among_good_ones_is_no_failure(cli, tmp_path):
    (tmp_path / "mixed.jsonl").write_text(json.dumps(ROW) + "\n{broken\n", "utf-8")
    code, text, _ = cli("ingest", str(tmp_path / "mixed.jsonl"), "--json")
    assert code == 0
    assert (json.loads(text)["added"], json.loads(text)["rejected"]) == (1, 1)


def test_an_empty_library_has_nothing_to_list_or_export_and_an_earlier_export_stays(cli, tmp_path):
    earlier = tmp_path / "e.jsonl"
    earlier.write_text("what was exported before\n", "utf-8")
    assert cli("export", "--out", str(earlier))[0] == 3
    assert earlier.read_text("utf-8") == "what was exported before\n"
    assert cli("export")[0] == 3
    code, text, diagnostics = cli("articles", "--json")
    assert code == 3
    assert "ingest" in json.loads(text)["error"]["fix"]
    assert "ingest" in diagnostics


def test_a_search_of_an_empty_library_says_that_there_is_nothing_to_search(cli):
    code, text, diagnostics = cli("search", "ferry", "--json")
    assert code == 3
    assert "ingest" in json.loads(text)["error"]["fix"]
    assert "no articles yet" in diagnostics


def test_an_empty_library_is_reindexed_and_the_doctor_does_not_miss_articles_after_it(cli):
    code, text, diagnostics = cli("reindex", "--json")
    assert (code, diagnostics) == (0, "")
    assert json.loads(text)["chunks"] == 0
    assert "the articles are gone" not in cli("doctor", "--json")[1]


def test_filters_that_nothing_matches_are_no_failure(cli, good):
    cli("ingest", good)
    assert cli("articles", "--source", "Nobody")[0] == 0
    assert cli("search", "ferry", "--source", "Nobody")[0] == 0


@pytest.mark.parametrize("command", [["ask", "ferry?"], ["search", "ferry"], ["quotes"]])
def test_an_article_that_is_not_there_is_exit_3(cli, good, command):
    cli("ingest", good)
    assert cli(*command, "--article", "nope")[0] == 3
    assert cli(*command, "--article", "good", "--article", "nope")[0] == 3
    assert cli(*command, "--article", "good")[0] == 0


def test_an_export_to_a_file_tells_its_count_as_json(cli, good, tmp_path):
    cli("ingest", good)
    target = tmp_path / "out.jsonl"
    code, text, _ = cli("export", "--out", str(target), "--json")
    assert code == 0
    assert json.loads(text) == {"schema": "dateline.export/1", "articles": 1, "file": str(target)}
    assert json.loads(target.read_text("utf-8"))["id"] == "good"
    assert json.loads(cli("export", "--json")[1])["id"] == "good"
    assert [p.name for p in tmp_path.iterdir() if "out.jsonl" in p.name] == ["out.jsonl"]


@pytest.mark.parametrize("command", [["ask", "ferry?"], ["search", "ferry"], ["quotes"]])
def test_a_time_that_ends_before_it_begins_is_a_usage_error_and_one_day_is_a_time(cli, good, command):
    cli("ingest", good)
    code, _, diagnostics = cli(*command, "--since", "2024-02-20", "--until", "2024-02-10")
    assert code == 2
    assert "--since before --until" in diagnostics
    assert cli(*command, "--since", "2024-02-20", "--until", "2024-02-20")[0] == 0


def test_a_port_that_no_machine_has_is_a_usage_error(cli):
    assert cli("app", "--port", "99999999")[0] == 2
    assert cli("app", "--port", "0")[0] == 2


def test_without_runs_eval_names_the_command_that_makes_one_and_an_unknown_suite_all_that_there_are(cli):
    code, _, diagnostics = cli("eval", "report")
    assert code == 3
    assert "dateline eval run" in diagnostics
    code, _, diagnostics = cli("eval", "run", "nosuch")
    assert code == 2
    assert "briefs" in diagnostics
