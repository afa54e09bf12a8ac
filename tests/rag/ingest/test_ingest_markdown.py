"""Headings of Markdown, however many blanks stand in them."""

from __future__ import annotations

import time

from rag.ingest.markdown import read_markdown


def test_a_heading_is_the_title_and_an_empty_one_leaves_no_marks() -> None:
    text, fields = read_markdown("#   Port strike ends  ##\n\n##   \n\nThe crews went back.\n")
    assert fields["title"] == "Port strike ends"
    assert "#" not in text


def test_a_heading_with_many_blanks_is_read_at_once() -> None:
    began = time.process_time()
    read_markdown("# " + " " * 20_000 + "x" * 600 + "\n\n## " + " " * 20_000 + "x" * 600)
    assert time.process_time() - began < 5
