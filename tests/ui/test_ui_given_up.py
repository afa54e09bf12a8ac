"""A press on Stop at the moment when a question's turn comes."""

from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from rag.service.clock import WallDeadline
from rag.types import Question
from ui.work.jobs import Jobs

ASKED = "Who won the race?"


@pytest.mark.parametrize("pressed", ["while its time begins", "while its turn comes"])
def test_a_question_that_is_given_up_just_as_its_turn_comes_stays_given_up(desk, monkeypatch, pressed):
    jobs, made, begun, given_up = Jobs(desk), [], threading.Event(), SimpleQueue()

    class Awkward(WallDeadline):
        def cancel(self):
            if pressed == "while its turn comes":
                turn.release()
                begun.wait(0.3)  # in vain: whoever gives up and the worker take turns
            super().cancel()

    def deadline(seconds):
        if made and pressed == "while its time begins":
            jobs.stop(job, "a")
        made.append(Awkward(seconds))
        return made[-1]

    def ask_stream(_, __, until, **___):
        begun.set()
        given_up.put(until.cancelled())
        yield from ()

    turn = threading.Lock()
    turn.acquire()
    monkeypatch.setattr(jobs, "_turn", turn)
    monkeypatch.setattr("ui.work.jobs.WallDeadline", deadline)
    monkeypatch.setattr(type(desk), "ask_stream", ask_stream)
    job = jobs.ask(Question(ASKED, desk.now()), asked=ASKED, owner="a")
    if pressed == "while its turn comes":
        jobs.stop(job, "a")
    else:
        turn.release()
    assert given_up.get(timeout=30)
