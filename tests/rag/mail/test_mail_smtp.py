"""A letter over real sockets: what was certainly sent, what certainly was not, and what nobody can know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.config import Settings
from rag.errors import UsageError
from rag.mail import mail_server, recipients_of, send

LETTER = b"Subject: x\r\n\r\nHello.\r\n.a line that begins with a dot\r\n"


def test_a_letter_arrives_whole(postbox):
    assert send(LETTER, "ada@reader.example", postbox.server).state == "sent"
    assert postbox.letters == [LETTER]


@pytest.mark.parametrize(
    ("command", "reply", "permanent"),
    [
        ("MAIL", b"451 later", False),
        ("RCPT", b"550 no such user", True),
        ("DATA", b"452 full", False),
        ("BODY", b"554 spam", True),
    ],
)
def test_a_refusal_is_certainly_not_sent(postbox, command, reply, permanent):
    postbox.refuse[command] = reply
    outcome = send(LETTER, "ada@reader.example", postbox.server)
    assert (outcome.state, outcome.permanent) == ("not_sent", permanent)
    assert reply.decode() in outcome.fault


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_line_that_is_cut_before_the_letter_is_certainly_not_sent(postbox, command):
    postbox.refuse[command] = None
    assert send(LETTER, "ada@reader.example", postbox.server).state == "not_sent"


def test_a_line_that_is_cut_after_the_last_byte_leaves_it_unknown(postbox):
    postbox.refuse["BODY"] = None
    assert send(LETTER, "ada@reader.example", postbox.server).state == "unknown"


def test_no_server_is_certainly_not_sent(postbox):
    postbox.close()
    assert send(LETTER, "a@b.example", replace(postbox.server, port=1)).state == "not_sent"


def settings(tmp_path, **more):
    return replace(Settings(home=tmp_path, cache=tmp_path), **{"smtp_from": "b@desk.example", **more})


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"smtp_host": "mail.example", "smtp_from": None},
        {"smtp_host": "mail.example", "offline": True},
        {"smtp_host": "mail.example", "smtp_tls": "none"},
        {"smtp_host": "127.0.0.1", "smtp_from": "no address"},
    ],
)
def test_a_server_that_must_not_be_used_is_refused_in_words(tmp_path, more):
    with pytest.raises(UsageError):
        mail_server(settings(tmp_path, **more))


def test_a_user_without_a_password_is_refused_before_anything_is_sent(tmp_path, monkeypatch):
    monkeypatch.delenv("SMTP_PASSWORD", raising=False)
    with pytest.raises(UsageError, match="SMTP_PASSWORD is not set"):
        mail_server(settings(tmp_path, smtp_host="mail.example", smtp_user="ada"))


def test_a_server_on_this_machine_may_be_used_offline_and_without_tls(tmp_path):
    assert mail_server(settings(tmp_path, smtp_host="127.0.0.1", smtp_tls="none", offline=True)).host == "127.0.0.1"


def test_the_password_is_read_when_used_and_is_in_no_repr(tmp_path, monkeypatch):
    monkeypatch.setenv("SMTP_PASSWORD", "hunter2")
    server = mail_server(settings(tmp_path, smtp_host="mail.example", smtp_user="ada"))
    assert server.password() == "hunter2"
    assert "hunter2" not in repr(server)


@pytest.mark.parametrize("text", ["nobody", "a@b\r\nBcc: c@d.example", "a b@c.example", "<a@b.example>", "a@"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(UsageError):
        recipients_of([text])


def test_addresses_are_taken_once():
    assert recipients_of(["a@b.example, c@d.example", "a@b.example"]) == ("a@b.example", "c@d.example")


@pytest.mark.parametrize("host", ["mail..example.org", "m" * 70 + ".example.org"])
def test_a_host_that_no_name_server_can_be_asked_for_is_a_letter_not_sent(postbox, host):
    outcome = send(LETTER, "ada@reader.example", replace(postbox.server, host=host))
    assert (outcome.state, outcome.permanent) == ("not_sent", False)
    assert host in outcome.fault


def test_an_address_or_password_in_other_letters_is_a_letter_not_sent(postbox, monkeypatch):
    outcome = send(LETTER, "jürgen@reader.example", postbox.server)
    assert (outcome.state, outcome.permanent) == ("not_sent", True)
    postbox.refuse["EHLO"] = b"250-postbox\r\n250 AUTH PLAIN LOGIN"
    monkeypatch.setenv("SMTP_PASSWORD", "pässwort")
    outcome = send(LETTER, "ada@reader.example", replace(postbox.server, user="desk"))
    assert outcome.state == "not_sent"
    assert "ä" not in outcome.fault
    assert postbox.letters == []


def test_an_address_that_no_server_takes_is_refused_before_a_letter_is_written():
    with pytest.raises(UsageError):
        recipients_of(["jürgen@reader.example"])
