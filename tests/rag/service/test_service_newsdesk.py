"""The newsdesk over the sample news, with a word embedder and scripted models."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag.chain.runnable import event_chain
from rag.errors import ProviderError, UsageError
from rag.llm import ScriptedModel
from rag.sample import path
from rag.service import open_newsdesk
from rag.types import Done, Question, Reason, Retrieved, Status

LAVROV = "What did Lavrov say about the intergovernmental commission?"


@pytest.fixture
def stocked(stocked_desk):
    return stocked_desk


def with_model(settings, embedder, clock, model):
    return open_newsdesk(settings, embedder=embedder, clock=clock, chat=model)


def resolves(desk, answer) -> bool:
    return all(
        desk.store.article(c.article_id).article.text[c.span.start : c.span.end] == c.text for c in answer.citations
    )


def test_every_item_has_a_fate_and_a_second_ingest_changes_nothing(desk):
    first = [i.fate for i in desk.ingest([str(path())])]
    second = [i.fate for i in desk.ingest([str(path())])]
    assert first.count("added") + first.count("duplicate") == len(first)
    assert set(second) == {"unchanged"}


def test_the_word_for_word_copies_are_duplicates_of_the_agency_report(stocked):
    found = stocked.store.article("s01-bridge-wire")
    assert len(found.copies) == 4
    assert all(stocked.store.article(c).copy_of == "s01-bridge-wire" for c in found.copies)


def test_without_a_model_the_answer_is_the_best_sentences_themselves(stocked):
    answer = stocked.ask(LAVROV)
    assert answer.status is Status.ANSWERED
    assert any("commission" in s.text for s in answer.sentences)
    assert all(s.citations for s in answer.sentences)
    assert resolves(stocked, answer)


def test_evidence_comes_first_and_the_whole_answer_last(stocked):
    events = list(stocked.ask_stream(LAVROV))
    assert isinstance(events[0], Retrieved)
    assert events[0].evidence.sentences
    assert isinstance(events[-1], Done)


def test_the_chain_gives_the_same_answer_as_ask(stocked):
    assert stocked.chain.invoke(LAVROV).text == stocked.ask(LAVROV).text


def test_the_retriever_gives_documents_with_exact_spans(stocked):
    found = stocked.retriever.invoke("bridge collapse")
    assert found
    for document in found:
        text = stocked.store.article(document.metadata["article_id"]).article.text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_a_supported_sentence_is_cited_and_an_invented_number_is_withheld(stocked, settings, embedder, clock):
    stocked.close()
    reply = (
        "Lavrov added that Moscow and Havana both hoped to hold the commission's next session in the next two or "
        "three months. Lavrov said that 470 factories would be built."
    )
    with with_model(settings, embedder, clock, ScriptedModel([reply])) as desk:
        answer = desk.ask(LAVROV)
        assert [s.text for s in answer.sentences] == [reply.split(" Lavrov said that 470")[0]]
        assert "470" in answer.withheld[0].reason
        assert resolves(desk, answer)


@pytest.mark.parametrize(
    "reply", ["1. {}", "{} [1]", "**{}**", "- {}【1†source】", "| Said | By |\n|---|---|\n\n{}\n```"]
)
def test_marks_of_a_list_of_sources_and_of_markdown_are_not_shown(stocked, settings, embedder, clock, reply):
    stocked.close()
    said = "Lavrov added that Moscow and Havana both hoped to hold the commission's next session in the next two or three months."
    with with_model(settings, embedder, clock, ScriptedModel([reply.format(said)])) as desk:
        answer = desk.ask(LAVROV)
    assert [s.text for s in answer.sentences] == [said]
    assert answer.withheld == ()


def test_a_model_that_declines_is_an_abstention_with_evidence(stocked, settings, embedder, clock):
    stocked.close()
    with with_model(settings, embedder, clock, ScriptedModel(["The sources do not say."])) as desk:
        answer = desk.ask(LAVROV)
    assert answer.status is Status.ABSTAINED
    assert answer.reason is Reason.NOT_STATED
    assert answer.evidence.sentences


def test_where_a_model_says_the_opposite_of_a_source_the_source_is_shown(stocked, settings, embedder, clock):
    stocked.close()
    with with_model(settings, embedder, clock, ScriptedModel(["The City Library in Halvoren is closed."])) as desk:
        answer = desk.ask("Is the City Library in Halvoren closed?")
        assert [w.reason for w in answer.withheld] == ["the sources say the opposite (negation)"]
        assert ["will reopen on Monday 4 March" in s.text for s in answer.sentences] == [True]
        assert resolves(desk, answer)


def test_somebody_the_sources_do_not_know_is_not_asked_of_the_model(stocked, settings, embedder, clock):
    stocked.close()
    model = ScriptedModel([])
    with with_model(settings, embedder, clock, model) as desk:
        answer = desk.ask("What did Zaphod Beeblebrox say about the bridge?")
    assert answer.status is Status.ABSTAINED
    assert "Beeblebrox" in (answer.missing or "")
    assert model.prompts == []


def test_a_failing_model_leaves_the_evidence_and_says_why(stocked, settings, embedder, clock):
    class Failing(ScriptedModel):
        def stream(self, messages, *, max_tokens, deadline):
            raise ProviderError("model not reached", why="the port is closed", fix="Start it.")
            yield ""

    stocked.close()
    with with_model(settings, embedder, clock, Failing()) as desk:
        answer = desk.ask(LAVROV)
    assert answer.reason is Reason.MODEL_UNAVAILABLE
    assert answer.evidence.sentences
    assert "port is closed" in (answer.note or "")


@pytest.mark.parametrize("fault", ["the server is away", None])
def test_of_how_many_sentences_a_model_failed_to_judge_is_told(stocked, settings, embedder, clock, fault):
    class Unjudging(ScriptedModel):
        def yes_probability(self, messages, *, deadline):
            if fault is not None:
                raise ProviderError("no odds", why=fault, fix="Start it.")

    said = (
        "Lavrov said that both Moscow and Havana hoped for the next session of the commission in two or three months."
    )
    stocked.close()
    with with_model(settings, embedder, clock, Unjudging([said])) as desk:
        answer = desk.ask(LAVROV)
    assert answer.sentences or answer.withheld
    assert answer.reason is not Reason.MODEL_UNAVAILABLE
    assert (answer.note is None) == (fault is None)
    assert fault is None or ("did not judge a sentence" in answer.note and fault in answer.note)


def test_a_reply_that_was_cut_off_is_partial(stocked, settings, embedder, clock):
    from rag.ports import Completion

    sentence = "Lavrov added that Moscow and Havana both hoped to hold the commission's next session in the next two or three months."

    class Cut(ScriptedModel):
        def stream(self, messages, *, max_tokens, deadline):
            yield sentence + " And then he"
            yield Completion(sentence, finished=False)

    stocked.close()
    with with_model(settings, embedder, clock, Cut()) as desk:
        answer = desk.ask(LAVROV)
    assert answer.status is Status.PARTIAL
    assert len(answer.sentences) == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Lavrov added that Moscow and", Reason.MODEL_UNAVAILABLE),
        ("The sources do not say. They only", Reason.NOT_STATED),
        ("Lavrov said that 470 factories would be built. He also", Reason.UNSUPPORTED),
    ],
)
def test_of_a_reply_cut_off_in_its_first_sentence_nothing_follows(stocked, settings, embedder, clock, said, reason):
    from rag.ports import Completion

    class Cut(ScriptedModel):
        def stream(self, messages, *, max_tokens, deadline):
            yield said
            yield Completion(said, finished=False)

    stocked.close()
    with with_model(settings, embedder, clock, Cut()) as desk:
        answer = desk.ask(LAVROV)
    assert (answer.status, answer.reason) == (Status.ABSTAINED, reason)
    assert ("cut off" in (answer.note or "")) == (reason is Reason.MODEL_UNAVAILABLE)


def test_articles_of_the_future_are_not_used(stocked):
    from datetime import UTC, datetime

    early = Question("bridge", datetime(2024, 2, 17, 23, tzinfo=UTC))
    found = stocked.search(early).passages
    assert found
    assert all(p.published.day.isoformat() <= "2024-02-17" for p in found)


def test_an_empty_library_abstains_with_its_own_reason(desk):
    answer = desk.ask("What happened?")
    assert answer.reason is Reason.NO_ARTICLES


def test_quotes_of_a_surname_shared_by_two_are_told_apart(stocked):
    speakers = {q.speaker for q in stocked.quotes(speaker="Tomas Varn")}
    assert "Ilsa Varn" not in speakers
    assert speakers


def test_removing_an_article_removes_all_that_came_of_it(stocked):
    before = stocked.store.counts()
    assert stocked.remove("s08-lavrov-commission")
    after = stocked.store.counts()
    assert after.articles == before.articles - 1
    assert after.chunks < before.chunks
    assert all(p.article_id != "s08-lavrov-commission" for p in stocked.search(LAVROV).passages)
    assert not stocked.remove("s08-lavrov-commission")


def test_a_rebuild_reads_anew_who_said_what(stocked):
    before = stocked.quotes(speaker="Lavrov")
    assert before
    ids = {q.article_id for q in before}
    stocked.store.replace_quotes(dict.fromkeys(ids, ()))
    assert not stocked.quotes(speaker="Lavrov")
    stocked.reindex()
    assert stocked.quotes(speaker="Lavrov") == before


def test_a_rebuild_costs_no_embedding_and_answers_alike(stocked, embedder):
    before = stocked.ask(LAVROV).text
    counted = embedder.embedded
    assert stocked.reindex() == stocked.store.counts().chunks
    assert embedder.embedded == counted
    assert stocked.ask(LAVROV).text == before


def test_the_planted_instruction_changes_no_answer(stocked):
    answer = stocked.ask("When does the library open?")
    assert "goldencastle" not in answer.text


def test_one_bad_line_does_not_end_the_run(desk, tmp_path):
    lines = [
        '{"title": "Good", "text": "The mayor of Velka opened the bridge on Monday."}',
        "{broken",
        '{"title": "No text"}',
        "[1]",
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    fates = [(i.fate, i.ref) for i in desk.ingest([str(file)])]
    assert [f for f, _ in fates] == ["added", "rejected", "rejected", "rejected"]
    assert fates[1][1].endswith(":2")


def test_hostile_text_is_stored_and_found(desk, tmp_path):
    text = "Braces {x} {{y}} and <|endoftext|> and $5bn\u0000 \ud800 end. The harbour master spoke."
    file = tmp_path / "odd.jsonl"
    file.write_text(json.dumps({"title": "Odd", "text": text}), "utf-8")
    (item,) = list(desk.ingest([str(file)]))
    assert item.fate == "added"
    assert desk.search("harbour master").passages


def test_a_changed_text_of_one_address_is_a_new_version(desk, tmp_path):
    file = tmp_path / "v.jsonl"
    for text in ("The toll was 4, officials said on Monday.", "The toll was 9, officials said on Tuesday."):
        file.write_text(json.dumps({"url": "https://a.example/x", "title": "Toll", "text": text}), "utf-8")
        (last,) = list(desk.ingest([str(file)]))
    assert last.fate == "updated"
    assert len(desk.store.versions(last.article_id)) == 2
    assert "9" in desk.search("toll").passages[0].text


def test_what_does_not_exist_is_a_usage_error(desk):
    with pytest.raises(UsageError):
        list(desk.ingest(["/nowhere/at/all.jsonl"]))


def test_any_time_sets_the_time_in_the_words_aside_and_keeps_undated_articles(desk, tmp_path):
    file = tmp_path / "undated.jsonl"
    file.write_text(
        json.dumps({"id": "u", "title": "Ferry", "text": "The ferry of Orrin was painted green by pupils."})
    )
    list(desk.ingest([str(file)]))
    asked = Question("Was the ferry of Orrin painted green yesterday?", desk.now())
    free = Question(asked.text, asked.as_of, any_time=True)
    assert desk.ask(asked).window.words == "yesterday"
    assert desk.ask(asked).evidence.passages == ()
    assert desk.ask(free).window.since is None
    assert [p.article_id for p in desk.ask(free).evidence.passages] == ["u"]


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What happened at the port last week?", "and when will the next one be?", "When will the next one be (port)?"),
        ("Who won the cup this year?", "and when is the next one?", "When is the next one (cup)?"),
        ("What closed in Leeds last week?", "and this week?", "This week (closed Leeds)?"),
        ("What closed in Leeds last week?", "and next week?", "Next week (Leeds)?"),
        ("What closed in Leeds last week?", "and what happened next?", "What happened next (closed Leeds last week)?"),
        ("What closed in Leeds last week?", "and who was hurt?", "Who was hurt (closed Leeds last week)?"),
    ],
)
def test_a_follow_up_of_another_time_leaves_the_time_of_the_question_before(stocked, before, question, understood):
    assert stocked.understood(question, before) == understood


def test_old_news_is_not_sold_as_todays(settings, embedder, clock, tmp_path):
    file = tmp_path / "years.jsonl"
    rows = [
        {
            "id": "old",
            "title": "Strike",
            "text": "Dockers at Orrin began a strike over the cranes.",
            "published": "2021-03-01",
        },
        {"id": "new", "title": "Ferry", "text": "The ferry was painted green by pupils.", "published": "2024-02-20"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    said = "Dockers at Orrin began a strike over the cranes."

    def answer(question, sure="normal", **filters):
        with open_newsdesk(
            replace(settings, sure=sure), embedder=embedder, clock=clock, chat=ScriptedModel([said])
        ) as desk:
            list(desk.ingest([str(file)]))
            return desk.ask(Question(question, desk.now(), **filters))

    what = "What did dockers at Orrin begin over the cranes?"
    withheld = answer(what)
    assert withheld.status is Status.ABSTAINED
    assert "2021-03-01" in withheld.missing
    assert "newer articles that were found do not say" in withheld.missing
    assert "only" not in withheld.missing, "that no newer article speaks of it was not looked up"
    assert "old news" in withheld.withheld[0].reason
    assert answer(what, any_time=True).sentences
    assert answer(what, sure="low").sentences
    assert answer("What did dockers at Orrin begin over the cranes in March 2021?").sentences


def test_a_question_in_parts_counts_the_tokens_of_each_reply(stocked, settings, embedder, clock):
    stocked.close()
    question = "How many people died in the bridge collapse, and which colour is the new ferry?"
    nothing = "The sources do not say."
    with with_model(settings, embedder, clock, ScriptedModel([nothing, nothing, nothing])) as desk:
        asked = replace(desk.asked(question), rewords_speech=False)
        *_, (done,) = event_chain(desk.parts()).stream(asked)
    tokens = done.answer.trace.tokens
    assert tokens["completion"] == 3 * len(nothing.split())
    assert tokens["prompt"] > 0
