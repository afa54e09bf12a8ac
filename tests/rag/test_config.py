"""A value that a setting cannot have is a usage error that names the setting."""

from __future__ import annotations

import pytest

from rag.config import load
from rag.errors import UsageError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Europe"),
        ("TIMEZONE", "Nowhere/Town"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TOP_K", "inf"),
        ("TOP_K", "0.5"),
        ("TOP_K", "0"),
        ("TOP_K", "1" + "0" * 30),
        ("BRIEF_STORIES", "2.5"),
        ("BRIEF_HOUR", "24"),
        ("SMTP_PORT", "70000"),
        ("DEADLINE_S", "inf"),
        ("DEADLINE_S", "nan"),
        ("CHROMA", "http://"),
        ("CHROMA", "http://127.0.0.1:99999"),
        ("CHROMA", "server"),
        ("AS_OF", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(UsageError) as caught:
        load({"DATELINE_HOME": str(tmp_path), f"DATELINE_{name}": value})
    assert f"DATELINE_{name}" in caught.value.what
    assert caught.value.fix


def test_values_in_range_are_taken_from_the_environment_before_the_file(tmp_path):
    (tmp_path / "dateline.toml").write_text('top_k = 7\nsmtp_port = 25\ntimezone = "Europe/Prague"\n', "utf-8")
    settings = load({"DATELINE_HOME": str(tmp_path), "DATELINE_TOP_K": "9"})
    assert (settings.top_k, settings.smtp_port, settings.timezone) == (9, 25, "Europe/Prague")


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Australia/Sydney", "2024-02-05T12:59:59+00:00"),
        ("UTC", "2024-02-05T23:59:59+00:00"),
        ("America/New_York", "2024-02-06T04:59:59+00:00"),
    ],
)
def test_a_day_as_the_clock_is_the_end_of_that_day_in_the_readers_zone(tmp_path, zone, moment):
    settings = load({"DATELINE_HOME": str(tmp_path), "DATELINE_TIMEZONE": zone, "DATELINE_AS_OF": "2024-02-05"})
    assert settings.as_of is not None
    assert settings.as_of.isoformat() == moment


def test_a_folder_in_the_file_is_read_as_one_in_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "dateline.toml").write_text('cache = "~/models"\n', "utf-8")
    assert load({"DATELINE_HOME": str(tmp_path)}).cache == tmp_path / "models"
    (tmp_path / "dateline.toml").write_text('cache = ""\n', "utf-8")
    with pytest.raises(UsageError, match="cache"):
        load({"DATELINE_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("file", "variable", "used"),
    [
        ('llm_base_url = "http://127.0.0.1:1/v1"\n', None, "http://127.0.0.1:1/v1"),
        ('llm_base_url = "http://127.0.0.1:1/v1"\n', "http://127.0.0.1:2/v1", "http://127.0.0.1:2/v1"),
        ("", None, "http://elsewhere.example/v1"),
        ("", "http://127.0.0.1:2/v1", "http://127.0.0.1:2/v1"),
    ],
)
def test_the_address_that_other_programs_share_counts_only_where_none_was_named_for_us(tmp_path, file, variable, used):
    (tmp_path / "dateline.toml").write_text(file, "utf-8")
    environ = {"DATELINE_HOME": str(tmp_path), "OPENAI_BASE_URL": "http://elsewhere.example/v1"}
    assert load(environ | ({"DATELINE_LLM_BASE_URL": variable} if variable else {})).llm_base_url == used


def test_a_folder_in_the_environment_is_used_before_the_one_in_the_file(tmp_path):
    (tmp_path / "dateline.toml").write_text(f'cache = "{tmp_path / "file"}"\n', "utf-8")
    settings = load({"DATELINE_HOME": str(tmp_path), "DATELINE_CACHE": str(tmp_path / "variable")})
    assert settings.cache == tmp_path / "variable"


@pytest.mark.parametrize("variable", ["DATELINE_HOME", "DATELINE_CACHE"])
def test_a_home_folder_of_nobody_is_refused_by_name(tmp_path, variable):
    with pytest.raises(UsageError, match=variable):
        load({"DATELINE_HOME": str(tmp_path), variable: "~nobody-of-that-name/news"})


@pytest.mark.parametrize("line", ['mail_to = ["a@x.example", "b@x.example"]', '[llm]\nname = "none"'])
def test_a_list_or_a_table_in_the_file_is_refused_by_name(tmp_path, line):
    (tmp_path / "dateline.toml").write_text(line, "utf-8")
    with pytest.raises(UsageError, match=r"mail_to|llm"):
        load({"DATELINE_HOME": str(tmp_path)})


def test_a_file_with_a_byte_order_mark_and_values_with_spaces_around_are_read(tmp_path):
    (tmp_path / "dateline.toml").write_text('\ufeffllm = "none"\n', "utf-8")
    assert load({"DATELINE_HOME": str(tmp_path), "DATELINE_SURE": " high "}).llm == "none"
    assert load({"DATELINE_HOME": str(tmp_path), "DATELINE_SURE": " high "}).sure == "high"


@pytest.mark.parametrize("blank", ["", " ", "\t "])
def test_a_blank_variable_counts_as_not_set(tmp_path, blank):
    names = ("LLM", "EMBEDDINGS", "CHROMA", "LLM_BASE_URL", "TIMEZONE")
    given = {f"DATELINE_{name}": blank for name in names}
    assert load({"DATELINE_HOME": str(tmp_path), **given}) == load({"DATELINE_HOME": str(tmp_path)})


def test_a_variable_in_the_file_is_told_the_key_that_it_is(tmp_path):
    (tmp_path / "dateline.toml").write_text('DATELINE_LLM = "none"\n', "utf-8")
    with pytest.raises(UsageError) as caught:
        load({"DATELINE_HOME": str(tmp_path)})
    assert caught.value.fix == "Did you mean llm?"


def test_a_password_in_a_value_that_is_not_understood_is_not_shown(tmp_path):
    with pytest.raises(UsageError) as caught:
        load({"DATELINE_HOME": str(tmp_path), "DATELINE_CHROMA": "http://me:hush@host:1x"})
    assert "hush" not in str(caught.value)
