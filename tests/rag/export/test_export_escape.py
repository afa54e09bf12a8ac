"""Hostile text in every place of a brief stays text."""

from __future__ import annotations

import re

import pytest

from rag.export.escape import address, markdown, plain

HOSTILE = [
    "![x](http://evil.example/?q=1)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    ":red[boo] :material/home: :smile:",
    "see https://evil.example/x or www.evil.example or a@evil.example",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "`code` *bold* _it_ ~~no~~ $x$ &lt;b&gt; | a | b |",
    "=====",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_an_article_shows_as_it_is_written(text):
    escaped = markdown(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[\[\]<>*_`$~|]", escaped)
    assert not re.search(r"(?<!\\):/", escaped)
    assert not re.search(r"(?<!\\):(?=[a-z])", escaped)


def test_times_and_sentences_stay_readable():
    assert markdown("At 8:15 a.m. the well-known bridge fell: five died.") == (
        "At 8:15 a.m. the well-known bridge fell: five died."
    )


def test_control_and_formatting_characters_go():
    assert plain("a\u202eb\x1b[31m\u200bc\nd") == "ab[31mc d"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://a b",
        'http://a"onclick=',
        None,
        "ftp://x",
        "//x",
        "https://x.example/\x9b31m",
        "https://x.example/\u202egpj.exe",
    ],
)
def test_only_plain_http_addresses_are_linked(url):
    assert address(url) is None


def test_an_ordinary_address_is_linked():
    assert address("https://outlet.example/2024/a?b=1") == "https://outlet.example/2024/a?b=1"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "ക്\u200dഷ", "👩\u200d🚒"])
def test_a_joiner_that_is_spelling_stays(text):
    assert plain(text) == text
    assert plain("a\u200db") == "ab"
