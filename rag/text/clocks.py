"""Times of day in a claim against those of its evidence, however they are written. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HALF_A_DAY = 12 * 60
DAY = 2 * HALF_A_DAY
_CLOCK = re.compile(
    r"(?<![\d.,:$£€])(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?![\d:])"
    r"|\b(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it is written, in minutes from midnight; ``sure`` says that its half of the day is known."""

    text: str
    minutes: int
    sure: bool = True

    def agrees(self, other: Clock) -> bool:
        """Return whether both may be the same time: "6:30" may be in the morning or the evening."""
        apart = (self.minutes - other.minutes) % DAY
        return apart == 0 or (apart == HALF_A_DAY and not (self.sure and other.sure))


def clocks(text: str) -> tuple[Clock, ...]:
    """Return the times of day that a text writes: "9 a.m.", "6.30pm", "22:00", "noon"."""
    return tuple(_read(m) for m in _CLOCK.finditer(text))


def without_clocks(text: str) -> str:
    """Return a text with its times of day blanked out, so that their numbers are not read as numbers."""
    return _CLOCK.sub(lambda m: " " * len(m.group()), text)


def missing_clocks(claim: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the times of day of a claim that no text agrees with."""
    known = [c for text in texts for c in clocks(text)]
    return tuple(c.text for c in clocks(claim) if not any(c.agrees(k) for k in known))


def _read(match: re.Match[str]) -> Clock:
    text = match.group().strip()
    if match["word"]:
        return Clock(text, 0 if match["word"].lower() == "midnight" else HALF_A_DAY)
    if match["half"]:
        late = HALF_A_DAY if match["half"].lower() == "p" else 0
        return Clock(text, int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) + late)
    hour = int(match["h24"])
    return Clock(text, hour * 60 + int(match["m24"]), sure=hour > 12 or match["h24"].startswith("0"))
