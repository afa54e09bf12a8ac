"""Several people at once: one process answers them in order, and tells each his place."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

TEN = (
    "What did Lavrov say about the intergovernmental commission?",
    "Who won the downhill?",
    "What is the latest on the Dunmar Bridge?",
    "What changed in the port strike?",
    "How many people were injured when the tram hit a lorry in Copper Square?",
    "What did Ilsa Varn say about the strike?",
    "What did Hanne Brisk say about the search?",
    "What is the population of Cuba?",
    "Which minister resigned over the bridge collapse?",
    "When will the budget be voted on?",
)


@pytest.fixture
def held_model():
    """Return the address of a chat server that refuses, but not before ``go`` is set; and ``go``."""
    go = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            go.wait(120)
            self.send_error(400)

        def log_message(self, *args):
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}/v1", go
    go.set()
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def held_server(server, held_model, app_support):
    """Return an app of its own whose first question is held until ``go`` is set."""
    url, go = held_model
    made = app_support.Server(server.home)
    made.start(more={"DATELINE_LLM": "openai:held", "DATELINE_LLM_BASE_URL": url, "OPENAI_API_KEY": "none"})
    yield made, go
    go.set()
    made.stop()


def test_ten_sessions_that_ask_together_are_served_in_order_each_with_its_own_answer(visit, held_server):
    server, go = held_server
    first = visit()
    pages = [first, *(first.context.new_page() for _ in TEN[1:])]  # ten tabs: each is a session of its own
    for page, question in zip(pages, TEN, strict=True):
        page.set_default_timeout(90_000)
        page.goto(server.url)
        page.get_by_label("Your question").fill(question)
    for before, page in enumerate(pages):
        page.get_by_label("Your question").press("Enter")
        if before:
            page.get_by_text(f"Waiting: {before} before this one").wait_for()
        else:
            page.get_by_role("button", name="Stop").wait_for()
    go.set()
    for page, question in zip(pages, TEN, strict=True):
        page.get_by_role("button", name="Save as evaluation case").wait_for()
        shown = page.locator("[data-testid=stMain]").inner_text()
        assert question in shown
        assert not [q for q in TEN if q != question and q in shown]
