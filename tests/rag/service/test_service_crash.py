"""kill -9 at any moment of an ingest: every acknowledged article is there, and answers work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys

import pytest

from rag.service import open_newsdesk

WRITER = """
import sys
sys.path.insert(0, {tests!r})
from conftest import WordEmbedder
from pathlib import Path
from rag.config import Settings
from rag.service import open_newsdesk
settings = Settings(home=Path({home!r}), cache=Path({home!r}), llm="none", timezone="UTC")
with open_newsdesk(settings, embedder=WordEmbedder()) as desk:
    for item in desk.ingest([{news!r}]):
        print(item.article_id, flush=True)
"""


def news(folder, count=400):
    file = folder / "news.jsonl"
    places = ["Velka", "Estermouth", "Orrin", "Halden"]
    rows = [
        {"id": f"k{i}", "title": f"Report {i} from {places[i % 4]}", "published": "2024-02-20",
         "text": f"The council of {places[i % 4]} voted {i} times on item{i} and item{i * 7}, said speaker{i}. " * 3}
        for i in range(count)
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return file


def test_acknowledged_articles_survive_kill_9(request, settings, embedder, tmp_path):
    from pathlib import Path

    rounds = 50 if request.config.getoption("--slow") else 4
    rng = random.Random(11)
    tests = str(Path(__file__).parents[2])
    code = WRITER.format(tests=tests, home=str(settings.home), news=str(news(tmp_path)))
    acknowledged: set[str] = set()
    for _ in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
        after = rng.randrange(1, 390)
        for line in writer.stdout:
            acknowledged.add(line.strip())
            after -= 1
            if after <= 0:
                writer.send_signal(signal.SIGKILL)
                break
        writer.wait()
        writer.stdout.close()
        with open_newsdesk(settings, embedder=embedder) as desk:
            assert all(desk.store.article(i) is not None for i in acknowledged)
            some = sorted(acknowledged)[rng.randrange(len(acknowledged))]
            number = some.removeprefix("k")
            assert desk.search(f"item{number} speaker{number}").passages
            assert desk.store.counts().pending_chunks == 0
            assert desk.store.integrity() == ()


@pytest.mark.parametrize("damage", ["segments", "all"])
def test_a_damaged_index_is_rebuilt_by_itself_or_named_by_doctor(settings, embedder, tmp_path, damage):
    import shutil

    with open_newsdesk(settings, embedder=embedder) as desk:
        list(desk.ingest([str(news(tmp_path, 60))]))
    folder = settings.home / "chroma"
    for path in folder.iterdir():
        if damage == "all":
            path.unlink() if path.is_file() else shutil.rmtree(path)
        elif path.is_dir():
            shutil.rmtree(path)
    (settings.home / "index.dirty").touch()
    with open_newsdesk(settings, embedder=embedder) as desk:
        assert desk.search("item7 speaker7").passages
        assert desk.indexing.problems() == ()
