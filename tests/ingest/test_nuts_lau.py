"""NUTS and LAU lists: the keys and names of the region are the same in every year and version."""

import csv
import json

import pytest

from s3dash import ROOT, config

SOURCE = "nuts-lau"


def rows(raw_dir, file):
    with (raw_dir / SOURCE / file).open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if key(row)[:5] in config.region().districts]


def key(row):
    return row.get("ags") or row["ags5"]


def names():
    with (ROOT / "data" / "regions.csv").open(encoding="utf-8") as lines:
        return {row["ags"]: row["name"] for row in csv.DictReader(lines)}


@pytest.mark.raw
def test_municipalities_are_the_same_in_every_year(raw_dir):
    region, known = config.region(), names()
    by_year = {}
    for row in rows(raw_dir, "lau_nrw_2011_2024.csv"):
        by_year.setdefault(row["lau_year"], {})[row["ags"]] = row["name"].split(",")[0]
    assert sorted(by_year) == [str(year) for year in range(2011, 2025)]
    expected = {ags: known[ags] for ags in known if len(ags) == 8}
    assert len(expected) == region.municipality_count
    for year, listed in by_year.items():
        assert listed == expected, year


@pytest.mark.raw
def test_each_district_has_one_nuts_code_in_every_version(raw_dir):
    codes = {}
    for row in rows(raw_dir, "nuts3_ags_de.csv"):
        codes.setdefault(row["ags5"], {})[row["nuts_version"]] = row["nuts3"]
    assert set(codes) == set(config.region().districts)
    assert {tuple(sorted(versions)) for versions in codes.values()} == {
        ("2010", "2013", "2016", "2021", "2024")
    }
    assert all(len(set(versions.values())) == 1 for versions in codes.values())
    assert len({versions["2024"] for versions in codes.values()}) == 15


def test_drawn_municipalities_are_the_listed_ones():
    layer = json.loads((ROOT / "geo" / "municipalities.geojson").read_text(encoding="utf-8"))
    drawn = {feature["properties"]["ags"] for feature in layer["features"]}
    assert drawn == {ags for ags in names() if len(ags) == 8}
