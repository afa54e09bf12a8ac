"""The app's server, with the library being opened while it starts: ``python -m ui.serve --server.port=8501``."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from streamlit.web import cli

from ui.desk import shared


def serve(options: list[str]) -> None:
    """Run Streamlit in this process until it is stopped.

    The first question would else wait for seconds of imports, which begin only when a page is opened.
    """
    threading.Thread(target=shared, name="dateline-open", daemon=True).start()
    cli.main(["run", str(Path(__file__).with_name("app.py")), *options], prog_name="streamlit")


if __name__ == "__main__":
    serve(sys.argv[1:])
