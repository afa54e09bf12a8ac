"""What a result depends on beside its cases: the code, the settings, the model's file or server, the library, the machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from rag.config import Settings
from rag.models import CATALOGUE
from rag.service import Newsdesk
from rag.service.clock import zone_of

ROOT = Path(__file__).parents[2]
PACKAGES = ("rag", "eval", "prompts")
HASHES = "model-hashes.json"
_ELSEWHERE = ("home", "cache", "offline", "llm", "embeddings", "timezone", "as_of", "llm_base_url", "mail_to")
"""Settings that change no result, or that are told in a form of their own."""


@cache
def code_version(root: Path = ROOT) -> str:
    """Return a hash of every file of the packages: of what runs, whether a repository knows it or not."""
    digest = sha256()
    for path in _files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return f"{version('dateline-news')}+{digest.hexdigest()[:12]}"


def _files(root: Path) -> Iterator[Path]:
    for name in PACKAGES:
        found = (p for p in (root / name).rglob("*") if p.is_file())
        yield from sorted(p for p in found if "__pycache__" not in p.parts and not p.name.startswith("."))


def commit(root: Path = ROOT) -> str | None:
    """Return the commit that the code is of, for a reader; None where no repository has this very file."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        # In an environment that lies inside another project, the repository around it is not ours.
        subprocess.run(
            [git, "ls-files", "--error-unmatch", "eval/runs/identity.py"], cwd=root, capture_output=True, timeout=10, check=True
        )  # fmt: skip
        found = subprocess.run(
            [git, "rev-parse", "--short=12", "HEAD"], cwd=root, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip()


def chosen(settings: Settings) -> dict[str, str]:
    """Return every setting that can change a result, in words."""
    own = [f.name for f in fields(Settings) if f.name not in _ELSEWHERE and not f.name.startswith("smtp")]
    said = {name: str(getattr(settings, name)) for name in own}
    return said | {
        "as_of": settings.as_of.isoformat() if settings.as_of else "now",
        "timezone": str(zone_of(settings)),
        "model": model_identity(settings),
        "embeddings_url": _address(settings.llm_base_url) if settings.embeddings != "embedded" else "",
    }


def model_identity(settings: Settings) -> str:
    """Return what a model's replies depend on beside its name: the hash of its file, or the address of its server."""
    if settings.llm in CATALOGUE:
        return CATALOGUE[settings.llm].sha256
    if settings.llm.startswith("embedded:"):
        path = Path(settings.llm.partition(":")[2]).expanduser()
        return file_hash(path, settings.home / "results" / HASHES) if path.is_file() else ""
    return _address(settings.llm_base_url) if settings.llm.startswith("openai:") else ""


def _address(url: str | None) -> str:
    """Return an address without what may be secret in it."""
    parts = urlsplit(url or "")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))


def file_hash(path: Path, kept: Path) -> str:
    """Return the sha256 of a big file, read only when its size or its time is another than in ``kept``."""
    found = path.stat()
    name = f"{path.resolve()}:{found.st_size}:{found.st_mtime_ns}"
    try:
        known: dict[str, str] = json.loads(kept.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    if name not in known:
        with path.open("rb") as file:
            digest = sha256()
            while block := file.read(1 << 20):
                digest.update(block)
        known[name] = digest.hexdigest()
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    return known[name]


def peak_mb() -> float:
    """Return the most memory that this process has had."""
    import resource

    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


_HISTORY = ("fetched", "versions")
"""How an article came to be what it is: no answer is made of that."""


def library_hash(desk: Newsdesk) -> str:
    """Return a hash of what the library holds, in whatever order it came in."""
    return sha256(b"".join(sorted(map(_line_hash, desk.store.export())))).hexdigest()


def _line_hash(line: Mapping[str, object]) -> bytes:
    held = {name: value for name, value in line.items() if name not in _HISTORY}
    return sha256(json.dumps(held, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")).digest()
