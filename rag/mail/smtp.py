"""One letter over SMTP. Up to the last byte it certainly did not arrive; after it only the server's word tells."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal

from rag.mail.server import MailServer

GO_AHEAD = 354
TAKEN = 250
PERMANENT = 500
NOT_ASCII = "{} cannot be sent to a mail server: it has other letters than a to z, or an empty or too long part"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter: sent; not sent (and whether trying again can help); or unknown, in words."""

    state: Literal["sent", "not_sent", "unknown"]
    fault: str | None = None
    permanent: bool = False


def send(message: bytes, recipient: str, server: MailServer) -> Outcome:
    """Return what became of a letter. Nothing is raised for anything that servers and networks do."""
    try:
        connection = _connect(server)
    except smtplib.SMTPResponseException as exc:
        return _refused(exc.smtp_code, exc.smtp_error)
    except (OSError, smtplib.SMTPException, ssl.SSLError) as exc:
        return Outcome("not_sent", f"{server.host}:{server.port}: {exc}")
    except UnicodeError:
        # Not the error's own words: they show a letter of the password.
        return Outcome("not_sent", f"{server.host}:{server.port}: {NOT_ASCII.format('the host, user or password')}")
    try:
        return _deliver(connection, message, recipient, server)
    finally:
        _leave(connection)


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password() or "")
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _deliver(connection: smtplib.SMTP, message: bytes, recipient: str, server: MailServer) -> Outcome:
    try:
        for code, reply in (connection.mail(parseaddr(server.sender)[1]), connection.rcpt(recipient)):
            if code >= 300:
                return _refused(code, reply)
        connection.putcmd("data")
        code, reply = connection.getreply()
        if code != GO_AHEAD:
            return _refused(code, reply)
    except (OSError, smtplib.SMTPException) as exc:
        return Outcome("not_sent", f"{server.host}: {exc}")
    except UnicodeError:
        return Outcome("not_sent", NOT_ASCII.format(f"{recipient} or {server.sender}"), permanent=True)
    return _content(connection, message)


def _content(connection: smtplib.SMTP, message: bytes) -> Outcome:
    body = smtplib._quote_periods(smtplib._fix_eols(message.decode("ascii")).encode("ascii"))  # type: ignore[attr-defined]
    try:
        connection.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    except (OSError, smtplib.SMTPException) as exc:
        # Without the closing dot no server takes a letter.
        return Outcome("not_sent", f"cut off while sending: {exc}")
    try:
        connection.send(b".\r\n")
        code, reply = connection.getreply()
    except (OSError, smtplib.SMTPException) as exc:
        return Outcome("unknown", f"the server did not say whether it took the letter: {exc}")
    return Outcome("sent") if code == TAKEN else _refused(code, reply)


def _refused(code: int, reply: bytes | str) -> Outcome:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return Outcome("not_sent", f"{code} {' '.join(words.split())[:200]}", permanent=code >= PERMANENT)


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()
