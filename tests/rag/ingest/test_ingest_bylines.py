"""Lines above a text that say where it stands: the way to its page."""

from __future__ import annotations

import time

import pytest

from rag.ingest.bylines import crumbs


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Harbour Post > World > Europe", "Harbour Post"),
        ("Home›News›Ports", "Home"),
        ("News | Ports | Strikes", "News"),
        ("Home / Ports / A", "Home"),
    ],
)
def test_the_way_to_a_page_gives_its_first_step(line: str, first: str) -> None:
    assert crumbs(line) == first


@pytest.mark.parametrize(
    "line",
    [
        "Port strike ends",
        "Harbour Post | Ports",
        "1/2/2024",
        "Home > Ports. Strikes > Europe",
        "Home > " + "a" * 41,
        "Home >  > Europe",
        "Home > News | Ports",
    ],
)
def test_another_line_is_no_way(line: str) -> None:
    assert crumbs(line) is None


@pytest.mark.parametrize("step", ["a > ", " ", "Ports  | ", "Ports and ships / ", "> "])
def test_a_long_way_that_ends_as_a_sentence_is_read_at_once(step: str) -> None:
    line = step * 20_000 + "."
    began = time.process_time()
    assert crumbs(line) is None
    assert time.process_time() - began < 5
