"""What kind of answer a reader gets: partial, in conflict, whose words, as of when."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import Question, Status


@pytest.fixture
def stocked(stocked_desk):
    return stocked_desk


@pytest.fixture
def answered(stocked, settings, embedder, clock):
    """Return a function: the answer to a question when the model replies so."""
    stocked.close()

    def ask(question: str, reply: str):
        with open_newsdesk(settings, embedder=embedder, clock=clock, chat=ScriptedModel([reply])) as desk:
            return desk.ask(question)

    return ask


def test_two_outlets_with_two_numbers_are_shown_side_by_side(answered):
    answer = answered(
        "How many people were injured by the tram in Copper Square?",
        "Fourteen people were injured on Tuesday morning when a tram of line 6 ran into a lorry in Copper Square.",
    )
    claims = [{c.text for c in conflict.claims} for conflict in answer.conflicts]
    assert any(any("Fourteen" in t for t in found) and any("19" in t for t in found) for found in claims)
    numbers = {n for conflict in answer.conflicts for c in conflict.claims for n in c.citations}
    assert numbers <= {c.n for c in answer.citations}


def test_a_number_between_two_reports_is_withheld(answered):
    answer = answered(
        "How many people were injured when the tram derailed in Copper Square?",
        "About 16.5 people were injured when the tram derailed in Copper Square.",
    )
    assert "16.5" in answer.withheld[0].reason
    assert not answer.sentences


def test_the_part_of_a_question_that_the_sources_leave_open_is_named(answered):
    answer = answered(
        "How many people died at the Dunmar Bridge, and who is the mayor of Osk?",
        "Nine people died in the collapse of the Dunmar Bridge. The sources do not say who is the mayor of Osk.",
    )
    assert answer.status in (Status.PARTIAL, Status.ABSTAINED)
    assert answer.missing


def test_an_answer_with_a_sentence_withheld_says_that_it_is_not_whole(answered):
    answer = answered(
        "What did Lavrov say about the intergovernmental commission?",
        "Lavrov added that Moscow and Havana both hoped to hold the commission's next session in the next two or three "
        "months. Lavrov said that 470 factories would be built.",
    )
    assert answer.withheld
    assert answer.sentences


def test_the_words_of_one_varn_are_never_given_to_the_other(answered):
    answer = answered(
        "What did Tomas Varn say about the cost of the strike?",
        "Tomas Varn said the strike cost the country nine million marks a day.",
    )
    assert any("nine million" in w.text for w in answer.withheld)
    assert all("nine million" not in s.text for s in answer.sentences)


def test_what_was_not_published_yet_is_not_known(stocked):
    early = stocked.ask(Question("How many people died at the Dunmar Bridge?", datetime(2024, 2, 17, 12, tzinfo=UTC)))
    assert "ine" not in " ".join(s.text for s in early.sentences if "died" in s.text and "Nine" in s.text)
    assert all(p.published is None or p.published.day.day <= 17 for p in early.evidence.passages)


def test_a_question_pasted_from_a_page_is_asked_without_its_tags(stocked):
    plain = "How many people died at the Dunmar Bridge?"
    pasted = plain.replace(
        "Dunmar Bridge", '<a data-link="inline" href="https://example.org/tag/dunmar">Dunmar Bridge</a>'
    )
    assert stocked.ask(pasted).sentences == stocked.ask(plain).sentences != ()
    assert stocked.search(pasted).passages == stocked.search(plain).passages


def test_a_named_date_shows_the_window_it_was_read_as(stocked):
    answer = stocked.ask("What happened at the Dunmar Bridge on 21 February 2024?")
    window = answer.evidence.window
    assert window.words
    assert "21 February 2024" in window.words
    assert {p.published.day.day for p in answer.evidence.passages if p.published} == {21}


def test_a_year_from_before_every_report_is_looked_for_in_the_later_ones(stocked):
    told = stocked.ask("Which bridge opened in 1961?")
    assert told.evidence.passages
    assert not told.window.strict
    assert "1961" in (told.window.words or "")
    assert stocked.ask("What happened in Estermouth on 3 May 1961?").evidence.passages == ()


def test_five_reports_of_one_agency_text_count_as_one(stocked):
    answer = stocked.ask(Question("What collapsed at Dunmar?", datetime(2024, 2, 17, 13, tzinfo=UTC)))
    assert answer.evidence.reports > answer.evidence.independent


def test_a_model_that_names_its_evidence_by_keys_is_checked_like_any_other(stocked, settings, embedder, clock):
    from dataclasses import replace

    stocked.close()

    class Naming(ScriptedModel):
        """Names the key of the sentence on the next session, and one that it made up."""

        def stream(self, messages, *, max_tokens, deadline):
            evidence = messages[-1].content
            at = evidence.index("Lavrov added that Moscow and Havana")
            key = evidence[at - 7 : at - 1]
            self._replies = [
                f"Moscow and Havana both hoped to hold the commission's next session in the next two or three months {key}. "
                f"Lavrov said that 470 factories would be built {key}. The commission met in Osk [zzzz]."
            ]
            return super().stream(messages, max_tokens=max_tokens, deadline=deadline)

    with open_newsdesk(replace(settings, cites="keys"), embedder=embedder, clock=clock, chat=Naming([""])) as desk:
        answer = desk.ask("What did Lavrov say about the intergovernmental commission?")
    assert [s.text[:17] for s in answer.sentences] == ["Moscow and Havana"]
    assert "[" not in answer.sentences[0].text
    assert answer.trace.invented_keys == 1
    assert len(answer.withheld) == 2
    assert "answer_keys" in answer.trace.prompts


def test_words_of_long_ago_stand_behind_those_of_now_and_words_on_something_else_are_left_out(desk, tmp_path):
    rows = [
        ("2021-03-01", "Port strike", "“The Orrin port will get two new cranes,” Mayor Tilde Ramm said."),
        ("2024-02-19", "Port report", "“We must look at every crane of the Orrin port again,” Mayor Tilde Ramm said."),
        ("2024-02-18", "School", "“A new port of call for readers is our library,” Mayor Tilde Ramm said."),
    ]
    file = tmp_path / "port.jsonl"
    lines = [{"title": title, "text": text, "published": day} for day, title, text in rows]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    list(desk.ingest([str(file)]))
    said = desk.ask("What did Tilde Ramm say about the Orrin port?").sentences
    assert "every crane" in said[0].text
    assert not any("library" in s.text for s in said)


def test_an_invented_country_may_be_asked_for_beside_articles_of_real_ones(stocked):
    answer = stocked.ask("Which country revived a trade commission with Pelandria?")
    assert "Sondreya" in answer.sentences[0].text
    assert any("Cuba" in s.around for s in answer.evidence.sentences)
