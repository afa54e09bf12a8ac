"""The documents say what the code does: commands, settings, answer fields, exit codes."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from rag.cli.main import _COMMANDS
from rag.config import Settings

ROOT = Path(__file__).parents[2]
CONTRACT = (ROOT / "docs" / "contract.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
LATER = {"brief", "sources", "eval", "app"}
"""Commands that come through entry points of other packages."""


def commands_of(text: str) -> set[str]:
    rows = [re.split(r"(?<!\\)\|", line)[1] for line in text.splitlines() if line.startswith("| `")]
    return {m for row in rows for m in re.findall(r"`([a-z]+)", row)}


def test_the_contract_names_every_command_and_no_other() -> None:
    table = CONTRACT.split("## Make")[0]
    assert commands_of(table) - LATER == set(_COMMANDS) - LATER


def test_every_target_of_make_that_the_contract_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", CONTRACT))
    assert named
    assert named - targets == set()


def test_the_settings_page_has_every_setting_and_no_other() -> None:
    written = set(re.findall(r"^\| `DATELINE_([A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert written == {f.name.upper() for f in fields(Settings)}


def test_the_settings_page_has_the_defaults() -> None:
    for name, default in (
        ("llm", "embedded"),
        ("deadline_s", "120"),
        ("top_k", "10"),
        ("cites", "plain"),
        ("sure", "normal"),
    ):
        row = next(line for line in SETTINGS.splitlines() if f"`DATELINE_{name.upper()}`" in line)
        assert default in row.rsplit("|", 2)[1]


@pytest.fixture
def answer(desk) -> dict[str, object]:
    from rag.cli import json_out
    from rag.sample import path

    list(desk.ingest([str(path())]))
    return json_out.answer(desk.ask("What did Lavrov say about the intergovernmental commission?"))


def shape(value: object) -> object:
    """Return the keys of a JSON value, and of the first item of each list in it."""
    if isinstance(value, dict):
        return {k: shape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shape(v) for v in value[:1]]
    return None


def holds(wanted: object, given: object) -> bool:
    """Return whether what is given has every key that is wanted, at every depth; empty lists hold anything."""
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(k in given and holds(v, given[k]) for k, v in wanted.items())
    if isinstance(wanted, list):
        return isinstance(given, list) and (not given or not wanted or holds(wanted[0], given[0]))
    return True


def test_an_answer_has_every_field_of_the_contract(answer) -> None:
    block = re.search(r"`ask` -> .*?```json\n(.*?)```", CONTRACT, re.DOTALL)
    assert block is not None
    wanted = json.loads(block.group(1))
    for open_ended in ("prompts", "timings_ms"):
        wanted["trace"][open_ended] = {}
    assert holds(shape(wanted), answer), shape(answer)
