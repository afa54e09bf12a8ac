"""Questions in the worker: kept, in order, private, stoppable; follow-ups and suggestions."""

from __future__ import annotations

import json
import threading

import pytest

from rag.answer.follow import standalone
from rag.errors import DatelineError, ModelFileError
from rag.llm import ScriptedModel
from rag.service import open_newsdesk
from rag.types import Question
from ui.evaluation.suite_run import SuiteRun
from ui.parts.views import search_told
from ui.work.jobs import Jobs
from ui.work.tasks import Step, Tasks

LAVROV = "What did Lavrov say about the intergovernmental commission?"


@pytest.fixture
def stocked(stocked_desk):
    return stocked_desk


def finished(jobs, job, owner="a"):
    """Wait for a job; the worker is another thread, so there is something to wait for."""
    gate = threading.Event()
    for _ in range(2000):
        progress = jobs.progress(job, owner)
        if progress.state in ("done", "failed"):
            return progress
        gate.wait(0.01)
    raise AssertionError("the job did not end")


def test_a_finished_answer_is_in_the_history_before_it_is_shown(stocked):
    jobs = Jobs(stocked)
    job = jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a")
    progress = finished(jobs, job)
    kept = stocked.history.get(job, "a")
    assert json.loads(kept.body) == progress.body
    assert progress.body["sentences"]


def test_an_owner_sees_only_his_own(stocked):
    jobs = Jobs(stocked)
    job = jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a")
    finished(jobs, job)
    assert jobs.progress(job, "b") is None
    assert stocked.history.get(job, "b") is None
    assert stocked.history.recent("b") == ()


class Gated(ScriptedModel):
    """A model that begins its replies when the gate is opened."""

    def __init__(self, gate, replies):
        super().__init__(["The sources do not say."] * replies)
        self._gate = gate

    def stream(self, messages, *, max_tokens, deadline):
        self._gate.wait(30)
        yield from super().stream(messages, max_tokens=max_tokens, deadline=deadline)


def test_ten_sessions_are_served_in_order_and_told_their_place(stocked, settings, embedder, clock):
    stocked.close()
    gate = threading.Event()
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=Gated(gate, 10)) as desk:
        jobs = Jobs(desk)
        ids = [jobs.ask(Question(LAVROV, desk.now()), asked=f"question {n}", owner=f"reader {n}") for n in range(10)]
        waiting = [jobs.progress(job, f"reader {n}").ahead for n, job in enumerate(ids)]
        assert waiting[2:] == list(range(2, 10))
        gate.set()
        for n, job in enumerate(ids):
            assert finished(jobs, job, f"reader {n}").asked == f"question {n}"


def test_a_question_that_is_given_up_ends_with_what_it_has(stocked, settings, embedder, clock):
    stocked.close()
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=ScriptedModel(["Nothing."])) as desk:
        jobs = Jobs(desk)
        job = jobs.ask(Question(LAVROV, desk.now()), asked=LAVROV, owner="a")
        jobs.stop(job, "a")
        assert finished(jobs, job).state in ("done", "failed")


def test_a_fault_of_ours_is_told_and_the_worker_goes_on(stocked, monkeypatch):
    jobs = Jobs(stocked)
    real = stocked.ask_stream
    monkeypatch.setattr(
        type(stocked), "ask_stream", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("secret detail"))
    )
    bad = finished(jobs, jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a"))
    assert bad.state == "failed"
    assert "secret" not in bad.error
    monkeypatch.undo()
    assert real
    assert finished(jobs, jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a")).state == "done"


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("and when is the next meeting?", "When is the next meeting (Lavrov intergovernmental commission)?"),
        ("Who received him?", "Who received him (Lavrov intergovernmental commission)?"),
        ("How many people died at the Dunmar Bridge?", "How many people died at the Dunmar Bridge?"),
    ],
)
def test_a_follow_up_is_read_with_the_question_before(question, understood):
    assert standalone(question, LAVROV) == understood
    assert standalone(question, None) == question


def test_a_follow_up_cites_nothing_of_the_answer_before(stocked):
    first = stocked.ask(LAVROV)
    second = stocked.ask(stocked.understood("and how many people were injured in Copper Square?", LAVROV))
    assert first.citations
    assert [c.n for c in second.citations] == list(range(1, len(second.citations) + 1))


def test_suggestions_come_from_the_library_and_can_be_answered(stocked):
    suggested = stocked.suggestions(3)
    assert len(suggested) == 3
    assert all(stocked.search(s).passages for s in suggested)


def test_an_empty_library_suggests_nothing(desk):
    assert desk.suggestions() == ()


def test_one_piece_of_work_at_a_time_with_its_steps_and_its_fault():
    tasks, gate = Tasks(), threading.Event()

    def work():
        yield Step("one")
        gate.wait(10)
        raise RuntimeError("inner")

    assert tasks.start("Adding", 2, work)
    assert not tasks.start("Adding more", 1, work)
    gate.set()
    for _ in range(1000):
        if not tasks.state().running:
            break
        threading.Event().wait(0.01)
    assert tasks.state().error
    assert "inner" not in tasks.state().error
    assert [s.line for s in tasks.state().steps] == ["one"]


def ended(tasks):
    for _ in range(1000):
        if not tasks.state().running:
            return tasks.state()
        threading.Event().wait(0.01)
    raise AssertionError("it never ended")


def test_work_that_can_be_stopped_ends_between_two_steps_and_closes_what_it_had_open():
    tasks, gate, closed, called = Tasks(), threading.Event(), [], []

    def work():
        try:
            yield Step("one")
            gate.wait(10)
            yield Step("two")
            yield Step("three")
        finally:
            closed.append(True)

    assert tasks.start("Adding", 3, work, lambda: called.append(True))
    tasks.stop()
    tasks.stop()
    gate.set()
    state = ended(tasks)
    assert state.stopping
    assert state.error is None
    assert len(state.steps) < 3
    assert (called, closed) == ([True], [True])


def test_how_work_ended_is_told_on_its_page_to_its_reader_whatever_others_do_since():
    tasks = Tasks()
    mine, suite, other = ("library", "a"), ("evaluation", "a"), ("library", "b")
    tasks.start("Adding", 1, lambda: iter([Step("one", well=False)]), whose=mine)
    ended(tasks)
    tasks.start("Running", 1, lambda: iter([Step("case")]), whose=suite)
    ended(tasks)
    assert tasks.ended(other) is None
    assert (tasks.ended(mine).name, tasks.ended(mine).refused) == ("Adding", 1)
    assert tasks.ended(suite).name == "Running"
    tasks.clear(mine)
    assert tasks.ended(mine) is None
    assert tasks.ended(suite) is not None


def test_work_that_cannot_be_stopped_goes_on():
    tasks, gate = Tasks(), threading.Event()

    def work():
        gate.wait(10)
        yield Step("rebuilt")

    tasks.start("Rebuilding", None, work)
    tasks.stop()
    gate.set()
    assert [s.line for s in ended(tasks).steps] == ["rebuilt"]
    assert not tasks.state().stopping


def test_a_suite_that_is_stopped_ends_its_process_and_goes_on_from_there(settings):
    tasks = Tasks()
    run = SuiteRun(settings, "sample", "none")
    tasks.start("Running", None, run.steps, run.stop)
    while not tasks.state().steps:
        threading.Event().wait(0.01)
    tasks.stop()
    state = ended(tasks)
    assert state.error is None
    assert state.stopping
    assert run._process is not None
    assert run._process.poll() is not None


def test_a_suite_that_cannot_be_run_says_why(settings, tmp_path):
    run = SuiteRun(settings, str(tmp_path / "missing.jsonl"), "none")
    with pytest.raises(DatelineError) as caught:
        list(run.steps())
    assert "missing.jsonl does not exist" in caught.value.why


def test_lists_are_searched_sorted_and_paged(stocked):
    page = stocked.store.page(words="bridge", order="oldest", limit=5)
    assert page.total > 5
    assert len(page.rows) == 5
    days = [r.published.at for r in page.rows]
    assert days == sorted(days)
    assert stocked.store.page(words='"; DROP TABLE articles; --').total == 0
    assert sum(c.articles for c in stocked.store.coverage()) == stocked.store.counts().articles


def test_a_short_word_is_found_as_a_whole_word_and_a_longer_one_as_a_beginning(stocked):
    short, long = (stocked.store.page(words=w) for w in ("th", "brid"))
    assert (short.total, short.whole) == (0, ("th",))
    assert long.total > 5
    assert long.whole == ()
    assert stocked.store.page(words="a bridge").whole == ("a",)
    assert "“th”" in search_told(short)[0]
    assert search_told(long) == ()


def test_a_search_that_nearly_everything_matches_is_bounded_and_says_so(stocked, monkeypatch):
    import rag.store.listing as listing

    every = stocked.store.page(words="the", limit=100)
    monkeypatch.setattr(listing, "MOST", 5)
    bounded = stocked.store.page(words="the", limit=100)
    assert not every.more
    assert bounded.more
    assert 1 <= bounded.total <= 5 < every.total
    assert {r.id for r in bounded.rows} < {r.id for r in every.rows}
    assert "Very many" in search_told(bounded)[0]


def test_of_thousands_of_items_every_refused_one_is_counted_and_the_first_are_told():
    tasks = Tasks()
    tasks.start("Adding", 1200, lambda: (Step(f"item {n}", well=n % 600 != 0) for n in range(1200)))
    state = ended(tasks)
    assert (state.done, state.refused) == (1200, 2)
    assert [s.line for s in state.bad] == ["item 0", "item 600"]


def test_work_that_counts_by_itself_is_followed(stocked):
    gate, tasks = threading.Event(), Tasks()
    said = []

    def work():
        tasks.say("passages", 20, 80)
        said.append((tasks.state().done, tasks.state().total))
        yield Step("80 passages")
        gate.set()

    tasks.start("rebuild", None, work)
    gate.wait(30)
    assert said == [(20, 80)]
    tasks.say("late", 1, 1)


def test_evidence_is_waited_for_and_what_stands_in_a_queue_is_not(stocked, settings, embedder, clock):
    stocked.close()
    gate = threading.Event()
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=Gated(gate, 2)) as desk:
        jobs = Jobs(desk)
        question = Question(LAVROV, desk.now())
        first, second = (jobs.ask(question, asked=f"question {n}", owner="a") for n in (1, 2))
        assert jobs.first_sight(first, "a", 60).body["evidence"]
        assert jobs.first_sight(second, "a", 60).ahead == 1
        assert jobs.open("a") == ((second, "question 2"), (first, "question 1"))
        assert jobs.open("b") == ()
        gate.set()
        finished(jobs, second)
        assert jobs.open("a") == ()


def test_without_a_model_the_whole_answer_is_waited_for(stocked):
    assert stocked.llm == "none"
    jobs = Jobs(stocked)
    seen = jobs.first_sight(jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a"), "a", 60)
    assert seen.state == "done"
    assert seen.body["sentences"]


def test_how_sure_is_chosen_for_one_question(stocked, monkeypatch):
    import rag.chain.check as check

    levels = []
    real = check.verify
    monkeypatch.setattr(check, "verify", lambda *a, level, **k: (levels.append(level), real(*a, level=level, **k))[1])
    jobs = Jobs(stocked)
    finished(jobs, jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a", sure="high"))
    assert set(levels) == {"high"}
    levels.clear()
    finished(jobs, jobs.ask(Question(LAVROV, stocked.now()), asked=LAVROV, owner="a"))
    assert set(levels) == {"normal"}


def test_while_a_model_is_being_fetched_the_sources_own_words_answer(stocked, settings, embedder, clock, monkeypatch):
    from dataclasses import replace

    import rag.service.models as models
    from ui.work.loading import Loader

    stocked.close()
    gate = threading.Event()

    def fetch(name, _, progress):
        progress(name, 250, 1000)
        gate.wait(30)
        raise ModelFileError("no model", why="no source answered", fix="Try later.")

    monkeypatch.setattr(models, "fetch_model", lambda s, name, progress: fetch(name, s, progress))
    with open_newsdesk(
        replace(settings, llm="embedded:small", cache=settings.home / "none"), embedder=embedder, clock=clock
    ) as desk:
        loader, jobs = Loader(desk), Jobs(desk)
        loader.begin()
        while not loader.state().total:
            threading.Event().wait(0.01)
        assert loader.state().share == 0.25
        body = finished(jobs, jobs.ask(Question(LAVROV, desk.now()), asked=LAVROV, owner="a")).body
        assert body["sentences"]
        assert body["trace"]["llm"] == "none"
        assert not loader.change("none")
        gate.set()
        while loader.state().running:
            threading.Event().wait(0.01)
        assert "no source answered" in loader.state().why
        assert loader.change("none")
        assert desk.llm == "none"


def test_two_threads_make_one_store(settings):
    from concurrent.futures import ThreadPoolExecutor

    with open_newsdesk(settings) as desk, ThreadPoolExecutor(8) as pool:
        assert len({id(s) for s in pool.map(lambda _: desk.store, range(8))}) == 1
