from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.llm.clean import WithoutThinking, harmless

PARTS = st.lists(st.sampled_from(["<think>", "</think>", "<th", "ink>", "a", " b", "<", "</", "\n"]), max_size=12)


def cleaned(pieces: list[str]) -> str:
    cleaner = WithoutThinking()
    return "".join([*(cleaner.feed(piece) for piece in pieces), cleaner.end()])


@given(PARTS)
def test_cutting_a_reply_into_pieces_changes_nothing(parts):
    whole = "".join(parts)
    assert cleaned(parts) == cleaned([whole]) == cleaned(list(whole))


@given(PARTS)
def test_agrees_with_a_plain_reading_of_the_whole(parts):
    whole = "".join(parts)
    assert cleaned(parts) == re.sub(r"<think>.*?(</think>|\Z)", "", whole, flags=re.DOTALL).lstrip()


def test_text_is_given_out_as_soon_as_it_is_certain():
    cleaner = WithoutThinking()
    assert cleaner.feed("It fell <") == "It fell "
    assert cleaner.feed("5 m") == "<5 m"


@pytest.mark.parametrize(
    "token",
    ["<|im_start|>", "<|endoftext|>", "<｜User｜>", "<s>", "</s>", "<start_of_turn>", "[INST]", "[/INST]", "<<SYS>>"],
)
def test_breaks_chat_template_tokens(token):
    assert token not in harmless(f"a {token} b")
    assert harmless(f"a {token} b").replace(" ", "") == f"a{token}b"


@given(st.text())
def test_leaves_only_text_that_servers_take(text):
    harmless(text).encode("utf-8")
    assert "<|" not in harmless(text)


def test_leaves_ordinary_news_alone():
    text = "Shares fell 5 < 6 %, [sic] she said; a|b <b>bold</b> “quoted”."
    assert harmless(text) == text
