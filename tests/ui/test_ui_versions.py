"""Two versions of a text compared: paragraphs, and in those that were edited the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.parts.versions import AROUND, Stretch, changes, told


def test_versions_that_share_no_paragraph_are_compared_at_once():
    old, new = (
        "\n\n".join(f"{word} {n}: the water rose and the bridge was shut." for n in range(900))
        for word in ("Then", "Now")
    )
    found = changes(old, new)
    assert len(found) == 900
    assert found[0] == (
        "Then 0: the water rose and the bridge was shut.",
        "Now 0: the water rose and the bridge was shut.",
    )


def test_changes_are_the_paragraphs_that_went_and_came_in_the_order_of_the_text():
    assert changes("a\n\nb\n\nc\n\nd", "a\n\nB\n\nc\n\ne\n\nd") == (("b", "B"), (None, "e"))
    assert changes("a\n\nb", "a\n\n\nb") == ()
    assert changes("a\n\na\n\nb", "a\n\nb") == (("a", None),)


def test_of_an_edited_paragraph_the_words_that_differ_are_told():
    went, came = told("The vote was 41 to 39.", "The final vote was 42 to 39.")
    assert [s.text for s in went.stretches if s.changed] == ["41"]
    assert [s.text for s in came.stretches if s.changed] == ["final", "42"]


def test_what_was_added_to_a_short_paragraph_is_told_from_what_was_there():
    _, came = told(
        "It carried 1.2 million passengers in 2023.",
        "It carried 1.2 million passengers in 2023, the operator said on Friday in a statement that corrected an earlier one.",
    )
    assert came.stretches[0] == Stretch("It carried 1.2 million passengers in")


def test_a_paragraph_in_the_place_of_another_is_shown_whole():
    went, came = told("The harbour froze.", "Ministers met in Osk to talk about grain.")
    assert went.stretches == (Stretch("The harbour froze."),)
    assert came.stretches == (Stretch("Ministers met in Osk to talk about grain."),)


def test_of_a_long_paragraph_only_the_surroundings_of_a_change_are_shown():
    words = [f"w{n}" for n in range(400)]
    _, came = told(" ".join(words), " ".join([*words[:200], "corrected", *words[201:]]))
    assert [s.left_out for s in came.stretches] == [True, False, False, False, True]
    assert len(came.stretches[1].text.split()) == AROUND
    assert came.stretches[2] == Stretch("corrected", changed=True)


def test_two_long_paragraphs_that_have_only_common_words_in_common_are_not_torn_into_words():
    before, after = (" ".join(f"the {word}{n} of a" for n in range(250)) for word in ("quay", "pier"))
    assert [change.stretches for change in told(before, after)] == [(Stretch(before),), (Stretch(after),)]


SOME_WORDS = st.lists(st.sampled_from("abcde"), min_size=1, max_size=30)


@given(SOME_WORDS, SOME_WORDS)
def test_no_word_of_either_version_is_lost(old, new):
    went, came = told(" ".join(old), " ".join(new))
    assert " ".join(s.text for s in went.stretches).split() == old
    assert " ".join(s.text for s in came.stretches).split() == new
