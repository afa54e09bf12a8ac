"""The chain and the retriever as LangChain runnables, for those who compose their own."""

from __future__ import annotations

import asyncio
import json

import pytest
from langchain_core.runnables import RunnableLambda

from rag.index import ChromaIndex
from rag.service import open_newsdesk
from rag.types import Question, Reason, Status

HURT = "How many people did the flood in Lindale hurt?"
DIED = "How many people died when Dunmar Bridge collapsed?"


@pytest.fixture
def chain(stocked_desk):
    return stocked_desk.chain


def test_a_question_gives_its_answer_and_several_give_theirs_in_order(chain, stocked_desk):
    assert chain.invoke(DIED).status is Status.ANSWERED
    texts = [DIED, "What colour is the moon of Zorbal?"]
    assert [a.question.text for a in chain.batch(texts)] == texts
    assert chain.invoke(Question(DIED, stocked_desk.now(), sources=("No such outlet",))).status is Status.ABSTAINED


def test_it_can_be_awaited(chain):
    async def ask():
        alone = await chain.ainvoke(DIED)
        several = await chain.abatch([DIED, DIED])
        streamed = [answer async for answer in chain.astream(DIED)]
        return [alone, *several, *streamed]

    answers = asyncio.run(ask())
    assert len(answers) == 4
    assert {tuple(s.text for s in a.sentences) for a in answers} == {
        tuple(s.text for s in chain.invoke(DIED).sentences)
    }


def test_other_work_goes_on_while_it_is_awaited(chain):
    async def both():
        turns = 0

        async def count():
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        counting = asyncio.create_task(count())
        answer = await chain.ainvoke(DIED)
        counting.cancel()
        return answer, turns

    answer, turns = asyncio.run(both())
    assert answer.status is Status.ANSWERED
    assert turns > 10


def test_it_composes(chain):
    assert (chain | RunnableLambda(lambda answer: len(answer.sentences))).invoke(DIED) >= 1


def test_a_chain_that_was_taken_from_an_empty_library_asks_the_index_of_what_came_in_since(
    settings, embedder, clock, tmp_path, monkeypatch
):
    asked = []
    query = ChromaIndex.query
    monkeypatch.setattr(ChromaIndex, "query", lambda *given: asked.append(given[0]) or query(*given))
    file = tmp_path / "news.jsonl"
    file.write_text(
        json.dumps({"id": "a", "title": "Flood", "text": "The flood in Lindale hurt four people on Monday."})
    )
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        chain = desk.chain
        assert chain.invoke(HURT).reason is Reason.NO_ARTICLES
        list(desk.ingest([str(file)]))
        assert chain.invoke(HURT).status is Status.ANSWERED
    assert asked
