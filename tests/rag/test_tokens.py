from __future__ import annotations

import logging
import os
import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import tokens
from rag.config import load
from rag.errors import UsageError


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    tokens._load.cache_clear()
    yield
    tokens._load.cache_clear()


@pytest.fixture
def tables():
    folder = load().cache / "tiktoken"
    if tokens._table(tokens.DEFAULT, folder) is None:
        pytest.skip(f"no token tables in {folder}: `dateline setup` fetches them")
    return folder


@given(st.text())
def test_without_tables_the_count_is_a_third_of_the_bytes_rounded_up(text):
    size = len(text.encode("utf-8", "surrogatepass"))
    assert size / 3 <= tokens.count(text, tables=None) < size / 3 + 1


def test_says_once_that_counts_are_estimates(caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            tokens.count("text", tables=None)
    assert len(caplog.records) == 1
    assert "dateline setup" in caplog.text


def test_a_damaged_table_is_neither_used_nor_deleted(tmp_path):
    name, _ = tokens.TABLES["o200k_base"]
    (tmp_path / name).write_bytes(b"damaged")
    assert tokens.count("abcdef", tables=tmp_path) == 2
    assert (tmp_path / name).read_bytes() == b"damaged"


def test_a_folder_that_the_user_chose_for_tiktoken_stays_in_force(tmp_path, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert tokens._table(tokens.DEFAULT, tmp_path / "other") is None


@pytest.mark.parametrize("fails", [False, True])
def test_what_we_tell_tiktoken_is_not_taken_for_the_users_choice(tmp_path, monkeypatch, fails):
    name, told = "table", []
    (tmp_path / name).write_bytes(b"good")
    monkeypatch.setattr(tokens, "TABLES", {"o200k_base": (name, sha256(b"good").hexdigest())})

    def get_encoding(_):
        told.append(os.environ["TIKTOKEN_CACHE_DIR"])
        if fails:
            raise OSError("no")
        return "an encoding"

    monkeypatch.setattr("tiktoken.get_encoding", get_encoding)
    if fails:
        with pytest.raises(OSError, match="no"):
            tokens._table("o200k_base", tmp_path)
    else:
        assert tokens._table("o200k_base", tmp_path) == "an encoding"
    assert told == [str(tmp_path)]
    assert "TIKTOKEN_CACHE_DIR" not in os.environ
    assert tokens._table("o200k_base", tmp_path / "another") is None


def test_unknown_encodings_are_refused():
    with pytest.raises(UsageError, match="o200k_base"):
        tokens.count("text", encoding="p50k", tables=None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Hello world", 2), ("<|endoftext|>", 7), ("\ud800", 1), ("{x} {{y}}", 5)],
)
def test_counts_exactly_and_takes_special_tokens_as_text(tables, text, count):
    assert tokens.count(text, tables=tables) == count


@pytest.mark.model
@pytest.mark.parametrize("text", [" " * 1_000_000, "a" * 1_000_000, "好" * 100_000], ids=["spaces", "a", "cjk"])
def test_a_long_unbroken_run_is_counted(tables, text):
    assert 0 < tokens.count(text, tables=tables) <= len(text)


@pytest.mark.model
def test_both_tables_are_known(tables):
    assert tokens.count("Hello world", encoding="cl100k_base", tables=tables) == 2


def test_importing_does_not_import_tiktoken():
    code = "import sys, rag.tokens; print('tiktoken' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-4", "cl100k_base"),
        ("qwen3:8b", "o200k_base"),
        ("text-davinci-003", "o200k_base"),
    ],
)
def test_a_model_is_counted_by_its_own_encoding_and_an_unknown_one_by_the_default(model, encoding):
    assert tokens.encoding_for(model) == encoding
