"""What is wrong with files, numbers and names ends in what, why and what to do, never in a trace."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.cli.brief_formats import Format, put_out
from rag.cli.files import replaced
from rag.cli.gate import any_text, code_of, terminable
from rag.cli.lines import line, print_json
from rag.cli.main import run
from rag.cli.terminal import err, out

PASTED = "The port strike in Lisbon ended on Friday. " * 10
ROWS = [json.dumps({"id": f"a{i}", "title": f"Report {i}", "text": f"Item {i} passed in Velka."}) for i in range(300)]


def test_a_file_that_was_cut_short_gives_the_articles_before_the_cut(cli, tmp_path):
    packed = gzip.compress("\n".join(ROWS).encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-12])
    code, text, _ = cli("ingest", str(tmp_path / "cut.jsonl.gz"), "--json")
    body = json.loads(text)
    assert code == 0
    assert body["added"] + body["duplicate"] > 100
    assert "cannot be read" in body["items"][-1]["reason"]


def test_a_text_that_was_pasted_for_a_file_is_a_usage_error(cli):
    for argv in (["verify", "It ended.", "--against", PASTED], ["ingest", PASTED]):
        code, _, diagnostics = cli(*argv)
        assert code == 2
        assert "Traceback" not in diagnostics


@pytest.mark.parametrize("place", ["nodir/x.jsonl", "."])
def test_an_export_that_cannot_be_written_says_why(stocked, tmp_path, place):
    code, _, diagnostics = stocked("export", "--out", str(tmp_path / place))
    assert code == 4
    assert "not exported" in diagnostics
    assert f"{tmp_path / place}: " in diagnostics


def test_a_device_is_written_to_and_stays_one(stocked):
    assert stocked("export", "--out", os.devnull)[0] == 0
    assert Path(os.devnull).is_char_device()


def test_an_id_that_is_no_text_is_of_no_article(cli):
    code, text, _ = cli("article", "caf\udce9", "--json")
    assert code == 3
    assert json.loads(text)["error"]["what"] == "no such article"


@pytest.mark.parametrize(
    "argv",
    [
        ["ask", "who \udce9?"],
        ["search", "caf\udce9", "--source", "\udce9"],
        ["quotes", "--speaker", "\udce9"],
        ["quotes", "--about", "\udce9"],
        ["articles", "--source", "\udce9"],
        ["verify", "\udce9", "--against", "s08-lavrov-havana"],
        ["brief", "watch", "\udce9"],
    ],
)
def test_words_that_are_no_text_do_no_harm(stocked, argv):
    assert stocked(*argv, "--json")[0] == 0


def test_json_can_always_be_written_as_utf_8():
    assert line({"ref": "caf\udce9.txt"}).encode("utf-8", "strict").decode() == '{"ref": "caf\ufffd.txt"}\n'


def test_a_file_name_that_is_no_text_is_told_in_utf_8(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rag", "ingest", str(folder), "--json"],
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict", "DATELINE_LLM": "none"},
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["items"][0]["ref"].endswith("caf\ufffd.txt")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_a_usage_error(stocked, day, monkeypatch):
    monkeypatch.setenv("DATELINE_TIMEZONE", "Pacific/Kiritimati" if day < "1" else "America/New_York")
    assert stocked("brief", "--date", day)[0] == 2
    assert stocked("articles", "--until", "9999-12-31")[0] == 2


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (FileNotFoundError(2, "No such file", "x"), 4),
        (OverflowError("too large"), 2),
        (UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates not allowed"), 2),
        (EOFError("ended"), 4),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
)
def test_foreign_faults_have_an_exit_code(capsys, fault, code):
    def work():
        raise fault

    assert code_of(work, as_json=False) == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_of_ours_keeps_its_trace_and_is_told_as_json(capsys):
    with pytest.raises(ZeroDivisionError):
        code_of(lambda: 1 / 0, as_json=True)
    body = json.loads(capsys.readouterr().out)
    assert (body["schema"], body["error"]["why"]) == ("dateline.error/1", "ZeroDivisionError: division by zero")


@pytest.fixture
def interruptible():
    """Ctrl-C as at a terminal: a suite started in the background inherits that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_asked_to_end_says_so_and_leaves_nothing_half_done(
    tmp_path, capsys, interruptible, number, code
):
    def work():
        with replaced(tmp_path / "out.md", "not written") as sink:
            sink.write("half")
            signal.raise_signal(number)

    with terminable():
        assert code_of(work, as_json=True) == code
    said, told = capsys.readouterr()
    assert json.loads(said)["error"]["what"] == "stopped"
    assert "again" in told
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_reader_that_goes_away_is_no_failure(stocked, monkeypatch):
    source, sink = os.pipe()
    os.close(source)
    stdout = os.fdopen(sink, "w", encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    from rag.cli.terminal import out

    out.cache_clear()
    try:
        assert run(["articles"]) == 0
        assert run(["articles", "--json"]) == 0
    finally:
        out.cache_clear()
        monkeypatch.undo()
        stdout.close()


def test_a_model_that_does_not_answer_says_nothing_of_the_sources(stocked, monkeypatch):
    monkeypatch.setenv("DATELINE_LLM", "openai:m")
    monkeypatch.setenv("DATELINE_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    code, text, diagnostics = stocked("ask", "How many people were hurt in the Dunmar Bridge collapse?")
    assert code in (0, 5)
    assert "The sources do not say" not in text
    assert "The model did not answer" in diagnostics


@pytest.mark.parametrize(
    "argv",
    [("ask", "--nope"), ("search", "tram", "--top-k", "x"), ("article",), ("nope",), ("brief", "list", "--nope"), ()],
)
def test_a_command_that_is_not_understood_is_told_as_json_too(cli, argv):
    code, said, told = cli(*argv, "--json")
    body = json.loads(said)
    assert code == 2
    assert body["schema"] == "dateline.error/1"
    assert set(body["error"]) == {"what", "why", "fix"}
    assert "Usage: dateline" in told


@pytest.fixture
def into(monkeypatch):
    """Give standard output an encoding and return what was written to it, as bytes."""
    sink = io.BytesIO()

    def use(encoding):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sink, encoding=encoding))
        out.cache_clear()
        return sink

    return use


HERE = "Łódź — “Díaz” 🎈"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "iso-8859-2", "utf-8"])
def test_json_is_json_whatever_the_encoding_of_standard_output(into, encoding):
    sink = into(encoding)
    print_json({"text": HERE})
    sys.stdout.flush()
    assert json.loads(sink.getvalue()) == {"text": HERE}


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_text_that_the_encoding_of_standard_output_lacks_ends_no_command(into, encoding):
    sink = into(encoding)
    any_text()
    out().print(HERE)
    sys.stdout.flush()
    assert b"?" in sink.getvalue()


@pytest.mark.parametrize("form", [Format.html, Format.atom])
def test_a_page_or_feed_is_utf_8_as_it_says_itself(into, form):
    sink = into("cp1252")
    put_out(HERE, form, None)
    sys.stdout.flush()
    assert sink.getvalue().decode("utf-8") == HERE


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_stream_that_was_closed_before_the_command_began_ends_in_no_trace(cli, monkeypatch, name):
    monkeypatch.setattr(sys, name, None)
    out.cache_clear()
    err.cache_clear()
    assert run(["article", "nope", "--json"]) == 3
    assert run(["status"]) == 0
    getattr(sys, name).close()
