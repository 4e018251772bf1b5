"""Finds the Chromium that the browser tests drive, or installs one.

Looked for, in this order: the path in the environment variable CHROMIUM; a Chromium or Chrome on
the PATH; the one that Playwright keeps. `python -m tests.browser.chromium` installs one where none
is found (by apt-get where it may, else by Playwright) and says what to do where it cannot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--headless",
    "--accept-lang=de-DE",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=LocalNetworkAccessChecks",  # a handed-on answer has no address to check
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
"""Flags for a browser without a screen that finds no host but this machine."""

ONE_PROCESS = "--renderer-process-limit=1"
"""All windows of a site in one process, as on a small machine: scripts are compiled once."""

HELP = (
    "No Chromium for the browser tests was found, and none could be installed.\n"
    "Install one (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium;\n"
    "macOS: brew install --cask chromium) or set CHROMIUM to the path of one, then try again."
)


def find() -> Path | None:
    """Path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _of_playwright()


def _of_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def install() -> None:
    """Install a Chromium in whatever way this machine allows."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-qq", "-y", "chromium"], **quiet)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure that there is a Chromium; exit code 1 and words what to do where there is none."""
    if find() is None:
        install()
    found = find()
    if found is None:
        print(HELP, file=sys.stderr)
        return 1
    print(f"browser tests use {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
