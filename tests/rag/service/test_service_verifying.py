"""A claim against a text: what is said when the model that was to judge did not."""

from __future__ import annotations

import pytest

from rag.errors import ProviderError
from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.service.verifying import sentences_of

TEXT = "The ferry to Orvik was late by an hour on Monday."


class Failing(ScriptedModel):
    def yes_probability(self, messages, *, deadline):
        raise ProviderError("no odds", why="the server is away", fix="Start it.")


@pytest.mark.parametrize(
    ("chat", "note"),
    [
        (Failing(), "the server is away"),
        (ScriptedModel(), "scripted gives no odds"),
        (ScriptedModel(p_yes=[0.9]), None),
    ],
)
def test_the_verdict_stands_and_says_that_the_model_did_not_judge(settings, embedder, clock, chat, note):
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=chat) as desk:
        found = desk.verify(TEXT, TEXT)
    assert found.verdict.supported
    assert found.text == TEXT
    assert found.note is None if note is None else note in (found.note or "")


def test_a_supported_claim_says_which_of_two_people_of_one_surname_it_may_mean(settings, embedder, clock):
    text = "Ada Marsh said the port would close in May. Tom Marsh said it would stay open."
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=None) as desk:
        open_one = desk.verify("Marsh said the port would close in May.", text)
        full = desk.verify("Ada Marsh said the port would close in May.", text)
    assert open_one.verdict.supported
    assert open_one.verdict.vetoes == ()
    assert open_one.verdict.reasons == ("ambiguous: Marsh may be Ada Marsh or Tom Marsh",)
    assert (full.verdict.supported, full.verdict.reasons) == (True, ())


STORY = (
    "Workers at the port of Orvik will return on Monday, the union said. "
    "“We are glad. The strike is over,” Rita Mahler said. No. 10 said that U.S. troops would help."
)


@pytest.fixture
def verified(settings, embedder, clock):
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=None) as desk:
        yield lambda claim: desk.verify(claim, STORY)


def test_an_invented_sentence_beside_a_true_one_is_not_supported_and_is_named(verified):
    found = verified("Workers at the port of Orvik will return on Monday. The moon is made of cheese.")
    assert not found.verdict.supported
    assert found.verdict.reasons
    assert all(r.startswith("“The moon is made of cheese.”: ") for r in found.verdict.reasons)
    assert [s.verdict.supported for s in found.sentences] == [True, False]
    assert found.verdict.score == min(s.verdict.score for s in found.sentences)


def test_several_true_sentences_are_supported_on_the_words_that_carry_them_all(verified):
    found = verified("Workers at the port of Orvik will return on Monday. No. 10 said that U.S. troops would help.")
    assert found.verdict.supported
    assert [s.claim[:5] for s in found.sentences] == ["Worke", "No. 1"]
    assert found.text == STORY


def test_one_sentence_is_verified_as_it_is(verified):
    assert not verified("No. 10 said that U.S. troops would help.").sentences
    assert verified("").verdict.reasons == ("there is nothing to support it",)


@pytest.mark.parametrize("lead", ["What happened? ", "Here is what is known. ", "Yes. ", "¿Qué pasó? "])
def test_a_question_and_a_line_that_leads_in_fail_no_claim(verified, lead):
    claim = "Workers at the port of Orvik will return on Monday."
    assert verified(lead + claim).verdict == verified(claim).verdict
    assert not verified(lead + "The moon is made of cheese.").verdict.supported


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("No. 10 said that U.S. troops would help.", 1),
        ("Rita Mahler said: “We are glad. The strike is over.”", 1),
        ("The port of\nOrvik is open.", 1),
        ("The port is open.\nWorkers return.", 2),
        ("The port is open. It is.", 1),
        ("The port is open. Workers return! Ships wait.", 3),
        ("What happened? The port is open.", 1),
        ("Here is what is known. The port is open. Workers return.", 2),
        ("Here is how the mayor stole the ships. The port is open.", 2),
        ("Is the port open? Yes. The port is open.", 1),
        ("The port is open. 14 dead.", 2),
        ("Is the port open?", 1),
        ("Is the port open? Yes.", 1),
    ],
)
def test_a_claim_is_split_where_a_sentence_ends_and_not_inside_a_quotation_or_a_wrapped_line(claim, said):
    assert len(sentences_of(claim)) == said
