"""The suite of briefs, on three small clusters and a short timeline of our own."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from eval.suites import backgrounds, briefs, wording
from eval.suites.libraries import library_of
from rag.errors import UsageError
from rag.llm.scripted import ScriptedModel
from rag.sample import articles

GROUPS = ("s01", "s05", "s06")


@pytest.fixture
def data(tmp_path):
    texts = {g: [str(a["text"]) for a in articles() if str(a["id"]).startswith(g)][:3] for g in GROUPS}
    rows = [
        {"id": g, "reference": " ".join(t)[:600],
         "documents": [{"id": f"d{n}", "text": x, "relevant": n < 2} for n, x in enumerate(t)]}
        for g, t in texts.items()
    ]  # fmt: skip
    steps = [
        {"date": f"2020-01-0{n}", "update": f"The bridge of Elm was closed on day {n} by the council of the town.\\nMore on it.",
         "backgrounds": ["The bridge of Elm was closed.", "The council closed the bridge.", "Elm has no bridge."]}
        for n in range(1, 5)
    ]  # fmt: skip
    for name, lines in ((briefs.FILE, rows), (backgrounds.FILE, [{"id": "bridge", "timeline": steps}])):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    return tmp_path


def test_a_day_of_clusters_is_measured_from_grouping_to_text(data, settings, embedder):
    clusters = briefs.read(data)
    assert sorted(c.id for c in clusters) == list(GROUPS)
    settings = replace(settings, timezone="UTC")
    with library_of("briefs", settings, briefs.articles_of(clusters), None, embedder=embedder) as desk:
        done = [part() for part in briefs.parts(desk, clusters).values()]
    samples, found = [s for some, _ in done for s in some], {n: m for _, some in done for n, m in some.items()}
    assert {s["kind"] for s in samples} == {"grouping", "brief", "story"}
    half = clusters[0].half
    assert found[f"{half}: b_cubed_f1"].n == 1
    assert found[f"{half}: sentences_from_outside_the_day"].value == 0.0
    assert 0 < found[f"{half}: rouge1"].value <= 1
    assert found[f"{half}: off_topic_documents_used"].n == 3


def test_a_model_is_measured_with_our_evidence_and_without_it(data, settings, embedder):
    clusters = briefs.read(data)
    chat = ScriptedModel(["The toll rose to 4,711 on Mars. The council met.", "A summary of the news."] * len(clusters))
    with library_of("briefs", settings, briefs.articles_of(clusters), None, embedder=embedder) as desk:
        found = wording.told(desk, clusters, chat, lambda _: None)
    _, measures = wording.measured(found)
    assert measures["wording: plain_supported"].n == len(found)
    assert measures["wording: drafts_shown"].value == 0.0
    assert measures["wording: rouge1 over literal"].value == 0.0, "what does not hold is told literally"
    assert "4,711" not in " ".join(t.worded for t in found)


def test_the_sample_of_clusters_is_of_the_held_out_half_and_always_the_same(data):
    clusters = briefs.read(data)
    once = wording.sample_of(clusters, 2)
    assert once == wording.sample_of(clusters, 2)
    assert len({c.half for c in once}) == 1


def test_data_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(UsageError, match="clusters"):
        briefs.read(tmp_path)


def test_a_background_rests_on_days_before_and_is_set_beside_the_humans(data):
    moments = backgrounds.read(data)
    assert [len(m.reports) for m in moments] == [2, 3, 4]
    assert all("\\" not in r.article.text for m in moments for r in m.reports)
    told = backgrounds.background(moments[-1])
    assert told
    assert all(s.published.day < moments[-1].day for s in told)
    samples, found = backgrounds.run(moments)
    assert found["tuned: background_from_the_day_or_later"].value == 0.0
    assert samples[0]["scores"]["human_rouge1"] > samples[0]["scores"]["human_rouge2"]


def test_the_lead_is_the_first_three_sentences():
    assert briefs.lead("One came. Two came. Three came. Four came.") == "One came. Two came. Three came."


@pytest.mark.parametrize(
    ("reads", "name", "good", "bad"),
    [
        (briefs.read, "clusters", {"id": "a", "documents": [], "reference": "x"}, "no json"),
        (
            briefs.read,
            "clusters",
            {"id": "a", "documents": [], "reference": "x"},
            '{"id": "b", "documents": [{"id": 1}]}',
        ),
        (backgrounds.read, "timelines", {"id": "a", "timeline": []}, '{"id": "b", "timeline": [{"date": "soon"}]}'),
        (backgrounds.read, "timelines", {"id": "a", "timeline": []}, '{"id": "a", "timeline": []}'),
    ],
)
def test_a_line_of_the_data_that_cannot_be_used_is_named(tmp_path, reads, name, good, bad):
    with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt") as file:
        file.write(f"{json.dumps(good)}\n{bad}\n")
    with pytest.raises(UsageError, match="line 2"):
        reads(tmp_path)
