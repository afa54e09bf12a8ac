"""Which server takes the letters, and who gets them. The password is read when it is used, never kept."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass

from rag.config import Settings
from rag.errors import UsageError

PASSWORD = "SMTP_PASSWORD"  # noqa: S105  the name of the variable
TIMEOUT_S = 30.0
_ADDRESS = re.compile(
    r"[^\s@<>,;:\"()\\\x00-\x1f\x7f-\U0010ffff]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\Z"
)


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server. ``tls`` is starttls, tls (from the first byte) or none."""

    host: str
    port: int
    tls: str
    user: str | None
    sender: str
    timeout_s: float = TIMEOUT_S

    def password(self) -> str | None:
        """Return the password from the environment, or None."""
        return os.environ.get(PASSWORD) or None


def mail_server(settings: Settings) -> MailServer:
    """Return the server that the settings name.

    Raises:
        UsageError: there is none, its sender is no address, the password of its user is missing, or it may not be
            used (offline, a password in the clear).
    """
    if not settings.smtp_host or not settings.smtp_from:
        raise UsageError(
            "no letter sent", why="no mail server is set", fix="Set DATELINE_SMTP_HOST and DATELINE_SMTP_FROM."
        )
    local = is_loopback(settings.smtp_host)
    if settings.offline and not local:
        raise UsageError(
            "no letter sent", why="DATELINE_OFFLINE is set", fix="Unset it, or use a server on this machine."
        )
    if settings.smtp_tls == "none" and not local:
        raise UsageError(
            "no letter sent", why="the letter would cross the network in the clear",
            fix="Set DATELINE_SMTP_TLS to starttls or tls.",
        )  # fmt: skip
    recipients_of([settings.smtp_from])
    user, sender = settings.smtp_user, settings.smtp_from
    server = MailServer(settings.smtp_host, settings.smtp_port, settings.smtp_tls, user, sender)
    if user and server.password() is None:
        raise UsageError(
            "no letter sent", why=f"{user} is to log in and {PASSWORD} is not set",
            fix=f"Set {PASSWORD}, or unset DATELINE_SMTP_USER.",
        )  # fmt: skip
    return server


def recipients_of(texts: list[str]) -> tuple[str, ...]:
    """Return addresses, each once, from words that may hold several with commas between them.

    Raises:
        UsageError: one is no address.
    """
    found = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    for one in found:
        if not _ADDRESS.match(one):
            raise UsageError(
                "no letter sent", why=f"{one!r} is no address",
                fix="Write it as name@example.org, in letters that every mail server takes (a domain as xn--...).",
            )  # fmt: skip
    return tuple(dict.fromkeys(found))


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, by its name alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
