"""Does a sentence that its sources support answer what is asked? If not, why not, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.answer.asked import parts
from rag.answer.doubts import names_asked
from rag.answer.extract import covers
from rag.answer.subject import may_be_meant, told_of_others
from rag.answer.utmost import tells_of_an_utmost
from rag.answer.when import of_another_day
from rag.answer.why import SURE_OF_A_REASON, asks_why
from rag.chain.unanswerable import without_nations
from rag.types import ArticleId, EvidenceSentence, Window

Knows = Callable[[ArticleId, str], bool]
"""Whether an article has one of the names of a text."""


def of_other_days(
    question: str, sentences: Sequence[EvidenceSentence], window: Window, text_of: Callable[[ArticleId], str]
) -> frozenset[int]:
    """Return the positions of the sentences that tell of another day than the question's words name, each by its whole article."""
    if window.words is None:
        return frozenset()
    return frozenset(i for i, s in enumerate(sentences) if of_another_day(question, s, window, text_of(s.article_id)))


def unfit(
    question: str,
    text: str,
    used: Sequence[EvidenceSentence],
    knows: Knows,
    *,
    support: float,
    on_the_matter: bool,
    window: Window | None = None,
    text_of: Callable[[ArticleId], str] | None = None,
) -> str:
    """Return why a sentence that rests on ``used`` does not answer the question; empty where nothing speaks against it.

    ``on_the_matter``: its sources must speak of what is asked, as the model was asked to copy one of them. ``window`` is the time
    that the question's words name; ``text_of`` gives the whole text of an article.
    """
    asked = without_nations(question)
    if on_the_matter and not covers(question, used):
        return "it rests on a sentence that does not speak of what is asked"
    if not any(names_asked(asked, u.around) or knows(u.article_id, asked) for u in used):
        return "it rests on an article that has no name of the question"
    who = told_of_others(question, [text, *(f"{u.speaker} {u.around}" for u in used)])
    if who and not any(may_be_meant(u.text) and knows(u.article_id, who) for u in used):
        return f"it is not told of {who}, of whom the question asks"
    if all(of_another_day(question, u, window, text_of(u.article_id) if text_of else None) for u in used):
        return "its source tells of another day than the question asks of"
    if not tells_of_an_utmost(question, text, used):
        return "its source calls nothing the most or the highest, as the question does"
    if support < SURE_OF_A_REASON and all(map(asks_why, parts(question))):
        return f"a reason needs surer support ({support:.2f})"
    return ""
