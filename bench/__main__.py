"""Runs the comparison: `python -m bench [--quick] [--accept] [--page]`; see `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench import cases, load, report, targets
from bench import contenders as pages
from bench.browser import Contender, chromium, run
from bench.names import BARE, DASH, OURS, USUAL
from bench.servers import APPS, App, Server, serve

QUANTITIES: Final = {
    "first": "first map drawn, ms",
    "choice": "map choice, ms",
    "indicator": "map choice, ms",
    "year": "year, ms",
    "classes": "class scheme, ms",
    "hover": "hover, ms",
    "sector": "sector, ms",
    "reference": "reference, ms",
}
"""Names of the quantities of the small map, by the choice that is made."""

CHARTS: Final = {"profil": "profile, all charts, ms", "vergleich": "comparison, all charts, ms"}


class Measured:
    """Single measures as they come, by quantity and contender."""

    def __init__(self) -> None:
        self._all: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, quantity: str, contender: str, *values: float) -> None:
        """Note measures."""
        self._all[quantity][contender].extend(values)

    def median(self, quantity: str, contender: str) -> float:
        """Median of one."""
        return statistics.median(self._all[quantity][contender])

    def medians(self) -> dict[str, dict[str, float]]:
        """Median of each."""
        return {
            quantity: {name: statistics.median(values) for name, values in row.items()}
            for quantity, row in self._all.items()
        }


def main() -> int:
    """Measure, print, write, compare; exit code 1 where a ratio fell behind the accepted one."""
    wish = _arguments()
    begin = time.monotonic()
    measured = Measured()
    drawn = _saved_charts()
    with chromium() as browser:
        facts = report.about(browser.version)
        _small_map(browser, measured, repeats=1 if wish.quick else 5, turns=3 if wish.quick else 5)
        _charts(browser, measured, drawn, repeats=1 if wish.quick else 3)
        for name in (cases.DISTRICTS, cases.GERMANY):
            _many(browser, measured, name, turns=2 if wish.quick else 4)
    _light(measured, quick=wish.quick)
    _starts(measured, repeats=1 if wish.quick else 4)
    return _finish(measured, facts, wish, time.monotonic() - begin)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repeats, to try a change")
    parser.add_argument("--accept", action="store_true", help="hold later runs to these ratios")
    parser.add_argument("--page", action="store_true", help="write the page, few repeats or not")
    return parser.parse_args()


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


def _small_map(browser: Browser, measured: Measured, *, repeats: int, turns: int) -> None:
    """All contenders with the map of the region, in turns."""
    with ExitStack() as stack:
        apps = pages.apps(cases.prepare(cases.RUHR))
        servers = {name: stack.enter_context(serve(app)) for name, app in apps.items()}
        shown = pages.contenders()
        for server in servers.values():  # the first visitor pays for imports and caches
            run(server, browser, replace(shown[server.app.name], choices={}), 0)
        for turn in range(repeats):
            for name, server in servers.items():
                _say(f"map, round {turn + 1} of {repeats}: {name}")
                _note(measured, name, run(server, browser, shown[name], turns))
            found = run(servers[OURS], browser, pages.sector_page(), turns)
            _note(measured, OURS, {key: found[key] for key in ("sector", "reference")})


def _note(measured: Measured, name: str, found: dict[str, list[float]]) -> None:
    for choice, values in found.items():
        measured.add(QUANTITIES[choice], name, *values)


def _saved_charts() -> dict[str, Path]:
    """Folder with the figures of each page that is compared by its charts."""
    with serve(pages.apps(cases.prepare(cases.RUHR))[OURS]) as ours:
        return {page: pages.save_charts(ours, page) for page in pages.charts_pages()}


def _charts(
    browser: Browser, measured: Measured, drawn: Mapping[str, Path], *, repeats: int
) -> None:
    """All charts of profile and comparison, ours and the same ones in Dash, in turns."""
    for page, contender in pages.charts_pages().items():
        with ExitStack() as stack:
            ours = stack.enter_context(serve(pages.apps(cases.prepare(cases.RUHR))[OURS]))
            app = App(DASH, "dash", APPS / "dash_charts.py", case=drawn[page])
            dash = stack.enter_context(serve(app))
            _say(f"all charts: {page}")
            for _ in range(repeats):
                for server, shown in ((ours, contender), (dash, pages.dash_charts())):
                    found = run(server, browser, shown, 2)
                    measured.add(CHARTS[page], server.app.name, *found["region"])


def _many(browser: Browser, measured: Measured, name: str, *, turns: int) -> None:
    """Maps with many areas."""
    folder = cases.prepare(name)
    indicators, years = cases.choices_of(folder)
    words = {cases.DISTRICTS: "400 districts", cases.GERMANY: "11,167 areas"}[name]
    for contender, shown in pages.many_contenders(indicators, years).items():
        _say(f"{words}: {contender}")
        with serve(pages.many_apps(folder)[contender]) as server:
            _many_one(browser, measured, server, shown, words, turns)


def _many_one(
    browser: Browser, measured: Measured, server: Server, shown: Contender, words: str, turns: int
) -> None:
    try:
        found = run(server, browser, shown, turns)
    except PlaywrightTimeout:
        _say(f"{words}: {server.app.name} was not drawn in time; it has no figures in the table")
        return
    for choice, values in found.items():
        quantity = "first map drawn" if choice == "first" else choice
        measured.add(f"{words}, {quantity}, ms", server.app.name, *values)


def _light(measured: Measured, *, quick: bool) -> None:
    """Work, bytes, memory and sessions, by light visitors, one contender at a time."""
    apps = pages.apps(cases.prepare(cases.RUHR))
    for name in (BARE, USUAL, DASH, OURS):
        with serve(apps[name]) as server:
            make = partial(load.guest, name, server.address)
            _say(f"light visitors: {name}")
            for _ in range(1 if quick else 3):
                found = asyncio.run(load.cost(server, make, 15 if quick else 40))
                measured.add("server work per choice, ms", name, found.work_ms)
                measured.add("bytes per choice", name, found.bytes_all)
                if name != BARE:
                    until = found.bytes_map or found.bytes_all
                    measured.add("bytes until the new map is drawn", name, until)
                if name == OURS:
                    change = partial(load.sector_guest, server.address)
                    found = asyncio.run(load.cost(server, change, 15 if quick else 40))
                    measured.add("bytes until the new map is drawn, sector", name, found.bytes_map)
                    measured.add("server work for a sector, ms", name, found.work_ms)
            grown, kept = asyncio.run(load.memory(server, make, 20 if quick else 60))
            measured.add("memory per session, kB", name, grown / 1024)
            if kept is not None:
                measured.add("memory left by a session that went, kB", name, kept / 1024)
            if name != USUAL:
                start = load.first_guess(measured.median("server work per choice, ms", name))
                measured.add("sessions held", name, asyncio.run(load.held(make, start=start)))
    _two_servers(measured, apps[OURS])


def _two_servers(measured: Measured, app: App) -> None:
    """Sessions that two servers hold, as deploy/compose.yaml ships them, visitors half and half."""
    _say("light visitors: two servers of ours")
    with serve(app) as one, serve(app) as other:
        turns = itertools.cycle([one.address, other.address])
        start = 2 * load.first_guess(measured.median("server work per choice, ms", OURS))
        found = asyncio.run(load.held(lambda: load.guest(OURS, next(turns)), start=start))
        measured.add("sessions held, two servers", OURS, found)


def _starts(measured: Measured, *, repeats: int) -> None:
    """Seconds until a started server is healthy, in turns."""
    apps = pages.apps(cases.prepare(cases.RUHR))
    for _ in range(repeats):
        for name in (BARE, USUAL, DASH, OURS):
            with serve(apps[name]) as server:
                measured.add("start until healthy, s", name, server.seconds)


def _finish(
    measured: Measured, facts: dict[str, str], wish: argparse.Namespace, seconds: float
) -> int:
    measures = measured.medians()
    found = targets.results(measures)
    _say(f"measured in {seconds:.0f} s\n")
    print("\n".join(report.table_of_measures(measures)), end="\n\n")
    print("\n".join(report.table_of_ratios(found)), end="\n\n")
    print(report.bytes_line(measures), end="\n\n")
    if wish.quick:
        facts["repeats"] = "few (a quick run)"
    report.write(measures, found, facts, page=wish.page or not wish.quick)
    behind = targets.fallen_behind(found, report.accepted())
    if wish.accept:
        report.accept(found)
        print("These ratios are accepted from now on.")
        return 0
    for line in behind:
        print(f"fell behind by more than a quarter: {line}", file=sys.stderr)
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
