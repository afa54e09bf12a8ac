"""Every state of an answer in a real browser, in the light and in the dark, on a wide and on a narrow screen."""

from __future__ import annotations

import pytest

from ui.parts.style import DARK, LIGHT

NAMES = [
    "answered", "partial", "withheld", "abstained", "unsupported", "no-model", "quoted", "differing", "gone", "changed", "arabic", "long",
]  # fmt: skip
PAGES = [
    "",
    "library",
    "status",
    "brief?date=2024-02-20",
    "evaluation",
    "article?id=s01-bridge-hearing&start=0&end=30",
    "?answer=none",
]


COLOURS = {"light": LIGHT["backgroundColor"], "dark": DARK["backgroundColor"]}
IS_PAINTED = """colour => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor == colour
    && !document.getAnimations().some(moving => moving instanceof CSSTransition)"""


def settle(page):
    page.get_by_role("heading", level=1).first.wait_for()
    page.locator("[data-testid=stStatusWidget]").wait_for(state="detached")
    page.wait_for_function("!document.querySelector('[data-stale=true]')")


def faults(page):
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe()
        .run(page, options={"runOnly": ["wcag2a", "wcag2aa"], "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]


def paint(page, scheme):
    """Give the page its colours by day or by night, and return when it has them: on the way no contrast is right."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(IS_PAINTED, arg="rgb({}, {}, {})".format(*bytes.fromhex(COLOURS[scheme][1:])))


@pytest.fixture
def walk(page, server):
    """Return what opens places and gives the faults of each, in the light and in the dark."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    found = {}

    def see(path, opens=None):
        page.emulate_media(color_scheme="light")
        page.goto(f"{server.url}/{path}")
        settle(page)
        if opens is not None:
            opens(page)
            settle(page)
        for scheme in COLOURS:
            paint(page, scheme)
            if bad := faults(page):
                found[path, scheme] = bad
        return found

    return see


def test_no_page_has_a_serious_fault_of_accessibility(walk):
    for path in [*PAGES, "brief"]:
        found = walk(path)
    for tab in ("Add", "Coverage", "Index"):
        found = walk("library", lambda page, tab=tab: page.get_by_role("tab", name=tab).click())
    assert found == {}


def test_the_open_filters_have_no_serious_fault_of_accessibility(walk):
    def opens(page):
        page.get_by_role("button", name="Filters").click()
        page.get_by_text("How sure a sentence must be").wait_for()

    assert walk("", opens) == {}


def test_no_state_of_an_answer_has_a_serious_fault_of_accessibility(walk, states):
    assert list(states.ANSWERS) == NAMES
    for name in NAMES:
        found = walk(f"?answer={name}&cite=1")
    assert found == {}


@pytest.mark.parametrize(
    "path", [*PAGES[:6], *(f"?answer={name}&cite=1" for name in ("long", "differing", "withheld"))]
)
def test_nothing_runs_out_of_a_narrow_screen(page, server, path):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/{path}")
    settle(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 1


def test_a_source_that_is_gone_or_changed_says_so_and_shows_the_words_that_were_cited(page, server):
    page.goto(f"{server.url}/?answer=gone&cite=1")
    page.get_by_text("This article has been removed from the library since").wait_for()
    page.goto(f"{server.url}/?answer=changed&cite=1")
    page.get_by_text("The article has changed since this answer was given").wait_for()
    page.get_by_text("Words that are not there any more", exact=True).wait_for()


def test_withheld_sentences_are_counted_and_shown_on_demand_with_their_reason(page, server):
    page.goto(f"{server.url}/?answer=withheld")
    page.get_by_text("2 sentences withheld").click()
    page.get_by_text("number not in the sources: 40").first.wait_for()


def test_evidence_opens_the_article_at_its_words(page, server):
    page.goto(f"{server.url}/?answer=abstained")
    page.get_by_role("link", name="Radio Sondreya, 23 February 2024").first.click()
    mark = page.frame_locator("iframe").locator("#cited")
    mark.wait_for()
    assert mark.inner_text().startswith("The engineer who found a crack")


def test_asking_again_gives_a_new_answer_and_keeps_the_old(page, server):
    page.goto(f"{server.url}/?answer=answered")
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_url(lambda url: "answer=" in url and "answer=answered" not in url)
    page.reload()  # a page drawn anew: what is left of the old answer for a moment cannot be clicked
    page.get_by_role("button", name="Link").click()
    page.get_by_text(page.url, exact=True).wait_for()
    page.goto(f"{server.url}/?answer=answered")
    page.get_by_role("button", name="Ask again").wait_for()
