"""Random figures of the release lead to the cells of the raw files that say so.

The raw files are read here in their own way: text files line by line, sheets with openpyxl, data
frames with pandas and pyreadr. Nothing of the ingest is used.
"""

from __future__ import annotations

import csv
import json
import math
import os
import secrets
import tomllib
import warnings
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadr
import pytest

from s3dash import ROOT

pytestmark = pytest.mark.raw

FIGURES = 500
SEED_VARIABLE = "S3DASH_LINEAGE_SEED"
SIGNS = {
    "-": {"reported", "not_published"},
    ".": {"suppressed", "missing"},
    "NA": {"suppressed", "missing"},
    "nan": {"missing"},
    "": {"missing", "not_published"},
    "x": {"not_published", "missing"},
    "...": {"missing"},
    "/": {"missing", "suppressed"},
}
"""What a sign in a cell can mean; zero, where it is reported."""

UNITS = {"": 1, "hundreds": 100, "thousands": 1000}
"""What a cell is multiplied with."""


LISTS = {
    "efre": "efre-nrw/efre_2014_2020_ruhr_asof_*.csv",
    "esf": "esf-nrw/esf_2007_2013_by_gemeinde_year.csv",
    "industrial_emissions": "dehst-industry/industry_facilities_{year}.csv",
    "inland_ports": "inland-ports/inland_goods_{year}.csv",
    "universities": "hochschulen-2023/hochschulen_ruhr.csv",
}
"""Lists that are complete by their definition: who has no line in them has nothing."""

ESF_OPERATIONS = "esf-nrw/esf_2014_2020_by_gemeinde_asof_*.csv"


class RawFiles:
    """Raw files by name, each opened once; cells as they stand there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened: dict[tuple[str, str], object] = {}
        self.books: dict[Path, openpyxl.Workbook] = {}

    def sheet(self, file: str, sheet: str = ""):
        """A list of lines, a list of rows, or a data frame."""
        if (file, sheet) not in self.opened:
            self.opened[file, sheet] = self._open(self.folder / file, sheet)
        return self.opened[file, sheet]

    def _open(self, path: Path, sheet: str):
        if path.suffix == ".csv":
            content = path.read_bytes()
            try:
                return content.decode("utf-8-sig").splitlines()
            except UnicodeDecodeError:
                return content.decode("cp1252").splitlines()
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        if path.suffix == ".rda":
            (frame,) = pyreadr.read_r(str(path)).values()
            return frame
        return list(self._book(path)[sheet].iter_rows(values_only=True))

    def _book(self, path: Path) -> openpyxl.Workbook:
        if path not in self.books:
            with warnings.catch_warnings(action="ignore"):  # print areas that openpyxl cannot read
                self.books[path] = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return self.books[path]

    def row(self, file: str, sheet: str, number: int) -> list[object]:
        found = self.sheet(file, sheet)
        if isinstance(found, pd.DataFrame):
            return found.iloc[number - 1].tolist()
        if found and isinstance(found[0], str):
            line = found[number - 1]
            (cells,) = csv.reader([line], delimiter=";" if line.count(";") > 2 else ",")
            return cells
        return list(found[number - 1])

    def cell(self, noted) -> object:
        return self.row(noted.raw_file, noted.raw_sheet, noted.raw_row)[noted.raw_column - 1]


class Figures:
    """All figures of the release with their lineage."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        metas = [json.loads(path.read_text()) for path in sorted(folder.glob("*.meta.json"))]
        self.tables = {meta["table"]: meta["file"] for meta in metas}

    def name_of(self, ags: str) -> str:
        """Name of a municipality, as lists without keys have it."""
        regions = pd.read_csv(self.folder / "regions.csv", dtype=str).set_index("ags")["name"]
        return str(regions[ags if len(ags) == 8 else f"{ags}000"])

    @property
    def without(self) -> list[str]:
        """Tables that nobody can trace."""
        return [t for t in self.tables if not (self.folder / "lineage" / f"{t}.parquet").exists()]

    @cached_property
    def rows(self) -> pd.DataFrame:
        parts = []
        for table, file in self.tables.items():
            values = _values(self.folder / file)
            noted = pq.read_table(self.folder / "lineage" / f"{table}.parquet").to_pandas()
            assert len(values) == len(noted), table
            parts.append(pd.concat([values, noted], axis=1).assign(table=table))
        rows = pd.concat(parts, ignore_index=True)
        names = ["raw_file", "raw_sheet", "raw_rule"]
        return rows.astype(dict.fromkeys(names, str))

    @cached_property
    def by_variable(self) -> dict[str, pd.DataFrame]:
        return {
            name: rows.set_index(["field", "ags", "year"]).sort_index()
            for name, rows in self.rows.groupby("variable")
        }

    def drawn(self, seed: int) -> pd.DataFrame:
        """Figures from every table: each kind of cell at least once, then as chance has it."""
        kind = self.rows["raw_rule"].str.replace(r"\d.*", "", regex=True)
        groups = self.rows.groupby(
            ["table", "raw_file", "raw_sheet", kind, "status"], observed=True
        )
        first = groups.sample(1, random_state=seed)
        per_table = max(1, (FIGURES - len(first)) // len(self.tables) + 1)
        rest = self.rows.drop(first.index).groupby("table")
        more = [part.sample(min(per_table, len(part)), random_state=seed) for _, part in rest]
        drawn = pd.concat([first, *more])
        assert len(drawn) >= FIGURES
        return drawn


def _values(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    text = {"variable": str, "field": str, "ags": str, "status": str}
    return pd.read_csv(path, dtype=text, keep_default_na=False, na_values={"value": [""]})


def number_of(cell: object) -> float:
    """Number in a cell, NaN where there is none; a text file may have a decimal comma."""
    if isinstance(cell, str):
        plain = cell.strip().replace(",", ".")
        return 0.0 if plain == "-" else float(plain) if _is_number(plain) else math.nan
    return math.nan if cell is None else float(cell)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def same_text(noted: str, cell: object) -> bool:
    """Whether the text that the lineage names stands in the cell; numbers by their value."""
    if isinstance(cell, str):
        return noted == cell or noted == cell.strip() or _same_number(noted, cell)
    if cell is None or cell != cell:
        return noted in ("", "NA", "nan")
    return _same_number(noted, cell)


def _same_number(noted: str, cell: object) -> bool:
    one, other = number_of(noted), number_of(cell)
    return one == other or (noted == "" and other != other)


class Tracer:
    """Follows a figure to its cells and calculates it again."""

    def __init__(self, raw: RawFiles, figures: Figures, corrected: set[tuple[str, str, int]]):
        self.raw, self.figures, self.corrected = raw, figures, corrected

    def fault(self, row) -> str:
        """What is wrong with a figure's lineage; empty where it leads to the cell that says so."""
        if row.raw_row:
            return self._cell_fault(row)
        if not row.raw_rule:
            known = row.status in ("missing", "not_published", "suppressed")
            return "" if known else "a figure without a cell"
        if row.status in ("suppressed", "missing"):
            parts = self._parts(row)
            unknown = any(part.status == row.status for part in parts)
            faults = [fault for part in parts if (fault := self.fault(part))]
            return "; ".join(faults) or ("" if unknown else "no part is unknown")
        again = self._calculated(row)
        if not math.isclose(again, row.value, rel_tol=1e-9, abs_tol=0.006):
            return f"the rule gives {again} instead of {row.value}"
        return "; ".join(fault for part in self._parts(row) if (fault := self.fault(part)))

    def _cell_fault(self, row) -> str:
        cell = self.raw.cell(row)
        text = row.raw_text if isinstance(row.raw_text, str) else _plain(row.value)
        if not same_text(text, cell):
            return f"the cell says {cell!r}, the lineage {text!r}"
        number = number_of(cell) * UNITS[row.raw_rule]
        if row.value != row.value:
            if number == number and text not in SIGNS:
                key = (row.variable, row.ags, int(row.year))
                return "" if key in self.corrected else f"{row.status}, but the cell says {cell!r}"
            return "" if row.status in SIGNS[text.strip()] else f"{row.status} from {text!r}"
        limit = 0.5 if row.raw_rule == "hundreds" else 0.0006
        return "" if abs(number - row.value) <= limit else f"{cell!r} gives not {row.value}"

    def _parts(self, row) -> list:
        """Stored figures that a rule was applied to."""
        rule, variable = row.raw_rule, row.variable

        def stored(name: str, field: str, ags: str, year: int):
            found = self.figures.by_variable[name].loc[(field, ags, year)]
            return SimpleNamespace(**{**found, "field": field, "ags": ags, "year": year})

        here = (row.field, row.ags, row.year)
        if rule == "B-E - C":
            return [stored(variable, field, row.ags, row.year) for field in ("B-E", "C")]
        if rule == "population / area_km2":
            return [stored(name, *here) for name in ("population", "area_km2")]
        if rule == "sum of years":
            flow = variable.partition("_since_")[0]
            years = self.figures.by_variable[flow].index.get_level_values("year").unique()
            return [stored(flow, row.field, row.ags, y) for y in years if y <= row.year]
        if rule == "sum of five years":
            flow = variable.removesuffix("_five_years")
            return [stored(flow, row.field, row.ags, row.year - back) for back in range(5)]
        if " + " in rule:
            return [stored(name, *here) for name in rule.split(" + ")]
        if rule in ("sum", "sum of municipalities") and row.ags not in ("05", "DE"):
            listed = self.figures.by_variable[variable].index
            inside = [
                ags
                for ags in listed.get_level_values("ags").unique()
                if len(ags) == 8 and (row.ags == "RUHR" or ags.startswith(row.ags))
            ]
            return [stored(variable, row.field, ags, row.year) for ags in inside]
        return []

    def _calculated(self, row) -> float:
        rule, parts = row.raw_rule, [part.value for part in self._parts(row)]
        if rule == "B-E - C":
            return parts[0] - parts[1]
        if rule == "population / area_km2":
            return round(parts[0] / parts[1], 2)
        if rule.startswith("count of rows "):
            return len(rule.removeprefix("count of rows ").split(", "))
        if rule.startswith("sum of rows "):
            rows = map(int, rule.removeprefix("sum of rows ").split(", "))
            cells = [self.raw.row(row.raw_file, "", i)[row.raw_column - 1] for i in rows]
            return sum(map(number_of, cells))
        if rule == "sum of municipalities" and row.ags in ("05", "DE"):
            return self._all_municipalities(row)
        if rule == "not listed":
            return self._not_listed(row)
        if rule == "different organisations":
            return self._organisations(row)
        assert parts, f"the test does not know the rule '{rule}'"
        return sum(parts)

    def _all_municipalities(self, row) -> float:
        """Sum over the rows of the Gemeindeverzeichnis that are about municipalities (60)."""
        listed = self.figures.by_variable[row.variable].loc[("", "05113000", row.year)]
        sheet = self.raw.sheet(listed.raw_file, listed.raw_sheet)
        return sum(
            number_of(line[listed.raw_column - 1])
            for line in sheet
            if line[0] == "60" and (row.ags == "DE" or line[2] == row.ags)
        )

    @cached_property
    def _participations(self) -> list[dict[str, str]]:
        path = next(self.raw.folder.glob("cordis-2026/cordis_participations_ruhr_*.csv"))
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def _organisations(self, row) -> float:
        rows = self._participations
        return len(
            {
                r["organisationID"]
                for r in rows
                if r["ags"][: len(row.ags)] == row.ags and int(r["startDate"][:4]) <= row.year
            }
        )

    def _not_listed(self, row) -> float:
        """Number of lines of the list that are about the figure: none."""
        if row.table == "eu_research":
            return self._no_participation(row)
        path = next(self.raw.folder.glob(LISTS[row.table].format(year=row.year)))
        lines = csv.DictReader(_lines(path))
        if row.table == "esf":
            name = self.figures.name_of(row.ags)
            if row.variable in ("esf_operations", "esf_eligible_costs"):
                lines = csv.DictReader(_lines(next(self.raw.folder.glob(ESF_OPERATIONS))))
            year = str(row.year)
            own = [r for r in lines if r["gemeinde"] == name]
            return float(sum(r.get("Jahr der Bewilligung", year) == year for r in own))
        own = [r for r in lines if r["ags"].startswith(row.ags)]
        return float(sum(row.variable.endswith(r.get("category", "")) for r in own))

    def _no_participation(self, row) -> float:
        """Participations of a municipality, year and kind."""
        types = {
            "companies": "PRC",
            "universities": "HES",
            "institutes": "REC",
            "public_bodies": "PUB",
            "others": "OTH",
            "type_unknown": "",
        }
        programmes = {"horizon_2020": "Horizon 2020", "horizon_europe": "Horizon Europe"}
        what = row.variable.removeprefix("eu_research_")
        rows = [r for r in self._participations if r["ags"][: len(row.ags)] == row.ags]
        if what in programmes:
            rows = [r for r in rows if r["programme"] == programmes[what]]
        elif what == "organisations":
            rows = [r for r in rows if int(r["startDate"][:4]) <= row.year]
        else:
            rows = [r for r in rows if int(r["startDate"][:4]) == row.year]
        if what in types:
            rows = [r for r in rows if r["activityType"] == types[what]]
        if what == "shared_participations":
            rows = [r for r in rows if len(self._places_of_projects[r["projectID"]]) > 1]
        return float(len(rows))

    @cached_property
    def _places_of_projects(self) -> dict[str, set[str]]:
        places: dict[str, set[str]] = {}
        for row in self._participations:
            places.setdefault(row["projectID"], set()).add(row["ags"])
        return places


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _plain(value: float) -> str:
    return "" if value != value else str(int(value)) if value == int(value) else repr(float(value))


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(ROOT / "data")


@pytest.fixture(scope="module")
def tracer(raw_dir, figures) -> Tracer:
    entries = tomllib.loads((ROOT / "config" / "corrections.toml").read_text())["correction"]
    corrected = {
        (entry["variable"], ags, year)
        for entry in entries
        if entry["action"] == "set_missing"
        for ags in entry["ags"]
        for year in entry["years"]
    }
    return Tracer(RawFiles(raw_dir), figures, corrected)


def test_every_table_has_its_lineage(figures):
    assert figures.without == []


def test_random_figures_lead_to_the_cells_that_say_so(figures, tracer):
    seed = int(os.environ.get(SEED_VARIABLE) or secrets.randbelow(1_000_000))
    print(f"{SEED_VARIABLE}={seed}")
    drawn = figures.drawn(seed)
    faults = [
        f"{row.table} {row.variable} '{row.field}' {row.ags} {row.year}"
        f" ({row.raw_file} {row.raw_sheet} row {row.raw_row} column {row.raw_column}): {fault}"
        for _, row in drawn.iterrows()
        if (fault := tracer.fault(row))
    ]
    assert not faults, f"{len(faults)} of {len(drawn)}, seed {seed}:\n" + "\n".join(faults)


def test_a_shifted_row_is_found(figures, tracer):
    """The same test of figures whose lineage names the line below must fail for most."""
    drawn = figures.drawn(1)
    read = drawn[(drawn["raw_row"] > 0) & drawn["value"].gt(0)].head(100)
    shifted = read.assign(raw_row=read["raw_row"] - 1)
    found = [bool(tracer.fault(row)) for _, row in shifted.iterrows()]
    assert np.mean(found) > 0.7


def test_random_flows_lead_to_their_lines(raw_dir):
    described = json.loads((ROOT / "data" / "commuter_flows.json").read_text())
    rows = pd.read_csv(ROOT / "data" / "commuter_flows.csv", dtype={"origin": str})
    raw = RawFiles(raw_dir)
    file = described["origin"]["file"]
    column = raw.row(file, "", 1).index(described["raw_column"])
    for row in rows.sample(50, random_state=3).itertuples():
        line = raw.row(file, "", row.raw_row)
        assert float(line[column]) == row.persons
        assert row.origin in line
