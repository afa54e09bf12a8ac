"""What the Brief page shows, made from a brief's JSON and the articles. Pure: no Streamlit, no engine."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from html import escape
from typing import Any

from rag.types import Published, StoredArticle
from ui.parts.views import CitationView, citation_view, spell

Json = Mapping[str, Any]
KINDS = {"new": "New", "update": "Update", "correction": "Correction"}
MOST_MONTHS = 3
WHY = {
    "independent reports": "reports that are nobody's copy",
    "outlets": "outlets that carry it",
    "recency": "how late the last report came",
    "novelty": "how much of it was not told before",
    "running": "days before that told of it",
    "severity": "how grave the words of title and lead are",
    "watchlist": "it touches what you watch",
}


def days_between(days: Collection[date], zone: tzinfo) -> tuple[date, date]:
    """Return the first and the last day of a zone that days in UTC may reach into."""
    start = datetime.combine(min(days), time(), UTC)
    end = datetime.combine(max(days), time.max, UTC)
    return min(start.astimezone(zone).date(), min(days)), max(end.astimezone(zone).date(), max(days))


def local_day(published: Published, zone: tzinfo) -> date:
    """Return the day of a publication in a zone; one without a time keeps its day."""
    return published.at.astimezone(zone).date() if published.has_time else published.day


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of a story with the outlets that printed copies of it."""

    article_id: str
    title: str
    source: str
    published: str
    copies: tuple[str, ...]


def reports(found: Sequence[StoredArticle]) -> tuple[ReportView, ...]:
    """Return the reports of a story in the order given, each with the outlets that printed a copy of it."""
    groups: dict[str, list[StoredArticle]] = {}
    for stored in found:
        groups.setdefault(stored.copy_of or stored.article.id, []).append(stored)
    return tuple(_report(first, copies) for first, *copies in groups.values())


def _report(first: StoredArticle, copies: Sequence[StoredArticle]) -> ReportView:
    article = first.article
    when = spell(article.published.iso() if article.published else None)
    printed = tuple(sorted({_outlet(c) for c in copies}))
    return ReportView(article.id, article.title, _outlet(first), when, printed)


def _outlet(stored: StoredArticle) -> str:
    return stored.article.source or "unknown outlet"


def standing(story: Json) -> tuple[str, ...]:
    """Return in words what a story is and what it rests on."""
    said = [KINDS.get(story["kind"], str(story["kind"])), _behind(story)]
    said += [f"{story['outlets']} outlets"] if story["outlets"] > 1 else []
    said += [f"happened on {spell(story['event_date'])}"] if story["event_date"] else []
    said += [f"watched: {', '.join(story['watch'])}"] if story["watch"] else []
    said += [f"worded by {story['phrased_by']}"] if story["phrased_by"] != "none" else []
    return tuple(said)


def _behind(story: Json) -> str:
    """Return how many reports stand behind a story; several articles of one outlet are neither one nor independent."""
    if story["independent"] > 1:
        return f"{story['independent']} independent reports"
    articles = len(story["articles"])
    return f"one outlet, {articles} articles" if story["outlets"] < 2 and articles > 1 else "one report only"


def why(story: Json) -> tuple[tuple[str, float], ...]:
    """Return what put a story in its place, in words, what weighs most first."""
    parts = sorted(story["why"].items(), key=lambda part: -part[1])
    return tuple((WHY.get(name, name), weight) for name, weight in parts)


def cited(body: Json, asked: str | None) -> CitationView | None:
    """Return the citation of a brief that an address asks for, or None."""
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 5 else 0
    found = next((c for c in body["citations"] if c["n"] == number), None)
    return citation_view(found) if found is not None else None


_CALENDAR_STYLE = (
    "<style>.brief-days{border-collapse:collapse;margin:.3rem 0 1rem;font-variant-numeric:tabular-nums}"
    ".brief-days caption{text-align:left;font-weight:600;padding:.2rem 0}"
    ".brief-days td,.brief-days th{text-align:center;padding:.25rem .5rem;font-weight:400}"
    ".brief-days a{color:inherit;font-weight:700;text-decoration:underline}"
    ".brief-days [aria-current]{outline:2px solid;border-radius:.3rem;padding:.1rem .25rem}</style>"
)


def calendar_page(days: Mapping[date, str], chosen: date) -> str:
    """Return the latest months that have briefs as HTML tables, each such day a link that says what it holds."""
    months = sorted({(d.year, d.month) for d in days}, reverse=True)[:MOST_MONTHS]
    return _CALENDAR_STYLE + "".join(_month(year, month, days, chosen) for year, month in months)


def _month(year: int, month: int, days: Mapping[date, str], chosen: date) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
    rows = ""
    for week in calendar.Calendar().monthdatescalendar(year, month):
        cells = "".join(f"<td>{_day(d, days, chosen) if d.month == month else ''}</td>" for d in week)
        rows += f"<tr>{cells}</tr>"
    caption = f"{calendar.month_name[month]} {year}"
    return f'<table class="brief-days"><caption>{caption}</caption><tr>{head}</tr>{rows}</table>'


def _day(day: date, days: Mapping[date, str], chosen: date) -> str:
    if day not in days:
        return str(day.day)
    here = ' aria-current="date"' if day == chosen else ""
    label = escape(f"Brief of {spell(day.isoformat())}: {days[day]}")
    return f'<a href="?date={day.isoformat()}" target="_self" title="{label}" aria-label="{label}"{here}>{day.day}</a>'
