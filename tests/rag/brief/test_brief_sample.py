"""The complaints about rival briefs, each as a test on the sample's eight days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rag.export.as_html import brief_letter, brief_page
from rag.export.as_json import brief_json
from rag.export.as_markdown import brief_markdown
from rag.export.as_text import brief_text
from rag.types import BriefRequest, BriefStatus, StoryKind

DAYS = range(17, 25)


def story_with(brief, article):
    return next(s for s in brief.stories if article in s.articles)


def told(story):
    return " ".join(s.text for s in story.sentences)


def everything(brief):
    return " ".join(
        [s.text for s in brief.summary]
        + [s.headline + told(s) for s in brief.stories]
        + [s.text for story in brief.stories for s in story.unknown]
        + [q.quote.text for story in brief.stories for q in story.quotes]
    )


@pytest.mark.parametrize("number", DAYS)
def test_every_day_has_a_brief_whose_every_sentence_is_cited_to_exact_words(day, sample_desk, number):
    brief = day(number)
    assert brief.status is BriefStatus.OK
    cited = {c.n: c for c in brief.citations}
    for c in brief.citations:
        assert sample_desk.store.article(c.article_id).article.text[c.span.start : c.span.end] == c.text
    for story in brief.stories:
        assert 1 <= len(story.sentences) <= 5
        for sentence in (*story.sentences, *story.unknown, *(s.sentence for s in story.timeline)):
            assert sentence.citations
            assert all(" ".join(cited[n].text.split()) == sentence.text for n in sentence.citations)


@pytest.mark.parametrize("number", DAYS)
def test_one_event_is_one_story_and_two_events_are_two(day, number):
    stories = day(number, max_stories=50).stories
    for story in stories:
        assert len({a[:3] for a in story.articles}) == 1, story.articles
    kinds = [s.articles[0][:3] for s in stories]
    assert len(set(kinds) - {"s17"}) == len([k for k in kinds if k != "s17"])


def test_an_agency_text_in_five_outlets_is_one_report(day):
    bridge = story_with(day(17), "s01-bridge-wire")
    assert len(bridge.articles) == 6
    assert bridge.outlets == 5
    assert bridge.independent == 2
    assert day(17).counts.duplicates == 4


def test_a_figure_that_was_overtaken_the_same_day_is_not_told(day):
    bridge = story_with(day(17), "s01-bridge-wire")
    assert "risen to five" in told(bridge)
    assert "three people" not in told(bridge)
    assert "five" in bridge.headline


def test_a_contradiction_stands_side_by_side_with_outlet_and_time(day):
    brief = day(20)
    tram = story_with(brief, "s07-tram-radio")
    (conflict,) = tram.conflicts
    sources = {c.n: c.source for c in brief.citations}
    assert {sources[n] for claim in conflict.claims for n in claim.citations} == {
        "Radio Sondreya",
        "The Evening Lantern",
    }
    assert "19 people" in told(tram)
    assert "Fourteen people" in told(tram)
    assert "16.5" not in everything(brief)


def test_the_top_of_a_brief_says_where_reports_differ(day):
    brief = day(20)
    (line,) = (s for s in brief.summary if "19 people" in s.text)
    assert brief.differs(line)
    assert [s for s in brief.summary if brief.differs(s)] == [line]
    shown = (brief_markdown(brief), brief_text(brief), brief_page(brief), brief_letter(brief))
    assert [form.count("The reports differ: ") for form in shown] == [1, 1, 1, 1]
    assert [line["differs"] for line in brief_json(brief)["summary"]].count(True) == 1


def test_the_correction_is_reported_with_the_old_and_the_new_words(day):
    story = story_with(day(22), "s01-bridge-correction")
    assert story.kind is StoryKind.CORRECTION
    (change,) = story.what_changed
    assert "2016" in change.old.text
    assert "2019" in change.new.text


def test_a_retrospective_is_no_news(day):
    brief = day(22)
    assert all("s10-flood-1987-retrospective" not in s.articles for s in brief.stories)
    assert "looks back" in next(a.reason for a in brief.set_aside if a.article_id == "s10-flood-1987-retrospective")
    assert "1987" not in everything(brief)


def test_a_planted_instruction_has_no_effect(day):
    brief = day(18)
    assert story_with(brief, "s11-library-planted")
    for words in ("closed for ever", "goldencastle", "Ignore all previous"):
        assert words not in everything(brief)


def test_a_developing_story_keeps_its_id_and_says_what_changed(day):
    first = story_with(day(17), "s01-bridge-wire")
    second = story_with(day(18), "s01-bridge-sunday")
    later = story_with(day(21), "s01-bridge-last-victim")
    assert first.kind is StoryKind.NEW
    assert second.kind is later.kind is StoryKind.UPDATE
    assert first.id == second.id == later.id
    assert "five" in second.what_changed[0].old.text or "three" in second.what_changed[0].old.text
    assert "Seven" in second.what_changed[0].new.text
    assert [s.published.day.day for s in later.timeline] == [17, 18, 19]


def test_a_single_report_is_marked_and_does_not_lead(day):
    for number in DAYS:
        stories = day(number).stories
        if any(not s.single for s in stories):
            assert not stories[0].single
    assert story_with(day(20), "s17-velka-marine").single


def test_two_firms_of_nearly_one_name_are_two_stories(day):
    assert story_with(day(21), "s17-velka-maritime").kind is StoryKind.NEW


def test_words_out_of_a_quotation_are_never_told_as_the_outlets_own(day):
    hearing = story_with(day(23), "s01-bridge-hearing")
    assert not any(s.text.startswith("I ") for s in hearing.sentences)
    assert all(q.quote.speaker == "Anselm Korda" for q in hearing.quotes)


def test_quotations_are_exact_and_have_their_speaker(day, sample_desk):
    for number in DAYS:
        for story in day(number).stories:
            for said in story.quotes:
                text = sample_desk.store.article(said.quote.article_id).article.text
                assert said.quote.span.of(text) == said.quote.text
                assert said.quote.speaker != "unknown"


def test_the_same_brief_twice_is_the_same(sample_desk):
    # One after the other: days that another test has told in between would be among the quiet stories.
    one, again = (sample_desk.brief(BriefRequest(day=date(2024, 2, 21), fresh=True)) for _ in range(2))
    assert {**brief_json(again), "revision": 1} == {**brief_json(one), "revision": 1}


def test_importance_is_explained_by_its_parts(day):
    for story in day(21).stories:
        assert story.why
        assert 0 <= story.importance <= 1


def test_the_summary_has_at_most_five_lines_of_the_stories(day):
    brief = day(20)
    assert [s.text for s in brief.summary] == [s.sentences[0].text for s in brief.stories[:5]]
    assert brief.minutes >= 1


def test_nothing_in_the_window_is_nothing_new_where_later_news_is_known_else_degraded(sample_desk):
    quiet = sample_desk.brief(
        BriefRequest(since=datetime(2024, 2, 20, 1, tzinfo=UTC), until=datetime(2024, 2, 20, 2, tzinfo=UTC))
    )
    assert quiet.status is BriefStatus.NOTHING_NEW
    silent = sample_desk.brief(BriefRequest(day=date(2024, 3, 20)))
    assert silent.status is BriefStatus.DEGRADED
    assert "2024-02-24" in silent.why
