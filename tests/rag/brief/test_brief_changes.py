"""What is shown as changed did change: other words on the same thing, of after the old report."""

from __future__ import annotations

import numpy as np
import pytest

from rag.brief.changes import moved
from rag.brief.event import Event
from rag.brief.history import CLEARLY_SAME, SAME_STORY, thread
from rag.text.figures import moved_figure
from tests.rag.brief.test_brief_told import report


def changed(now: str, before: str, day: int = 12) -> list[tuple[str, str]]:
    own = report(now)
    event = Event("st-1", (own,), (report(before, name="b", day=day),), "topic-1")
    return [(m.old.text if m.old else "", m.new.text) for m in moved(event, own.sentences)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("The feast of Ostrel will be kept on Sunday, May 26.", "The feast of Ostrel is kept on Sunday, May 26."),
        (
            "Mayor Ada Ryl of Ostrel has been told that she has an aggressive form of river fever, a spokesman said on Sunday.",
            "A spokesman for the mayor said on Sunday that Ryl has an aggressive form of river fever that has spread.",
        ),
    ],
)
def test_the_same_said_in_another_order_is_no_change(before, now):
    assert changed(now, before) == []


def test_what_happened_before_the_old_report_has_not_changed_since():
    before = "The fires above Ostrel went on for a sixth day as strong winds came back to the valley of the Sarn."
    assert changed("The fires above Ostrel began on May 7 after strong winds in the valley.", before) == []
    later = "The fires above Ostrel were put out on May 13 after strong winds in the valley had died down."
    assert changed(later, before) == [(before, later)]


def test_a_share_among_several_is_not_set_against_the_share_of_another_thing():
    before = "The council of Ostrel put a tax of 25% on boats from Brask and one of 10% on boats from Tarn."
    now = "Brask has put a tax of 15% on boats from Ostrel, its council said."
    assert moved_figure(before, now) is None
    assert moved_figure(
        "The council of Ostrel put a tax of 25% on boats from Brask.",
        "The council of Ostrel put a tax of 20% on boats from Brask.",
    )


def test_the_right_words_of_a_correction_stand_after_its_label_also_before_what_was_wrong():
    right = "Correction, May 14: The ferryman of Ostrel faces two charges, neglect and a false report."
    wrong = "An earlier version of this article incorrectly described one of the charges."
    own = report(f"{right} {wrong} The ferryman Tam Orle was brought before a judge on Tuesday.")
    (change,) = moved(Event("st-1", (own,), (), "topic-1"), ())
    assert (change.old.text, change.new.text) == (wrong, right)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "Tarn Mills has named 66 of the 150 shops that it is closing as part of its plans for better sales.",
            "Brask Dairies goes on closing shops as part of its plans for better sales.",
        ),
        (
            "The ban is the answer to a petition of 2022 of physicians, who say that the dye harms children in Ostrel.",
            "The council of Ostrel made known the ban after physicians filed a petition that said the dye harms children.",
        ),
    ],
)
def test_other_words_on_a_thing_that_is_still_so_are_no_before(before, now):
    assert [old for old, _ in changed(now, before)] == [""]


def test_what_was_to_come_stands_before_what_came():
    before = "The council of Ostrel will vote on the new bridge over the Sarn on Monday, May 13."
    now = "The council of Ostrel voted for the new bridge over the Sarn by one vote after a long night."
    assert changed(now, before) == [(before, now)]
    again = "The council of Ostrel expects that the vote on the new bridge will be close, said Mayor Ada Ryl."
    assert [old for old, _ in changed(again, before)] == [""]


def test_another_firms_news_of_the_same_kind_is_not_what_a_story_goes_on_from():
    text = "{} is closing shops all over the country to save its business, and clearance sales begin this month."
    kolmar, tarn = (
        report(text.format(firm), title=f"{firm} closes shops", name=firm, day=day)
        for firm, day in (("Kolmar Brothers", 10), ("Tarn Mills", 14))
    )
    again = report("Kolmar Brothers has named the 27 shops that it gives up by April.", title="Shops", day=15)
    nameless = [
        report(t, title="橋", name=t, day=10 + n) for n, t in enumerate(("磯の町で橋が落ちた。", "橋は来年に直る。"))
    ]

    def goes_on(before, now, likeness):
        alike = np.array([[1, likeness], [likeness, 1]], dtype=np.float32)
        return thread([1], [0], [before, now], alike) == (0,)

    assert not goes_on(kolmar, tarn, SAME_STORY + 0.02)
    assert goes_on(kolmar, tarn, CLEARLY_SAME)
    assert goes_on(kolmar, again, SAME_STORY + 0.02)
    assert goes_on(*nameless, SAME_STORY + 0.02)


def test_an_amount_with_fewer_digits_did_not_move():
    before = "The jewels of the Ostrel museum are worth an estimated $102.63 million, the prosecutor Laure Ryl said."
    now = "The jewels of the Ostrel museum, crowns and chains, are worth ${} million, the prosecutor Laure Ryl told radio."
    for amount, moves in (("102", False), ("103", False), ("110", True), ("97", True)):
        own = report(now.format(amount))
        found = moved(Event("st-1", (own,), (report(before, name="b", day=12),), "topic-1"), own.sentences)
        assert any(m.about for m in found) is moves
