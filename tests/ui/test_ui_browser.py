"""The app in a real browser: from the first question to the cited words, and what must not happen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PageTimeout

LAVROV = "What did Lavrov say about the intergovernmental commission?"


def ask(page, server, question: str) -> None:
    page.goto(server.url)
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.get_by_role("button", name="Save as evaluation case").wait_for()


def marked(page) -> str:
    """Return the text that is marked in the source beside the answer."""
    frame = page.frame_locator("iframe").locator("#cited")
    frame.wait_for()
    return frame.inner_text()


def kept(server, answer_url: str) -> dict:
    import sqlite3

    answer_id = answer_url.split("answer=")[1].split("&")[0]
    with sqlite3.connect(server.home / "history.sqlite3") as db:
        row = db.execute("SELECT body FROM answers WHERE id = ?", [answer_id]).fetchone()
    db.close()
    return json.loads(row[0])


def test_a_citation_opens_its_source_with_exactly_its_words_marked(page, server):
    ask(page, server, LAVROV)
    page.get_by_role("link", name="[1]").first.click()
    said = marked(page)
    cited = kept(server, page.url)["citations"][0]
    assert said == cited["text"]
    assert page.foreign == []


def test_a_quotation_on_the_page_of_its_article_leads_to_its_words(page, server, open_tab):
    page.goto(f"{server.url}/article?id=s01-bridge-hearing")
    open_tab("Who said what")
    words = page.locator("[class*='st-key-cited-said-']").filter(has_text="hanger 14")
    words.get_by_role("link", name="Show in the text").first.click()
    said = "I said that hanger 14 should be replaced before the winter and that heavy lorries should be kept away until then."
    assert marked(page) == said
    page.reload()
    assert marked(page) == said


def test_back_from_the_article_of_an_answer_leads_to_the_answer(page, server):
    ask(page, server, LAVROV)
    page.get_by_role("link", name="[1]").first.click()
    page.wait_for_url("**cite=1**")
    answer = page.url
    page.get_by_role("link", name="Read the whole article").first.click()
    page.wait_for_url("**/article?id=**")
    page.get_by_role("tab", name="Who said what").wait_for()
    page.go_back()
    page.wait_for_url(answer)
    assert marked(page)


def test_a_source_that_is_named_stands_on_a_line_of_its_own(page, server):
    ask(page, server, LAVROV)
    line = page.locator("[class*='st-key-cited-beneath-quote-0']")
    last = line.locator("[data-testid=stMarkdown] p").evaluate("p => [...p.getClientRects()].at(-1).bottom")
    assert line.get_by_role("link").first.bounding_box()["y"] >= last - 1


ENDS_ITS_LINE = """line => {
    const words = line.querySelector("[data-testid=stMarkdown] p"), numbers = [...line.querySelectorAll("a")];
    const last = [...words.getClientRects()].at(-1), number = numbers.find(a => a.getClientRects().length).getClientRects()[0];
    return [number.top < last.bottom && number.bottom > last.top && number.left >= last.right - 1,
            getComputedStyle(words).display];
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_numbers_stand_at_the_end_of_their_sentence_and_are_reached_by_the_tab_key(page, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    ask(page, server, LAVROV)
    lines = page.locator("[class*='st-key-cited-answer-']")
    lines.first.wait_for()
    page.wait_for_function(
        "getComputedStyle(document.querySelector('[class*=st-key-cited-answer-] p')).display == 'inline'"
    )
    for n in range(lines.count()):
        # Where the number does not fit behind the last word it begins the next line.
        ended, display = lines.nth(n).evaluate(ENDS_ITS_LINE)
        assert display == "inline"
        assert ended or lines.nth(n).get_by_role("link").first.bounding_box()["x"] < width / 2
    assert any(lines.nth(n).evaluate(ENDS_ITS_LINE)[0] for n in range(lines.count()))
    page.get_by_role("button", name="Time").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "[1]"
    page.keyboard.press("Enter")
    assert marked(page) == kept(server, page.url)["citations"][0]["text"]


def test_a_permanent_link_shows_the_answer_and_the_citation_again(page, server):
    ask(page, server, LAVROV)
    page.goto(page.url.split("&")[0] + "&cite=2")
    assert marked(page) == kept(server, page.url)["citations"][1]["text"]


def test_a_reload_and_a_change_of_page_lose_nothing(page, server):
    page.goto(server.url)
    box = page.get_by_label("Your question")
    box.fill("What is the latest on the Dunmar Bridge?")
    box.press("Enter")
    page.wait_for_url("**answer=**")
    page.reload()
    page.get_by_role("button", name="Save as evaluation case").wait_for()
    page.get_by_role("link", name="Library", exact=True).first.click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Ask", exact=True).first.click()
    page.get_by_role("link", name="What is the latest on the Dunmar").first.click()
    page.get_by_role("button", name="Save as evaluation case").wait_for()


def test_an_abstention_says_so_and_shows_what_is_near(page, server):
    ask(page, server, "What is the population of Cuba?")
    page.get_by_text("The sources do not say.").wait_for()
    page.get_by_text("The nearest things that the sources say").wait_for()
    body = kept(server, page.url)
    near = [*body["passages"], *body.get("evidence", ())]
    newest = max(part["published"][:10] for part in near if part.get("published"))
    day = f"{date.fromisoformat(newest):%d %B %Y}".lstrip("0")
    page.get_by_text(f"The newest article that came near is of {day}.").wait_for()


def test_two_numbers_for_one_thing_stand_side_by_side_each_with_its_source(page, server):
    ask(page, server, "How many people were injured when the tram hit a lorry in Copper Square?")
    page.get_by_text("The sources differ").wait_for()
    assert page.get_by_role("cell", name="The Evening Lantern").count() >= 1
    assert page.get_by_role("cell", name="Radio Sondreya").count() >= 1
    page.locator(".st-key-cited-sides-0").get_by_role("link", name="Radio Sondreya").first.click()
    said = marked(page)
    assert said in {c["text"] for c in kept(server, page.url)["citations"] if c["source"] == "Radio Sondreya"}


def test_the_time_that_was_understood_can_be_cleared(page, server):
    ask(page, server, "What happened at the Dunmar Bridge last week?")
    page.get_by_role("button", name="Time understood: last week").click()
    page.get_by_role("button", name="Ask again for any time").click()
    page.get_by_role("button", name="Time: any").wait_for()
    assert kept(server, page.url)["window"]["since"] is None


def test_a_question_that_is_left_while_it_is_answered_is_found_again(page, server):
    page.goto(server.url)
    box = page.get_by_label("Your question")
    box.fill("What changed in the port strike?")
    box.press("Enter")
    page.get_by_role("link", name="Library", exact=True).first.click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Ask", exact=True).first.click()
    found = page.get_by_role("link", name="What changed in the port strike").first
    found.click()
    try:
        page.wait_for_url("**answer=**", timeout=10_000)
    except PageTimeout:
        found.click()  # the list was drawn anew under the first click, as the answer came: a reader clicks again
    page.get_by_role("button", name="Save as evaluation case").wait_for()


def test_what_is_removed_comes_back(page, server):
    page.goto(f"{server.url}/library")
    page.get_by_label("Search titles and texts").fill("Dunmar Bridge hearing")
    page.get_by_label("Search titles and texts").press("Enter")
    page.get_by_text("page 1 of 1").wait_for()
    before = page.get_by_text("page 1 of 1").inner_text()
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").wait_for(state="detached")
    page.get_by_text(before).wait_for()


def test_a_follow_up_is_understood_and_shows_how(page, server):
    ask(page, server, LAVROV)
    box = page.get_by_label("Your question, or a follow-up")
    box.fill("and when is the next session?")
    box.press("Enter")
    page.get_by_text("Understood as:").wait_for()


def test_the_whole_path_works_with_the_keyboard_alone(page, server):
    page.goto(server.url)
    page.get_by_label("Your question").wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Your question":
            break
    page.keyboard.type(LAVROV)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save as evaluation case").wait_for()
    link = page.get_by_role("link", name="[1]").first
    link.focus()
    page.keyboard.press("Enter")
    assert marked(page)
    page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
    assert page.frame_locator("iframe").locator("#cited").evaluate("e => document.activeElement === e")


def test_two_sessions_do_not_mix(visit, server, page):
    other = visit()
    ask(page, server, LAVROV)
    ask(other, server, "Who won the downhill?")
    assert "commission" in page.locator("section.stMain, [data-testid=stMain]").inner_text()
    assert "Lavrov said" not in other.locator("[data-testid=stMain]").inner_text()


HOSTILE = {
    "id": "hostile",
    "title": "<img src=x onerror=alert(1)> ![p](http://evil.example/p.png) :red[Zorblax] [go](javascript:alert(1)) \u202egnp",
    "source": "<script>alert(2)</script> ![s](http://evil.example/s.png)",
    "url": "javascript:alert(3)",
    "published": "2024-02-24",
    "text": "The Zorblax harbour opened on Friday <script>alert(4)</script> ![t](http://evil.example/t.png) "
    "<iframe src=http://evil.example></iframe> [link](http://evil.example/) $x$ :red[now].",
}


def test_a_hostile_article_runs_nothing_and_requests_nothing(page, server, open_tab, tmp_path):
    file = tmp_path / "hostile.jsonl"
    file.write_text(json.dumps(HOSTILE), "utf-8")
    page.goto(f"{server.url}/library")
    open_tab("Add")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_role("button", name="Add these files").click()
    page.get_by_text("1 done, 0 refused").wait_for()
    ask(page, server, "What happened at the Zorblax harbour?")
    page.get_by_role("link", name="[1]").first.click()
    assert "<script>alert(4)</script>" in marked(page)
    page.goto(f"{server.url}/article?id=hostile")
    page.frame_locator("iframe").locator("p").first.wait_for()
    page.goto(f"{server.url}/library")
    page.get_by_text("Zorblax").first.wait_for()
    assert page.dialogs == []
    assert page.foreign == []
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("a[href*='evil.example']").count() == 0


def test_bad_files_are_refused_with_their_reason(page, server, open_tab, tmp_path):
    bad = tmp_path / "broken.jsonl"
    bad.write_text("{not json\n", "utf-8")
    page.goto(f"{server.url}/library")
    open_tab("Add")
    page.locator("input[type=file]").set_input_files(str(bad))
    page.get_by_role("button", name="Add these files").click()
    page.get_by_text("What was refused, and why").wait_for()


def test_addresses_made_up_by_others_do_no_harm(page, server):
    for query in (
        "?answer=<script>alert(1)</script>",
        "?answer=../../etc",
        "?answer=" + "x" * 5000,
        "?answer=1&cite=-1",
    ):
        page.goto(f"{server.url}/{query}")
        page.get_by_text("There is no such answer here").wait_for()
    page.goto(f"{server.url}/article?id=<script>alert(1)</script>&start=9&end=2")
    page.get_by_text("There is no such article").wait_for()
    assert page.dialogs == []


def test_help_of_the_command_answers_without_streamlit():
    code = "import sys; from ui.command import flags; flags(1, 'x', [], headless=True); assert 'streamlit' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ, timeout=30)


def make_brief(page, server, day):
    page.goto(f"{server.url}/brief?date={day}")
    make = page.get_by_role("button", name="Make this brief")
    made = page.get_by_role("heading", name="In short")
    make.or_(made).first.wait_for()
    if make.count():
        make.click()
    made.wait_for()


def test_a_brief_is_made_and_its_words_are_looked_up(page, server):
    make_brief(page, server, "2024-02-20")
    page.get_by_text("The reports differ", exact=True).wait_for()
    assert page.get_by_text("The reports differ:", exact=True).count() == 1  # and at the top, in front of the one side
    page.get_by_role("link", name="[1]").first.click()
    assert marked(page)
    assert page.foreign == []
    page.get_by_role("link", name="Close the source").click()
    page.frame_locator("iframe").locator("#cited").wait_for(state="detached")
    page.get_by_role("heading", name="In short").wait_for()
    assert "cite=" not in page.url


def test_an_opened_source_of_a_brief_is_in_the_address_and_each_step_back_is_one(page, server):
    make_brief(page, server, "2024-02-24")
    page.get_by_role("link", name="[1]").first.click()
    first = marked(page)
    assert page.url.endswith("/brief?date=2024-02-24&cite=1")
    page.get_by_role("link", name="[2]").first.click()
    page.wait_for_url("**/brief?date=2024-02-24&cite=2")
    page.go_back()
    page.wait_for_url("**/brief?date=2024-02-24&cite=1")
    page.reload()
    assert marked(page) == first
    page.get_by_role("button", name="Ask about this story").first.click()
    box = page.get_by_label("Your question")
    box.fill("Who won the National Cup final?")
    box.press("Enter")
    page.get_by_role("link", name="Open on the Ask page").wait_for()
    assert marked(page) == first
    page.go_back()
    page.wait_for_url("**/brief?date=2024-02-24")
    page.frame_locator("iframe").locator("#cited").wait_for(state="detached")
    page.get_by_role("heading", name="In short").wait_for()


def test_the_brief_of_the_page_is_the_one_of_the_command_and_is_in_the_calendar(page, server):
    command = [sys.executable, "-m", "rag", "brief", "--date", "2024-02-21"]
    subprocess.run(command, env=server.env, check=True, capture_output=True, timeout=200)
    page.goto(f"{server.url}/brief?date=2024-02-21")
    page.get_by_role("heading", name="In short").wait_for()
    page.get_by_role("button", name="Past briefs").click()
    page.get_by_role("link", name="Brief of 21 February 2024").wait_for()
    page.get_by_role("link", name="Brief of 21 February 2024").click()
    page.get_by_role("heading", name="In short").wait_for()
    assert "date=2024-02-21" in page.url


def test_a_story_opens_into_articles_copies_and_reasons(page, server):
    make_brief(page, server, "2024-02-17")
    page.get_by_text("Articles, copies, timeline").first.click()
    page.get_by_text("copied by").first.wait_for()
    page.get_by_role("button", name="Why is this here?").first.click()
    page.get_by_text("reports that are nobody's copy").first.wait_for()


def test_a_brief_is_downloaded_in_every_form(page, server):
    make_brief(page, server, "2024-02-20")
    page.get_by_role("button", name="Download").click()
    for label, ending, holds in (
        ("Markdown", "md", "# "), ("Page (HTML)", "html", "<!doctype html>"), ("E-mail", "eml", "Subject:"),
        ("JSON", "json", "dateline.brief/1"), ("Feed (Atom)", "atom", "<feed"),
    ):  # fmt: skip
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        assert waiting.value.suggested_filename.endswith(ending)
        assert holds.lower() in Path(waiting.value.path()).read_text("utf-8").lower()


def test_a_story_of_the_brief_is_asked_about_in_place(page, server):
    make_brief(page, server, "2024-02-24")
    page.get_by_role("button", name="Ask about this story").first.click()
    box = page.get_by_label("Your question")
    box.fill("Who won the National Cup final?")
    box.press("Enter")
    page.get_by_role("link", name="Open on the Ask page").wait_for()
    assert "/brief" in page.url


def test_a_run_is_read_case_by_case(page, server):
    command = [sys.executable, "-m", "rag", "eval", "run", "sample", "--llm", "none", "--limit", "6"]
    subprocess.run(command, env=server.env, check=True, capture_output=True, timeout=200)
    page.goto(f"{server.url}/evaluation")
    page.get_by_role("tab", name="One run").wait_for()
    page.get_by_text("cases that went wrong").wait_for()
    page.get_by_role("button", name="Run it").wait_for()
    assert page.foreign == []
