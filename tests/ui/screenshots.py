"""Pictures of every page and state, light and dark, for the documents: ``make screenshots``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from standalone import fixtures

ASKED = {
    "answer": "What did Lavrov say about the intergovernmental commission?",
    "partial": "How many people died at the Dunmar Bridge, and who is the mayor of Osk?",
    "abstention": "What is the population of Cuba?",
    "conflict": "How many people were injured when the tram hit a lorry in Copper Square?",
}
WITHHELD = "Is the City Library in Halvoren closed?"
"""Of this the embedded model writes the opposite of what an article says, which is withheld; the article is shown."""

PLAIN = {
    "ask": "",
    "brief": "brief?date=2024-02-20",
    "library": "library",
    "article": "article?id=s01-bridge-hearing",
    "evaluation": "evaluation",
    "status": "status",
}


def take(folder: Path) -> None:
    """Write the pictures into a folder."""
    from playwright.sync_api import sync_playwright

    made = fixtures()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as where, sync_playwright() as playwright:
        empty, home = str(Path(where) / "empty"), str(Path(where) / "dateline")  # the Status page shows the folder
        made.run_cli(Path(home), "ingest", "--sample")
        for cases in ("30", "60"):
            made.run_cli(Path(home), "eval", "run", "sample", "--llm", "none", "--limit", cases)
        path = made.browser_path()
        browser = playwright.chromium.launch(executable_path=path) if path else playwright.chromium.launch()
        for scheme in ("light", "dark"):
            for name, where in (("empty", Path(empty)), ("", Path(home))):
                server = made.Server(where)
                server.start()
                try:
                    context = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=scheme)
                    page = context.new_page()
                    page.set_default_timeout(60_000)
                    if name:
                        page.goto(server.url)
                        _shoot(page, folder / f"ask-empty-{scheme}.png")
                    else:
                        _pages(page, server.url, folder, scheme)
                    context.close()
                finally:
                    server.stop()
        _narrow(made, browser, Path(home), folder)
        _withheld(made, browser, Path(home), folder)
        browser.close()


def _withheld(made: Any, browser: Any, home: Path, folder: Path) -> None:
    """Take the one picture that needs the embedded model: only a model writes what must be withheld."""
    server = made.Server(home)
    server.start(more={"DATELINE_LLM": "embedded"})
    try:
        address = f"{server.url}/status"
        for scheme in ("light", "dark"):
            page = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=scheme).new_page()
            page.set_default_timeout(180_000)
            page.goto(address)
            if scheme == "light":
                page.get_by_text("Answers go on in the sources").wait_for(state="hidden")
                _ask(page, server.url, WITHHELD)
                address = page.url
            page.get_by_text("withheld", exact=False).first.click()
            _shoot(page, folder / f"ask-withheld-{scheme}.png")
    finally:
        server.stop()


def _narrow(made: Any, browser: Any, home: Path, folder: Path) -> None:
    server = made.Server(home)
    server.start()
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.set_default_timeout(60_000)
    try:
        for name, path in PLAIN.items():
            page.goto(f"{server.url}/{path}")
            _shoot(page, folder / f"{name}-narrow-light.png")
        _ask(page, server.url, ASKED["answer"])
        _shoot(page, folder / "ask-answer-narrow-light.png")
        page.get_by_role("link", name="[1]").first.click()
        page.frame_locator("iframe").locator("#cited").scroll_into_view_if_needed()
        _shoot(page, folder / "ask-cited-narrow-light.png")
    finally:
        server.stop()


def _ask(page: Any, url: str, question: str) -> None:
    page.goto(url)
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.get_by_role("button", name="Save as evaluation case").wait_for()


def _pages(page: Any, url: str, folder: Path, scheme: str) -> None:
    page.goto(url)
    _shoot(page, folder / f"ask-{scheme}.png")
    for name, question in ASKED.items():
        _ask(page, url, question)
        if name == "answer":
            page.get_by_role("link", name="[1]").first.click()
            page.frame_locator("iframe").locator("#cited").wait_for()
        _shoot(page, folder / f"ask-{name}-{scheme}.png")
    page.goto(f"{url}/brief?date=2024-02-20")
    make = page.get_by_role("button", name="Make this brief")
    make.or_(page.get_by_role("heading", name="In short")).first.wait_for()
    if make.count():
        make.click()
    page.get_by_role("heading", name="In short").wait_for()
    _shoot(page, folder / f"brief-{scheme}.png")
    page.get_by_role("link", name="[1]").first.click()
    page.frame_locator("iframe").locator("#cited").wait_for()
    _shoot(page, folder / f"brief-cited-{scheme}.png")
    page.goto(f"{url}/library")
    page.get_by_role("tab", name="Coverage").click()
    page.get_by_text("The same in numbers").wait_for()
    _shoot(page, folder / f"library-coverage-{scheme}.png")
    for path in ("library", "status", "evaluation", "article?id=s01-bridge-hearing"):
        page.goto(f"{url}/{path}")
        _shoot(page, folder / f"{path.split('?')[0]}-{scheme}.png")
    page.goto(f"{url}/evaluation")
    page.get_by_text("Cases of your own").wait_for()
    page.get_by_role("tab", name="Compare two").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("heading", name="Became right").wait_for()
    _shoot(page, folder / f"evaluation-two-{scheme}.png")


def _shoot(page: Any, file: Path) -> None:
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_timeout(1500)
    page.wait_for_function(fixtures().AT_REST)
    page.screenshot(path=str(file))


if __name__ == "__main__":
    take(Path(sys.argv[1]))
