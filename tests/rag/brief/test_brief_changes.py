"""What is shown as changed did change: other words on the same thing, of after the old report."""

from __future__ import annotations

import pytest

from rag.brief.changes import moved
from rag.brief.event import Event
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
