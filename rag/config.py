"""Settings: every knob of Dateline, read once from the environment and ``dateline.toml``.

The environment wins over the file; ``OPENAI_BASE_URL``, which other programs share, counts only where neither names
an address. The provider's key is not a setting: ``rag.llm`` reads it
when it calls, so that it is never stored, printed or part of a fingerprint.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, tzinfo
from difflib import get_close_matches
from functools import partial
from math import inf
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from rag.errors import PrerequisiteError, UsageError

PREFIX = "DATELINE_"
FILE_NAME = "dateline.toml"
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
MOST = 1_000_000
"""The largest number of things that a setting may ask for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, each with its default. Field names are the variables without ``DATELINE_``."""

    home: Path
    """Folder of the store, the index, the settings file and results."""
    cache: Path
    """Folder of model files."""
    llm: str = "embedded"
    """embedded, embedded:small, embedded:PATH.gguf, none, or provider:model."""
    llm_base_url: str | None = None
    """Address of an OpenAI-compatible server."""
    embeddings: str = "embedded"
    """embedded, or provider:model of an OpenAI-compatible embedding server."""
    chroma: str = "embedded"
    """embedded, or http://host:port of a Chroma server."""
    as_of: datetime | None = None
    """The clock; None is the real one."""
    offline: bool = False
    """No connection but loopback."""
    timezone: str | None = None
    """The zone that a day is in; None is the system's."""
    deadline_s: float = 120.0
    """How long one question may take."""
    cites: str = "plain"
    """plain: code attributes what the model writes; keys: the model also names its evidence."""
    sure: str = "normal"
    """How sure a sentence must be to be shown: low, normal or high."""
    top_k: int = 10
    """How many passages a question retrieves."""
    brief_hour: int = 0
    """The hour at which the day of a brief begins; above 0 a brief covers the 24 hours up to it."""
    brief_stories: int = 12
    """How many stories a brief has at most."""
    brief_wording: str = "quote"
    """quote: stories in the sources' own sentences; model: in the language model's, each verified."""
    brief_wording_s: float = 180.0
    """How many seconds the wording of one brief may take; the stories after it are quoted."""
    brief_topic_cap: int = 3
    """How many stories of one topic come before the other topics had their turn."""
    brief_independent: float = 0.35
    """What independent reports weigh in the order of stories."""
    brief_severity: float = 0.30
    """What grave words weigh."""
    brief_watch: float = 0.30
    """What being on the watchlist weighs."""
    brief_novelty: float = 0.15
    """What being new weighs."""
    brief_running: float = 0.10
    """What having run for days weighs."""
    brief_outlets: float = 0.10
    """What the number of outlets weighs."""
    brief_recency: float = 0.10
    """What being late in the window weighs."""
    smtp_host: str | None = None
    """The mail server for briefs."""
    smtp_port: int = 587
    """Its port."""
    smtp_tls: str = "starttls"
    """starttls, tls, or none (only on this machine)."""
    smtp_user: str | None = None
    """Who logs in there; the password is in SMTP_PASSWORD."""
    smtp_from: str | None = None
    """The address that briefs come from."""
    mail_to: str = ""
    """Who gets briefs by mail, with commas between."""

    @property
    def zone(self) -> ZoneInfo | None:
        """The IANA zone, or None for the system's."""
        return ZoneInfo(self.timezone) if self.timezone else None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this process.

    Raises:
        UsageError: a key is unknown, or a value cannot be read.
    """
    env = os.environ if environ is None else environ
    given = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in env.items()
        if key.startswith(PREFIX) and value.strip()
    }
    usual = Settings(home=platformdirs.user_data_path("dateline"), cache=platformdirs.user_cache_path("dateline"))
    named = {key: text for key, text in given.items() if key in ("home", "cache")}
    base = _apply(usual, named, None, where="the environment", spelled=_as_variable)
    home = base.home
    from_file = _read_file(home / FILE_NAME)
    if "llm_base_url" not in {**from_file, **given} and env.get("OPENAI_BASE_URL"):
        # Not one of our variables: often it was set for another program, and must not lead articles elsewhere.
        given["llm_base_url"] = env["OPENAI_BASE_URL"]
    zone = _known_zone(given.get("timezone") or from_file.get("timezone"))
    settings = _apply(base, from_file, zone, where=str(home / FILE_NAME), spelled=lambda k: k)
    return _apply(settings, given, zone, where="the environment", spelled=_as_variable)


def _as_variable(key: str) -> str:
    return PREFIX + key.upper()


def _known_zone(name: str | None) -> ZoneInfo | None:
    """Return the zone of that name, None for the system's; one that is not known is told when it is read as a setting."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _read_file(path: Path) -> dict[str, str]:
    try:
        # Editors on Windows put a byte order mark before the first key.
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise PrerequisiteError(
            "settings not read", why=f"{path}: {exc}", fix="Mend it, make it readable, or set DATELINE_HOME elsewhere."
        ) from exc
    return {key: _plain(key, value, path) for key, value in data.items()}


def _plain(key: str, value: object, path: Path) -> str:
    if isinstance(value, list | dict):
        kind = "a list" if isinstance(value, list) else "a table"
        raise UsageError(
            f"setting {key} not read", why=f"it is {kind} in {path}", fix="Give one text, number or date to each key."
        )
    return str(value)


def _apply(
    settings: Settings,
    given: Mapping[str, str],
    zone: ZoneInfo | None,
    *,
    where: str,
    spelled: Callable[[str], str],
) -> Settings:
    known = [f.name for f in fields(Settings)]
    readers: Mapping[str, Callable[[str], object]] = {**_READERS, "as_of": partial(parse_as_of, zone=zone)}
    changes: dict[str, object] = {}
    for key, text in given.items():
        if key not in known:
            nearest = get_close_matches(key.lower().removeprefix(PREFIX.lower()), known, n=1, cutoff=0.0)[0]
            raise UsageError(
                f"unknown setting {spelled(key)}",
                why=f"{where} holds a key that Dateline does not have",
                fix=f"Did you mean {spelled(nearest)}?",
            )
        try:
            changes[key] = readers.get(key, str)(text.strip())
        except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError) as exc:
            # A zone is looked up as a file: the name of a folder of zones is an OSError.
            shown = _CREDENTIALS.sub("//", text)
            raise UsageError(
                f"setting {spelled(key)} not read",
                why=f"{shown!r} in {where} is not understood ({exc})",
                fix="See docs/settings.md for the values it takes.",
            ) from exc
    return replace(settings, **changes)  # type: ignore[arg-type]


def parse_as_of(text: str, zone: tzinfo | None = UTC) -> datetime:
    """Return the moment that an ISO date or time names; a date alone means the end of that day in ``zone``.

    None is the zone of the system. A time that names no zone is UTC.

    Raises:
        ValueError: it is neither.
    """
    moment = datetime.fromisoformat(text.strip())
    if len(text.strip()) <= len("2024-02-20"):
        return datetime.combine(moment.date(), time(23, 59, 59), zone).astimezone(UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _folder(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise ValueError("name a folder")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as exc:
        raise ValueError("there is no such home folder") from exc


def _flag(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in ("1", "true", "yes", "on"):
        return True
    if lowered in ("0", "false", "no", "off"):
        return False
    raise ValueError("use 1 or 0")


def _zone(text: str) -> str:
    return ZoneInfo(text).key


def _chroma(text: str) -> str:
    if text != "embedded":
        address = urlsplit(text)
        # Reading the port raises ValueError when it is none.
        if address.scheme not in ("http", "https") or not address.hostname or address.port == 0:
            raise ValueError("use embedded or http://host:port")
    return text


def _one_of(*values: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"use {', '.join(values)}")
        return text

    return read


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < inf:
        raise ValueError("use a number above 0")
    return number


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError(f"use a whole number from {least} to {most:,}")
        return number

    return read


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError("use a number from 0 to 1")
    return number


_READERS: Mapping[str, Callable[[str], object]] = {
    "home": _folder,
    "cache": _folder,
    "offline": _flag,
    "timezone": _zone,
    "chroma": _chroma,
    "cites": _one_of("plain", "keys"),
    "sure": _one_of("low", "normal", "high"),
    "deadline_s": _positive,
    "top_k": _whole(1, MOST),
    "smtp_port": _whole(1, 65_535),
    "smtp_tls": _one_of("starttls", "tls", "none"),
    "brief_hour": _whole(0, 23),
    "brief_stories": _whole(1, MOST),
    "brief_wording": _one_of("quote", "model"),
    "brief_wording_s": _positive,
    "brief_topic_cap": _whole(1, MOST),
    **{
        f"brief_{part}": _share
        for part in ("independent", "severity", "watch", "novelty", "running", "outlets", "recency")
    },
}
