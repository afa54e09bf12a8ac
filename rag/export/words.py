"""The words that all formats share. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rag.types import BriefStatus, BriefWindow, Published, Story, StoryKind, Watched

KINDS = {StoryKind.NEW: "New", StoryKind.UPDATE: "Update", StoryKind.CORRECTION: "Correction"}
STATUS = {BriefStatus.NOTHING_NEW: "Nothing new.", BriefStatus.DEGRADED: "This brief may be incomplete."}
QUOTE_MARKS = '“”"«»„ '


def stamp(published: Published | None) -> str:
    """Return ``2024-02-20`` or ``2024-02-20 18:00 UTC``."""
    if published is None:
        return "undated"
    return f"{published.at:%Y-%m-%d %H:%M} UTC" if published.has_time else published.day.isoformat()


def window_words(window: BriefWindow) -> str:
    """Return the window in words."""
    return f"{window.since:%Y-%m-%d %H:%M} to {window.until:%Y-%m-%d %H:%M} UTC"


def title_of(window: BriefWindow) -> str:
    """Return the title of a brief."""
    return f"Brief of {window.day:%A} {window.day.day} {window.day:%B %Y}"


def reports(story: Story) -> str:
    """Return how many reports stand behind a story: one text in five outlets is one report."""
    if story.independent < 2:
        return "one report" if story.outlets < 2 else f"one report, in {story.outlets} outlets"
    return f"{story.independent} independent reports, {story.outlets} outlets"


def watched_words(watched: Watched, titles: Mapping[str, str]) -> str:
    """Return what a brief says of one entry of a watchlist, beside its answer: stories, or since when there was nothing."""
    told = [titles[s] for s in watched.stories if s in titles]
    if told or watched.answer:
        return "; ".join(told)
    return f"nothing since {stamp(watched.last)}" if watched.last else "nothing so far"
