"""The sources' own sentence in place of a draft: where its meaning is the draft's, and the draft is not untrue."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import numpy as np
import pytest

from rag.chain.instead import own_sentences
from rag.cite import verify
from rag.types import ArticleId, Evidence, EvidenceSentence, Falsity, Filter, Question, Span, Window, Withheld

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


def told(text: str = REFUSED) -> EvidenceSentence:
    """Return a sentence of an article."""
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.5, "The heist", None, None, None, "")


def shown(*withheld: Withheld) -> tuple[int, ...]:
    """Return what stands in for withheld drafts."""
    window = Window(None, None, None, 1.0, strict=False)
    evidence = Evidence(Question(QUESTION, NOW), window, Filter(NOW), (), (told(),))
    return own_sentences(Alike(), QUESTION, evidence, withheld, frozenset(), ())


def test_a_draft_that_is_only_weakly_supported_leads_to_the_sentence_that_says_it():
    assert shown(Withheld(DRAFT, "support too weak (0.35)")) == (0,)
    assert shown() == ()


@pytest.mark.parametrize("words", ["the opposite", "no source", "told otherwise", "said by"])
def test_words_of_a_draft_that_its_reason_repeats_are_not_taken_for_the_reason(words: str):
    verdict = verify(f"She called it “{words}”.", [told()])
    assert (words in verdict.vetoes[0], verdict.falsity) == (True, Falsity.UNSHOWN)
    assert shown(Withheld(DRAFT, verdict.vetoes[0], verdict.falsity)) == (0,)


FALSE = {
    "another's post": (
        "The club named Tarn Oll head coach.",
        "The club hired Tarn Oll. The club fired head coach Monty Varn.",
    ),
    "nobody's office": ("The owner said it was safe.", "It was safe."),
    "the opposite": ("The bridge is safe.", "The bridge is not safe."),
    "less than a fact": ("The owner sold the ferry on Monday.", "The owner may have sold the ferry on Monday."),
}


@pytest.mark.parametrize("how", FALSE)
def test_a_draft_that_is_untrue_leads_nowhere(how: str):
    claim, text = FALSE[how]
    verdict = verify(claim, [told(s) for s in re.split(r"(?<=[.]) ", text)])
    assert verdict.falsity is not Falsity.UNSHOWN, verdict
    assert shown(Withheld(DRAFT, "; ".join(verdict.reasons), verdict.falsity)) == ()
