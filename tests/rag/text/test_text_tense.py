"""What a word of time stands beside is past, still to come, or nobody can tell."""

from __future__ import annotations

import pytest

from rag.text.tense import Tense, tense_at


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("A jury on Wednesday convicted Brask.", "Wednesday", Tense.PAST),
        ("She died at home on Saturday, her family said.", "Saturday", Tense.PAST),
        ("On Monday, the court met.", "Monday", Tense.PAST),
        ("The council will meet on Monday.", "Monday", Tense.COMING),
        ("A strike is planned for 14 March.", "14", Tense.COMING),
        ("A strike is set for Friday.", "Friday", Tense.COMING),
        ("The final is set after wins on Friday.", "Friday", Tense.UNCLEAR),
        ("The deal was due to close on Friday.", "Friday", Tense.UNCLEAR),
        ("The minister, who quit on Monday, will be replaced.", "Monday", Tense.UNCLEAR),
        ("He gave the letter to reporters on Monday and said he would go.", "Monday", Tense.UNCLEAR),
        ("The shop opens on Sunday.", "Sunday", Tense.UNCLEAR),
    ],
)
def test_the_tense_is_that_of_the_verb_beside_the_word(text, word, tense):
    assert tense_at(text, text.index(word)) is tense
