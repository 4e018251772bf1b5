"""A running dashboard and a real Chromium, in which every host but the dashboard's is blocked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Request, expect

from tests.browser.chromium import ARGUMENTS, ONE_PROCESS

ROOT = Path(__file__).parents[2]
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
expect.set_options(timeout=30_000)  # how long a page may take on a busy machine

SETTLED = """() => {
  const now = document.querySelector("[data-testid=stMain]").innerText;
  const same = window.lastLook === now && !document.querySelector("[data-testid=stSkeleton]");
  window.lastLook = now;
  return same;
}"""


@dataclass
class Visit:
    """An opened page and what it complained of or asked other hosts for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, link: str) -> Page:
        """Open a link below the dashboard's address and wait until the page has run."""
        self.page.goto(self.address + link)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and the address holds the whole view."""
        self.page.wait_for_selector(READY)
        self.page.wait_for_selector("[data-query]", state="attached")

    def text(self) -> str:
        """Words of the page, once its script has run, its foot stands and two looks agree."""
        self.settle()
        self.page.wait_for_selector(".st-key-footer")
        self.page.wait_for_function(SETTLED, polling=250)
        found: str = self.page.locator("[data-testid=stMain]").inner_text()
        return found

    def query(self) -> dict[str, str]:
        """Keys and values of the address."""
        found: dict[str, str] = self.page.evaluate(
            "() => Object.fromEntries(new URLSearchParams(location.search))"
        )
        return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return int(reply.status) == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def serve(port: int, folder: Path = ROOT) -> subprocess.Popen[bytes]:
    """Serve a folder on loopback and wait until it answers; its exit is an error."""
    door = "serve.py" if (folder / "serve.py").is_file() else "app.py"
    command = [sys.executable, "-m", "streamlit", "run", door, f"--server.port={port}"]
    server = subprocess.Popen(
        [*command, "--server.address=127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not answers(f"http://127.0.0.1:{port}/_stcore/health"):
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"{folder}: Streamlit ended with {server.returncode}")
    return server


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """Address of the dashboard, served as `make run` does."""
    port = free_port()
    server = serve(port)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


Start = Callable[[], BrowserContext]
Who = Literal["used", "other", "chromium"]
"""Fixture whose browser opens a window."""


@pytest.fixture(scope="session")
def start(
    launcher: BrowserType, chromium_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Start]:
    """Start a browser with a folder of its own, in which files and compiled scripts are kept."""
    started: list[BrowserContext] = []

    def new() -> BrowserContext:
        folder = tmp_path_factory.mktemp("reader")
        arguments = [*ARGUMENTS, ONE_PROCESS]
        started.append(
            launcher.launch_persistent_context(
                folder, executable_path=chromium_path, args=arguments
            )
        )
        return started[-1]

    yield new
    for one in started:
        one.close()


@pytest.fixture(scope="session")
def used(start: Start) -> BrowserContext:
    """A browser that was here before: it has the files that never change, as a reader's has."""
    return start()


@pytest.fixture(scope="session")
def other(start: Start) -> BrowserContext:
    """The browser of another reader, who was here before as well and gets links."""
    return start()


@pytest.fixture
def visit(request: pytest.FixtureRequest, dashboard: str) -> Iterator[Callable[..., Visit]]:
    """Open a new window; at the end nobody may have complained.

    The window is of the browser of a reader ("used"), of another one who has nothing but the link
    ("other"), or of one that was never here ("chromium"), for which a page takes twice as long.
    """
    visits: list[Visit] = []
    timeout = float(os.environ.get("BROWSER_TIMEOUT", "60")) * 1000

    def new(width: int = 1440, height: int = 900, *, by: Who = "used") -> Visit:
        browser: Browser | BrowserContext = request.getfixturevalue(by)
        page = browser.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(timeout)
        one = Visit(page, dashboard)
        watch(one)
        visits.append(one)
        return one

    yield new
    for one in visits:
        one.page.context.clear_cookies()
        one.page.close()
    assert [line for one in visits for line in one.complaints] == []
    assert [line for one in visits for line in one.foreign] == []


def watch(one: Visit) -> None:
    """Note errors of the page, and what it asks other hosts for; the browser finds none of them."""

    def note_request(request: Request) -> None:
        if not request.url.startswith((one.address, "data:", "blob:")):
            one.foreign.append(request.url)

    def note_console(message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        where = message.location.get("url", "")  # type: ignore[attr-defined]
        if kind == "error":
            one.complaints.append(f"{text} ({where})")

    one.page.on("request", note_request)
    one.page.on("console", note_console)
    one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
