"""Each dependency's contract names every module but the dependency's home: a new module cannot escape it."""

from __future__ import annotations

import tomllib
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
