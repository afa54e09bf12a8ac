"""A verb, its forms and its nouns are one word where a question is set beside a sentence."""

from __future__ import annotations

import pytest

from rag.text.kindred import deeds


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("crashed", "accident"), ("won", "winner"), ("sued", "lawsuit"), ("begin", "began"), ("started", "beginning"),
        ("married", "wedding"), ("died", "death"), ("replaced", "successor"), ("left", "departure"), ("stolen", "theft"),
        ("fell", "decline"), ("rose", "increase"), ("resigned", "resignation"), ("succeeded", "succeed"),
        ("jewels", "jewelry"), ("movies", "film"), ("airliner", "plane"), ("kids", "children"), ("inquiry", "investigated"),
    ],
)  # fmt: skip
def test_words_of_one_deed_are_one_word(asked: str, told: str):
    assert deeds(asked) == deeds(told) != ()


@pytest.mark.parametrize(("one", "other"), [("rose", "fell"), ("won", "lost"), ("bought", "sold"), ("begin", "end")])
def test_opposites_are_two_words(one: str, other: str):
    assert deeds(one) != deeds(other)


def test_other_words_are_their_stems():
    assert deeds("The bridges of Osk") == ("bridg", "osk")
