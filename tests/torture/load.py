"""A full hall: two hundred visitors within ten seconds, and a soak, against a running server."""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s3dash import ROOT
from tests.browser.conftest import answers, free_port
from tests.streamlit_client import VisitError, Visitor, run_beside
from tests.torture.outcome import Outcome

SEED = 2026
LEFT_AFTER = 5
"""Seconds after which the server forgets somebody who has left, for these runs."""

CHOICES = {
    "karte": ("karte_indicator", "karte_reference", "karte_level"),
    "profil": ("profile_place",),
    "themen": (),
    "kooperation": (),
    "pendler": ("flow_place",),
    "": (),
}
"""Pages that are visited, and select boxes of them that are chosen in."""


@contextmanager
def server(log: Path) -> Iterator[tuple[str, int]]:
    """The dashboard as it ships, on a free port; its address and process."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", "serve.py"),
        *(f"--server.port={port}", "--server.address=127.0.0.1"),
        f"--server.disconnectedSessionTTL={LEFT_AFTER}",
    ]
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=ROOT, stdout=stream, stderr=stream)
        address = f"http://127.0.0.1:{port}"
        try:
            while not answers(f"{address}/_stcore/health"):
                if process.poll() is not None:
                    raise RuntimeError(f"the server ended; see {log}")
                time.sleep(0.1)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def megabytes(pid: int) -> float:
    """Memory that a process holds (resident)."""
    words = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").split()
    return int(words[words.index("VmRSS:") + 1]) / 1024


async def visit(address: str, dice: random.Random, choices: int, took: list[float]) -> list[str]:
    """One visitor: opens pages and chooses; what went wrong."""
    wrong: list[str] = []
    try:
        async with Visitor(address, timeout=300) as one:
            left = choices
            while left > 0:
                page = dice.choice(list(CHOICES))
                left -= 1
                answer = await one.open(page, lang=dice.choice(["de", "en"]))
                took.append(answer.seconds)
                wrong += answer.exceptions
                for key in CHOICES[page] * 2:
                    with suppress(VisitError):
                        box = one.select_box(key)
                        answer = await one.select(key, dice.choice(list(box.options)))
                        took.append(answer.seconds)
                        wrong += answer.exceptions
                        left -= 1
            if "refused" in one.words():
                wrong.append("the page was refused")
    except Exception as error:
        wrong.append(f"{type(error).__name__}: {error}")
    return wrong


async def _crowd(
    address: str, seed: int, size: int, choices: int, within: float
) -> tuple[list[str], list[float]]:
    took: list[float] = []

    async def late(number: int) -> list[str]:
        await asyncio.sleep(within * number / size)
        return await visit(address, random.Random(seed + number), choices, took)

    wrong = await asyncio.gather(*(late(number) for number in range(size)))
    return [line for lines in wrong for line in lines], took


def crowd(
    address: str, seed: int, size: int, choices: int, within: float = 10.0
) -> tuple[list[str], list[float]]:
    """Visitors who come within some seconds: what went wrong, and the seconds of each answer."""
    return run_beside(_crowd(address, seed, size, choices, within))


def settled(address: str, pid: int) -> float:
    """Memory when all have left: somebody looks in, as the server clears up when one comes."""
    lowest = megabytes(pid)
    for _ in range(6):
        time.sleep(LEFT_AFTER / 2)
        crowd(address, 0, 1, 1, 0.0)
        lowest = min(lowest, megabytes(pid))
    return lowest


def hall(log: Path, *, visitors: int = 200, choices: int = 20) -> Outcome:
    """Visitors within ten seconds, each with some choices: no error, and the memory comes back.

    The same hall comes twice. What the first one leaves are figures that are kept for all readers,
    of which there are so many at most; what the second one leaves would be a leak.
    """
    found = Outcome(f"{visitors} visitors within 10 s, {choices} choices each")
    with server(log) as (address, pid):
        crowd(address, SEED, visitors, choices)
        start = settled(address, pid)
        wrong, took = crowd(address, SEED, visitors, choices)
        highest = megabytes(pid)
        end = settled(address, pid)
        healthy = urllib.request.urlopen(f"{address}/_stcore/health", timeout=20).status == 200
    found.runs = len(took)
    found.failures += wrong
    found.expect(healthy, "the server is not healthy afterwards")
    found.expect(end <= 1.1 * start, f"memory {start:.0f} MB before, {end:.0f} MB after")
    found.failures += tracebacks(log)
    found.seen = (
        f"median answer {statistics.median(took):.2f} s; memory {start:.0f} MB before,"
        f" {highest:.0f} MB in the crowd, {end:.0f} MB after"
    )
    return found


def soak(log: Path, *, minutes: float = 3.0, visitors: int = 8) -> Outcome:
    """Visitors who come and go for some minutes: the memory of the later third does not grow."""
    found = Outcome(f"soak, {minutes:g} minutes")
    memory: list[tuple[float, float]] = []
    with server(log) as (address, pid):
        crowd(address, SEED, 20, 20)
        start, number, count = time.monotonic(), 0, 0
        while time.monotonic() - start < 60 * minutes:
            number += 1
            wrong, took = crowd(address, SEED + 1000 * number, visitors, 10, 0.0)
            found.failures += wrong
            count += len(took)
            memory.append((time.monotonic() - start, megabytes(pid)))
    found.runs = count
    third = max(1, len(memory) // 3)
    middle = statistics.median(size for _, size in memory[third : 2 * third] or memory)
    late = statistics.median(size for _, size in memory[-third:])
    found.expect(late <= 1.1 * middle, f"memory grew from {middle:.0f} MB to {late:.0f} MB")
    found.failures += tracebacks(log)
    found.seen = f"memory {memory[0][1]:.0f} MB at first, {middle:.0f}, {late:.0f} MB at last"
    return found


def tracebacks(log: Path) -> list[str]:
    """Failures that the server wrote down."""
    words = log.read_text(encoding="utf-8", errors="replace")
    return [f"server log: {line}" for line in words.splitlines() if "Traceback" in line]
