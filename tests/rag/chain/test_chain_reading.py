"""What was read for one question comes back for the next as it would have been chosen for that."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from rag.chain.reading import on_what_was_read
from rag.types import ArticleId, Evidence, EvidenceSentence, Filter, Published, Question, Span, Window

NOW = datetime(2024, 2, 25, tzinfo=UTC)
EARLY = "Five people were killed when the pier in Osk fell."
LATE = "Nine people were killed when the pier in Osk fell, the mayor said."
BESIDE = "Divers searched the cold water below the pier in Osk all night long, with lamps and ropes."


class Articles:
    """Every article that a sentence below is from, each with that sentence for its text."""

    def article(self, article_id):
        return SimpleNamespace(article=SimpleNamespace(text=str(article_id)))


def said(text, day):
    published = Published.on(date(2024, 2, day))
    return EvidenceSentence(ArticleId(text), Span(0, len(text)), text, 0.5, "The pier", None, None, published, "")


def evidence(question, *sentences):
    window = Window(None, None, None, 1.0, strict=False)
    return Evidence(Question(question, NOW), window, Filter(NOW), (), sentences)


def test_a_toll_that_a_later_report_has_replaced_does_not_come_back_with_what_was_read():
    read = evidence("What happened at the pier in Osk?", said(EARLY, 17), said(BESIDE, 18))
    found = evidence("How many people were killed at the pier in Osk?", said(BESIDE, 18), said(LATE, 24))
    whole = on_what_was_read(found.question.text, found, read, Articles())
    assert [s.text for s in whole.sentences] == [BESIDE, LATE]


def test_what_was_read_comes_first_as_it_was():
    read = evidence("What happened at the pier in Osk?", said(EARLY, 17), said(BESIDE, 18))
    found = evidence("Who searched the water below the pier in Osk?", said(BESIDE, 18), said("Osk thanked them.", 20))
    whole = on_what_was_read(found.question.text, found, read, Articles())
    assert [s.text for s in whole.sentences] == [EARLY, BESIDE, "Osk thanked them."]
