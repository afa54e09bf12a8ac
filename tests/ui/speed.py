"""How fast the app is on the sample: ``python tests/ui/speed.py``. Needs a browser (``make browser``)."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from standalone import fixtures

QUESTIONS = (
    "What did Lavrov say about the intergovernmental commission?",
    "What is the latest on the Dunmar Bridge?",
    "Who won the downhill?",
    "What changed in the port strike?",
    "How many people were injured when the tram hit a lorry in Copper Square?",
)


def first_page(page: Any, url: str) -> float:
    """Return the seconds until the question box can be typed into."""
    started = time.perf_counter()
    page.goto(url)
    page.get_by_label("Your question").wait_for()
    return time.perf_counter() - started


def first_evidence(page: Any, url: str, question: str) -> tuple[float, float]:
    """Return the seconds from Enter to the first evidence on screen, and to the finished answer."""
    page.goto(url)
    box = page.get_by_label("Your question")
    box.fill(question)
    started = time.perf_counter()
    box.press("Enter")
    page.get_by_text("Evidence (").first.wait_for()
    seen = time.perf_counter() - started
    page.get_by_role("button", name="Save as evaluation case").wait_for()
    return seen, time.perf_counter() - started


def measure() -> dict[str, Any]:
    """Return the seconds of each step, on a server of its own over the sample."""
    from playwright.sync_api import sync_playwright

    made = fixtures()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        made.run_cli(Path(home), "ingest", "--sample")
        server = made.Server(Path(home))
        server.start()
        path = made.browser_path()
        browser = playwright.chromium.launch(executable_path=path) if path else playwright.chromium.launch()
        try:
            page = browser.new_page()
            page.set_default_timeout(60_000)
            cold = first_page(page, server.url)
            warm = [first_page(page, server.url) for _ in range(3)]
            took = [first_evidence(page, server.url, q) for q in QUESTIONS]
        finally:
            browser.close()
            server.stop()
    return {
        "first page cold": round(cold, 2),
        "first page warm, median": round(statistics.median(warm), 2),
        "first evidence, first question": round(took[0][0], 2),
        "first evidence, median": round(statistics.median(t[0] for t in took), 2),
        "whole answer without a model, median": round(statistics.median(t[1] for t in took), 2),
        "each": [[round(x, 2) for x in t] for t in took],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=1) + "\n")
