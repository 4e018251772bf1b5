"""A small made release that passes every check: real keys and boundaries, invented figures."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from s3dash import ROOT, codes, config, release
from s3dash.checks.sums import GERMANY_WITHOUT_SECTOR
from s3dash.release import PROJECT_COLUMNS, Origin, Participations, Table, Variable

YEARS = (2015, 2016)
STATES = tuple(f"{number:02d}" for number in range(1, 17))
PER_SECTOR = 5_000.0
"""Employees of every district of the region in every sector."""

EU_CITY = "05913000"
"""The city that takes part in EU research."""

ELSEWHERE = 12.0
"""How much larger the other districts are, so that Germany's named remainder is small."""


def municipalities() -> list[str]:
    layer = json.loads((ROOT / "geo" / "municipalities.geojson").read_text(encoding="utf-8"))
    return sorted(feature["properties"]["ags"] for feature in layer["features"])


def districts() -> list[str]:
    return list(config.region().districts)


def all_districts() -> list[str]:
    """The region's districts, one more in its state, and one in each other state."""
    others = [f"{state}111" for state in STATES]
    return sorted([*districts(), *others])


def rows(
    variable: str, field: str, values: Mapping[str, float], year: int, status: str = codes.REPORTED
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "variable": variable,
            "field": field,
            "ags": list(values),
            "year": year,
            "value": list(values.values()),
            "status": status,
        }
    )


def upwards(values: Mapping[str, float]) -> dict[str, float]:
    """Figures of districts with the sums for states and Germany."""
    sums = dict(values)
    for state in STATES:
        sums[state] = sum(v for ags, v in values.items() if ags.startswith(state))
    return {**sums, "DE": sum(values.values())}


def sector_rows(variable: str, per_sector: float, year: int, remainder: float) -> pd.DataFrame:
    ours = districts()
    one = upwards({a: per_sector * (1 if a in ours else ELSEWHERE) for a in all_districts()})
    parts = [rows(variable, field, one, year) for field in codes.SECTORS]
    both = {ags: 2 * value for ags, value in one.items()}
    total = {ags: len(codes.SECTORS) * value for ags, value in one.items()}
    total["DE"] += remainder
    return pd.concat(
        [*parts, rows(variable, "B-E", both, year), rows(variable, codes.TOTAL, total, year)]
    )


def employees_by_sector() -> pd.DataFrame:
    sizes = {"employees": 1.0, "employees_women": 0.5, "employees_foreigners": 0.2}
    return pd.concat(
        sector_rows(
            name,
            PER_SECTOR * size,
            year,
            GERMANY_WITHOUT_SECTOR[year] if name == "employees" else 0.0,
        )
        for name, size in sizes.items()
        for year in YEARS
    )


def employees_december() -> pd.DataFrame:
    parts = []
    for variable, size in (("employees_december", 100.0), ("employees_december_academic", 30.0)):
        ours = [ags for ags in all_districts() if ags.startswith("05")]
        one = dict.fromkeys(ours, size) | {"05": size * len(ours)}
        for field in codes.SECTORS_DECEMBER:
            parts.append(rows(variable, field, one, 2024))
        for field, times in (("B-E", 2), (codes.TOTAL, len(codes.SECTORS_DECEMBER))):
            parts.append(rows(variable, field, {a: times * v for a, v in one.items()}, 2024))
    return pd.concat(parts)


def occupations() -> list[str]:
    return [code for theme in config.themes().values() for code in theme.occupations]


def employees_by_occupation() -> pd.DataFrame:
    everyone = len(codes.SECTORS) * PER_SECTOR
    without = everyone - 1000.0 * len(occupations())
    return pd.concat(
        rows("employees_occupation", field, dict.fromkeys(all_districts(), value), year)
        for year in YEARS
        for field, value in [*((c, 1000.0) for c in occupations()), (codes.NO_INFORMATION, without)]
    )


def population() -> pd.DataFrame:
    sizes = {"population": 50_000.0, "population_men": 24_000.0, "population_women": 26_000.0}
    parts = []
    for variable, size in {**sizes, "area_km2": 80.0}.items():
        low = dict.fromkeys(municipalities(), size)
        middle = {d: sum(v for ags, v in low.items() if ags.startswith(d)) for d in districts()}
        ruhr = {"RUHR": sum(low.values())}
        for year in YEARS:
            parts.append(rows(variable, "", {**low, **middle, **ruhr}, year))
    places = [*municipalities(), *districts(), "RUHR"]
    for year in YEARS:
        parts.append(rows("population_density", "", dict.fromkeys(places, 625.0), year))
        parts.append(rows("degree_of_urbanisation", "", dict.fromkeys(municipalities(), 1.0), year))
    return pd.concat(parts)


def unemployment() -> pd.DataFrame:
    counts = {"unemployed": 9000.0, "unemployed_long_term": 4000.0, "unemployed_under_25": 900.0}
    rates = ("unemployment_rate", "unemployment_rate_women", "unemployment_rate_under_25")
    year = 2016
    parts = [
        rows(name, "", upwards(dict.fromkeys(all_districts(), size)), year)
        for name, size in counts.items()
    ]
    everywhere = [*all_districts(), *STATES, "DE"]
    parts += [rows(name, "", dict.fromkeys(everywhere, 7.5), year) for name in rates]
    return pd.concat(parts)


def inkar_variables() -> dict[str, tuple[str, float]]:
    """Unit and a plausible figure of each variable that the catalogue takes from INKAR."""
    text = (release.CATALOGUE / "indicators.toml").read_text(encoding="utf-8")
    return {
        entry["variable"]: (entry["unit"], (entry["range_min"] + entry["range_max"]) / 2)
        for entry in tomllib.loads(text).values()
        if entry["source"] == ["inkar-2024"] and entry["measure"] == "value"
    }


def inkar() -> pd.DataFrame:
    places = [*municipalities(), *districts(), "05", "DE", "RUHR"]
    return pd.concat(
        rows(name, "", dict.fromkeys(places, value), year)
        for name, (_, value) in inkar_variables().items()
        for year in YEARS
    )


def eu_research() -> pd.DataFrame:
    """One participation a year, in one city."""
    listed = {"eu_research_money": 1000.0, "eu_research_participations": 1.0}
    return pd.concat(
        rows(name, "", dict.fromkeys(municipalities(), 0.0) | {EU_CITY: value}, year)
        for name, value in listed.items()
        for year in YEARS
    )


def participations() -> Participations:
    listed = [
        ("1", "A", "Title", "Horizon 2020", "RIA", f"{year}-01-01", "2020-12-31", "CLOSED", "7",
         "Made GmbH", "PRC", "participant", EU_CITY, 1000.0, codes.REPORTED, number)
        for number, year in enumerate(YEARS, start=2)
    ]  # fmt: skip
    table = pd.DataFrame(listed, columns=list(PROJECT_COLUMNS))
    return Participations(
        title_de="gemacht",
        title_en="made",
        rows=table.assign(project=table["raw_row"].astype(str)),
        source="cordis-2026",
        columns={name: {"de": name, "en": name} for name in PROJECT_COLUMNS},
        counts={},
        note_de="",
        note_en="",
        origin=Origin("made", "eu_projects.csv", "0" * 64),
    )


def variables(names: Iterable[str], unit: str, source: str, date: str) -> dict[str, Variable]:
    return {name: Variable(unit, source, date, 0) for name in names}


def tables() -> list[Table]:
    sector = variables(
        ("employees", "employees_women", "employees_foreigners"),
        "persons",
        "genesis-13111-07-05-4",
        "30 June",
    )
    december = variables(
        ("employees_december", "employees_december_academic"),
        "persons",
        "ldb-nrw-13111-54i",
        "31 December",
    )
    occupation = variables(["employees_occupation"], "persons", "ba-occupations-2025", "30 June")
    gv = ("gemeindeverzeichnis", "31 December")
    people = {
        **variables(("population", "population_men", "population_women"), "persons", *gv),
        **variables(["area_km2"], "km2", *gv),
        **variables(["population_density"], "persons/km2", *gv),
        **variables(["degree_of_urbanisation"], "1", *gv),
    }
    jobless = ("genesis-13211-02-05-4", "annual average")
    rates = ("unemployment_rate", "unemployment_rate_women", "unemployment_rate_under_25")
    without = {
        **variables(
            ("unemployed", "unemployed_long_term", "unemployed_under_25"), "persons", *jobless
        ),
        **variables(rates, "%", *jobless),
    }
    ratios = {
        name: Variable(unit, "inkar-2024", "year", 1)
        for name, (unit, _) in inkar_variables().items()
    }
    research = {
        **variables(["eu_research_money"], "EUR", "cordis-2026", "year"),
        **variables(["eu_research_participations"], "count", "cordis-2026", "year"),
    }
    made = (
        ("employees_by_sector", employees_by_sector(), sector, "parquet"),
        ("employees_december", employees_december(), december, "csv"),
        ("employees_by_occupation", employees_by_occupation(), occupation, "parquet"),
        ("population", population(), people, "csv"),
        ("unemployment", unemployment(), without, "csv"),
        ("inkar", inkar(), ratios, "parquet"),
        ("eu_research", eu_research(), research, "csv"),
    )
    return [
        Table(
            name=name,
            title_de=name,
            title_en=name,
            values=values,
            variables=described,
            origins=(Origin("made", f"{name}.csv", "0" * 64),),
            territorial_status="made",
            file_format=file_format,
        )
        for name, values, described, file_format in made
    ]


def regions() -> pd.DataFrame:
    label = {"label_x": "7.1", "label_y": "51.5"}
    entries = [
        {"ags": ags, "level": "municipality", "parent": ags[:5], **label}
        for ags in municipalities()
    ]
    entries += [
        {"ags": ags, "level": "district", "parent": ags[:2], **label} for ags in all_districts()
    ]
    entries += [{"ags": ags, "level": "state", "parent": "DE"} for ags in STATES]
    entries += [{"ags": "DE", "level": "germany"}, {"ags": "RUHR", "level": "region"}]
    table = pd.DataFrame(entries).assign(kind="made")
    return table.assign(name="Ort " + table["ags"]).fillna("")


def fields() -> pd.DataFrame:
    sectors = [*codes.SECTORS, "R-T", "B-E", codes.TOTAL]
    known = [("wz2008", code) for code in sectors]
    known += [("kldb2010", code) for code in (*occupations(), codes.NO_INFORMATION)]
    table = pd.DataFrame(known, columns=["classification", "code"])
    return table.assign(name_de="Name", name_en="name", short_de="Name", short_en="name")


def core_indicators() -> dict[str, dict[str, Any]]:
    """The indicators of the tables that are made here; other sources have files of their own."""
    return tomllib.loads((release.CATALOGUE / "indicators.toml").read_text(encoding="utf-8"))


def write(folder: Path) -> Path:
    """Write the made release into a folder and return it."""
    for name, content in _content().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@cache
def _content() -> dict[str, bytes]:
    """Files of the made release; they are the same each time, and made once for all tests."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        _make(folder / "data", folder / "geo")
        files = (path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _make(data: Path, geo: Path) -> None:
    data.mkdir()
    shutil.copytree(ROOT / "geo", geo)
    for table in tables():
        release.write_table(data, table)
    release.write_participations(data, participations())
    release.write_rows(data / "regions.csv", regions(), release.REGION_COLUMNS)
    release.write_rows(data / "fields.csv", fields(), release.FIELD_COLUMNS)
    release.write_catalogue(data, core_indicators())
    release.write_manifest(data, geo)
