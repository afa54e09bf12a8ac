"""The sources' own sentence in place of a draft: where its meaning is the draft's, and the draft is not untrue."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from rag.chain.instead import own_sentences
from rag.cite.offices import unknown_office
from rag.cite.posts import other_post
from rag.cite.shares import other_whole
from rag.types import ArticleId, Evidence, EvidenceSentence, Filter, Question, Span, Window, Withheld

NOW = datetime(2024, 2, 25, tzinfo=UTC)
QUESTION = "Who turned down the director's offer to step down?"
DRAFT = "Rachel Dahl turned down the director's offer to step down."
REFUSED = "She had tendered her resignation but was refused by Culture Minister Rachel Dahl."


class Alike:
    """Every text means the same."""

    name = "alike"
    dimension = 1

    def embed(self, texts):
        return np.ones((len(texts), 1), dtype=np.float32)


def shown(*withheld: Withheld) -> tuple[int, ...]:
    """Return what stands in for withheld drafts."""
    told = EvidenceSentence(ArticleId("a"), Span(0, len(REFUSED)), REFUSED, 0.5, "The heist", None, None, None, "")
    window = Window(None, None, None, 1.0, strict=False)
    evidence = Evidence(Question(QUESTION, NOW), window, Filter(NOW), (), (told,))
    return own_sentences(Alike(), QUESTION, evidence, withheld, frozenset(), ())


def test_a_draft_that_is_only_weakly_supported_leads_to_the_sentence_that_says_it():
    assert shown(Withheld(DRAFT, "support too weak (0.35)")) == (0,)
    assert shown() == ()


POST_OF_ANOTHER = other_post(
    "The club named Tarn Oll head coach.", ["It hired Oll.", "Rovers fired head coach Monty Varn."]
)
WHOLE = other_whole("It closes 30% of its cafes.", ["It cuts 30% of drinks."])
OFFICE = unknown_office("The owner said it was safe.", ["It was safe."])


@pytest.mark.parametrize("reason", [POST_OF_ANOTHER, WHOLE, OFFICE, "told otherwise in the sources: first, not last"])
def test_a_draft_that_is_untrue_leads_nowhere(reason: str):
    assert reason
    assert shown(Withheld(DRAFT, reason)) == ()
