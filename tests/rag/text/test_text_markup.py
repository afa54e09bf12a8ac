"""A question pasted from a page brings its tags along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.markup import without_markup


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ('Who leads <a href="https://example.org/orm" data-x="1">Orm</a>?', "Who leads Orm?"),
        ("Who wrote <em>Slack <b>Water</b></em>?<br/>", "Who wrote Slack Water?"),
        ("What did Brask &amp; Sons say&nbsp;on &#8220;rates&#8221;?", "What did Brask & Sons say on “rates”?"),
        ("Is 3 < 4 and 5 > 4?", "Is 3 < 4 and 5 > 4?"),
        ("Who is <name>?", "Who is <name>?"),
        ("What does AT&T say?", "What does AT&T say?"),
        ("  Who?  ", "  Who?  "),
        ("<b></b>", "<b></b>"),
    ],
)
def test_only_what_a_reader_would_see_is_asked(pasted: str, read: str):
    assert without_markup(pasted) == read


@given(st.text())
def test_any_text_comes_back_without_a_null_or_half_a_character_that_it_had_not(text: str):
    plain = without_markup(text)
    assert ("\x00" in plain) <= ("\x00" in text)
    plain.encode("utf-8", "strict" if text.isascii() else "surrogatepass")
