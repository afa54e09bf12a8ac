"""Lines that a desk officer would strike out: plugs, advice, names that only sound grave, figures of another year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

import pytest

from rag.brief.background import unknown, weighty_quotes
from rag.brief.differ import differences
from rag.brief.event import Event
from rag.brief.headline import headline, plain_title
from rag.brief.pick import pick
from rag.brief.rank import Weights, rank, severity
from rag.brief.screen import tells
from rag.brief.window import day_window
from rag.types import ArticleId, Quote, Span, StoryKind
from tests.rag.brief.test_brief_desk import sentence
from tests.rag.brief.test_brief_told import report


def event(*reports, earlier=()):
    return Event("st-1", reports, earlier, "topic-1")


@pytest.mark.parametrize(
    "text",
    [
        "Get the news of the valley in your inbox every morning.",
        "Sign up here for the weekly letter of the Ostrel Post.",
        "A version of this report appears in the ferry newsletter of the Post.",
        "The views expressed in this commentary are those of the ferryman.",
        "Here are the latest updates from Ostrel on the day of the vote.",
        "Here are the highlights of the rise and fall of the ferry company.",
        "For how the ferry series is paid for, check out our FAQs on the matter.",
        "Our seven-part guide has helpful hints for a night on the ferry.",
        "What: Boats and food stalls will be at the harbour from five on.",
        "Crowds wait for the ferry at Ostrel (Image credit: The Ostrel Post).",
        "Ostrel has a new ferry 02:05 - Source: OBN Ostrel's new ferry leaves its yard.",
    ],
)
def test_plugs_captions_and_labels_are_not_told(text):
    assert not tells(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor wrote in a newsletter to the ferrymen that the pier would close.",
        "The views expressed at the hearing in Ostrel were divided.",
        "What the mayor had said was read out by the judge on Monday.",
    ],
)
def test_news_with_such_words_is_told(text):
    assert tells(sentence(text))


def test_a_sentence_that_counts_time_from_another_goes_on_from_it():
    text = "About 45 minutes later, the ferrymen relented and the boats of Ostrel left."
    own = report(f"The ferrymen of Ostrel stopped work on Tuesday over their pay. {text}")
    assert text not in [s.text for s in pick(event(own))]


def test_what_happened_goes_before_advice_to_the_reader():
    own = report(
        "If you want to cross the Sarn at Ostrel by ferry, you might want to bring coins. "
        "The ferry of Ostrel takes no notes from Monday on, the company said."
    )
    assert pick(event(own))[0].text.startswith("The ferry of Ostrel takes no notes")


def test_the_sentences_of_one_article_keep_their_order_behind_the_first():
    own = report(
        "The ferry of Ostrel ran aground on Tuesday with sixty people on board. The harbour sent a tug from Brask. "
        "A mechanic of the ferry company was hurt by a falling lamp on deck. The mechanic was taken to a hospital in Brask."
    )
    told = pick(event(own))
    assert [s.span.start for s in told[1:]] == sorted(s.span.start for s in told[1:])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ostrel rower shows the finalists of 'Crash the Boat'", "The rower showed the boats on Monday."),
        ("Day of the Dead: how Ostrel keeps it", "Ostrel keeps the Day of the Dead on Friday with lamps on its boats."),
    ],
)
def test_a_name_that_only_sounds_grave_is_not_grave(title, text):
    assert severity(event(report(text, title=title))) == 0


@pytest.mark.parametrize(
    "title", ["Ostrel: 'ten dead' after ferry fire", "Ten Dead After Ferry Sinks", "Crash on the Brask road kills four"]
)
def test_what_is_grave_stays_grave(title):
    text = "Ten people are dead after the ferry of Ostrel sank."
    assert severity(event(report(text, title=title))) == 1
    ranked = rank(
        event(report(text, title=title)), StoryKind.NEW, 1.0, (), day_window(date(2024, 5, 14), UTC), Weights()
    )
    assert ranked.why["severity"] == 0.3


def test_of_two_titles_the_whole_one_heads_the_story():
    cut = report(
        "The ferry of Ostrel ran aground on Tuesday.",
        title="Ferry of Ostrel runs aground on Tuesday with many ...",
        name="b",
    )
    whole = report(
        "The ferry of Ostrel ran aground on Tuesday.", title="Ferry of Ostrel runs aground with many", day=13
    )
    assert headline(event(whole, cut), whole.sentences[:1]) == "Ferry of Ostrel runs aground with many"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("obn.example", "Ferry runs aground at Ostrel | OBN Politics"),
        ("www.thepost.example", "Ferry runs aground at Ostrel - The Post"),
        ("The Post", "Ferry runs aground at Ostrel | The Post"),
    ],
)
def test_the_outlet_at_the_end_of_a_title_is_no_part_of_a_headline(source, title):
    own = report("The ferry ran aground.", title=title)
    object.__setattr__(own.article, "source", source)
    assert plain_title(own) == "Ferry runs aground at Ostrel"


def test_a_part_of_a_title_that_is_no_outlet_stays():
    own = report("The ferry ran aground.", title="Ferry runs aground - ten hurt")
    object.__setattr__(own.article, "source", "obn.example")
    assert plain_title(own) == "Ferry runs aground - ten hurt"


def test_an_unknown_substance_is_not_what_is_not_known():
    now = report(
        "A ferry ran aground at Ostrel. Its crew drank a mix full of unknown and harmful chemicals. It is unclear who sold it to the crew of Ostrel."
    )
    told = [s.text for s in unknown(event(now), ())]
    assert all("chemicals" not in t for t in told)
    now = report("A ferry ran aground at Ostrel. The name of the ferry's captain is still unknown to the harbour.")
    assert len(unknown(event(now), ())) == 1


def test_the_length_of_a_list_is_no_other_count():
    one = sentence("An 8.8 magnitude earthquake struck off the coast of Ostrel on Tuesday.")
    of_all = sentence("The earthquake off the coast of Ostrel is among the top 10 magnitudes ever measured.", name="b")
    assert differences([one, of_all]) == ()


def test_words_that_name_their_own_speaker_are_not_given_as_his():
    text = "Tam Orle drowned at Ostrel on Tuesday."
    said = [
        Quote(
            ArticleId("a"),
            "Tam Orle",
            "direct",
            Span(0, 4),
            "Tam was the kindest of all the ferrymen on this river",
            "wrote",
        ),
        Quote(
            ArticleId("a"),
            "Ada Ryl",
            "direct",
            Span(0, 4),
            "This loss is more than the ferrymen can bear at this time",
            "wrote",
        ),
    ]
    assert [q.speaker for q in weighty_quotes(event(replace(report(text), quotes=tuple(said))))] == ["Ada Ryl"]


def test_a_figure_of_another_year_is_no_other_count_of_today():
    one = sentence("An earthquake of magnitude 8.8 struck off Ostrel on Tuesday, and the coast of Brask was cleared.")
    then = sentence(
        "The coast of Brask, where a magnitude 9.0 earthquake struck in 2011, was cleared off Ostrel on Tuesday.",
        name="b",
    )
    today = sentence(
        "An earthquake of magnitude 9.0 struck off Ostrel on Tuesday, and the coast of Brask was cleared.", name="b"
    )
    assert differences([one, today])
    assert differences([one, then]) == ()
