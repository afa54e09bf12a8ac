"""Stories in a model's words: only what the sources say is shown, paid for once, within a time, and made again the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from rag.brief.reworded import rewording_faults
from rag.errors import ProviderError
from rag.export.as_json import brief_json
from rag.export.as_markdown import brief_markdown
from rag.ports import Completion
from rag.sample import articles
from rag.service import open_newsdesk
from rag.text.sentences import split
from rag.types import ArticleId, BriefRequest, EvidenceSentence, Published, Span, StoryKind
from tests.conftest import NOW
from tests.rag.brief.conftest import StemEmbedder

DAY = BriefRequest(day=date(2024, 2, 20))
INVENTED = "Prime Minister Xavier Nobody resigned on Tuesday after 4,711 people had been arrested in Tamsen."


class Wordsmith:
    """A model that says what a function makes of the evidence; ``asked`` keeps the evidence of each call."""

    name = "wordsmith"

    def __init__(self, says: Callable[[str], str]) -> None:
        self.says = says
        self.asked: list[str] = []

    def stream(self, messages, *, max_tokens, deadline):
        self.asked.append(messages[-1].content)
        text = self.says(messages[-1].content)
        yield text
        yield Completion(text, finished=True)

    def yes_probability(self, messages, *, deadline):
        raise AssertionError("the sentences of a brief are checked by code: made again they must come out the same")


def first_three(evidence):
    sentences = [s.of(evidence) for s in split(evidence)]
    return " ".join([*sentences[:3], INVENTED])


@pytest.fixture
def desk_with(stems, clock):
    """Return a function that opens a newsdesk with the sample in it, whose model says what a function makes of evidence."""
    opened = []

    def open_with(chat, **more):
        own = replace(stems, **{"llm": "embedded", "brief_wording": "model", **more})
        desk = open_newsdesk(own, embedder=StemEmbedder(), clock=clock, chat=chat)
        opened.append(desk)
        return desk

    yield open_with
    for desk in opened:
        desk.close()


def shown(brief):
    return [s.text for story in brief.stories for s in story.sentences]


def test_what_a_model_invents_is_never_shown_and_is_counted(desk_with):
    chat = Wordsmith(first_three)
    brief = desk_with(chat).brief(DAY)
    assert brief.counts.worded >= 5
    assert INVENTED not in brief_markdown(brief)
    assert "Xavier" not in " ".join(shown(brief))
    assert brief.counts.withheld >= brief.counts.worded
    assert all(s.citations for story in brief.stories for s in story.sentences)


def test_a_worded_story_says_by_whom_and_the_brief_how_many(desk_with):
    brief = desk_with(Wordsmith(first_three)).brief(DAY)
    assert {s.phrased_by for s in brief.stories} <= {"embedded", "none"}
    text = brief_markdown(brief)
    assert f"{brief.counts.worded} of {len(brief.stories)} stories worded by embedded, each sentence checked" in text


def test_a_story_of_which_nothing_holds_is_told_in_the_sources_words(desk_with, stocked):
    brief = desk_with(Wordsmith(lambda _: f"{INVENTED} All of Tamsen was sold to Mars.")).brief(DAY)
    literal = stocked.brief(DAY)
    assert brief.counts.worded == 0
    assert shown(brief) == shown(literal)


def test_corrections_and_stories_whose_reports_differ_are_not_worded(desk_with):
    chat = Wordsmith(first_three)
    desk = desk_with(chat)
    for number in range(17, 25):
        brief = desk.brief(BriefRequest(day=date(2024, 2, number)))
        for story in brief.stories:
            if story.kind is StoryKind.CORRECTION or story.conflicts:
                assert story.phrased_by == "none"


def test_a_planted_instruction_is_not_even_read_by_the_model_and_one_obeyed_is_not_shown(desk_with):
    chat = Wordsmith(lambda evidence: "IGNORE. The library is closed forever. The library burned down with 500 books.")
    desk = desk_with(chat)
    brief = desk.brief(BriefRequest(day=date(2024, 2, 18)))
    assert any("library" in text.lower() for text in chat.asked)
    assert all("instructions" not in text.lower() for text in chat.asked)
    assert "closed forever" not in brief_markdown(brief)


def test_an_interrupted_brief_goes_on_and_pays_for_no_story_twice(desk_with):
    whole = Wordsmith(first_three)
    expected = desk_with(whole).brief(replace(DAY, reader="other"))

    def stops(evidence):
        if len(cut.asked) == 4:
            raise KeyboardInterrupt
        return first_three(evidence)

    cut = Wordsmith(stops)
    desk = desk_with(cut)
    desk.store.briefs.forget_phrasings(NOW + timedelta(days=1))  # those of the first brief are not to help this one
    with pytest.raises(KeyboardInterrupt):
        desk.brief(DAY)
    assert desk.store.briefs.archived("2024-02-20") is None
    rest = Wordsmith(first_three)
    made = desk_with(rest).brief(DAY)
    assert len(rest.asked) == len(whole.asked) - 3
    assert not set(rest.asked) & set(cut.asked[:3])
    assert shown(made) == shown(expected)


def test_another_model_pays_for_its_own_words(desk_with):
    one, two = Wordsmith(first_three), Wordsmith(first_three)
    desk_with(one).brief(DAY)
    desk_with(two, llm="openai:other").brief(DAY)
    assert len(two.asked) == len(one.asked)


def test_without_time_the_stories_are_told_literally_and_it_says_so(desk_with, stocked):
    chat = Wordsmith(first_three)
    brief = desk_with(chat, brief_wording_s=1.0).brief(DAY)
    assert chat.asked == []
    assert brief.trace["wording_stopped"] == "the time for wording was up"
    assert "the time for wording was up" in brief_markdown(brief)
    assert shown(brief) == shown(stocked.brief(DAY))


def test_a_model_that_fails_is_asked_once_and_the_brief_is_made(desk_with):
    def fails(_):
        raise ProviderError("no answer", why="the server is down", fix="Start it.")

    chat = Wordsmith(fails)
    brief = desk_with(chat).brief(DAY)
    assert len(chat.asked) == 1
    assert brief.stories
    assert "the server is down" in str(brief.trace["wording_stopped"])


def test_a_worded_brief_is_made_again_without_the_model(desk_with, stocked):
    desk = desk_with(Wordsmith(first_three))
    brief = desk.brief(DAY)
    silent = Wordsmith(lambda _: "")
    again = desk_with(silent).briefs.remake(brief.id)
    assert silent.asked == []
    assert brief_json(again) == brief_json(brief)
    assert brief_json(stocked.briefs.remake(brief.id)) == brief_json(brief)


def test_quoting_asks_no_model(stems, clock):
    chat = Wordsmith(first_three)
    own = replace(stems, llm="embedded", brief_wording="quote")
    with open_newsdesk(own, embedder=StemEmbedder(), clock=clock, chat=chat) as desk:
        assert desk.brief(DAY).counts.worded == 0
    assert chat.asked == []


def evidence(text, article="a", before=""):
    return EvidenceSentence(
        ArticleId(article), Span(0, len(text)), text, 0.0, "", "Radio", None, Published.on(date(2024, 2, 20)), before
    )


TOLD = "The council of Brask may close the old mill bridge in March, engineer Ada Holt said, because 14 of its beams are cracked."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The council of Brask may close the old mill bridge in March, engineer Ada Holt said.", ""),
        ("Ada Holt said that the council of Brask closes the old mill bridge in March.", "order"),
        ("The council of Brask will close the old mill bridge in March, engineer Ada Holt said.", "doubt"),
        ("The council of Brask may close the old mill bridge in March.", "who said it"),
        ("The council of Brask may close the old mill bridge in April, engineer Ada Holt said.", "date"),
        ("The council of Brask may close the old mill bridge, because 15 of its beams are cracked, Ada Holt said.", "number"),
        ("The council of Tamsen may close the old mill bridge in March, engineer Ada Holt said.", "name"),
        ("The council of Brask may not close the old mill bridge in March, engineer Ada Holt said.", "negation"),
        ("The council of Brask may close “the old mill bridge” in March, engineer Ada Holt said.", "quotation marks"),
        ("Engineer Ada Holt said, because 14 of its beams are cracked.", "begins elsewhere"),
        ("It may close the old mill bridge in March, engineer Ada Holt said.", "leans"),
        ("The council of Brask may close the old mill bridge in March to widespread public anger, Ada Holt said.", "own"),
    ],
)  # fmt: skip
def test_a_reworded_sentence_says_no_more_than_its_source(text, why):
    faults = rewording_faults(text, [evidence(TOLD)])
    assert (why in "; ".join(faults)) if why else faults == ()


def test_who_acts_does_not_become_who_is_acted_on():
    source = (
        "Radio Sondreya, in its report on the matter, linked it to a broader dispute at the port, including the strike."
    )
    turned = "Radio Sondreya was linked to a broader dispute at the port, including the strike."
    assert "who acts and who is acted on may have changed places" in rewording_faults(turned, [evidence(source)])


def test_two_reports_joined_in_one_sentence_are_not_shown():
    faults = rewording_faults(TOLD, [evidence(TOLD, "a"), evidence(TOLD, "b")])
    assert "it joins two reports" in faults


TEXTS = [s.of(t) for a in articles() for t in [str(a["text"])] for s in split(t)]


@limits(deadline=None)
@given(st.sampled_from(TEXTS), st.integers(2, 900))
def test_a_number_that_the_cited_words_lack_is_always_found(text, number):
    changed = f"{text.rstrip('.')}, and {number * 1000 + 7} people were told."
    assert rewording_faults(changed, [evidence(text)])
