"""Who speaks in French, German and Spanish articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quotes import extract
from rag.types import ArticleId


def _said(text: str) -> list[tuple[str, str, str]]:
    return [(q.kind, q.speaker, q.text) for q in extract(ArticleId("a"), text)]


def _speakers(text: str) -> list[str]:
    return [speaker for _, speaker, _ in _said(text)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("« Nous allons reconstruire le pont de la ville », a déclaré Marie Colvet, maire de Leuze.", ["Marie Colvet"]),
        (
            "« Nous allons reconstruire le pont de la ville », a indiqué le maire de Leuze, Marc Colvet.",
            ["Marc Colvet"],
        ),
        ("Marie Colvet a affirmé : « Le pont est fermé pour dix jours. »", ["Marie Colvet"]),
        ("Le ministre de la Santé a dit que le pont est fermé.", ["Le ministre de la Santé"]),
        ("Le président de la région, Luc Tarvin, affirme que le pont est fermé.", ["Luc Tarvin"]),
        ("Selon la préfecture, dix maisons sont touchées dans la ville.", ["La préfecture"]),
        ("Dix maisons sont touchées dans la ville, selon l’AFP.", ["L’AFP"]),
        ("„Wir bauen die Brücke im Sommer wieder auf“, sagte Bürgermeisterin Anna Roth am Montag.", ["Anna Roth"]),
        ("Der Minister sagte: „Wir bauen die Brücke im Sommer.“", ["Der Minister"]),
        ("„Die Brücke ist nicht mehr zu retten“, erklärte ein Sprecher der Polizei.", ["Ein Sprecher der Polizei"]),
        ("Hans Kraler sagte, dass die Brücke nicht zu retten ist.", ["Hans Kraler"]),
        ("Laut dem Ministerium sind zehn Häuser in der Stadt betroffen.", ["Ministerium"]),
        ("«Vamos a reconstruir el puente de la ciudad», dijo la alcaldesa Marta Olmedo.", ["Marta Olmedo"]),
        ("Marta Olmedo afirmó que el puente de la ciudad se cierra.", ["Marta Olmedo"]),
        ("La policía ha dicho que no hay heridos en la ciudad.", ["La policía"]),
        ("Según el ministerio, diez casas están dañadas en la ciudad.", ["El ministerio"]),
        ("Nach Angaben von Bürgermeisterin Anna Roth sind zehn Häuser in der Stadt betroffen.", ["Anna Roth"]),
        ("Nach Angaben der Polizei wurde in der Stadt niemand verletzt.", ["Polizei"]),
        ("Zehn Häuser in der Stadt sind nach Angaben des Ministeriums betroffen.", ["Ministerium"]),
        ("Dem Ministerium zufolge wird die Brücke nicht gesperrt.", ["Ministerium"]),
        ("Anna Roth zufolge ist die Lage in der Stadt ernst.", ["Anna Roth"]),
        ("Hans Kraler sagte der Deutschen Presse-Agentur, dass die Brücke nicht sicher ist.", ["Hans Kraler"]),
        ("El ministro de Obras, Juan Peral, declaró a la prensa que el puente es seguro.", ["Juan Peral"]),
        ("Le ministre a déclaré lundi à la presse que le pont est sûr.", ["Le ministre"]),
        ("—No vamos a cerrar el puente de la ciudad —dijo la alcaldesa Marta Olmedo—.", ["Marta Olmedo"]),
        ("«El puente de la ciudad se cierra», según explicó el alcalde Juan Robles.", ["Juan Robles"]),
    ],
)
def test_a_speaker_is_read_in_the_language_of_the_article(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister sagte am Montag ein Treffen mit der Stadt ab, das geplant war.",
        "Hans Kraler ist in der Stadt. Er sagte nicht, dass die Brücke zu ist.",
        "Marie Colvet est dans la ville. Elle n’a pas dit que le pont est fermé.",
        "El alcalde de Leuze, Juan Robles, no dijo que la ciudad es segura.",
    ],
)
def test_what_is_not_said_is_nobodys_words(text: str) -> None:
    assert _said(text) == []


def test_a_pronoun_is_the_one_who_spoke() -> None:
    french = "« Le pont de la ville est fermé », a dit Marc Colvet. « Ce n’est pas trop tard », a-t-il ajouté."
    german = "Hans Kraler ist in der Stadt. „Das ist für die ganze Stadt wichtig“, sagte er."

    assert _speakers(french) == ["Marc Colvet", "Marc Colvet"]
    assert _speakers(german) == ["Hans Kraler"]


def test_they_are_nobody_in_particular() -> None:
    text = "Anna Roth ist in der Stadt. „Das ist für die ganze Stadt nicht wichtig“, sagten sie."

    assert "Anna Roth" not in _speakers(text)


def test_words_are_cut_without_their_marks() -> None:
    text = "« Nous allons reconstruire le pont de la ville », a déclaré Marie Colvet."

    assert _said(text) == [("direct", "Marie Colvet", "Nous allons reconstruire le pont de la ville")]


def test_an_english_article_with_foreign_names_is_read_as_english() -> None:
    text = "The mayor of La Paz, Juan de la Roca, said that the bridge in El Alto was closed."

    assert _speakers(text) == ["Juan de la Roca"]


def test_a_sentence_that_breaks_off_behind_its_speaker_is_read() -> None:
    assert _said("der die das sagte der a") == []
    assert _said("Laut der das die und") == []


@given(st.lists(st.sampled_from("a dit que selon le la der sagte dijo según laut Roth , : « » „ “ . - \n".split(" "))))
def test_any_order_of_such_words_is_read(words: list[str]) -> None:
    text = " ".join(words)

    assert all(q.text == q.span.of(text) for q in extract(ArticleId("a"), text))
