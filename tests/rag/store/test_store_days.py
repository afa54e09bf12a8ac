"""A day is a day of the zone in force: which articles of which only the day is known a filter admits."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.neardup import signature
from rag.store import open_store
from rag.types import Article, ArticleId, Filter, Prepared, Published

ZONES = [UTC, *map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Pacific/Kiritimati"))]
FIRST = date(2024, 2, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]
NOW = datetime(2024, 3, 1, tzinfo=UTC)


def of_day(day, zone=UTC):
    return datetime.combine(day, time(), zone).astimezone(UTC)


def publications():
    by_day = [Published.on(d) for d in DAYS]
    by_time = [Published(of_day(d) + timedelta(hours=h), has_time=True) for d in DAYS for h in (0, 9, 23)]
    return [*by_day, *by_time, None]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = open_store(tmp_path_factory.mktemp("days") / "s.sqlite3")
    made.put([item(f"a{n}", published) for n, published in enumerate(publications())], fetched_at=NOW)
    yield made
    made.close()


def item(name, published):
    text = f"Text number {name}."
    article = Article(ArticleId(name), text, name, None, None, published, (), None, {}, name)
    return Prepared(name, article, (), (), signature(text))


def days_of(store, where):
    found = (s.article.published for s in store.articles(where))
    return sorted(p.day for p in found if p is not None and not p.has_time)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_window_of_one_day_holds_the_articles_dated_on_it_and_no_other_day(store, zone):
    day = date(2024, 2, 3)
    where = Filter(NOW, of_day(day, zone), of_day(day + timedelta(days=1), zone), zone=zone)
    assert days_of(store, where) == [day]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_an_article_of_a_day_is_known_from_the_first_moment_of_that_day_and_not_before(store, zone):
    day = date(2024, 2, 5)
    begins = of_day(day, zone)
    assert days_of(store, Filter(begins, zone=zone))[-1] == day
    assert days_of(store, Filter(begins - timedelta(seconds=1), zone=zone))[-1] == day - timedelta(days=1)


@given(
    st.sampled_from(ZONES),
    st.integers(-50, 200),
    st.one_of(st.none(), st.integers(-50, 200)),
    st.one_of(st.none(), st.integers(-50, 200)),
)
def test_the_store_admits_what_the_filter_admits(store, zone, as_of, since, until):
    def hour(n):
        return None if n is None else of_day(FIRST) + timedelta(hours=n)

    where = Filter(hour(as_of), hour(since), hour(until), zone=zone)
    known = NOW - timedelta(days=29)
    wanted = {f"a{n}" for n, p in enumerate(publications()) if where.admits(p, NOW if p is None else known)}
    assert {s.article.id for s in store.articles(where)} == wanted


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_first_and_the_last_moment_there_are_bound_nothing(store, zone):
    everything = Filter(datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), zone=zone)
    assert len(store.articles(everything)) == len(publications()) - 1
    assert store.articles(Filter(NOW, until=datetime.min.replace(tzinfo=UTC), zone=zone)) == ()


def test_an_article_from_before_1970_is_counted_on_its_own_day(tmp_path):
    with closing(open_store(tmp_path / "s.sqlite3")) as old:
        moments = [datetime(1963, 11, 22, hour, tzinfo=UTC) for hour in (0, 9, 23)]
        old.put([item(f"a{m.hour}", Published(m, has_time=True)) for m in moments], fetched_at=NOW)
        assert [(count.day, count.articles) for count in old.coverage()] == [(date(1963, 11, 22), 3)]
