"""How a real browser sets it: writing from right to left, words wider than their column, where the keyboard is."""

from __future__ import annotations

import pytest

X_OF = """(block, words) => words.map(word => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(word);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + word.length);
        return range.getBoundingClientRect().left;
    }
    return null;
})"""
"""Where words of a block begin on the screen, counted from the left."""


@pytest.fixture
def arabic(page, server):
    page.goto(f"{server.url}/?answer=arabic&cite=1")
    page.get_by_text("Evidence (1 sentence)").click()
    page.locator("[class*='st-key-cited-beneath-evidence-0']").get_by_role("link").wait_for()
    return page


@pytest.mark.parametrize("block", ["cited-answer-0", "cited-beneath-evidence-0"])
def test_an_arabic_sentence_ends_at_the_left(arabic, block):
    first, last = arabic.locator(f"[class*='st-key-{block}']").evaluate(X_OF, ["الوزير", '".'])
    assert last < first


def test_an_arabic_quotation_behind_a_latin_name_keeps_its_end_at_the_left(arabic):
    speaker, first, last = arabic.locator("[class*='st-key-cited-beneath-quote-0']").evaluate(
        X_OF, ["The minister", "لن", "!"]
    )
    assert speaker < last < first


def test_the_day_behind_an_arabic_outlet_is_not_torn_apart(arabic):
    places = [
        arabic.locator("[class*='st-key-cited-beneath-evidence-0']").get_by_role("link").first,
        arabic.get_by_text("20 February 2024, 10:00 UTC").locator("visible=true").last,
    ]
    for place in places:
        outlet, day, month, clock = place.evaluate(X_OF, ["صحيفة", "20 F", "February", "10:00"])
        assert outlet < day < month < clock


@pytest.mark.parametrize("width", [1280, 390])
def test_the_long_name_of_an_outlet_stays_in_its_column(page, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server.url}/?answer=long&cite=1")
    page.get_by_text("Evidence (1 sentence)").click()
    line = page.locator("[class*='st-key-cited-beneath-evidence-0']")
    line.get_by_role("link").first.wait_for()
    right = line.evaluate("e => Math.max(...[...e.querySelectorAll('a')].map(a => a.getBoundingClientRect().right))")
    box = line.bounding_box()
    assert right <= box["x"] + box["width"] + 1
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 1


OUTLINED = """() => {
    const e = document.activeElement;
    return [e.tagName, e.innerText.split(String.fromCharCode(10)).pop(), getComputedStyle(e).outlineStyle];
}"""


def test_a_link_and_the_page_show_that_the_keyboard_is_on_them(page, server):
    page.goto(f"{server.url}/?answer=answered&cite=1")
    page.frame_locator("iframe").locator("#cited").wait_for()
    page.get_by_role("link", name="Skip to main content").focus()
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(OUTLINED))
        if passed[-1][0] == "IFRAME":
            break
    assert {"Brief", "New question", "[1]", "Close the source"} <= {name for tag, name, _ in passed if tag == "A"}
    assert passed[-1][0] == "IFRAME"
    assert [found for found in passed if found[0] in ("A", "MAIN") and found[2] != "solid"] == []
    edge = "e => getComputedStyle(e, '::after').borderTopStyle"
    assert page.frame_locator("iframe").locator("body").evaluate(edge) == "solid"


def test_a_printed_answer_has_its_sources_and_nothing_that_can_only_be_clicked(page, server):
    page.goto(f"{server.url}/?answer=differing")
    page.get_by_role("link", name="[1]").first.wait_for()
    page.get_by_role("button", name="Save as evaluation case").wait_for()
    sources = page.locator(".printed li")
    sources.first.wait_for(state="attached")
    assert not sources.first.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    sources.first.wait_for()
    assert [text.split(", 23 February")[0] for text in sources.all_inner_texts()] == [
        "[1] Radio Sondreya",
        "[2] The Evening Lantern",
    ]
    assert page.get_by_role("link", name="[1]").first.is_visible()
    inks = "[...document.querySelectorAll('h2, p, .printed li')].map(e => getComputedStyle(e).color)"
    assert set(page.evaluate(inks)) == {"rgb(0, 0, 0)"}
    for what in ("Ask", "Filters", "Ask again", "Save as evaluation case"):
        assert not page.get_by_role("button", name=what, exact=True).first.is_visible()
    assert not page.get_by_role("link", name="New question").is_visible()


def test_the_menu_of_a_narrow_screen_leaves_when_a_question_is_chosen_in_it(page, server):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server.url}/?answer=answered")
    menu = page.get_by_test_id("stSidebar")
    past = menu.locator("a[href*='answer=']").first  # which it is depends on what other tests have asked
    for chosen in (past, menu.get_by_role("link", name="New question")):
        page.get_by_test_id("stExpandSidebarButton").click()
        chosen.click()
        page.locator("[data-testid=stSidebar][data-collapsed=true]").wait_for(state="attached")
    page.get_by_text("Or begin with one of these").wait_for()
