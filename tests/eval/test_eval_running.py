"""Runs that meet a dead provider, a price, a kill, a slip in the options or in a gate."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from eval.cases.questions import Case
from eval.metrics.intervals import Metric, quantile
from eval.reports.compare import as_markdown, compare
from eval.reports.report import write_reports
from eval.running import USUAL, Wanted, cap, progress, refuse_unused, used
from eval.runs.folders import alone, plan, read_samples, run_cases, write_summary
from eval.runs.gates import gate, read_gate
from eval.suites import whole
from eval.suites.suite import sample_of
from eval.systems.answering import SYSTEMS
from eval.systems.bare import complete
from eval.systems.keeping import kept
from eval.systems.replies import Bill, RememberedChat, Replies
from rag.cli.main import run as cli
from rag.errors import LockHeld, ProviderError, StoreError, UsageError
from rag.llm.scripted import ScriptedModel
from rag.ports import Completion, Message
from rag.service import open_newsdesk
from rag.service.clock import WallDeadline
from tests.eval.test_eval_runs import made, sample

DOWN = ProviderError("m did not answer", why="it is down", fix="Start it.")


def test_a_case_that_the_provider_failed_is_not_kept_and_is_asked_again(tmp_path, settings):
    folder, told = made(tmp_path, settings), []

    def one(case: str) -> dict[str, Any]:
        if case == "b":
            raise DOWN
        return {"scores": {}}

    run_cases(folder, ("a", "b", "c"), one, lambda *_: None, failed=lambda c, _: told.append(c))
    assert told == ["b"]
    assert [s["id"] for s in read_samples(folder)] == ["a", "c"]
    again = run_cases(folder, ("a", "b", "c"), lambda _: {"scores": {}}, lambda *_: None)
    assert [s["id"] for s in again] == ["a", "b", "c"]


def test_a_run_whose_every_case_failed_is_the_providers_fault(tmp_path, settings):
    def one(_: str) -> dict[str, Any]:
        raise DOWN

    with pytest.raises(ProviderError):
        run_cases(made(tmp_path, settings), ("a", "b"), one, lambda *_: None)


@pytest.mark.parametrize("fault", [OverflowError("date value out of range"), UsageError("x", why="y", fix="z")])
def test_a_case_that_is_itself_at_fault_ends_no_run_and_is_told(tmp_path, settings, fault):
    folder, told = made(tmp_path, settings), []

    def one(case: str) -> dict[str, Any]:
        if case == "b":
            raise fault
        return {"scores": {}}

    run_cases(folder, ("a", "b", "c"), one, lambda *_: None, failed=lambda c, e: told.append((c, str(e))))
    assert [s["id"] for s in read_samples(folder)] == ["a", "c"]
    assert [case for case, _ in told] == ["b"]
    assert str(fault) in told[0][1]


@pytest.mark.parametrize("fault", [StoreError("x", why="disk full", fix="z"), OSError("disk full")])
def test_what_would_fail_every_case_ends_the_run(tmp_path, settings, fault):
    def one(_: str) -> dict[str, Any]:
        raise fault

    folder = made(tmp_path, settings)
    with pytest.raises(type(fault)):
        run_cases(folder, ("a", "b"), one, lambda *_: None, failed=lambda *_: pytest.fail("it went on"))


def test_half_a_character_in_a_sample_ends_no_run(tmp_path, settings):
    folder = made(tmp_path, settings)
    run_cases(folder, ("a", "b"), lambda _: {"question": "who\ud83d?", "scores": {}}, lambda *_: None)
    assert [s["question"] for s in read_samples(folder)] == ["who\ufffd?"] * 2


def test_one_run_is_done_by_one_process_at_a_time(tmp_path, settings):
    folder = made(tmp_path, settings)
    with alone(folder):
        with pytest.raises(LockHeld, match="already running"), alone(folder):
            pass
        with alone(made(tmp_path, settings, ("d",))):
            pass
    with alone(folder):
        pass


def test_a_claim_that_could_not_be_measured_is_not_left_out_of_the_figures(tmp_path, settings, monkeypatch):
    def down(*_: object) -> None:
        raise DOWN

    monkeypatch.setattr(whole, "embedder_for", lambda _: None)
    monkeypatch.setattr(whole, "row_of", down)
    rows = [{"id": f"c{n}", "dataset": "d", "source": f"s{n}", "claim": "x", "supported": n > 1} for n in range(4)]
    monkeypatch.setattr(whole, "load", lambda _: rows)
    with pytest.raises(ProviderError):
        whole.claims(tmp_path, settings, None, None, tmp_path / "kept", lambda *_: None)


def test_an_answer_without_its_model_is_no_abstention(desk):
    given = {"reason": "model_unavailable", "note": "connection refused", "sentences": [], "citations": []}
    with pytest.raises(ProviderError) as caught:
        sample_of(Case("1", "q", expect="abstain"), lambda _: given, desk, None)
    assert caught.value.why == "connection refused"


def test_what_a_case_was_charged_before_its_model_failed_is_counted_with_the_next(desk, tmp_path):
    replies = Replies(tmp_path / "replies.sqlite")
    replies.charge(Completion("The bri", False, 100, 2, 0.25))
    given = {"reason": "model_unavailable", "note": "cut off", "sentences": [], "citations": []}
    with pytest.raises(ProviderError):
        sample_of(Case("1", "q"), lambda _: given, desk, replies)
    assert replies.take_bill().usd == 0.25


def test_a_failed_case_counts_as_unscored(tmp_path, settings):
    body = write_summary(made(tmp_path, settings), {"contains": Metric(1.0, 2, 1)}, 1.0, failed=3)
    assert body["metrics"]["contains"]["unscored"] == 4
    assert body["failed"] == 3


def test_a_dead_server_ends_the_command_with_its_exit_code(monkeypatch, capsys, settings, embedder, tmp_path):
    import rag.llm.chat as chat
    import rag.service.models as models
    from rag.cli.main import run as cli

    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr(chat, "BACK_OFF_S", 0.01)
    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    assert cli(["ingest", "--sample"]) == 0
    file = tmp_path / "prov.jsonl"
    file.write_text(
        '{"question": "Who won the downhill at Grauen Pass?", "expect": "abstain", "as_of": "2024-02-25"}\n'
    )
    assert cli(["eval", "run", str(file), "--llm", "openai:fake"]) == 5
    (folder,) = (p for p in (settings.home / "results").iterdir() if p.is_dir())
    assert list(read_samples(folder)) == []


class Charging(ScriptedModel):
    """Tells what each reply cost."""

    def stream(self, *args: Any, **kwargs: Any) -> Any:
        for item in super().stream(*args, **kwargs):
            yield replace(item, cost_usd=1.0) if isinstance(item, Completion) else item


def test_a_plainer_system_tells_what_its_replies_cost(settings, embedder, clock, tmp_path):
    replies = Replies(tmp_path / "replies.sqlite")
    with open_newsdesk(settings, embedder=embedder, clock=clock, chat=Charging(["It fell into the Mirl."])) as desk:
        found = sample_of(Case("1", "Which river?"), SYSTEMS["no retrieval"](desk, replies), desk, replies)
        again = sample_of(Case("1", "Which river?"), SYSTEMS["no retrieval"](desk, replies), desk, replies)
    assert (found["charged_usd"], found["answer"]["trace"]["cost_usd"]) == (1.0, 1.0)
    assert found["answer"]["trace"]["tokens"]["completion"] > 0
    assert again["charged_usd"] == 0.0, "a kept reply was paid for before"


def test_a_cap_counts_what_was_charged_before_a_kill_and_ends_the_run(tmp_path, settings):
    folder = made(tmp_path, settings, tuple("abcde"))
    asked: list[str] = []

    def one(case: str) -> dict[str, Any]:
        asked.append(case)
        if asked == ["a", "b"]:
            raise KeyboardInterrupt
        return {"scores": {}, "charged_usd": 1.0}

    with pytest.raises(KeyboardInterrupt):
        run_cases(folder, tuple("abcde"), one, lambda *_: None, cap(2.0, "openai:m"))
    found = run_cases(folder, tuple("abcde"), one, lambda *_: None, cap(2.0, "openai:m"))
    assert [s["id"] for s in found] == ["a", "b"]
    assert [s["id"] for s in run_cases(folder, tuple("abcde"), one, lambda *_: None, cap(2.0, "openai:m"))] == [
        "a",
        "b",
    ]
    assert asked == ["a", "b", "b"]


def test_a_cap_without_a_known_price_is_refused_and_a_model_of_this_machine_is_free():
    unpriced = {"id": "a", "charged_usd": None}
    with pytest.raises(UsageError, match="--price"):
        cap(2.0, "openai:m")(unpriced)
    tokens = unpriced | {"charged_tokens": [1_000_000, 100_000]}
    assert cap(2.0, "openai:m", (1.0, 10.0))(tokens), "it was kept before the price was given"
    assert not cap(2.0, "embedded")(unpriced)
    assert not cap(None, "openai:m")(unpriced)


def test_tokens_are_priced_where_the_provider_tells_no_price(tmp_path):
    replies = Replies(tmp_path / "r.sqlite", price=(1.0, 10.0))
    replies.charge(Completion("x", True, 1_000_000, 100_000))
    assert replies.take_bill().usd == pytest.approx(2.0)
    replies.charge(Completion("x", True))
    assert replies.take_bill().usd is None
    assert replies.take_bill() == Bill()


def say(path, model, name="openai:m"):
    chat = ScriptedModel([f"said by {model or 'the first'}"])
    chat.name = name
    asked = (Message("user", "Who?"),)
    remembered = RememberedChat(chat, Replies(path, model))
    *_, last = remembered.stream(asked, max_tokens=9, deadline=WallDeadline(5.0))
    return last.text


def test_the_same_name_on_another_server_does_not_get_the_first_ones_replies(tmp_path):
    path = tmp_path / "r.sqlite"
    assert say(path, "http://a/v1") == say(path, "http://a/v1") == "said by http://a/v1"
    assert say(path, "http://b/v1") == "said by http://b/v1"


def test_replies_kept_before_the_models_file_counted_are_still_found_and_another_file_asks_anew(tmp_path):
    path = tmp_path / "r.sqlite"
    old = say(path, "", "embedded")
    assert say(path, "hash-1", "embedded") == old
    assert say(path, "hash-2", "embedded") == "said by hash-2"
    assert say(path, "hash-1", "embedded") == old


def test_the_time_left_goes_by_the_cases_of_this_time(capsys):
    now = iter([0.0, 8.0])
    show = progress(lambda: next(now))
    show(400, 500)
    show(425, 500)
    assert "425 of 500, about 24 s left" in capsys.readouterr().err


def test_a_run_that_is_found_whole_keeps_its_seconds(tmp_path, settings):
    folder = made(tmp_path, settings)
    write_summary(folder, {}, 100.0)
    assert write_summary(folder, {}, 0.2, worked=False)["seconds"] == 100.0
    assert write_summary(folder, {}, 20.0)["seconds"] == 120.0


def test_a_time_has_an_interval_and_says_how_many_had_none():
    found = quantile([1.0, 2.0, None, 3.0], 0.5)
    assert (found.value, found.n, found.unscored) == (2.0, 3, 1)
    assert found.ci_low is not None and found.ci_low <= 2.0


@pytest.mark.parametrize(
    ("wanted", "option"),
    [
        (Wanted("injection", system="tutorial"), "--system"),
        (Wanted("claims", spend=2.0), "--spend"),
        (Wanted("sample", only="fresh"), "--only"),
        *((Wanted(suite, llm="openai:foo"), "--llm") for suite in ("ir", "beir", "trec", "claims")),
        *((Wanted(suite, sure="high"), "--sure") for suite in ("ir", "beir", "trec", "claims", "briefs")),
        (Wanted("own.jsonl", p_yes=None, price=(1, 2), ids=None, only="x"), "--only"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(wanted, option):
    with pytest.raises(UsageError, match=option):
        refuse_unused(wanted)


@pytest.mark.parametrize("suite", ["sample", "newsquiz", "squad", "injection", "own.jsonl"])
def test_a_suite_that_asks_takes_a_model_and_a_level(suite):
    refuse_unused(Wanted(suite, llm="openai:foo", sure="high"))


def test_no_model_is_what_a_suite_without_one_does():
    refuse_unused(Wanted("ir", llm="none"))
    refuse_unused(Wanted("briefs", llm="openai:foo"))


def test_the_command_line_hands_its_model_and_level_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATELINE_LLM", "openai:from-the-environment")
    for option, value in (("--llm", "openai:foo"), ("--sure", "high")):
        assert cli(["eval", "run", "ir", "--data", str(tmp_path), option, value]) == 2
        assert f"{option} not used" in capsys.readouterr().err
    assert cli(["eval", "run", "ir", "--data", str(tmp_path / "nowhere")]) == 2
    assert "no data for ir" in capsys.readouterr().err


def test_a_run_names_and_differs_by_no_setting_that_its_suite_does_not_use(settings):
    told = replace(settings, llm="openai:foo", sure="high")
    assert (used(told, "ir").llm, used(told, "claims").llm) == ("none", "none")
    assert used(told, "ir") == used(replace(told, llm="embedded", sure="low"), "ir")
    assert used(told, "briefs") == used(replace(told, sure="low"), "briefs") != used(settings, "briefs")
    assert used(told, "sample") == told


def test_what_a_level_is_where_nobody_says_is_the_settings_own(settings):
    assert settings.sure == USUAL


@pytest.mark.parametrize("bound", ['{"min": 0.9}', '{"at_least": 1}', "null", "{}", '"0.9"', "true", "NaN"])
def test_a_gate_that_says_nothing_known_is_refused(tmp_path, bound):
    (tmp_path / "g.json").write_text(f'{{"contains": {bound}}}')
    with pytest.raises(UsageError, match="contains"):
        read_gate(tmp_path / "g.json")


def test_a_gate_can_ask_for_a_number_of_cases(tmp_path, settings):
    folder = made(tmp_path, settings)
    write_summary(folder, {"exact_words": Metric(1.0, 3)}, 1.0)
    (tmp_path / "g.json").write_text('{"exact_words": {"least": 0.9, "min_n": 12}}')
    assert gate(folder, tmp_path / "g.json") == ["exact_words rests on 3 cases, fewer than 12"]


def test_cases_that_ask_or_expect_another_thing_are_no_pairs(tmp_path, settings):
    old, new = made(tmp_path / "1", settings), made(tmp_path / "2", settings)
    run_cases(old, ("a", "b", "c"), lambda c: sample(c, True), lambda *_: None)
    other = {"b": {"expect": "abstain"}}
    run_cases(new, ("a", "b", "d"), lambda c: sample(c, True) | other.get(c, {}), lambda *_: None)
    found = compare(old, new)
    assert (found.pairs, found.different, found.only_before, found.only_after) == (1, ("b",), 1, 1)
    assert "1 only in the first, 1 only in the second" in as_markdown(old, new, found)


def test_a_case_that_flipped_is_shown_with_the_words_it_cited(tmp_path, settings):
    old, new = made(tmp_path / "1", settings), made(tmp_path / "2", settings)
    cited = {"citations": [{"article_id": "a1", "source": "Courier", "published": "2024-02-20", "text": "Ann won."}]}
    run_cases(old, ("a",), lambda c: sample(c, False), lambda *_: None)
    run_cases(new, ("a",), lambda c: sample(c, True) | {"answer": sample(c, True)["answer"] | cited}, lambda *_: None)
    assert "on: Courier, 2024-02-20: Ann won." in as_markdown(old, new, compare(old, new))


def test_characters_that_look_like_line_ends_do_not_break_a_run(tmp_path, settings):
    folder = made(tmp_path, settings, ("a",))
    run_cases(folder, ("a",), lambda _: {"scores": {}, "question": "one\u2028two"}, lambda *_: None)
    assert [s["question"] for s in read_samples(folder)] == ["one\u2028two"]


def test_the_plan_names_its_cases(settings):
    assert plan("claims", "dateline", settings, b"", ["c1", "c2"]).cases == ("c1", "c2")


def test_tokens_of_a_reply_are_kept_where_the_system_tells_none():
    given = {"trace": {"tokens": {}, "cost_usd": None}, "passages": []}
    assert kept(given, Bill(0.5, 10, 3))["trace"] == {"tokens": {"prompt": 10, "completion": 3}, "cost_usd": 0.5}


def test_a_model_that_is_not_asked_costs_nothing(desk, tmp_path):
    replies = Replies(tmp_path / "r.sqlite")
    assert complete(desk, "Who?", replies) == ("", False)
    assert replies.take_bill().usd == 0.0


def test_a_summary_is_json(tmp_path, settings):
    folder = made(tmp_path, settings)
    write_summary(folder, {"a": Metric(None, 0, 3)}, 1.0)
    assert json.loads((folder / "summary.json").read_text())["metrics"]["a"]["value"] is None


def test_reading_a_run_that_is_going_on_changes_nothing(tmp_path, settings):
    folder = made(tmp_path, settings)
    being_written = b'{"id": "a", "scores": {}}\n{torn}\n{"id": "b", "sco'
    (folder / "samples.jsonl").write_bytes(being_written)
    assert [s["id"] for s in read_samples(folder)] == ["a"]
    assert (folder / "samples.jsonl").read_bytes() == being_written


def test_what_is_no_terminal_is_told_after_some_seconds_too(capsys):
    now = iter([0.0, 1.0, 6.0, 7.0])
    show = progress(lambda: next(now))
    for done in (0, 1, 2, 3):
        show(done, 30)
    assert capsys.readouterr().err == "2 of 30, about 84 s left\n"


@pytest.mark.parametrize(
    "argv",
    [
        ("run", "sample", "--price", "nan,1"),
        ("run", "sample", "--price", "1,-2"),
        ("run", "sample", "--price", "1"),
        ("bench", "--sizes", "many"),
        ("bench", "--sizes", "0"),
    ],
)
def test_numbers_that_cannot_be_are_told_before_any_work(argv, monkeypatch, capsys, settings):
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    assert cli(["eval", *argv]) == 2
    assert "not read" in capsys.readouterr().err


def test_a_report_is_of_a_run_that_has_ended_and_says_where_it_is(tmp_path, settings, monkeypatch, capsys):
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    folder = made(tmp_path, settings)
    assert cli(["eval", "report", "--json"]) == 3
    write_summary(folder, {"contains": Metric(None, 0)}, 1.0)
    capsys.readouterr()
    assert cli(["eval", "report", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "dateline.report/1"
    assert told["run"] == folder.name
    assert [told["markdown"], told["html"]] == [str(folder / "report.md"), str(folder / "report.html")]


def test_a_comparison_and_a_report_move_no_terminal_and_hold_no_markup_of_a_case(tmp_path, settings):
    hostile = "\x1b]0;owned\x07<b>x</b>\n# of another"
    old, new = made(tmp_path / "1", settings, (hostile,)), made(tmp_path / "2", settings, (hostile,))
    for folder, right in ((old, 1.0), (new, 0.0)):
        body = {"question": hostile, "labels": {}, "expect": "answer", "answers": [hostile]}
        body |= {
            "scores": {"contains": right, "right_when_answered": right},
            "answer": {"sentences": [{"text": hostile}], "trace": {}},
        }
        run_cases(folder, (hostile,), lambda _: body, lambda *_: None)  # noqa: B023
    write_summary(new, {f"{hostile}: contains": Metric(0.0, 1)}, 1.0)
    write_reports(new)
    for text in (as_markdown(old, new, compare(old, new)), (new / "report.md").read_text("utf-8")):
        assert "owned" not in text
        assert "<b>" not in text
        assert "\n# of" not in text
