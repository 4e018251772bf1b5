"""The data dictionary: every table, variable, unit, year and gap, made from the release itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from s3dash import codes
from s3dash.open_data.parts import (
    FLOWS,
    PARTICIPATIONS,
    Part,
    flows,
    may_be_handed_on,
    participations,
    tables,
)
from s3dash.release import FLOW_COLUMNS, LINEAGE_COLUMNS, Release, read_values

COMMAND: Final = "python -m s3dash dictionary > docs/data-dictionary.md"

_COLUMNS: Final = {
    "variable": "text; what was counted, see below",
    "field": "text; sector (WZ 2008), occupation group (KldB 2010, 3 digits) or another kind; empty"
    " where the variable has none; names in `data/fields.csv`",
    "ags": "text; official key with leading zeros: 8 digits municipality, 5 district, 2 state; `DE`"
    " Germany; `RUHR` the region as a source publishes it; names in `data/regions.csv`",
    "year": "integer; the year the figure is about",
    "value": "number in the variable's unit; empty exactly where the status says why",
    "status": "text; how the figure came to be",
}
_STATUS: Final = {
    codes.REPORTED: "a figure as the source publishes it",
    codes.CALCULATED: "a figure made from reported ones; the rule is in the lineage",
    codes.SUPPRESSED: "no figure: the source keeps it secret; unknown, never zero",
    codes.MISSING: "no figure: the source has the cell without a number, or a known fault in it",
    codes.NOT_PUBLISHED: "no figure: the source does not have the cell, or not for this year",
}
_LINEAGE: Final = {
    "raw_file": "text; file of the source, its SHA-256 is in the sidecar's `origin`",
    "raw_sheet": "text; sheet or table in it; empty where it has none",
    "raw_row": "integer; row, counted from 1; 0 where no single cell was read",
    "raw_column": "integer; column, counted from 1; 0 where no single cell was read",
    "raw_text": "text that stood there; empty where it is the number itself",
    "raw_rule": "text; rule by which the figure was made; empty where it is the cell's own",
}
_FLOWS: Final = {
    "origin": "text; region where people live",
    "destination": "text; region where people work",
    "year": "integer",
    "persons": "number; people who commute; a pair without a row is unknown, not zero",
    "status": "text; as above",
    "raw_row": "integer; line in the source's file, counted from 1",
}
_HEAD: Final = (
    "variable",
    "unit",
    "date",
    "levels",
    "years",
    "not joined from",
    "fields",
    "no figure",
    "used by",
)


def dictionary(release: Release) -> str:
    """Data dictionary of a release as Markdown; the same release gives the same text."""
    figures = tables(release.folder)
    pairs = flows(release.folder)
    projects = participations(release.folder)
    lines = [
        "# Data dictionary",
        "",
        f"Release {release.version}. Made from the release by `{COMMAND}`; do not edit by hand.",
        "",
        *_explained("Columns of every table of figures", "column", _COLUMNS),
        "",
        *_explained("What a status means", "status", {s: _STATUS[s] for s in codes.STATUSES}),
        "",
        "A cell that no row speaks of is `not_published`.",
        "",
        *_explained(
            "Lineage (`data/lineage/<table>.parquet`, row by row as in the table)",
            "column",
            {name: _LINEAGE[name] for name in LINEAGE_COLUMNS},
        ),
    ]
    if pairs:
        named = {name: _FLOWS[name] for name in FLOW_COLUMNS}
        lines += ["", *_explained("Columns of flows", "column", named)]
    for part in projects:
        explained = {name: texts["en"] for name, texts in part.meta["columns"].items()}
        lines += ["", *_explained(f"Columns of `{part.name}`", "column", explained)]
    used = _used_by(release)
    lines += [line for part in figures for line in _described(part, release, used)]
    lines += [line for part in (*pairs, *projects) for line in _described(part, release, used)]
    return "\n".join([*lines, "", *_sources(release)]) + "\n"


def _explained(title: str, head: str, meanings: Mapping[str, str]) -> list[str]:
    rows = [(f"`{name}`", meaning) for name, meaning in meanings.items()]
    return [f"## {title}", "", *_table((head, "meaning"), rows)]


def _described(part: Part, release: Release, used: Mapping[str, list[str]]) -> Iterator[str]:
    """Lines on one table, one list of flows, or the participations."""
    handed = may_be_handed_on(part, release.sources)
    terms = "" if handed else " Not in the archive: terms of passing it on are not confirmed."
    yield from ("", f"## `{part.name}`: {part.title.en} ({part.title.de})", "")
    yield (
        f"`{part.file}`, {part.meta['rows']:,} rows. Source:"
        f" {', '.join(f'`{name}`' for name in part.sources)}.{terms}"
    )
    if part.kind == FLOWS:
        yield (
            f" Unit: {part.meta['unit']}; date: {part.meta['reference_date']};"
            f" years: {year_spans(part.years)}. {part.meta['note_en']}"
        )
        return
    if part.kind == PARTICIPATIONS:
        yield f" Years of start: {year_spans(part.years)}. {part.meta['note_en']}"
        return
    yield f"Territorial status: {part.meta['territorial_status']}."
    yield ""
    without = _without_figure(part, release)
    yield from _table(
        _HEAD,
        (_variable(n, v, without.get(n, ""), used.get(n, [])) for n, v in part.variables.items()),
    )


def _variable(
    name: str, described: Mapping[str, Any], without: str, used: Sequence[str]
) -> tuple[str, ...]:
    fields = [field for field in described["fields"] if field]
    few = len(fields) <= 12
    return (
        f"`{name}`",
        described["unit"],
        described["reference_date"],
        ", ".join(described["levels"]),
        year_spans(described["years"]),
        ", ".join(map(str, described["breaks"])),
        ", ".join(f"`{field}`" for field in fields) if few else f"{len(fields)} codes",
        without,
        ", ".join(f"`{indicator}`" for indicator in used),
    )


def _without_figure(part: Part, release: Release) -> dict[str, str]:
    """How many rows of each variable have no figure, by status."""
    values = read_values(release.folder / part.meta["file"])
    absent = values[values["status"].isin(codes.WITHOUT_VALUE)]
    counted = absent.groupby(["variable", "status"], as_index=False).size()
    found: dict[str, list[str]] = {}
    for _, row in counted.iterrows():
        found.setdefault(str(row["variable"]), []).append(f"{row['size']:,} {row['status']}")
    return {variable: ", ".join(words) for variable, words in found.items()}


def _used_by(release: Release) -> dict[str, list[str]]:
    """Indicators that are made from each variable."""
    found: dict[str, list[str]] = {}
    for name, entry in release.indicators.items():
        used = [*entry.get("variables_by_field", {}).values(), entry["variable"]]
        used += [entry.get("denominator"), *entry.get("recompute", {}).values()]
        for variable in dict.fromkeys(used):
            if variable:
                found.setdefault(variable, []).append(name)
    return found


def _sources(release: Release) -> list[str]:
    rows = (
        (
            f"`{name}`",
            s["title_en"],
            s["producer_en"],
            s["as_of"],
            s["licence"],
            s["redistribution"],
        )
        for name, s in release.sources.items()
    )
    head = ("source", "title", "producer", "as of", "licence", "passing on")
    return ["## Sources", "", *_table(head, rows)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def year_spans(years: Sequence[int]) -> str:
    """Years in ascending order as spans.

    >>> year_spans([2009, 2010, 2011, 2013])
    '2009–2011, 2013'
    """
    starts = [years[0], *(b for a, b in pairwise(years) if b > a + 1)]
    ends = [*(a for a, b in pairwise(years) if b > a + 1), years[-1]]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
