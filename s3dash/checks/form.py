"""Files, sidecars, columns, keys, statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
import pandera.pandas as pa

from s3dash import codes
from s3dash.checks.content import Content, places, read_json
from s3dash.checks.registry import Problem, check
from s3dash.release import KEY, VALUE_COLUMNS, sha256

TABLES: Final = (
    "employees_by_sector",
    "employees_december",
    "employees_by_occupation",
    "population",
    "unemployment",
    "inkar",
)

MAX_CASES: Final = 20
"""Cells that fail a column's rule and are named one by one."""


@check("Dateien vollständig und unverändert", "Files complete and unchanged")
def files(content: Content) -> Iterator[Problem]:
    """Each file has the SHA-256 in `release.json`, each table is there, none is unlisted."""
    listed: dict[str, str] = read_json(content.data / "release.json")["files"]
    for name, expected in listed.items():
        path = content.folder / name
        if not path.is_file():
            yield Problem(name, "", "is listed in release.json but missing", "run the ingest again")
        elif (found := sha256(path)) != expected:
            yield Problem(
                name,
                "",
                f"has SHA-256 {found[:12]}…, release.json says {expected[:12]}…",
                "never edit a release by hand: run the ingest again",
            )
    for path in (*content.data.rglob("*"), *content.geo.rglob("*")):
        name = path.relative_to(content.folder).as_posix()
        if path.is_file() and name not in listed and path.name != "release.json":
            yield Problem(name, "", "is not listed in release.json", "remove it or run the ingest")
    for name in TABLES:
        if name not in content.sidecars:
            yield Problem(f"{name}.meta.json", "", "is missing", "run the ingest again")


@check("Beschreibungen passen zu den Tabellen", "Sidecars match their tables")
def sidecars(content: Content) -> Iterator[Problem]:
    """Rows, variables, years, levels, fields, unit and source are as the sidecar says."""
    sources = {entry["id"] for entry in content.sources}
    levels = dict(zip(content.regions["ags"], content.regions["level"], strict=True))
    for name, meta in content.sidecars.items():
        table, file = content.tables[name], f"{name}.meta.json"
        if meta["rows"] != len(table):
            yield _wrong_sidecar(file, "", f"says {meta['rows']} rows, the table has {len(table)}")
        if set(meta["variables"]) != set(table["variable"].unique()):
            yield _wrong_sidecar(file, "", "lists other variables than the table has")
        for variable, described in meta["variables"].items():
            if described["source"] not in sources:
                problem = f"source '{described['source']}' is not in sources.json"
                yield _wrong_sidecar(file, variable, problem)
            rows = table[(table["variable"] == variable) & (table["status"] != codes.NOT_PUBLISHED)]
            yield from _described(file, variable, described, rows, levels)


def _described(
    file: str,
    variable: str,
    described: Mapping[str, Any],
    rows: pd.DataFrame,
    levels: Mapping[str, str],
) -> Iterator[Problem]:
    if sorted(rows["year"].unique()) != described["years"]:
        yield _wrong_sidecar(file, variable, f"years are not {described['years']}")
    if sorted(rows["field"].unique()) != described["fields"]:
        yield _wrong_sidecar(file, variable, "fields differ from the table's")
    if {levels.get(ags) for ags in rows["ags"].unique()} != set(described["levels"]):
        yield _wrong_sidecar(file, variable, f"levels are not {described['levels']}")
    if not described["unit"] or not described["reference_date"]:
        yield _wrong_sidecar(file, variable, "unit or reference date is empty")


def _wrong_sidecar(file: str, place: str, problem: str) -> Problem:
    return Problem(file, place, problem, "run the ingest again")


_VALUES = pa.DataFrameSchema(
    {
        "variable": pa.Column(str, pa.Check.str_length(min_value=1)),
        "field": pa.Column(str),
        "ags": pa.Column(str, pa.Check.str_matches(r"^(\d{8}|\d{5}|\d{2}|DE|RUHR)$")),
        "year": pa.Column(int, pa.Check.in_range(1990, 2035), coerce=True),
        "value": pa.Column(float, nullable=True, coerce=True),
        "status": pa.Column(str, pa.Check.isin(codes.STATUSES)),
    },
    ordered=True,
    strict=True,
)


@check("Spalten, Typen, Schlüssel, Reihenfolge", "Columns, types, keys, order")
def columns(content: Content) -> Iterator[Problem]:
    """Each table has the columns of long values, a unique key, and is sorted by it."""
    for name, table in content.tables.items():
        file = content.sidecars[name]["file"]
        try:
            _VALUES.validate(table, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for case in errors.failure_cases.head(MAX_CASES).itertuples():
                yield Problem(
                    file,
                    f"row {case.index}, {case.column}",
                    f"'{case.failure_case}' fails {case.check}",
                    f"expected are the columns {', '.join(VALUE_COLUMNS)} of docs/architecture.md",
                )
            continue
        yield from _order(file, table)


def _order(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    ordered = table.sort_values(list(KEY), kind="stable").index
    if not ordered.equals(table.index):
        row = int(np.argmax(np.asarray(ordered) != np.asarray(table.index)))
        yield Problem(file, f"row {row}", f"rows are not sorted by {', '.join(KEY)}", "sort them")
    for place in places(table[table.duplicated(list(KEY))]):
        yield Problem(file, place, "the key stands twice", "keep the official row only")


@check("Kein Wert ohne Status, kein Status ohne Wert", "Values and statuses agree")
def statuses(content: Content) -> Iterator[Problem]:
    """A number is missing exactly where the status is suppressed, missing or not published."""
    for name, table in content.tables.items():
        empty, without = table["value"].isna(), table["status"].isin(codes.WITHOUT_VALUE)
        file, wrong = content.sidecars[name]["file"], table[empty != without]
        for place, value, status in zip(
            places(wrong), wrong["value"], wrong["status"], strict=True
        ):
            yield Problem(
                file,
                place,
                f"value {value} with status {status}",
                "unknown is never a number: correct the status or leave the value empty",
            )
        for place in places(table[np.isinf(table["value"])]):
            yield Problem(file, place, "is infinite", "look at its divisor")
