"""A sentence may be supported and yet answer something else than is asked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag.chain.fits import unfit
from rag.chain.runnable import event_chain
from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import ArticleId, EvidenceSentence, Span, Status

FUND = "Maud and Piet Dal pledged six million marks to the Fund for Children."


def why_not(question, text, *, told=None, before="", title="The Fund for Children", knows=True, support=0.99):
    sentence = told or text
    used = EvidenceSentence(
        ArticleId("a"), Span(0, len(sentence)), sentence, 0.5, title, None, None, None, before
    )  # fmt: skip
    return unfit(question, text, [used], lambda _, __: knows, support=support, on_the_matter=False)


PLEDGED = "How much has Ilsa Varn pledged to the Fund for Children?"


def test_what_another_did_is_no_answer():
    assert why_not(PLEDGED, FUND) == "it is not told of Ilsa Varn, of whom the question asks"
    assert why_not(PLEDGED, FUND.replace("Maud and Piet Dal", "Ms Varn")) == ""
    assert why_not(PLEDGED, FUND, title="Varn gives to the Fund for Children") == ""
    assert why_not(PLEDGED, FUND, before="Ilsa Varn was first.") == ""


def test_he_is_whom_his_article_tells_of():
    pledged = "She pledged six million marks to the Fund for Children."
    assert why_not(PLEDGED, pledged) == ""
    assert why_not(PLEDGED, pledged, knows=False) != ""


def test_a_drafted_sentence_that_names_him_was_checked_for_that():
    assert why_not(PLEDGED, "Ilsa Varn pledged six million marks.", told=FUND) == ""


WHY = "Why did Ilsa Varn close the fund?"
REASON = "Ilsa Varn closed the fund because of the strike."


@pytest.mark.parametrize("support", [0.45, 0.69])
def test_a_reason_that_a_model_gives_must_be_surely_supported(support):
    assert why_not(WHY, REASON, support=support) == f"a reason needs surer support ({support:.2f})"
    assert why_not(WHY, REASON, support=0.7) == ""
    assert why_not("When did Ilsa Varn close the fund?", REASON, support=support) == ""
    assert why_not("Why did Ilsa Varn close the fund, and when did she?", REASON, support=support) == ""


def test_what_a_model_copies_where_it_found_nothing_is_not_what_another_did(desk, settings, embedder, clock, tmp_path):
    file = tmp_path / "fund.jsonl"
    text = f"The Fund for Children opened on Monday. {FUND} The speaker Ilsa Varn was among the guests of the gala."
    file.write_text(json.dumps({"id": "fund", "title": "A fund opens", "text": text}), "utf-8")
    list(desk.ingest([str(file)]))
    desk.close()
    model = ScriptedModel(["The sources do not say.", FUND])
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=model) as mine:
        *_, (done,) = event_chain(mine.parts()).stream(replace(mine.asked(PLEDGED), rewords_speech=False))
    assert done.answer.status is Status.ABSTAINED
    assert "Ilsa Varn" in done.answer.withheld[0].reason
