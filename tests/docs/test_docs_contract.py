"""The documents say what the code does: commands, settings, answer fields, exit codes."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import typer

from eval.command import app as evaluation
from rag.cli.main import _COMMANDS, run
from rag.config import Settings

ROOT = Path(__file__).parents[2]
CONTRACT = (ROOT / "docs" / "contract.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {page.name: page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md"))} | {"README.md": README}
OTHERS = {"eval", "app"}
"""Commands that come through entry points of other packages."""
EVAL = sorted(typer.main.get_command(evaluation).commands)
BRIEF = {f"brief {name}" for name in ("list", "show", "watch", "send", "outbox")}
EVERY = (*_COMMANDS, "app", *(f"eval {name}" for name in EVAL))
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def commands_of(text: str) -> set[str]:
    rows = [re.split(r"(?<!\\)\|", line)[1] for line in text.splitlines() if line.startswith("| `")]
    return {m for row in rows for m in re.findall(r"`([a-z]+)", row)}


def test_the_contract_names_every_command_and_no_other() -> None:
    table = CONTRACT.split("## Make")[0]
    assert commands_of(table) - OTHERS == set(_COMMANDS)


@pytest.fixture
def options_of(capsys):
    """Return a function: the options that a command's own help names."""

    def options(command: str) -> set[str]:
        assert run([*command.split(), "--help"]) == 0
        return set(OPTION.findall(capsys.readouterr().out))

    return cache(options)


def test_no_command_offers_a_completion_that_cannot_work(capsys):
    for command in ("", "eval", *EVERY):
        assert run([*command.split(), "--help"]) == 0
        told = capsys.readouterr().out
        assert "--help" in told
        assert "completion" not in told, command


def test_every_row_of_the_contract_has_options_that_its_commands_have(options_of):
    rows = [line for line in CONTRACT.split("## Make")[0].splitlines() if line.startswith("| `")]
    checked = 0
    for row in rows:
        commands = commands_of(row) - {"eval"}
        known = set().union(*map(options_of, commands | (BRIEF if "brief" in commands else set())))
        named = set(OPTION.findall(row)) if commands else set()
        assert named <= known, row
        checked += len(named)
    assert checked > 30


def test_every_option_that_the_documents_give_a_command_is_there(options_of):
    checked = 0
    for page, text in PAGES.items():
        for command, rest in called(text):
            named = set(OPTION.findall(rest))
            assert named <= options_of(command), f"{page}: {command} {rest}"
            checked += len(named)
    assert checked > 20


def called(text: str) -> list[tuple[str, str]]:
    """Return each command line of a document, in a block or between backquotes, as its command and the rest."""
    lines = re.findall(r"`(?:dateline )?([^`\n]+)`", text) + re.findall(
        r"^(?:\S*/)?dateline ([^\n]+)", text, re.MULTILINE
    )
    found = (re.match(rf"(eval (?:{'|'.join(EVAL)})|[a-z]+)\b(.*)", line) for line in lines)
    return [(line[1], line[2]) for line in found if line and line[1] in EVERY]


def test_every_target_of_make_that_the_contract_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", CONTRACT))
    assert named
    assert named - targets == set()


def test_the_settings_page_has_every_setting_and_no_other() -> None:
    written = set(re.findall(r"^\| `DATELINE_([A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert written == {f.name.upper() for f in fields(Settings)}


SAID = {"home": "the platform's user data folder", "cache": "the platform's user cache folder"} | {
    "as_of": "now",
    "offline": "unset",
    "timezone": "the system's",
}
"""What the page says of a default that is no value."""


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda f: f.name)
def test_the_settings_page_has_the_default(setting):
    row = next(line for line in SETTINGS.splitlines() if f"`DATELINE_{setting.name.upper()}`" in line)
    told = row.rsplit("|", 2)[1].strip().strip("`")
    if setting.name in SAID:
        assert told == SAID[setting.name]
    elif setting.default in (None, ""):
        assert told == "none"
    elif isinstance(setting.default, str):
        assert told == setting.default
    else:
        assert float(told) == setting.default


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
