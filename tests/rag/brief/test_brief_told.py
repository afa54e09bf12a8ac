"""What a story tells, counts and sets side by side: only what its reports say, and each thing once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from rag.brief.background import unknown, weighty_quotes
from rag.brief.changes import moved
from rag.brief.differ import differences
from rag.brief.event import Event
from rag.brief.history import thread
from rag.brief.pick import pick, usable
from rag.brief.plan import plan
from rag.brief.rank import Weights, order, rank, serves
from rag.brief.report import Report, sentences_of
from rag.brief.screen import tells
from rag.brief.window import day_window
from rag.export.as_email import subject_of
from rag.export.words import reports
from rag.service.brief import material
from rag.text.figures import moved_figure
from rag.types import Article, ArticleId, BriefRequest, BriefStatus, Published, Quote, Span, StoryKind
from tests.rag.brief.test_brief_desk import sentence
from tests.rag.export.conftest import hostile_brief


def report(text: str, *, title: str = "The ferry at Ostrel", name: str = "a", day: int = 14) -> Report:
    published = Published(datetime(2024, 5, day, 9, tzinfo=UTC), has_time=True)
    article = Article(ArticleId(name), text, title, None, f"Outlet {name}", published, (), None, {}, name)
    return Report(article, (), sentences_of(article), np.zeros(4, dtype=np.float32))


@pytest.mark.parametrize(
    "text",
    [
        "For the latest news on the flood, read the Ostrel Post's story for Wednesday, March 5.",
        "For the latest news, view our story for Tuesday, Feb. 4.",
        "Catch up with live updates from the newsroom of the Ostrel Post.",
        "For the latest updates on the fires, follow the Ostrel Post's live coverage for Thursday.",
        "This page reflects the news of the flood at Ostrel on Tuesday, March 4.",
        "Related: Seven things that travellers to Ostrel should carry with them.",
    ],
)
def test_what_sends_the_reader_to_another_page_is_not_told(text):
    assert not tells(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ferrymen read the mayor's story of the wreck aloud at the inquiry in Ostrel on Monday.",
        "For the latest round of talks, the ferrymen of Ostrel chose a speaker of their own.",
    ],
)
def test_news_in_which_somebody_reads_or_follows_is_told(text):
    assert tells(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "But one of the women who had worked on the ferry had asked for a new radio.",
        "Alternatively, the harbour of Ostrel could be closed for the whole of the winter.",
        "However, from Monday on the harbour of Ostrel asks every guest for a ticket.",
        "The 40-year-old captain goes on sailing between Ostrel and Brask.",
        "Enter the lighthouse, which has stood at Ostrel for more than a century.",
        "Nobody has to wait for a ticket at the harbour of Ostrel, however.",
    ],
)
def test_a_sentence_that_goes_on_from_one_that_is_not_told_is_not_told(text):
    own = report(f"A ferry ran aground at Ostrel on Tuesday with sixty people on board. {text}")
    assert text not in [s.text for s in pick(Event("st-1", (own,), (), "topic-1"))]


def test_the_label_of_a_summary_and_a_place_below_a_note_are_not_told():
    own = report(
        "AI-assisted summary The ferry of Ostrel ran aground on Tuesday.\n\nOSTREL — Sixty people were brought ashore.\n"
        "NASA - the agency in Ostrel - had seen it."
    )
    assert [s.text for s in own.sentences[:2]] == [
        "The ferry of Ostrel ran aground on Tuesday.",
        "Sixty people were brought ashore.",
    ]
    assert all(s.span.of(own.article.text) == s.text for s in own.sentences)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Mayor Ryl of Ostrel, who died on Sunday at the age of 100, was honoured by the council.",
            "Flags in Ostrel fly low after the death of Mayor Ryl, as the council has ordered since 1954.",
        ),
        (
            "Divers recovered 41 bodies from the Sarn after the wreck at Ostrel killed 67 people.",
            "So far, the police of Ostrel have identified 55 people killed in the wreck.",
        ),
        (
            "Over 153,000 people of Ostrel were evacuated before the fire.",
            "About 82,400 islanders of Ostrel have to stay away and another 90,400 were evacuated in Brask.",
        ),
        (
            "The wreck at Ostrel killed one and injured 19 people.",
            "Four people injured in the wreck at Ostrel remained in hospital on Monday.",
        ),
        (
            "The council of Ostrel put a tax of 25% on boats from Brask on Monday.",
            "The council of Ostrel put a tax of 25% on boats from Brask on Monday, and one of 20% on boats from Tarn.",
        ),
    ],
)
def test_an_age_a_year_a_part_or_another_things_share_is_no_count_that_moved(old, new):
    assert moved_figure(old, new) is None


def test_a_toll_that_rises_still_moved():
    step = moved_figure("The wreck at Ostrel killed five people.", "The wreck at Ostrel has now killed seven people.")
    assert step is not None
    assert (step[1].value, step[2].value) == (5, 7)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The dye has remained one of nine dyes that Ostrel has approved for use in food.",
            "The eight remaining dyes that Ostrel has approved for use in food are blue and green.",
        ),
        (
            "Tarn won in two categories at the Ostrel prizes on Sunday night.",
            "Tarn was named in all of the Big Four categories at the Ostrel prizes on Sunday night.",
        ),
        (
            "Ostrel takes 25% on goods from Brask and 10% on goods from Tarn from Tuesday on.",
            "Ostrel takes 10% on goods from Tarn and 25% on goods from Brask from Tuesday on.",
        ),
        (
            "The breakfast with two eggs costs seven crowns at the Ostrel House of the chain.",
            "The chain of the Ostrel House takes 50 cents per egg more for a breakfast.",
        ),
        (
            "The 67th prizes of Ostrel were given away on Sunday night by the council.",
            "Six prizes of Ostrel were given away on Sunday night by the council.",
        ),
    ],
)
def test_reports_that_count_other_things_do_not_differ(one, other):
    assert differences([sentence(one), sentence(other, name="b")]) == ()


def test_what_two_articles_say_in_the_same_words_differs_once():
    nine = "A tram of line 6 that hit a lorry in Ostrel on Tuesday injured nine people."
    eight = "Eight people were injured when a tram of line 6 hit a lorry in Ostrel on Tuesday."
    own = tuple(report(t, name=n) for n, t in (("a", nine), ("b", eight), ("c", nine), ("d", eight)))
    assert len(plan(Event("st-1", own, (), "topic-1")).differ) == 1


def test_words_of_another_matter_are_no_before():
    now = report("A storm over Ostrel tore the roof off the ferry hall on Tuesday, the fire brigade said.")
    measles = report("Doctors in Brask have counted 130 children who fell ill with measles.", name="b", day=12)
    event = Event("st-1", (now,), (measles,), "topic-1")
    assert moved(event, pick(event)) == ()


def test_what_was_said_before_is_no_change():
    text = "The council of Ostrel said on Monday that the ferry hall would get a new roof of copper."
    now = report(text + " The roof of the ferry hall will cost the council of Ostrel four million crowns.")
    event = Event("st-1", (now,), (report(text, name="b", day=12),), "topic-1")
    assert [m.new.text for m in moved(event, now.sentences)] != [text]


def test_the_way_back_ends_where_nothing_of_today_is_left():
    titles = ("Dyes in sweets", "Sweets and schools", "Schools and sports", "A minister before the council")
    chain = [report(f"{t} were spoken of.", title=t, name=str(i), day=10 + i) for i, t in enumerate(titles)]
    alike = np.array([[1, 0.5, 0.1, 0.1], [0.5, 1, 0.5, 0.2], [0.1, 0.5, 1, 0.5], [0.1, 0.2, 0.5, 1]])
    assert thread([3], range(3), chain, alike) == (2,)


def test_what_is_not_known_is_said_once():
    now = report(
        "A ferry ran aground at Ostrel on Tuesday. The coast guard has not said how many people were hurt on the ferry. "
        "While the coast guard has not said how many people were hurt on the ferry, the harbour mourns."
    )
    assert len(unknown(Event("st-1", (now,), (), "topic-1"), ())) == 1


def test_words_are_quoted_of_whoever_has_a_name_and_whole():
    text = "A ferry ran aground at Ostrel on Tuesday."
    speakers = ("the company", "One", "The chain", "Mayor Ryl", "渡辺")
    said = "We will raise the ferry before the winter comes to Ostrel"
    words = [f"{said} as {s} wants it" for s in speakers[:3]] + [f"{said} …", f"{said} again"]
    quotes = tuple(
        Quote(ArticleId("a"), s, "direct", Span(0, 4), w, "said") for s, w in zip(speakers, words, strict=True)
    )
    event = Event("st-1", (replace(report(text), quotes=quotes),), (), "topic-1")
    assert [q.speaker for q in weighty_quotes(event)] == ["渡辺"]


def test_several_articles_of_one_outlet_are_not_called_one_report():
    story = hostile_brief().stories[0]
    assert reports(story) == "one report"
    assert reports(replace(story, articles=(ArticleId("a"), ArticleId("b")))) == "one outlet, 2 articles"


def test_articles_that_are_too_many_are_said_and_their_copies_are_no_old_news(stocked, monkeypatch):
    day = BriefRequest(day=date(2024, 2, 20))
    whole = stocked.brief(day)
    assert whole.status is BriefStatus.OK
    monkeypatch.setattr(material, "MOST_ARTICLES", 3)
    cut = stocked.brief(replace(day, fresh=True))
    assert cut.status is BriefStatus.DEGRADED
    assert (
        cut.why == f"only the latest {cut.counts.articles} of {whole.counts.articles} articles of this time were read"
    )
    assert not any("copy of an earlier" in a.reason for a in cut.set_aside)
    assert stocked.briefs.remake(cut.id).why == cut.why
    assert subject_of(cut).endswith("not all articles read")


@pytest.mark.parametrize(
    "title",
    [
        "IHOP of Ostrel giving away freebies for Pancake Day",
        "Your horoscope for Tuesday",
        "When is the Regatta of Ostrel? Date, time, TV channel",
        "How to watch the Regatta of Ostrel from Brask",
        "12 books for a winter evening in Ostrel",
        "MLK Day in Ostrel: Here's what will be open on Monday",
        "Regatta predictions: who wins in Ostrel",
    ],
)
def test_advice_and_lists_come_after_what_tells_an_event(title):
    list_ = Event("st-1", (report("A day of cakes and boats.", title=title),), (), "topic-1")
    event = Event(
        "st-2", (report("The council of Ostrel chose a mayor.", title="Ostrel has a mayor", name="b"),), (), "t-2"
    )
    window = day_window(date(2024, 5, 14), UTC)
    first = rank(list_, StoryKind.NEW, 1.0, (), window, Weights())
    second = rank(event, StoryKind.NEW, 0.2, (), window, Weights())
    watched = rank(list_, StoryKind.NEW, 1.0, ("cakes",), window, Weights())
    assert first.importance > second.importance
    assert [r.event.id for r in order([first, second], Weights())] == ["st-2", "st-1"]
    assert [r.event.id for r in order([watched, second], Weights())] == ["st-1", "st-2"]


def test_what_to_know_of_something_grave_keeps_its_place():
    grave = report("Four people were killed.", title="Deadly storm in Ostrel: what to know")
    assert not serves(Event("st-1", (grave,), (), "topic-1"))
    for title in (
        "Ostrel Mint presses its last penny. What to know about it",
        "Ostrel Mint plans to close all its shops: Here's what will go",
        "Ferrymen of Ostrel to decide how to go on",
    ):
        told = report("Nobody was hurt.", title=title)
        assert not serves(Event("st-1", (told,), (), "topic-1"))


@pytest.mark.parametrize(
    "text",
    [
        "Now take the harbour of Ostrel as it was a year ago, before the storm.",
        "Let’s briefly walk through what the mayor of Ostrel said on Monday.",
        "Note: The ferry Ardent is not counted here, because it did not sail last year.",
        "20. Tam Orle of the Ostrel rowers, who won three races in a row.",
        "11 a.m. in Brask: The minister will be told of the damage after the flood.",
        "(This story has been changed to include what the mayor of Ostrel said.)",
    ],
)
def test_entries_of_lists_notes_and_words_to_the_reader_are_not_told(text):
    assert not tells(sentence(text))


def test_a_sentence_whose_speaker_is_named_elsewhere_comes_after_others():
    first = "The council of Ostrel closed the ferry hall on Monday after a storm had torn off its roof."
    after = "The hall of the ferry in Ostrel will stay closed for a year at the least, she said."
    named = "The hall of the ferry in Ostrel will stay closed for a year at the least, Ada Ryl said."
    now = report(f"{first} {after} {named}")
    (event,) = [Event("st-1", (now,), (), "topic-1")]
    assert [s.text for s in pick(event)] == [first, named]


def test_despite_this_leans_on_the_sentence_before():
    now = report("The council closed the ferry hall of Ostrel. Despite this, the ferry to Brask sailed on Monday.")
    assert [usable(now, s) for s in now.sentences] == [True, False]


def test_a_story_that_runs_goes_before_a_single_one_as_new():
    window = day_window(date(2024, 5, 14), UTC)
    days = tuple(report("The court of Ostrel heard the case of the mills.", name=str(d), day=d) for d in (10, 11, 12))
    ruled = Event(
        "st-1", (report("The court of Ostrel ruled on the case of the mills.", title="A ruling"),), days, "t-1"
    )
    film = Event(
        "st-2", (report("Ada Ryl is back in a film of the Ostrel mills.", title="A film", name="b"),), (), "t-2"
    )
    placed = order(
        [
            rank(film, StoryKind.NEW, 1.0, (), window, Weights()),
            rank(ruled, StoryKind.UPDATE, 0.1, (), window, Weights()),
        ],
        Weights(),
    )
    assert [r.event.id for r in placed] == ["st-1", "st-2"]


def test_what_a_report_recalls_of_another_month_is_no_other_side():
    now = sentence("The office has opened a probe into 2.6 million Tarn cars after crashes in Ostrel.")
    then = sentence(
        "It comes after a probe into 2.4 million Tarn cars that the office opened in Ostrel in October.", name="b"
    )
    assert differences([now, then]) == ()
    today = sentence("The office has opened a probe into 2.4 million Tarn cars after crashes in Ostrel.", name="b")
    assert differences([now, today])


def test_the_agency_in_front_of_a_report_is_not_told_with_it():
    now = report("OSTREL, Sarn. (AP) — The council of Ostrel closed the ferry hall on Monday after the storm.")
    assert now.sentences[-1].text == "The council of Ostrel closed the ferry hall on Monday after the storm."


def test_over_days_the_last_count_is_told_and_stands_in_the_headline():
    def told(text, title, day):
        return report(text, title=title, name=str(day), day=day)

    first = told(
        "The number of people killed when the Dunmar Bridge fell into the Sarn has risen to five, the fire service said.",
        "Death toll at Dunmar Bridge rises to five",
        11,
    )
    last = told(
        "The last person missing after the collapse of the Dunmar Bridge was found dead, bringing the number of victims to nine.",
        "Last victim of the Dunmar Bridge is found",
        14,
    )
    made = plan(Event("st-1", (first, last), (), "topic-1"))
    assert made.headline == "Last victim of the Dunmar Bridge is found"
    assert "to five" not in " ".join(s.text for s in made.sentences)
