"""``dateline app``: the app on this machine, for this machine."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from rag.errors import PrerequisiteError
from ui.parts.limits import MOST_UPLOAD_MB
from ui.parts.style import THEME

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def flags(port: int, address: str, hosts: list[str], *, headless: bool) -> list[str]:
    """Return the server's options: loopback unless told otherwise, known hosts only, uploads bounded."""
    allowed = ["localhost", "127.0.0.1", "[::1]", *hosts]
    options = {
        "server.port": str(port),
        "server.address": address,
        "server.headless": "true" if headless else "false",
        "server.showEmailPrompt": "false",  # else the first start of a new user waits for an e-mail address
        "server.enableXsrfProtection": "true",
        "server.enableCORS": "true",
        "server.maxUploadSize": str(MOST_UPLOAD_MB),
        "server.fileWatcherType": "none",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": "false",
        "runner.postScriptGC": "false",  # else every run of a page ends in a quarter of a second for all others
        "browser.gatherUsageStats": "false",
        **THEME,
    }
    # A list is given by repeating its flag.
    return [f"--{name}={value}" for name, value in options.items()] + [f"--server.allowedHosts={h}" for h in allowed]


@app.command()
def app_command(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port on this machine.")] = 8501,
    address: Annotated[str, typer.Option(help="Where to listen; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A further host name to answer to, behind a proxy.")
    ] = None,
    headless: Annotated[bool, typer.Option(help="Open no browser.")] = False,
) -> None:
    """Open the app in the browser: ask, and see what every sentence rests on.

    dateline app
    dateline app --port 8600 --headless
    """
    if find_spec("streamlit") is None:
        raise PrerequisiteError("app not started", why="streamlit is not installed", fix="Install Dateline again.")
    sys.stderr.write(f"Dateline is on http://{address}:{port} (Ctrl+C stops it)\n")
    sys.stderr.flush()
    command = [sys.executable, "-m", "ui.serve", *flags(port, address, allow_host or [], headless=headless)]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


command = typer.main.get_command(app)
