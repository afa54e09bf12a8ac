"""What a reader does with an answer and with the library, in a real browser."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

from playwright.sync_api import expect


def rated(server, name):
    with sqlite3.connect(server.home / "history.sqlite3") as db:
        row = db.execute("SELECT thumb, reason FROM answers WHERE id = ?", [name]).fetchone()
    db.close()
    return tuple(row)


def test_a_thumb_down_with_its_reason_is_kept(page, server):
    page.goto(f"{server.url}/?answer=partial")
    page.get_by_role("radio", name="Thumbs down").click()
    reason = page.get_by_label("What was wrong?")
    reason.fill("It left out the second victim")
    reason.press("Enter")
    for _ in range(600):  # it is kept when the server has had its message: a reload in that moment cuts the line
        if rated(server, "partial") == (0, "It left out the second victim"):
            break
        page.wait_for_timeout(100)
    page.reload()
    expect(page.get_by_label("What was wrong?")).to_have_value("It left out the second victim")
    assert rated(server, "partial") == (0, "It left out the second victim")
    cases = [json.loads(line) for line in (server.home / "cases.jsonl").read_text("utf-8").split("\n") if line]
    (case,) = (c for c in cases if c["id"] == "answer-partial")
    assert (case["expect"], case["note"]) == ("any", "It left out the second victim")


def test_a_download_has_the_claims_with_their_sources_and_a_whole_link(page, server):
    page.goto(f"{server.url}/?answer=answered")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert "| claim | source | exact words |" in text
    assert f"{server.url}/?answer=answered" in text.replace("\\", "").replace("\u2060", "")


def test_an_answer_becomes_a_case_that_can_be_edited_and_a_bad_line_is_refused(page, server):
    page.goto(f"{server.url}/?answer=answered")
    page.get_by_role("button", name="Save as evaluation case").click()
    page.get_by_text("Saved. The Evaluation page has it").wait_for()
    page.goto(f"{server.url}/evaluation")
    page.get_by_text("Cases of your own (").click()
    box = page.get_by_label("Cases", exact=True)
    expect(box).to_have_value(re.compile("Who found the crack"))
    kept = box.input_value()
    box.fill(kept + "{broken\n")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Nothing was changed").wait_for()
    assert (server.home / "cases.jsonl").read_text("utf-8") == kept
    assert all(json.loads(line)["question"] for line in kept.splitlines())


def test_a_pasted_text_is_added_and_an_address_of_this_machine_is_refused_with_the_reason(page, server, open_tab):
    page.goto(f"{server.url}/library")
    open_tab("Add")
    page.get_by_label("Title", exact=True).fill("Qumranet opens its archive")
    page.get_by_label("Text of an article").fill(
        "The Qumranet archive opened its doors to readers on Saturday morning."
    )
    page.get_by_role("button", name="Add this text").click()
    page.get_by_text("1 done, 0 refused").wait_for()
    open_tab("Add")
    page.get_by_label("Web address of an article").fill("http://127.0.0.1:9/story.html")
    page.get_by_role("button", name="Add this page").click()
    page.get_by_text("nothing was added, 1 refused").wait_for()
    page.get_by_text("story.html: rejected").wait_for()


def test_the_library_is_searched_sorted_and_paged(page, server):
    page.goto(f"{server.url}/library")
    page.get_by_text("page 1 of 3").wait_for()
    page.get_by_label("Page", exact=True).fill("3")
    page.get_by_label("Page", exact=True).press("Enter")
    page.get_by_text("page 3 of 3").wait_for()
    search = page.get_by_label("Search titles and texts")
    search.fill("a bridge")
    search.press("Enter")
    page.get_by_text("So short a word is looked for as a whole word only: “a”").wait_for()
    page.get_by_text("page 1 of").wait_for()


def test_a_filter_by_outlet_holds_for_the_answer(page, server):
    page.goto(server.url)
    page.get_by_role("button", name="Filters").click()
    outlets = page.get_by_role("combobox", name="Outlets")
    outlets.fill("Radio Sondreya")
    page.get_by_role("option", name="Radio Sondreya").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters: Radio Sondreya").wait_for()
    box = page.get_by_label("Your question")
    box.fill("What is the latest on the Dunmar Bridge?")
    box.press("Enter")
    page.get_by_role("button", name="Save as evaluation case").wait_for()
    answer_id = page.url.split("answer=")[1].split("&")[0]
    with sqlite3.connect(server.home / "history.sqlite3") as db:
        body = json.loads(db.execute("SELECT body FROM answers WHERE id = ?", [answer_id]).fetchone()[0])
    db.close()
    assert {p["source"] for p in body["passages"]} == {"Radio Sondreya"}
