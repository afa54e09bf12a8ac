"""The libraries of the suites: their articles, ingested by the code that is measured."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from rag.config import Settings
from rag.ports import Embedder
from rag.service import Newsdesk, open_newsdesk

MAKERS = (
    "chunk", "embed", "index", "ingest", "neardup", "quotes", "store", "text", "types", "web",
    "service/indexing", "service/ingesting", "service/preparing",
)  # fmt: skip
"""The packages and modules that decide what a library of given articles holds: all that taking articles in imports."""


def library_of(
    name: str,
    settings: Settings,
    articles: Sequence[str] | Sequence[Mapping[str, str]],
    library: Path | None,
    embedder: Embedder | None = None,
) -> Newsdesk:
    """Return a newsdesk over the articles of a suite, ingested once into a folder of its own.

    A library that other code made is made anew: what a run measures is the code that it names.
    """
    if library is not None:
        return open_newsdesk(replace(settings, home=library))
    if articles and isinstance(articles[0], str):
        digest = sha256(b"".join(Path(str(a)).read_bytes() for a in articles)).hexdigest()
        targets = [str(a) for a in articles]
    else:
        body = "\n".join(json.dumps(a, ensure_ascii=False, sort_keys=True) for a in articles)
        digest = sha256(body.encode()).hexdigest()
        lines = settings.home / "eval" / f"{name}-{digest[:12]}.jsonl"
        lines.parent.mkdir(parents=True, exist_ok=True)
        lines.write_text(body, "utf-8")
        targets = [str(lines)]
    home = settings.home / "eval" / f"{name}-{digest[:12]}"
    ready = home / "ready"
    if ready.is_file() and ready.read_text("utf-8") != makers():
        shutil.rmtree(home)
    desk = open_newsdesk(replace(settings, home=home), embedder=embedder)
    if not ready.exists():
        for _ in desk.ingest(targets):
            pass
        ready.write_text(makers(), "utf-8")
    return desk


@cache
def makers() -> str:
    """Return a hash of the code that makes a library of articles."""
    return sha256(b"".join(f.read_bytes() for f in maker_files())).hexdigest()


def maker_files() -> list[Path]:
    """Return the files of ``MAKERS``."""
    root = Path(__file__).parents[1] / "rag"
    return sorted(f for name in MAKERS for f in [*root.glob(f"{name}.py"), *(root / name).rglob("*.py")])
