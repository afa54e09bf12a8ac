"""Questions in French, German and Spanish are read for their kind and their words; English ones are left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.apart import tells_where
from rag.answer.asked import Wanted, answers_in_kind, wanted
from rag.answer.doubts import doubts
from rag.answer.extract import extract
from rag.retrieve.ask_kind import SpeakerAsk, read_speaker
from rag.text.abroad import in_english_frame
from rag.text.sentences import split
from rag.types import ArticleId, EvidenceSentence, Span


def told(text: str, title: str = "") -> EvidenceSentence:
    return EvidenceSentence(ArticleId("a"), Span(0, len(text)), text, 0.8, title, "Post", None, None)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien de personnes sont mortes à Valmont ?", Wanted.NUMBER),
        ("Quand ouvrira la ligne B ?", Wanted.TIME),
        ("À quelle date ouvrira la ligne B ?", Wanted.TIME),
        ("Qui est la maire de Valmont ?", Wanted.NAME),
        ("Qu'est-ce que la ligne B ?", Wanted.ANYTHING),
        ("Wie viele Menschen starben in Altenried?", Wanted.NUMBER),
        ("Wann wird die Linie eröffnet?", Wanted.TIME),
        ("Mit wem sprach der Minister?", Wanted.NAME),
        ("¿Cuántas personas murieron en Villaluz?", Wanted.NUMBER),
        ("¿Cuándo abrirá la línea 2?", Wanted.TIME),
        ("quien es la alcaldesa de Villaluz", Wanted.NAME),
    ],
)
def test_a_question_of_another_tongue_says_what_kind_of_thing_it_wants(question, kind):
    assert wanted(in_english_frame(question)) is kind


@pytest.mark.parametrize(
    ("question", "framed"),
    [
        ("Wer ist der Bürgermeister von Altenried?", "Who, bürgermeister Altenried?"),
        ("Pourquoi Sorel supprime-t-elle des emplois ?", "Why, Sorel supprime emplois?"),
        ("Combien d'emplois Sorel va-t-elle supprimer ?", "How many emplois Sorel supprimer?"),
        ("¿Por qué se retrasó el tranvía?", "Why, retrasó tranvía?"),
        ("Was ist in Altenried passiert?", "What, Altenried?"),
    ],
)
def test_words_of_no_meaning_go_and_a_german_noun_behind_an_article_is_no_name(question, framed):
    assert in_english_frame(question) == framed


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("Qu'a dit Hugo Lambert sur le tramway ?", SpeakerAsk("Hugo Lambert", "tramway")),
        ("Was sagte Murat Demir?", SpeakerAsk("Murat Demir", "")),
        ("Was hat Ines Kollwitz über den Streik gesagt?", SpeakerAsk("Ines Kollwitz", "streik")),
        ("¿Qué dijo Mateo Rivas sobre la huelga?", SpeakerAsk("Mateo Rivas", "huelga")),
    ],
)
def test_whose_words_are_asked_for_is_read_in_each_tongue(question, ask):
    assert read_speaker(in_english_frame(question)) == ask


@pytest.mark.parametrize(
    "question",
    [
        "Was Pete Hald confirmed?",
        "Comment on the budget?",
        "Who said that quand was a word?",
        "Qui-Gon Jinn actor?",
        "What happened in Valmont?",
        "How many people died?",
        "Will it rain?",
    ],
)
def test_an_english_question_is_left_as_it_is(question):
    assert in_english_frame(question) == question


@given(st.text(max_size=80))
def test_any_text_can_be_framed(text):
    assert isinstance(in_english_frame(text), str)


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Warum streicht Brandes Stellen?", "Brandes begründete den Schritt mit sinkenden Aufträgen.", "Brandes streicht 450 Stellen in Mornau."),
        ("Pourquoi le tramway a-t-il du retard ?", "Le retard du tramway s'explique par des vestiges.", "Le tramway a du retard, dit M. Lambert."),
        ("Pourquoi l'agent est-il mis en examen ?", "L'agent a été mis en examen pour violences.", "L'agent a été mis en examen jeudi."),
        ("¿Por qué hacen huelga?", "La huelga comenzó para pedir un aumento.", "La huelga comenzó el lunes."),
        ("¿Por qué se retrasó el tranvía?", "El retraso del tranvía se debe al hallazgo de restos.", "El tranvía se retrasó dos años."),
    ],
)  # fmt: skip
def test_a_reason_is_known_in_each_tongue(question, answer, other):
    framed = in_english_frame(question)
    assert doubts(framed, told(answer)) < doubts(framed, told(other))


def test_a_german_date_does_not_end_a_sentence():
    text = "Die Linie wird am 5. September eröffnet. Sie hat 17 Halte."
    assert [s.of(text) for s in split(text)] == ["Die Linie wird am 5. September eröffnet.", "Sie hat 17 Halte."]


def test_the_day_of_a_month_counts_nothing_and_a_number_in_words_counts():
    framed = in_english_frame("Combien a coûté le tramway ?")
    assert not answers_in_kind(framed, "Le tramway ouvrira le 5 septembre.")
    assert answers_in_kind(in_english_frame("Wie viele starben?"), "In Altenried starben drei Menschen.")


def test_a_place_is_known_behind_a_preposition_of_the_tongue():
    assert tells_where(in_english_frame("Où est l'usine de Sorel ?"), told("Sorel ferme son usine de Brenne."))


def test_what_was_not_told_is_not_answered_in_another_tongue():
    fire = told("Bei einem Brand in Altenried kamen drei Menschen ums Leben.", "Brand in Altenried")
    assert extract(in_english_frame("Wie viele Menschen starben bei dem Brand in Altenried?"), [fire]) == (0,)
    assert extract(in_english_frame("Wie viele Menschen wurden in Altenried verhaftet?"), [fire]) == ()


def test_a_year_behind_its_word_is_a_time():
    assert answers_in_kind(in_english_frame("¿Cuándo se hundió el barco?"), "El barco se hundió hacia el año 120.")
