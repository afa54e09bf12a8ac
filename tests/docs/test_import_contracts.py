"""Each dependency's contract names every module but the dependency's home: a new module cannot escape it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOMES = {
    "chromadb": {"rag.index"},
    "openai": {"rag.llm"},
    "langchain_core": {"rag.chain", "rag.llm", "rag.service"},
    "tiktoken": {"rag.tokens"},
    "streamlit": {"ui"},
}

UNSEEN = {"tzdata"}
"""Dependencies that no line imports: Python reads its zones there where the system has none."""
PACKAGES = ("rag", "ui", "prompts", "eval")


def modules() -> set[str]:
    """Return the packages at the top but rag, and the modules in rag."""
    inside = {f"rag.{p.stem}" for p in (ROOT / "rag").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    return {"ui", "eval", "prompts"} | (inside - {"rag.__init__"})


@pytest.mark.parametrize("dependency", HOMES)
def test_every_module_but_its_home_may_not_import_a_dependency(dependency: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    sources: set[str] = set()
    for contract in contracts:
        if contract["type"] == "forbidden" and dependency in contract["forbidden_modules"]:
            sources |= set(contract["source_modules"])
    named = {m for m in modules() if m in sources or m.split(".")[0] in sources}
    assert modules() - named == HOMES[dependency]


def imported() -> set[str]:
    """Return the names at the top of all that our packages import and Python does not bring."""
    found: set[str] = set()
    for file in (f for package in PACKAGES for f in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(PACKAGES)


def declared() -> set[str]:
    lines = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return {re.split(r"[\[<>=]", line)[0].lower().replace("_", "-") for line in lines}


def test_what_is_declared_is_imported() -> None:
    homes = {m: {d.lower().replace("_", "-") for d in dists} for m, dists in packages_distributions().items()}
    used = {name for module in imported() for name in homes.get(module, {module})}
    assert declared() - used == UNSEEN
