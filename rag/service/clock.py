"""Time, at the only place that reads it: the real clock, a fixed one, and a question's deadline."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from rag.config import Settings


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for replays and tests."""

    at: datetime

    def now(self) -> datetime:
        """Return always the same moment."""
        return self.at


@dataclass(slots=True)
class WallDeadline:
    """The time that a question may take, and a way for its reader to give up."""

    seconds: float
    _started: float = field(default_factory=time.monotonic)
    _gave_up: threading.Event = field(default_factory=threading.Event)

    def remaining_s(self) -> float:
        """Return the seconds left; 0 or less when time is up or the reader gave up."""
        if self._gave_up.is_set():
            return 0.0
        return self.seconds - (time.monotonic() - self._started)

    def cancelled(self) -> bool:
        """Return whether the reader gave up."""
        return self._gave_up.is_set()

    def cancel(self) -> None:
        """Give up: the running step ends soon, with what it has."""
        self._gave_up.set()


def zone_of(settings: Settings) -> tzinfo:
    """Return the zone that a day is in: the setting's, or the system's."""
    if settings.timezone:
        return ZoneInfo(settings.timezone)
    from tzlocal import get_localzone

    return get_localzone()
