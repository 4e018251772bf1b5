"""Every figure by sector of the 15 districts, computed again from the official files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from s3dash import codes, config
from s3dash.indicators import REFERENCE_PLACES, SECTOR, Question, figures, places_of
from s3dash.state import Options

YEARS = range(2015, 2021)
LABELS = {
    "(A)": "A",
    "(B-E)": "B-E",
    "(C)": "C",
    "(F)": "F",
    "(G-I)": "G-I",
    "(J)": "J",
    "(K)": "K",
    "(L)": "L",
    "Wohnungswesen": "L",
    "Freiberufl": "M-N",
    "Verteidig": "O-Q",
    "Unterhaltung": "R-U",
    "Insgesamt": "TOTAL",
}
COUNTED = {"employees": 3, "employees_women": 5, "employees_foreigners": 6}
AREAS = {"germany": "DG", "nrw": "05"}

NAN = float("nan")  # suppressed in the file

Counts = Mapping[tuple[str, str, str, int], float]
"""(indicator, area, sector, year) → persons."""


def sector_of(label: str) -> str | None:
    """Code of a label of the file, by the mark that no other label has."""
    marks = [code for mark, code in LABELS.items() if mark in label]
    return marks[0] if marks else None


def number(cell: str) -> float:
    return {"-": 0.0, ".": NAN}[cell] if cell in "-." else float(cell)


@pytest.fixture(scope="module")
def counts(raw_dir: Path) -> Counts:
    """All counts of the region, its state and Germany, read cell by cell."""
    wanted = {*config.region().districts, *AREAS.values()}
    found = {}
    for year in YEARS:
        path = raw_dir / "genesis-13111-07-05-4" / f"13111-07-05-4_{year}.csv"
        with path.open(encoding="iso-8859-1", newline="") as stream:
            for row in csv.reader(stream, delimiter=";"):
                if len(row) < 9 or row[0] not in wanted or not (sector := sector_of(row[2])):
                    continue
                for indicator, column in COUNTED.items():
                    found[indicator, row[0], sector, year] = number(row[column])
    for (indicator, area, sector, year), count in list(found.items()):
        if sector == "B-E":
            remainder = count - found[indicator, area, "C", year]
            found[indicator, area, "B+D+E", year] = remainder
    for indicator in COUNTED:
        for sector in (*codes.SECTORS, "TOTAL"):
            for year in YEARS:
                keys = [(indicator, ags, sector, year) for ags in config.region().districts]
                found[indicator, "RUHR", sector, year] = sum(found[key] for key in keys)
    return found


def asked(options: Options, name: str, sector: str, reference: str = "") -> list[dict[str, object]]:
    question = Question(options.indicators[name], SECTOR, sector, reference)
    places = places_of(options.release, codes.DISTRICT)
    return figures(options.release, question, places, YEARS).to_dict("records")


@pytest.mark.raw
@pytest.mark.parametrize("indicator", COUNTED)
def test_counts_are_those_of_the_file(counts: Counts, options: Options, indicator: str) -> None:
    for sector in (*codes.SECTORS, "TOTAL"):
        rows = asked(options, indicator, sector)
        assert len(rows) == 15 * len(YEARS)
        for row in rows:
            expected = counts[indicator, str(row["ags"]), sector, int(str(row["year"]))]
            assert row["value"] == pytest.approx(expected, abs=0, nan_ok=True)
            assert (row["status"] == codes.SUPPRESSED) == (expected != expected)


@pytest.mark.raw
@pytest.mark.parametrize("reference", REFERENCE_PLACES)
def test_quotients_are_those_of_the_file(counts: Counts, options: Options, reference: str) -> None:
    area = AREAS.get(reference, "RUHR")
    for sector in (*codes.SECTORS, "TOTAL"):
        rows = asked(options, "location_quotient", sector, reference)
        assert len(rows) == 15 * len(YEARS)
        for row in rows:
            ags, year = str(row["ags"]), int(str(row["year"]))
            here = counts["employees", ags, sector, year] / counts["employees", ags, "TOTAL", year]
            there = (
                counts["employees", area, sector, year] / counts["employees", area, "TOTAL", year]
            )
            assert row["value"] == pytest.approx(here / there, rel=1e-12), (ags, sector, year)


@pytest.mark.raw
def test_shares_and_growth_are_those_of_the_file(counts: Counts, options: Options) -> None:
    growth = options.indicators["employee_growth"]
    places = places_of(options.release, codes.DISTRICT)
    for sector in (*codes.SECTORS, "TOTAL"):
        for row in asked(options, "employee_share", sector):
            ags, year = str(row["ags"]), int(str(row["year"]))
            share = counts["employees", ags, sector, year] / counts["employees", ags, "TOTAL", year]
            assert row["value"] == pytest.approx(100 * share, rel=1e-12)
        question = Question(growth, SECTOR, sector, base=2015)
        for row in figures(options.release, question, places, [2020]).to_dict("records"):
            start, end = (counts["employees", row["ags"], sector, year] for year in (2015, 2020))
            assert row["value"] == pytest.approx(100 * (end - start) / start, rel=1e-12)
