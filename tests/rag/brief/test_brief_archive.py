"""The archive: the same brief once, revisions, what changed since, making it again; at once by two; cut off."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rag.errors import NothingToWorkOn, StoreError
from rag.export.as_json import brief_json
from rag.export.from_json import brief_of
from rag.service import open_newsdesk
from rag.service.clock import FixedClock
from rag.types import BriefRequest, BriefStatus, StoryKind
from tests.rag.brief.conftest import StemEmbedder

DAY = BriefRequest(day=date(2024, 2, 20))


def put(desk, tmp_path, **fields):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(fields), "utf-8")
    return [i.fate for i in desk.ingest([str(file)])]


def changed_tram(desk, tmp_path, old="injured 19 people", new="injured 21 people"):
    article = desk.store.article("s07-tram-radio").article
    return put(
        desk, tmp_path, id=article.id, url=article.url, title=article.title, source=article.source,
        published=article.published.iso(), text=article.text.replace(old, new),
    )  # fmt: skip


def test_the_json_of_a_brief_is_read_back_as_the_same_brief(day):
    for number in range(17, 25):
        brief = day(number, watch=("Cuba", "Who struck the tram?"))
        again = brief_of(json.loads(json.dumps(brief_json(brief))))
        assert brief_json(again) == brief_json(brief)


def test_a_step_of_a_timeline_without_a_day_is_told_as_a_fault_of_the_archive(stocked):
    body = brief_json(stocked.brief(DAY))
    step = {"published": None, "event_date": None, "text": "It rained.", "citations": [1], "support": 1.0}
    body["stories"][0]["timeline"] = [step]
    with pytest.raises(StoreError, match="It rained") as told:
        brief_of(json.loads(json.dumps(body)))
    assert "--fresh" in told.value.fix


def test_a_brief_made_twice_is_one_brief_in_the_archive(stocked):
    first, second = stocked.brief(DAY), stocked.brief(DAY)
    assert brief_json(first) == brief_json(second)
    assert [k.revision for k in stocked.store.briefs.listed()] == [1]


def test_two_at_once_make_one_brief(stocked):
    def make(_):
        with open_newsdesk(stocked.settings, embedder=StemEmbedder(), clock=stocked.clock) as desk:
            return brief_json(desk.brief(DAY))

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(make, range(3)))
    assert made[0] == made[1] == made[2]
    assert len(stocked.store.briefs.listed()) == 1


def test_an_article_that_comes_late_makes_a_new_revision_and_the_old_one_stays(stocked, tmp_path):
    stocked.brief(DAY)
    put(
        stocked, tmp_path, url="https://late.example/1", title="Fire at a mill in Brask", source="Late News",
        published="2024-02-20T20:00:00Z",
        text="A fire destroyed the old mill in Brask on Tuesday evening, the fire service said. Nobody was hurt in it. "
        "The building had stood empty since the spring of last year.",
    )  # fmt: skip
    second = stocked.brief(DAY)
    assert second.revision == 2
    assert any("mill in Brask" in s.headline for s in second.stories)
    assert all("mill in Brask" not in s.headline for s in stocked.briefs.archived(second.id, 1).stories)


def test_a_brief_without_articles_says_anew_what_came_since(settings, embedder, tmp_path):
    clock, day = FixedClock(datetime(2024, 2, 10, 9, tzinfo=UTC)), BriefRequest(day=date(2024, 2, 7))
    with open_newsdesk(settings, embedder=embedder, clock=clock) as desk:
        put(desk, tmp_path, title="Strike", published="2024-02-05", text="The port strike went on in Lisbon.")
        assert desk.brief(day).status is BriefStatus.DEGRADED
        put(desk, tmp_path, title="Ferry", published="2024-02-09", text="A ferry left Velka at noon, its owner said.")
        again = desk.brief(day)
        assert (again.status, again.revision) == (BriefStatus.NOTHING_NEW, 2)
        assert "2024-02-09" in again.why


def test_a_day_that_is_counted_otherwise_is_another_revision(stocked):
    windows = []
    for changed in ({}, {"brief_hour": 13}, {"timezone": "Europe/Berlin"}):
        settings = replace(stocked.settings, **changed)
        with open_newsdesk(settings, embedder=StemEmbedder(), clock=stocked.clock) as desk:
            brief = desk.brief(DAY)
            windows.append((brief.revision, brief.window.since, brief.window.until))
    assert windows == [
        (1, datetime(2024, 2, 20, tzinfo=UTC), datetime(2024, 2, 21, tzinfo=UTC)),
        (2, datetime(2024, 2, 19, 13, tzinfo=UTC), datetime(2024, 2, 20, 13, tzinfo=UTC)),
        (3, datetime(2024, 2, 19, 23, tzinfo=UTC), datetime(2024, 2, 20, 23, tzinfo=UTC)),
    ]


def test_a_corrected_outlet_makes_a_new_revision_and_the_old_one_is_made_again_with_its_own(stocked, tmp_path):
    first = stocked.brief(DAY)
    cited = stocked.store.article(first.citations[0].article_id).article
    again = {"id": cited.id, "title": cited.title, "text": cited.text, "source": "Corrected Post"}
    assert put(stocked, tmp_path, **again) == ["updated"]
    second = stocked.brief(DAY)
    assert second.revision == 2
    assert second.citations[0].source == "Corrected Post"
    assert brief_json(stocked.briefs.remake(first.id, 1)) == brief_json(first)


def test_a_brief_that_would_tell_the_same_is_no_new_revision(stocked, tmp_path):
    stocked.brief(DAY)
    stocked.brief(BriefRequest(day=date(2024, 2, 20), watch=("Cuba",)))
    put(stocked, tmp_path, title="Ferry", published="2024-02-24", text="A ferry left Velka at noon, its owner said.")
    assert stocked.brief(DAY).revision == 1


def test_an_archived_brief_says_when_a_cited_article_changed_or_is_gone(stocked, tmp_path):
    brief = stocked.brief(DAY)
    assert stocked.briefs.archived(brief.id).changed == ()
    assert changed_tram(stocked, tmp_path) == ["updated"]
    stocked.remove("s17-velka-marine")
    changed = {c.article_id: c.what for c in stocked.briefs.archived(brief.id).changed}
    assert "changed" in changed["s07-tram-radio"]
    assert "removed" in changed["s17-velka-marine"]


def test_a_brief_is_made_again_from_the_texts_it_was_made_from(stocked, tmp_path):
    brief = stocked.brief(DAY)
    changed_tram(stocked, tmp_path)
    again = stocked.briefs.remake(brief.id)
    assert brief_json(again) == brief_json(brief)
    stocked.remove("s07-tram-radio")
    with pytest.raises(NothingToWorkOn):
        stocked.briefs.remake(brief.id)


def test_an_article_changed_after_it_was_told_is_reported_as_a_correction(settings, tmp_path):
    from rag.sample import path

    with open_newsdesk(
        settings, embedder=StemEmbedder(), clock=FixedClock(datetime(2024, 2, 20, 23, tzinfo=UTC))
    ) as desk:
        list(desk.ingest([str(path())]))
        desk.brief(DAY)
    with open_newsdesk(
        settings, embedder=StemEmbedder(), clock=FixedClock(datetime(2024, 2, 21, 9, tzinfo=UTC))
    ) as desk:
        changed_tram(desk, tmp_path)
        brief = desk.brief(BriefRequest(day=date(2024, 2, 21)))
        story = next(s for s in brief.stories if "s07-tram-radio" in s.articles)
        assert story.kind is StoryKind.CORRECTION
        assert "19 people" in story.what_changed[0].old.text
        assert "21 people" in story.what_changed[0].new.text
        assert "Radio Sondreya changed its article" in story.what_changed[0].about


@pytest.mark.parametrize("new_only", [False, True])
def test_a_correction_after_the_day_is_told_in_the_next_brief_though_that_of_the_day_was_made_later(
    settings, tmp_path, new_only
):
    from rag.sample import path

    def at(hour, day=21):
        return open_newsdesk(
            settings, embedder=StemEmbedder(), clock=FixedClock(datetime(2024, 2, day, hour, tzinfo=UTC))
        )

    with at(23, day=20) as desk:
        list(desk.ingest([str(path())]))
    with at(9) as desk:
        changed_tram(desk, tmp_path)
    with at(10) as desk:
        late = desk.brief(replace(DAY, new_only=new_only))
        tram = next(s for s in late.stories if "s07-tram-radio" in s.articles)
        assert tram.kind is not StoryKind.CORRECTION  # it came after that day
        brief = desk.brief(BriefRequest(day=date(2024, 2, 21), new_only=new_only))
    story = next(s for s in brief.stories if "s07-tram-radio" in s.articles)
    assert story.kind is StoryKind.CORRECTION
    assert ("19 people" in story.what_changed[0].old.text, "21 people" in story.what_changed[0].new.text) == (
        True,
        True,
    )


def test_a_mended_comma_is_no_correction(settings, tmp_path):
    from rag.sample import path

    clock = FixedClock(datetime(2024, 2, 21, 9, tzinfo=UTC))
    with open_newsdesk(settings, embedder=StemEmbedder(), clock=clock) as desk:
        list(desk.ingest([str(path())]))
        changed_tram(desk, tmp_path, "on line 6,", "on line 6 –")
        assert len(desk.store.versions("s07-tram-radio")) == 2
        brief = desk.brief(BriefRequest(day=date(2024, 2, 21)))
        assert brief.stories
        assert all("s07-tram-radio" not in s.articles for s in brief.stories)


def test_a_brief_that_is_cut_off_leaves_nothing_half_done(stocked, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.service.brief.compose.plan", fail)
    with pytest.raises(KeyboardInterrupt):
        stocked.brief(DAY)
    assert stocked.store.briefs.listed() == ()
    monkeypatch.undo()
    assert stocked.brief(DAY).stories


def test_an_unknown_brief_is_said_so(stocked):
    with pytest.raises(NothingToWorkOn):
        stocked.briefs.archived("2020-01-01")
    with pytest.raises(NothingToWorkOn):
        stocked.briefs.remake("2020-01-01")


def test_the_last_hours_asked_for_again_are_one_brief(stocked):
    made = []
    for minute in (0, 1, 2):
        clock = FixedClock(datetime(2024, 2, 21, 20, minute, tzinfo=UTC))
        with open_newsdesk(stocked.settings, embedder=StemEmbedder(), clock=clock) as desk:
            made.append(desk.brief(BriefRequest()))
    assert len({b.id for b in made}) == 1
    assert {b.revision for b in made} == {1}
    assert len(stocked.store.briefs.listed()) == 1


def test_what_is_new_in_the_last_hours_is_asked_for_again_and_not_told_twice(stocked):
    told = []
    for hour in (12, 20):
        clock = FixedClock(datetime(2024, 2, 21, hour, tzinfo=UTC))
        with open_newsdesk(stocked.settings, embedder=StemEmbedder(), clock=clock) as desk:
            brief = desk.brief(BriefRequest(new_only=True))
            told.append({a for s in brief.stories for a in s.articles})
    assert told[0]
    assert told[0].isdisjoint(told[1])


def test_a_change_that_came_after_the_window_is_no_news_of_it(stocked, tmp_path):
    def on(day, old, new):
        clock = FixedClock(datetime(2024, 3, day, 12, tzinfo=UTC))
        with open_newsdesk(stocked.settings, embedder=StemEmbedder(), clock=clock) as desk:
            assert changed_tram(desk, tmp_path, old, new) == ["updated"]
            return desk.brief(BriefRequest(day=date(2024, 3, 6)))

    at_first = on(6, "injured 19 people", "injured 21 people")
    assert "injured 21 people" in json.dumps(brief_json(at_first))
    later = on(8, "injured 21 people", "injured 31 people")
    assert "31 people" not in json.dumps(brief_json(later))
