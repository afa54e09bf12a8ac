"""How much a passage's age counts. Pure."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from rag.types import Published, Window

WEIGHT = 0.20
"""What a brand-new passage gains at recency 1, on a scale where first place in every ranking is 1."""
HALF_LIFE_DAYS = 30.0
INSIDE_WINDOW = 0.30
"""What a passage gains for lying in the soft window that the words name ("this week")."""
SLACK = timedelta(days=3)
"""News about "this week" may be printed a little before or after it."""


def prior(published: Published | None, window: Window, now: datetime) -> float:
    """Return what to add to a passage's fused score for its age; never negative, 0 when undated."""
    if published is None or window.recency <= 0:
        return 0.0
    age_days = max(0.0, (now - published.at).total_seconds() / 86_400)
    fresh = math.exp(-math.log(2) * age_days / HALF_LIFE_DAYS)
    inside = _inside(published, window)
    return WEIGHT * window.recency * fresh + (INSIDE_WINDOW if inside else 0.0)


def _inside(published: Published, window: Window) -> bool:
    if window.strict or (window.since is None and window.until is None):
        return False
    after = window.since is None or published.at >= window.since - SLACK
    return after and (window.until is None or published.at < window.until + SLACK)
