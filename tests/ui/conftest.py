"""A real server of the app over the sample news, and a real browser where there is one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
MACHINE_CACHE = os.environ.get("DATELINE_CACHE")

AT_REST = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState == 'notRunning'
    && !document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton]')
    && document.fonts.status == 'loaded'"""
"""No run of the page is under way, and all that it shows has its final size: parts of the page and fonts that come
after the run move what stands beneath them, and a click on a tab that moves is lost."""


def browser_path() -> str | None:
    """Return a Chromium of this machine, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def app_env(home: Path) -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "OPENAI_"))}
    env |= {"DATELINE_HOME": str(home), "DATELINE_LLM": "none", "DATELINE_TIMEZONE": "UTC"}
    env |= {"DATELINE_AS_OF": "2024-02-25T09:00:00Z", "PYTHONPATH": str(ROOT)}
    return env | ({"DATELINE_CACHE": MACHINE_CACHE} if MACHINE_CACHE else {})


def wait_for(url: str) -> None:
    """Return when the server at ``url`` answers; an AssertionError says that it does not."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            threading.Event().wait(0.1)
    raise AssertionError("the app did not start")


class Server:
    """The app on a free port of this machine."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = ""
        self.env = app_env(home)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, port: int | None = None, folder: Path = ROOT, more: Mapping[str, str] | None = None) -> None:
        port = port or free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-c", "from ui.command import app; app()", "--port", str(port), "--headless"]
        self._process = subprocess.Popen(
            command,
            env=app_env(self.home) | dict(more or {}),
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.url)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)


def module(name: str) -> Any:
    """Return a module of this folder, which is no package."""
    spec = spec_from_file_location(f"ui_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    sys.modules[f"ui_{name}"] = made
    spec.loader.exec_module(made)
    return made


def run_cli(home: Path, *argv: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "rag", *argv], env=app_env(home), cwd=ROOT, check=True, capture_output=True, timeout=300
    )


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the sample news, made once for all workers: it is copied, not used."""
    mine = tmp_path_factory.getbasetemp()
    everybodys = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    made = everybodys / "sample-library"
    with FileLock(everybodys / "sample-library.lock"):
        if not made.exists():
            half = made.with_suffix(".half")
            run_cli(half, "ingest", "--sample")
            half.rename(made)
    return made


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, sample_library: Path) -> Iterator[Server]:
    home = shutil.copytree(sample_library, tmp_path_factory.mktemp("app") / "home")
    module("states").keep(home)
    made = Server(home)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return a browser that reaches nothing but this machine: for everything else there is a proxy that is not there."""
    from playwright.sync_api import Error, expect, sync_playwright

    expect.set_options(timeout=60_000)  # as long as a page of these tests may take
    nowhere = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1,localhost"}
    with sync_playwright() as playwright:
        path = browser_path()
        try:
            browser = playwright.chromium.launch(
                executable_path=path, proxy=nowhere, args=["--renderer-process-limit=1"]
            )
        except Error as error:
            pytest.skip(
                f"NO BROWSER, the app is not tested in one: {str(error).splitlines()[0]} (make browser gets one)"
            )
        yield browser
        browser.close()


class Visitors:
    """Browsers of one person each. They are used again, empty: a new one fetches and compiles the whole app anew."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium
        self._idle: list[Any] = []

    def come(self, own: str) -> Any:
        """Return the page of somebody who has never been here, to whom all is foreign that does not begin so."""
        page = self._idle.pop() if self._idle else self._new()
        page.own, page.foreign, page.dialogs = (own, "data:", "blob:", "about:"), [], []
        page.set_default_timeout(60_000)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(media="screen", color_scheme="light")
        return page

    def leave(self, page: Any) -> None:
        """Forget what a page has kept, and close the other pages of its person."""
        from playwright.sync_api import Error

        context = page.context
        try:
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
            page.goto("about:blank")
            for other in context.pages:
                if other != page:
                    other.close()
            context.clear_cookies()
        except Error:  # it crashed, was closed or shows no page of the app: the next one is a new one
            context.close()
            return
        self._idle.append(page)

    def _new(self) -> Any:
        context = self._chromium.new_context()
        page = context.new_page()
        context.on("request", lambda asked: asked.url.startswith(page.own) or page.foreign.append(asked.url))
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        return page


@pytest.fixture(scope="session")
def visitors(chromium: object) -> Visitors:
    return Visitors(chromium)


@pytest.fixture
def visit(visitors: Visitors) -> Iterator[Callable[..., Any]]:
    """Return what gives the page of another person each time."""
    here: list[Any] = []

    def come(own: str = "http://127.0.0.1:") -> Any:
        here.append(visitors.come(own))
        return here[-1]

    yield come
    for page in here:
        visitors.leave(page)


@pytest.fixture
def page(visit: Callable[[str], Any], server: Server) -> Any:
    """Return a page of the app; what it asked for elsewhere, in vain, is in ``page.foreign``."""
    return visit(server.url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show, with a test of the browser that failed, what its page was showing."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None:
        with suppress(Exception):  # a page that is gone must not hide why the test failed
            report.sections.append((f"The page at {page.url}", page.locator("body").aria_snapshot(timeout=5_000)))
    return report


@pytest.fixture
def open_tab(page: Any) -> Callable[[str], None]:
    """Return what clicks a tab of the page once it is at rest: while it fills, a tab moves away under the click."""

    def click(name: str) -> None:
        tab = page.get_by_role("tab", name=name)
        tab.wait_for()
        page.wait_for_function(AT_REST)
        tab.click()

    return click


@pytest.fixture(scope="session")
def states() -> Any:
    """Return the answers in every state that are in the history of the server."""
    return module("states")


@pytest.fixture(scope="session")
def app_support() -> Any:
    """Return what starts an app: free ports, the wait for a server, the root of the project."""
    return sys.modules[__name__]


@pytest.fixture
def pages_in_this_process(monkeypatch, settings, embedder):
    """Let Streamlit run pages in this process over the library of a test, on 25 February 2024, without a model."""
    import streamlit as st

    import rag.service.models as models

    st.cache_resource.clear()
    st.cache_data.clear()
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_LLM", "none")
    monkeypatch.setenv("DATELINE_TIMEZONE", "UTC")
    monkeypatch.setenv("DATELINE_AS_OF", "2024-02-25T09:00:00Z")
    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)
    yield
    st.cache_resource.clear()
