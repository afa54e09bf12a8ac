"""What a reader was told already; watchlists; sources that failed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rag.errors import FetchError, UsageError
from rag.export.as_markdown import brief_markdown
from rag.service import open_newsdesk
from rag.types import BriefRequest, BriefStatus
from tests.rag.brief.conftest import StemEmbedder

FERRY = (
    "A ferry with forty people on board ran aground at Ostrel on Tuesday evening, the coast guard said. Nobody was hurt "
    "and all of the passengers were brought to land in boats before midnight. The lights of the harbour had failed."
)


def at(hour, day=21):
    return datetime(2024, 2, day, hour, tzinfo=UTC)


def test_a_second_brief_of_the_same_hours_has_nothing_new(stocked):
    stocked.brief(BriefRequest(day=date(2024, 2, 21)))
    again = stocked.brief(BriefRequest(day=date(2024, 2, 21), new_only=True))
    assert again.status is BriefStatus.NOTHING_NEW
    assert again.counts.told_before > 0
    assert "told" in again.why
    assert again == stocked.brief(BriefRequest(day=date(2024, 2, 21), new_only=True))


def test_new_only_tells_the_later_reports_of_a_story_that_was_told_at_noon(stocked):
    noon = stocked.brief(BriefRequest(since=at(0), until=at(18)))
    assert any("s01-bridge-last-victim" in s.articles for s in noon.stories)
    night = stocked.brief(BriefRequest(since=at(0), until=at(23), new_only=True))
    bridge = next(s for s in night.stories if "s01-bridge-last-victim-lantern" in s.articles)
    assert bridge.articles == ("s01-bridge-last-victim-lantern",)
    assert "s01-bridge-last-victim" in bridge.earlier
    assert all("s19-flu-season" not in s.articles for s in night.stories)


@pytest.fixture
def ferry(settings, clock, tmp_path):
    """Return a newsdesk of one's own and what prints the ferry's text in it, by an outlet at an hour of 20 February."""
    with open_newsdesk(settings, embedder=StemEmbedder(), clock=clock) as desk:

        def printed(outlet: str, hour: int) -> None:
            file = tmp_path / f"{outlet}.jsonl"
            row = {"id": outlet, "source": outlet, "title": "Ferry aground at Ostrel", "text": FERRY}
            file.write_text(json.dumps({**row, "published": at(hour, 20).isoformat()}), "utf-8")
            list(desk.ingest([str(file)]))

        yield desk, printed


def test_a_text_that_was_told_is_not_told_again_when_an_older_copy_of_it_comes(ferry):
    desk, printed = ferry
    printed("courier", 18)
    first = desk.brief(BriefRequest(day=date(2024, 2, 20)))
    printed("lantern", 17)
    again = desk.brief(BriefRequest(since=at(0, 20), until=at(0, 21), new_only=True))
    assert again.stories == ()
    assert again.why == "you were told of the one story before"
    plain = desk.brief(BriefRequest(since=at(1, 20), until=at(0, 21)))
    assert [s.id for s in plain.stories] == [s.id for s in first.stories]


def test_a_story_whose_oldest_copy_came_late_is_quiet_once(ferry):
    desk, printed = ferry
    printed("courier", 18)
    desk.brief(BriefRequest(day=date(2024, 2, 20)))
    printed("lantern", 17)
    desk.brief(BriefRequest(since=at(0, 20), until=at(0, 21)))
    printed("echo", 23)
    later = desk.brief(BriefRequest(since=at(23, 20), until=at(12, 21)))
    assert [q.headline for q in later.quiet] == ["Ferry aground at Ostrel"]


def test_a_day_and_a_window_together_are_refused(stocked):
    with pytest.raises(UsageError, match="a day and a window"):
        stocked.brief(BriefRequest(day=date(2024, 2, 20), since=at(0, 18)))


def test_what_one_reader_was_told_another_was_not(stocked):
    stocked.brief(BriefRequest(day=date(2024, 2, 21), reader="ada"))
    other = stocked.brief(BriefRequest(day=date(2024, 2, 21), reader="bob", new_only=True))
    assert other.status is BriefStatus.OK


def test_a_story_on_which_nothing_came_is_quiet(stocked):
    stocked.brief(BriefRequest(day=date(2024, 2, 20)))
    later = stocked.brief(BriefRequest(day=date(2024, 2, 21)))
    quiet = {q.headline: q.last for q in later.quiet}
    assert quiet["Tram and lorry collide in centre of Halvoren"] == date(2024, 2, 20)
    assert not {q.id for q in later.quiet} & {s.id for s in later.stories}


def test_a_watchlist_has_a_section_each_and_says_since_when_there_was_nothing(stocked):
    watch = ("Cuba", "Oskaro", "outlet: Radio Sondreya", "Who leads the inquiry into the Dunmar Bridge?")
    brief = stocked.brief(BriefRequest(day=date(2024, 2, 21), watch=watch))
    seen = {w.text: w for w in brief.watched}
    stories = {s.id: s for s in brief.stories}
    assert {a for i in seen["Cuba"].stories for a in stories[i].articles} == {"s08-lavrov-commission"}
    assert seen["outlet: Radio Sondreya"].stories
    assert stories[seen["Cuba"].stories[0]].watch == ("Cuba",)
    assert "watchlist" in stories[seen["Cuba"].stories[0]].why
    quiet = stocked.brief(BriefRequest(day=date(2024, 2, 22), watch=("Cuba", "Atlantis")))
    seen = {w.text: w for w in quiet.watched}
    assert seen["Cuba"].stories == ()
    assert seen["Cuba"].last.day == date(2024, 2, 21)
    assert seen["Atlantis"].last is None


def test_a_saved_question_is_answered_with_citations_of_the_brief(stocked):
    question = "Who announced a judicial inquiry into the collapse?"
    brief = stocked.brief(BriefRequest(day=date(2024, 2, 19), watch=(question,)))
    (watched,) = brief.watched
    cited = {c.n: c for c in brief.citations}
    assert any("Varn" in s.text for s in watched.answer)
    for sentence in watched.answer:
        for n in sentence.citations:
            text = stocked.store.article(cited[n].article_id).article.text
            assert cited[n].span.of(text) == cited[n].text


def test_the_watchlist_of_a_reader_is_kept(stocked):
    briefs = stocked.store.briefs
    assert briefs.watch("Cuba", stocked.now())
    assert not briefs.watch("Cuba", stocked.now())
    assert stocked.brief(BriefRequest(day=date(2024, 2, 21))).watched[0].text == "Cuba"
    assert briefs.unwatch("Cuba")
    assert not briefs.unwatch("Cuba")
    assert briefs.watches() == ()


def test_a_source_that_failed_is_said_even_where_there_are_stories(stocked):
    stocked.store.briefs.note_run("https://outlet.example/feed", at(9), "timed out")
    brief = stocked.brief(BriefRequest(day=date(2024, 2, 21)))
    assert brief.status is BriefStatus.DEGRADED
    assert "outlet.example" in brief.why
    assert brief.stories
    stocked.store.briefs.note_run("https://outlet.example/feed", at(10), None)
    assert stocked.brief(BriefRequest(day=date(2024, 2, 21))).status is BriefStatus.OK


def test_a_page_that_could_not_be_fetched_is_noted(stocked, monkeypatch):
    def fail(url, *, offline):
        raise FetchError("page not fetched", why="the server did not answer", fix="Try again.")

    monkeypatch.setattr("rag.web.fetch", fail)
    list(stocked.ingest(["https://outlet.example/a"]))
    now = stocked.now()
    failing = stocked.store.briefs.failing(now, now.replace(hour=23))
    assert failing == (("https://outlet.example/a", "the server did not answer"),)


@pytest.mark.parametrize("path", ["/a", "/a@b", "?mail=a@b"])
def test_a_password_in_an_address_is_not_noted(stocked, path):
    (item,) = stocked.ingest([f"https://me:w@rd@outlet.example{path}"])
    assert item.fate == "rejected"
    now = stocked.now()
    ((source, _),) = stocked.store.briefs.failing(now, now.replace(hour=23))
    assert source == f"https://outlet.example{path}"


@pytest.mark.parametrize(("words", "text", "found"), [
    ("Cuba", "Cubans voted", True), ("Cuba", "an incubator", False), ("Dunmar Bridge", "the Dunmar bridge’s end", True),
    ("Dunmar Bridge", "Dunmar and a bridge", False), ("port strike", "Port strikes go on", True), ("São", "sao paulo", True),
    ("", "anything", False), ("Oman", "a woman", False),
])  # fmt: skip
def test_watched_words_are_found_as_words(words, text, found):
    from rag.brief.watch import mentions

    assert mentions(words, text) is found


def test_what_a_longer_revision_told_is_still_told_after_a_shorter_one(stocked):
    whole = stocked.brief(BriefRequest(day=date(2024, 2, 21)))
    short = replace(stocked.settings, brief_stories=1)
    with open_newsdesk(short, embedder=StemEmbedder(), clock=stocked.clock) as desk:
        assert len(desk.brief(BriefRequest(day=date(2024, 2, 21))).stories) == 1
        again = desk.brief(BriefRequest(day=date(2024, 2, 21), new_only=True, max_stories=20))
    assert len(whole.stories) > 1
    assert again.stories == ()


def test_news_that_only_repeats_is_not_said_to_have_been_told(ferry):
    desk, printed = ferry
    printed("courier", 6)
    printed("herald", 18)
    brief = desk.brief(BriefRequest(since=at(12, 20), until=at(23, 20), new_only=True, reader="new"))
    assert brief.counts.told_before == 0
    assert "you were told" not in (brief.why or "")


@pytest.fixture
def many(settings, clock, tmp_path):
    """Return a newsdesk of one's own and what puts in 101 articles of some words, each with a number of its own."""
    with open_newsdesk(settings, embedder=StemEmbedder(), clock=clock) as desk:

        def taken_in(words: str, published: str | None) -> None:
            rows = [{"id": f"a{n:03}", "title": f"Ferry {n}", "text": f"Ferry {n} {words}"} for n in range(101)]
            file = tmp_path / "many.jsonl"
            file.write_text("\n".join(json.dumps({**row, "published": published}) for row in rows), "utf-8")
            list(desk.ingest([str(file)]))

        yield desk, taken_in


def test_a_correction_is_found_however_many_articles_were_changed(many):
    desk, taken_in = many
    taken_in("ran aground at Ostrel with 40 people on board, the coast guard said.", "2024-02-01T09:00:00Z")
    taken_in("ran aground at Ostrel with 30 people on board, the coast guard said.", "2024-02-01T09:00:00Z")
    now = desk.now()
    revised = desk.store.briefs.revised(now - timedelta(hours=1), now + timedelta(hours=1))
    assert len(revised) == 101


def test_articles_without_a_date_are_all_counted_where_not_all_are_listed(many):
    desk, taken_in = many
    taken_in("ran aground at Ostrel with 40 people on board, the coast guard said.", None)
    brief = desk.brief(BriefRequest(since=desk.now() - timedelta(hours=1), until=desk.now() + timedelta(hours=1)))
    assert (brief.counts.undated, len(brief.set_aside)) == (101, 100)
    assert "- and 1 more without a date" in brief_markdown(brief)
    assert desk.briefs.remake(brief.id).counts.undated == 101
