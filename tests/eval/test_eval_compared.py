"""Which samples of two runs are pairs, and what a comparison and a report write of their texts."""

from __future__ import annotations

import json

import pytest

from eval.cases.topics import Topic
from eval.reports.compare import compare
from eval.reports.report import flat
from eval.runs.folders import read_samples, run_cases
from eval.suites import whole
from eval.suites.libraries import library_of
from eval.systems.ranking import Ranker
from rag.errors import UsageError
from tests.eval.test_eval_runs import made


def judged(tmp_path, settings, embedder, name, relevant):
    documents = [
        {
            "id": i,
            "title": "",
            "text": f"The harbour of {i} was closed by ice for nine days.",
            "url": f"https://d.example/{i}",
        }
        for i in ("tamsen", "orrin")
    ]
    folder = made(tmp_path / name, settings, ("q",))
    with library_of("judged", settings, documents, None, embedder) as desk:
        ranker = Ranker(desk, "full text only", documents)
        run_cases(folder, ("q",), lambda _: ranker.sample(Topic("q", "harbour ice", relevant)), lambda *_: None)
    return folder


def test_queries_with_other_judgements_are_no_pairs(tmp_path, settings, embedder):
    old = judged(tmp_path, settings, embedder, "1", {"tamsen": 1})
    same = judged(tmp_path, settings, embedder, "2", {"orrin": 0, "tamsen": 1})
    other = judged(tmp_path, settings, embedder, "3", {"orrin": 1})
    assert compare(old, same).pairs == 1
    with pytest.raises(UsageError, match="ask or expect another thing"):
        compare(old, other)
    for folder in (old, other):  # as runs were kept before a query was marked
        rows = [{n: v for n, v in s.items() if n not in ("case", "relevant")} for s in read_samples(folder)]
        (folder / "samples.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert compare(old, other).pairs == 1
    assert compare(old, same).pairs == 1


def test_claims_on_other_texts_are_no_pairs(tmp_path, settings, embedder, monkeypatch):
    monkeypatch.setattr(whole, "embedder_for", lambda _: embedder)
    rows = [
        {
            "id": f"c{n}",
            "dataset": "d",
            "source": f"The council of {town} met.",
            "claim": f"{town} met.",
            "supported": n > 1,
        }
        for n, town in enumerate(("Ostrel", "Varn", "Kelm", "Tossa"))
    ]
    folders = []
    for name, claim in (("1", "Ostrel met."), ("2", "Ostrel burned.")):
        rows[0]["claim"] = claim
        monkeypatch.setattr(whole, "load", lambda _: rows)
        samples, _ = whole.claims(tmp_path, settings, None, None, tmp_path / f"kept-{name}", lambda *_: None)
        known = {s["id"]: s for s in samples}
        folders.append(made(tmp_path / name, settings, tuple(known)))
        run_cases(folders[-1], tuple(known), known.__getitem__, lambda *_: None)
    found = compare(*folders)
    assert (found.pairs, found.different) == (3, ("c0",))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\[click](http://evil.example/x)", r"\\\[click](http://evil.example/x)"),
        (r"\![x](http://evil.example/x.png)", r"\\\!\[x](http://evil.example/x.png)"),
        (r"a\|b", r"a\\\|b"),
        ("a & <b>", "a &amp; &lt;b&gt;"),
    ],
)
def test_a_backslash_of_a_text_takes_no_escape_away(text, plain):
    assert flat(text) == plain
