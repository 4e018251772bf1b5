"""Runs all kinds of torture, prints one table, and writes it into docs/reliability.md.

Kinds that are run by themselves replace their own rows there and keep those of the others.

python -m tests.torture [--soak MINUTES] [--only links,data,ingest,browser,load,soak] [--short]
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from s3dash import ROOT
from tests.torture import damage, in_browser, ingest_kills, links, load
from tests.torture.outcome import Outcome, table

DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- torture: begin -->", "<!-- torture: end -->"
MOST_TOLD = 10
"""Failures of one kind that are printed."""


def raw_folder() -> Path | None:
    """Folder of the raw files, where there is one."""
    folder = Path(os.environ.get("S3DASH_RAW") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def of_data(folder: Path, short: bool) -> list[Outcome]:
    """Damaged files."""
    made = [folder / name for name in ("release", "kept", "settings", "pages")]
    for one in made:
        one.mkdir()
    return [
        damage.release_files(made[0], files=12 if short else None),
        damage.kept_files(made[1]),
        damage.settings_files(made[2]),
        damage.pages(made[3]),
    ]


def of_ingest(folder: Path, short: bool) -> list[Outcome]:
    """Killed and hindered ingests."""
    found = [
        ingest_kills.killed_while_switching(folder / "killed", rounds=12 if short else 60),
        ingest_kills.full_disk(folder / "full"),
        ingest_kills.mounted_disk(folder / "mounted"),
    ]
    raw = raw_folder()
    if raw and not short:
        found.append(ingest_kills.whole_ingest(folder / "whole", raw))
    return found


def of_deploy(folder: Path, short: bool) -> list[Outcome]:
    """The tests of the deployment behind a real nginx, where there is one."""
    found = Outcome("two replicas behind nginx (tests/deploy)")
    if not (ROOT / "tests" / "deploy").is_dir() or not shutil.which("nginx"):
        found.seen = "not tried: no nginx here"
        return [found]
    command = [sys.executable, "-m", "pytest", "-v", "-n0", "tests/deploy"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    last = done.stdout.strip().splitlines()[-1:] or [done.stderr[-200:]]
    found.expect(done.returncode == 0, done.stdout[-2000:])
    found.seen = last[0].strip("= ").partition(" in ")[0]
    return [found]


def kinds(soak: float) -> dict[str, Callable[[Path, bool], list[Outcome]]]:
    """What there is, in the order in which it runs."""
    return {
        "ingest": of_ingest,
        "data": of_data,
        "links": lambda folder, short: links.all_pages(
            count=6 if short else 30, usual_count=4 if short else 8
        ),
        "browser": lambda folder, short: [
            in_browser.in_browser(folder / "browser.log", count=6 if short else 24)
        ],
        "load": lambda folder, short: [
            load.hall(folder / "hall.log", **({"visitors": 20, "choices": 6} if short else {}))
        ],
        "soak": lambda folder, short: [load.soak(folder / "soak.log", minutes=soak)],
        "deploy": of_deploy,
    }


def main() -> int:
    """Run what is asked for; 1 where anything did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--soak", type=float, default=1.0, help="minutes of the soak")
    parser.add_argument("--only", default="", help="kinds to run, with commas; all if not given")
    parser.add_argument("--short", action="store_true", help="a small sample of each kind")
    asked = parser.parse_args()
    logging.getLogger("s3dash").setLevel(logging.CRITICAL)
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    found: dict[str, list[Outcome]] = {}
    start = time.monotonic()
    for name, run in kinds(asked.soak).items():
        if asked.only and name not in asked.only.split(","):
            continue
        with tempfile.TemporaryDirectory(prefix="s3dash-torture-") as folder:
            for outcome in run(Path(folder), asked.short):
                print(table([outcome]).splitlines()[-1], flush=True)
                for line in outcome.failures[:MOST_TOLD]:
                    print(f"    {line}", flush=True)
                found.setdefault(name, []).append(outcome)
    minutes = (time.monotonic() - start) / 60
    every = [outcome for outcomes in found.values() for outcome in outcomes]
    print(f"\n{table(every)}\n\n{minutes:.1f} minutes")
    if not asked.short:
        words = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(written(words, found, f"{datetime.now(UTC):%Y-%m-%d}"), "utf-8")
    return int(any(outcome.failures for outcome in every))


HEAD = "| part | what | tries | failures | seen | on |\n| --- | --- | ---: | ---: | --- | --- |"


def written(words: str, found: dict[str, list[Outcome]], day: str) -> str:
    """The document with the rows of the parts that were run, with machine and versions."""
    before, rest = words.split(BEGIN)
    old, after = rest.split(END)
    rows: dict[str, list[str]] = {}
    for line in old.splitlines():
        if line.startswith("| ") and line not in HEAD:
            rows.setdefault(line.split(" | ")[0].removeprefix("| "), []).append(line)
    rows |= {
        name: [
            f"| {name} | {one.kind} | {one.runs:,} | {len(one.failures)} | {one.seen} | {day} |"
            for one in outcomes
        ]
        for name, outcomes in found.items()
    }
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "pandas", "numpy"))
    about = (
        f"On {os.cpu_count()} cores"
        f" ({platform.machine()}, {platform.system()} {platform.release().split('-')[0]}),"
        f" Python {platform.python_version()}, {packages}."
    )
    lines = [line for name in sorted(rows) for line in rows[name]]
    table_of_all = "\n".join([HEAD, *lines])
    return f"{before}{BEGIN}\n{about}\n\n{table_of_all}\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
