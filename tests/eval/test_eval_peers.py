"""Other systems are measured on the same articles and models; what they cite is read off the marks in their replies."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from eval.cases.questions import Case
from eval.systems import answering as systems
from eval.systems.bare import bare, chunks
from rag.llm.scripted import ScriptedModel
from rag.sample import path as sample_path
from rag.service import Newsdesk, open_newsdesk
from tests.conftest import WordEmbedder

QUESTION = Case("1", "Which river did the Dunmar Bridge fall into?")
PACKAGES = {"llamaindex": "llama_index", "haystack": "haystack", "paperqa": "paperqa"}


class _Marking(ScriptedModel):
    """Answers with a mark where it is asked to cite: the number 1, or paper-qa's own name of the first text shown."""

    def __init__(self) -> None:
        super().__init__([])
        self.asked: list[str] = []
        self.seconds_given = 0.0

    def stream(self, messages: Any, **kwargs: Any) -> Any:
        prompt = messages[-1].content
        self.asked.append(prompt)
        self.seconds_given = kwargs["deadline"].remaining_s()
        own = [w.strip("():.,") for w in prompt.split() if w.strip("():.,").startswith("pqac-")]
        mark = f" ({own[0]})" if own else " [1]" if "cite" in prompt else ""
        yield from ScriptedModel([f"It fell into the Oster{mark}."]).stream(messages, **kwargs)


@pytest.fixture
def library(settings: Any, embedder: WordEmbedder, clock: Any) -> Iterator[tuple[Newsdesk, _Marking]]:
    model = _Marking()
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=model) as desk:
        list(desk.ingest([str(sample_path())]))
        yield desk, model


@pytest.mark.parametrize("name", PACKAGES)
def test_a_peer_answers_from_the_library_and_its_marks_become_citations(library, name: str) -> None:
    if find_spec(PACKAGES[name]) is None:
        pytest.skip(f"{name} is not installed: it comes with the extra `peers`")
    desk, model = library
    given = systems.SYSTEMS[name](desk, None)(QUESTION)
    assert given["status"] == "answered"
    assert [s["text"] for s in given["sentences"]] == ["It fell into the Oster."]
    number, *others = given["sentences"][0]["citations"]
    assert bool(others) == (name == "haystack")  # it marks nothing: its answer cites all that it was given
    cited = next(c for c in given["citations"] if c["n"] == number)
    assert desk.store.article(cited["article_id"]).article.text[cited["start"] : cited["end"]] == cited["text"]
    assert any(cited["text"][:60] in prompt for prompt in model.asked)


def test_another_system_is_not_cut_short_by_the_deadline_of_ours(library) -> None:
    desk, model = library
    assert systems.SYSTEMS["no retrieval"](desk, None)(QUESTION)["status"] == "answered"
    assert model.seconds_given > 4 * desk.settings.deadline_s


def test_a_peer_takes_the_vectors_of_the_index_and_embeds_no_chunk_again(library, embedder: WordEmbedder) -> None:
    desk, _ = library
    desk.indexing.ready()
    before = embedder.embedded
    assert len(list(chunks(desk))) > 60
    assert embedder.embedded == before


def test_a_peer_that_is_not_installed_says_what_to_install(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(systems, "import_module", missing)
    with pytest.raises(systems.UsageError) as caught:
        systems.SYSTEMS["haystack"](desk, None)
    assert "dateline-news[peers]" in caught.value.fix


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("It fell [1]. Ann came [2, 1].", [("It fell.", [1]), ("Ann came.", [1, 2])]),
        ("It fell. [1] Ann came.", [("It fell.", [1]), ("Ann came.", [])]),
        ("It fell (Source 2).", [("It fell.", [2])]),
        ("It fell [7].", [("It fell.", [])]),
        ("None of the sources are helpful.", []),
        ("I cannot answer this question.", []),
    ],
)
def test_marks_are_read_off_a_reply(library, said: str, sentences: list[tuple[str, list[int]]]) -> None:
    desk, _ = library
    rows = [row for row, _ in chunks(desk)][:2]
    given = bare(QUESTION, said, rows, marked=True)
    assert [(s["text"], s["citations"]) for s in given["sentences"]] == sentences
