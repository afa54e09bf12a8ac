"""The documents leave nothing out: every option of a command, every schema, every key that a command really prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from eval.command import app as evaluation
from rag.cli.brief import app as briefs
from rag.cli.main import _COMMANDS

ROOT = Path(__file__).parents[2]
CONTRACT = (ROOT / "docs" / "contract.md").read_text("utf-8")
DOCUMENTS = "\n".join(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
SHARED = {"dateline.answer/1", "dateline.article/1"}
"""Where citations, quotes, conflicts and passages are told, and the fields of articles, for all that have them."""
OPEN = {"prompts", "timings_ms", "phrased", "why"}
"""Objects whose keys are names of what they hold: of files, of steps, of stories, of the parts of a weight."""


def under(group: typer.Typer, name: str) -> list[str]:
    return [f"{name} {command}" for command in sorted(getattr(typer.main.get_command(group), "commands", {}))]


EVERY = [*_COMMANDS, *under(briefs, "brief"), *under(evaluation, "eval"), "app"]


@pytest.mark.parametrize("command", EVERY)
def test_every_option_of_a_command_is_in_a_document(cli, command):
    options = set(re.findall(r"(?<![\w-])--(?!no-)[a-z][a-z-]*", cli(*command.split(), "--help")[1])) - {"--help"}
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", DOCUMENTS))
    assert options - written == set()


def sections() -> dict[str, str]:
    """Return what the contract says of each schema: from where it is told to where the next one is."""
    parts = re.split(r"(?=`dateline\.[a-z]+/1`)", CONTRACT)
    found: dict[str, str] = {}
    for part in parts[1:]:
        name = part[1 : part.index("`", 1)]
        found[name] = found.get(name, "") + part
    return found


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from () if key in OPEN else keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def told(schema: str) -> set[str]:
    text = " ".join(sections().get(name, "") for name in {schema, *SHARED})
    return set(re.findall(r'[`"{,]\s*([a-z_]+(?: [a-z]+)*)(?=\s*[`":,\[}])', text))


def test_every_schema_in_the_code_is_in_the_contract():
    code = "\n".join(f.read_text("utf-8") for package in ("rag", "eval", "ui") for f in (ROOT / package).rglob("*.py"))
    assert set(re.findall(r'"(dateline\.[a-z]+/1)"', code)) == set(sections()) - {"dateline.kind/1"}


CASE = '{"question": "Who won?"}\n'
CLAIM = '{"id": "1", "claim": "Ann won.", "source": "Ann won the race on Monday."}\n'


def test_every_key_that_a_command_prints_is_in_the_contract(cli, sample, tmp_path):
    (tmp_path / "cases.jsonl").write_text(CASE)
    (tmp_path / "claims.jsonl").write_text(CLAIM)
    (tmp_path / "t.txt").write_text("Ann won the race on Monday. Nobody else came near her that day, the club said.")
    lavrov, home = "What did Lavrov say about the intergovernmental commission?", str(tmp_path)
    commands = [
        ("ingest", str(tmp_path / "t.txt")), ("ask", lavrov), ("search", "commission"), ("quotes", "--speaker", "Lavrov"),
        ("verify", "Ann won.", "--against", str(tmp_path / "t.txt")), ("status",), ("doctor",), ("articles",),
        ("article", "s01-bridge-wire"), ("brief", "watch", "Cuba"), ("brief", "--date", "2024-02-20"), ("brief", "list"),
        ("brief", "--since", "2024-02-17", "--until", "2024-02-24"), ("brief", "send"), ("brief", "outbox"),
        ("verify", "--batch", str(tmp_path / "claims.jsonl"), "--out", f"{home}/verdicts.jsonl"),
        ("export", "--out", f"{home}/all.jsonl"), ("backup", f"{home}/copy"), ("reindex",), ("remove", "s01-bridge-wire"),
        ("eval", "check", str(tmp_path / "cases.jsonl")), ("eval", "list"), ("ask", " "),
    ]  # fmt: skip
    schemas = set()
    for command in commands:
        given = json.loads(cli(*command, "--json")[1])
        schema = given.pop("schema")
        own = {"place", "invented", "licence"} | ({"facts"} if schema == "dateline.articles/1" else set())
        assert set(keys(given)) - told(schema) - own == set(), f"{command}: {schema}"
        schemas.add(schema)
    assert len(schemas) > 18
