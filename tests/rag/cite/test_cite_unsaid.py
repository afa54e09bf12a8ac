"""What no source says: a cause, a move, what nobody knows, what a suspect has done."""

from __future__ import annotations

import pytest

from rag.cite.causes import invented_cause
from rag.cite.counts import reckoned, told_otherwise
from rag.cite.joined import joined
from rag.cite.negation import opposed_there
from rag.cite.order import turned_round
from rag.cite.unsaid import denied_everywhere, not_known, suspects_deed


@pytest.mark.parametrize(
    ("claim", "told", "invented"),
    [
        ("The ferry sank because its pump was faulty.", ("The ferry sank in fog.", "The captain slept.", "Its pump was found faulty in May."), True),
        ("The ferry sank because its pump was faulty.", ("The ferry sank in fog.", "Experts blamed a faulty pump."), False),
        ("The ferry sank because of a faulty pump.", ("The ferry sank after its faulty pump stopped.",), False),
        ("Shares fell because of lower prices.", ("Profit grew, helped by lower prices.", "Staff were glad.", "Shares fell 4%."), True),
        ("The vote had been due to be held in May.", ("The vote was held late.", "It was to be in May."), False),
    ],
)  # fmt: skip
def test_a_cause_is_given_where_a_source_gives_it(claim: str, told: tuple[str, ...], invented: bool):
    assert bool(invented_cause(claim, told)) == invented


def test_what_cannot_be_said_is_not_so():
    told = ('"We cannot say that they are happier," the biologist said.',)
    assert not_known("The biologist said that the animals are happier.", told)
    assert not not_known("The biologist could not say whether they are happier.", told)
    assert not not_known("The animals are happier.", (*told, "Keepers find them happier."))


def test_a_suspect_has_done_nothing_yet():
    told = ("A fire burnt the mill on Monday.", "Police are questioning a former guard of the mill.")
    assert suspects_deed("A former guard of the mill started the fire.", told)
    assert not suspects_deed("A former guard of the mill is being questioned.", told)
    told = (told[0], "Police arrested a former guard who had lit a torch.")
    assert not suspects_deed("A former guard lit a torch.", told)


def test_nobody_is_no_count():
    told = ("A landslide buried the line. No one was hurt.",)
    assert told_otherwise("Two people were hurt by a landslide.", told)
    assert not told_otherwise("Two people were hurt by a landslide.", (*told, "Two people were hurt later."))


def test_a_part_and_its_whole_do_not_change_places():
    told = "Nine children have died, seven of them under the age of two."
    assert joined("Seven children have died, nine of them under the age of two.", told)
    assert not joined("Nine children have died, seven of them under the age of two.", told)
    assert not joined("Most of the nine children who have died were under the age of two.", told)


def test_less_is_not_more_of_the_same():
    told = "Animals with toys slept a third longer than those without."
    assert opposed_there("Animals with toys slept less than those without.", told)
    assert not opposed_there("Animals with toys slept more than those without.", told)


def test_so_long_after_is_not_so_long_before():
    told = "The train had passed ten minutes earlier, before the slide."
    assert turned_round("The train passed ten minutes after the slide.", told)
    assert not turned_round("The train passed ten minutes before the slide.", told)


def test_a_difference_of_two_amounts_is_in_the_sources():
    told = ("She got four years.", "They had wanted six years.")
    assert reckoned("She got two years less than they had wanted.", told) == {"two"}
    assert not reckoned("She got two years.", told)


def test_what_every_source_denies_is_not_so():
    told = ("A nurse gave the patient ten times the dose.", "The nurse has not been charged.")
    assert denied_everywhere("The nurse has been charged with manslaughter.", told)
    assert not denied_everywhere("The nurse has not been charged.", told)
    assert not denied_everywhere("The nurse was charged.", (*told, "Police charged the nurse on Friday."))


def test_what_had_not_been_for_a_time_may_be_again():
    told = (
        "The commission on trade had not met since 2018.",
        "Its head said that the capital would invite it in the autumn.",
    )
    assert not denied_everywhere("The commission will meet next in the autumn.", told)
    assert denied_everywhere("The commission met in the autumn.", ("The commission on trade did not meet.",))


def test_two_counts_do_not_change_places():
    told = ("Some 140 films from 38 countries were shown.",)
    assert told_otherwise("Some 38 films from 140 countries were shown.", told)
    assert not told_otherwise("Films from 38 countries, 140 films in all, were shown.", told)


def test_what_a_rival_does_is_not_done_by_the_one_whose_rival_it_is():
    told = "Vesterhav's rival Orient Star ordered four ships last month."
    assert joined("Vesterhav ordered four ships last month.", told)
    assert not joined("Vesterhav's rival ordered four ships last month.", told)
    assert not joined("Orient Star, a rival of Vesterhav, ordered four ships last month.", told)
