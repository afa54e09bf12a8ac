"""Gets a Chromium for the browser tests: the one that is here, Playwright's own, or the system's (as root)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def is_here() -> bool:
    """Return whether a browser can be started."""
    if any(shutil.which(name) for name in NAMES):
        return True
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def attempts() -> list[list[str]]:
    """Return the commands that may bring one, in order."""
    found = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.name == "posix" and hasattr(os, "getuid") and os.getuid() == 0 and shutil.which("apt-get"):
        found += [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    return found


def main() -> None:
    """Get a browser, or say loudly that there is none."""
    if is_here():
        return
    for command in attempts():
        print("Getting a browser for the tests:", " ".join(command[-3:]), flush=True)
        try:
            subprocess.run(command, timeout=300, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired) as error:
            print("  failed:", type(error).__name__)
        if is_here():
            return
    print(
        "NO BROWSER: the tests of the app in a browser will be skipped. Install Chromium and run again.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
