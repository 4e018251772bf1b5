"""The table, the chart and the section of `docs/performance.md` that a run leaves behind."""

from __future__ import annotations

import datetime
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import psutil

from bench.names import BARE, DASH, OURS, USUAL
from bench.targets import MOST_BYTES, Measures, Result
from s3dash import ROOT

mpl.use("agg")

from matplotlib import pyplot as plt

from s3dash.charts import theme

RESULTS: Final = ROOT / "bench" / "results"
ACCEPTED: Final = ROOT / "bench" / "accepted.json"
PAGE: Final = ROOT / "docs" / "performance.md"
CHART: Final = ROOT / "docs" / "pictures" / "performance.png"
MARKS: Final = ("<!-- measured: begin -->", "<!-- measured: end -->")
PACKAGES: Final = ("streamlit", "dash", "plotly", "pandas", "playwright")
COLUMNS: Final = (BARE, USUAL, DASH, OURS)


def about(chromium: str) -> dict[str, str]:
    """Machine, versions and date of a run."""
    memory = psutil.virtual_memory().total / 2**30
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB,"
        f" {platform.system()} {platform.release().partition('-')[0]}; load at the start {_load()}",
        "Python": platform.python_version(),
        "Chromium": chromium,
    } | {name: version(name) for name in PACKAGES}


def _load() -> str:
    return f"{psutil.getloadavg()[0]:.1f}"


def number(value: float | None) -> str:
    """A measure with as many digits as it deserves."""
    if value is None:
        return "–"
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def table_of_measures(measures: Measures) -> list[str]:
    """All medians, as lines of Markdown."""
    lines = [f"| median | {' | '.join(COLUMNS)} |", "| --- |" + " ---: |" * len(COLUMNS)]
    for quantity, row in measures.items():
        cells = " | ".join(number(row.get(name)) for name in COLUMNS)
        lines.append(f"| {quantity} | {cells} |")
    return lines


def table_of_ratios(found: Sequence[Result]) -> list[str]:
    """All ratios with their targets, as lines of Markdown."""
    lines = ["| ours against | ours | theirs | ratio | target | |",
             "| --- | ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    for one in found:
        sign = "≥" if one.target.at_least else "≤"
        limit = "" if one.target.limit is None else f"{sign} {one.target.limit:g}"
        met = {True: "met", False: "**not met**", None: ""}[one.met]
        cells = (
            one.target.name,
            number(one.ours),
            number(one.theirs),
            f"{one.ratio:.2f}",
            limit,
            met,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def bytes_line(measures: Measures) -> str:
    """Whether the bytes until the new map stay below the limit."""
    used = measures.get("bytes until the new map is drawn", {}).get(OURS)
    if used is None:
        return ""
    met = "met" if used <= MOST_BYTES else "**not met**"
    return f"Bytes until the new map is drawn: {used:,.0f} of at most {MOST_BYTES:,} ({met})."


def write(
    measures: Measures, found: Sequence[Result], facts: Mapping[str, str], page: bool
) -> None:
    """Write `bench/results/last.json`; with `page` also the chart and the section of the page."""
    RESULTS.mkdir(exist_ok=True)
    content = {
        "about": dict(facts),
        "measures": {key: dict(row) for key, row in measures.items()},
        "ratios": ratios(found),
    }
    _json(RESULTS / "last.json", content)
    _draw(found, CHART if page else RESULTS / "last.png")
    if page:
        _section(measures, found, facts)


def ratios(found: Sequence[Result]) -> dict[str, float]:
    """Ratios by name."""
    return {one.target.name: round(one.ratio, 4) for one in found}


def accepted() -> dict[str, float]:
    """Ratios that were accepted last; none before the first time."""
    if not ACCEPTED.exists():
        return {}
    found: dict[str, float] = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    return found


def accept(found: Sequence[Result]) -> None:
    """Take these ratios as those that later runs are held to."""
    _json(ACCEPTED, accepted() | ratios(found))


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _section(measures: Measures, found: Sequence[Result], facts: Mapping[str, str]) -> None:
    begin, end = MARKS
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    _, after = rest.split(end)
    known = "; ".join(
        f"{key} {value}" for key, value in facts.items() if key not in ("date", "machine")
    )
    lines = [
        f"Measured on {facts['date']}. Machine: {facts['machine']}. {known}.",
        "",
        *table_of_ratios(found),
        "",
        bytes_line(measures),
        "",
        *table_of_measures(measures),
    ]
    PAGE.write_text(f"{before}{begin}\n{chr(10).join(lines)}\n{end}{after}", "utf-8")


def _draw(found: Sequence[Result], path: Path) -> None:
    """Ratios beside their targets: how much of what is allowed each one uses."""
    shown = [one for one in found if one.target.limit]
    used = [
        one.target.limit / one.ratio if one.target.at_least else one.ratio / one.target.limit  # type: ignore[operator]
        for one in shown
    ]
    palette = theme.palette("light").regions
    colours = [palette[0] if one.met else palette[1] for one in shown]
    figure, axes = plt.subplots(figsize=(9, 0.3 * len(shown) + 1.2), layout="constrained")
    places = range(len(shown))
    axes.barh(places, [min(one, 4) for one in used], color=colours, height=0.65)
    for place, one, item in zip(places, used, shown, strict=True):
        axes.text(min(one, 4) + 0.04, place, f"{item.ratio:.2f}", va="center", fontsize=8)
    axes.axvline(1, color="#1b2530", linewidth=1)
    axes.set_yticks(places, [one.target.name for one in shown], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, 4.4)
    axes.set_xlabel("share of what the target allows (the line); at the bar: the ratio")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)
    plt.close(figure)
