"""Briefs by mail: none lost, none sent twice, none in doubt sent again by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.errors import NothingToWorkOn
from rag.mail import Outcome
from rag.service.brief.mailing import MOST_ATTEMPTS, deliver, queue, retry
from rag.types import BriefRequest
from tests.rag.mail.conftest import postbox  # noqa: F401

DAY = BriefRequest(day=date(2024, 2, 20))
ADA, BOB = "ada@reader.example", "bob@reader.example"


@pytest.fixture
def desk_with_mail(stocked, postbox):  # noqa: F811
    stocked.settings = replace(
        stocked.settings, smtp_host="127.0.0.1", smtp_port=postbox.port, smtp_tls="none", smtp_from="brief@desk.example"
    )
    return stocked


def states(desk):
    return {x.recipient: x.state for x in desk.store.briefs.outbox.letters()}


def test_each_reader_gets_a_brief_once_however_often_it_is_sent(desk_with_mail, postbox):  # noqa: F811
    brief = desk_with_mail.brief(DAY)
    desk_with_mail.briefs.mail(brief, [ADA, BOB])
    desk_with_mail.briefs.mail(brief, [ADA, BOB])
    assert len(postbox.letters) == 2
    assert states(desk_with_mail) == {ADA: "sent", BOB: "sent"}
    assert b"Subject: Brief of Tuesday 20 February 2024" in postbox.letters[0]


def test_a_letter_that_was_put_off_goes_out_with_the_next_run(desk_with_mail, postbox):  # noqa: F811
    postbox.refuse["RCPT"] = b"451 later"
    desk_with_mail.briefs.mail(desk_with_mail.brief(DAY), [ADA])
    assert states(desk_with_mail) == {ADA: "queued"}
    postbox.refuse.clear()
    (letter,) = desk_with_mail.briefs.send()
    assert letter.state == "sent"
    assert len(postbox.letters) == 1


def test_a_reader_that_does_not_exist_is_given_up_and_the_next_one_served(desk_with_mail):
    server = object()
    queue(desk_with_mail.store, desk_with_mail.brief(DAY), [ADA, BOB], "b@d.example", desk_with_mail.now())

    def transport(message, recipient, _):
        return Outcome("not_sent", "550 no", permanent=True) if recipient == ADA else Outcome("sent")

    deliver(desk_with_mail.store, server, desk_with_mail.now, transport)
    assert states(desk_with_mail) == {ADA: "failed", BOB: "sent"}


def test_a_letter_is_not_tried_for_ever(desk_with_mail):
    queue(desk_with_mail.store, desk_with_mail.brief(DAY), [ADA], "b@d.example", desk_with_mail.now())
    tried = []

    def transport(*args):
        tried.append(args)
        return Outcome("not_sent", "451 later")

    for _ in range(MOST_ATTEMPTS + 3):
        deliver(desk_with_mail.store, object(), desk_with_mail.now, transport)
    assert len(tried) == MOST_ATTEMPTS
    assert states(desk_with_mail) == {ADA: "failed"}


def test_each_letter_has_one_turn_in_a_run_however_often_it_was_put_off_before(desk_with_mail):
    desk, tried = desk_with_mail, []

    def put_off(_, recipient, __):
        tried.append(recipient)
        return Outcome("not_sent", "451 later")

    brief = desk.brief(DAY)
    queue(desk.store, brief, [ADA], "b@d.example", desk.now())
    for _ in range(2):
        deliver(desk.store, object(), desk.now, put_off)
    queue(desk.store, brief, [BOB], "b@d.example", desk.now())
    tried.clear()
    deliver(desk.store, object(), desk.now, put_off)
    assert sorted(tried) == [ADA, BOB]


def test_a_letter_that_was_given_up_after_many_tries_is_sent_when_its_reader_says_so(desk_with_mail, postbox):  # noqa: F811
    postbox.refuse["RCPT"] = b"451 later"
    desk_with_mail.briefs.mail(desk_with_mail.brief(DAY), [ADA])
    for _ in range(MOST_ATTEMPTS - 1):
        (letter,) = desk_with_mail.briefs.send()
    assert letter.state == "failed"
    retry(desk_with_mail.store, letter.rowid, desk_with_mail.now())
    (again,) = desk_with_mail.briefs.send()
    assert again.state == "queued", "its tries are counted anew"
    postbox.refuse.clear()
    assert desk_with_mail.briefs.send()[0].state == "sent"


def test_a_letter_of_which_nobody_knows_is_not_sent_again_by_itself(desk_with_mail, postbox):  # noqa: F811
    postbox.refuse["BODY"] = None
    (letter,) = desk_with_mail.briefs.mail(desk_with_mail.brief(DAY), [ADA])
    assert letter.state == "sending"
    postbox.refuse.clear()
    assert desk_with_mail.briefs.send() == ()
    retry(desk_with_mail.store, letter.rowid, desk_with_mail.now())
    assert desk_with_mail.briefs.send()[0].state == "sent"
    with pytest.raises(NothingToWorkOn):
        retry(desk_with_mail.store, letter.rowid, desk_with_mail.now())


def test_a_sender_that_dies_in_the_middle_sends_nothing_twice(desk_with_mail, postbox):  # noqa: F811
    queue(desk_with_mail.store, desk_with_mail.brief(DAY), [ADA, BOB], "b@d.example", desk_with_mail.now())

    def die(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(desk_with_mail.store, object(), desk_with_mail.now, die)
    desk_with_mail.briefs.send()
    assert sorted(states(desk_with_mail).values()) == ["sending", "sent"]
    assert len(postbox.letters) == 1


def test_a_new_revision_is_another_letter(desk_with_mail, postbox):  # noqa: F811
    brief = desk_with_mail.brief(DAY)
    desk_with_mail.briefs.mail(brief, [ADA])
    desk_with_mail.briefs.mail(replace(brief, revision=2), [ADA])
    assert len(postbox.letters) == 2
