"""The servers that are compared: how each is started, and what it used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from bench.apps.figures import CASE
from s3dash import ROOT

APPS: Final = ROOT / "bench" / "apps"
PORTS: Final = range(8612, 8630)
QUIET: Final = ("--server.headless=true", "--browser.gatherUsageStats=false")
"""The one departure from the defaults of Streamlit: no window, no word to other hosts."""

FORGOTTEN_AFTER: Final = 6
"""Seconds after which a Streamlit server forgets who has left; two minutes if not said."""

LONGEST_START: Final = 90.0


@dataclass(frozen=True)
class App:
    """One contender.

    Parameters
    ----------
    name : as the tables call it
    kind : `streamlit` or `dash`
    script : what is served
    shipped : whether with the settings of this project, not with the framework's own
    case : folder of the map, where the app needs one
    """

    name: str
    kind: str
    script: Path
    shipped: bool = False
    case: Path | None = None

    def command(self, port: int) -> list[str]:
        """What starts it."""
        if self.kind == "dash":
            return [sys.executable, str(self.script), str(port)]
        options = [
            f"--server.port={port}",
            "--server.address=127.0.0.1",
            f"--server.disconnectedSessionTTL={FORGOTTEN_AFTER}",
        ]
        quiet = [] if self.shipped else QUIET
        return [sys.executable, "-m", "streamlit", "run", str(self.script), *options, *quiet]

    @property
    def health(self) -> str:
        """Address that answers once it is up."""
        return "/" if self.kind == "dash" else "/_stcore/health"


@dataclass
class Server:
    """A running contender."""

    app: App
    address: str
    process: psutil.Process
    seconds: float

    def work(self) -> float:
        """Seconds of processor time so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def memory(self) -> int:
        """Bytes of memory in use."""
        return int(self.process.memory_info().rss)


@contextmanager
def serve(app: App) -> Iterator[Server]:
    """Start a contender, wait until it is healthy, and stop it in the end."""
    port = _free_port()
    environment = dict(os.environ) | ({CASE: str(app.case)} if app.case else {})
    if app.kind == "streamlit":
        environment.pop("PYTHONPATH", None)  # the packages that only Dash needs
    start = time.perf_counter()
    process = subprocess.Popen(
        app.command(port),
        cwd=ROOT if app.shipped else APPS,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address + app.health)
        seconds = time.perf_counter() - start
        yield Server(app, address, psutil.Process(process.pid), seconds)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    """A port of ours that nobody uses."""
    for port in PORTS:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError(f"all ports {PORTS.start} to {PORTS.stop - 1} are in use; free one")


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(
                f"{process.args!r} ended with {process.returncode} before it answered"
            )
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    raise RuntimeError(f"{url} did not answer within {LONGEST_START:g} s")
