"""Renewable capacity: keys of four levels in one column, and the total of the kinds."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import mastr as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "renewable_2024.csv", source._COLUMNS)


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05170", "05512"),
        independent_cities=("05512",),
        municipality_count=3,
    )


def test_sample_is_read_to_the_exact_table(file, small_region):
    values = source.capacity_values(file, 2024, small_region).set_index(["variable", "ags"])
    wind = values.loc["renewable_wind"]["value"].to_dict()
    assert wind == {
        "02": 125499.8, "02000": 125499.8, "05": 7222244.701, "05111": 0, "05170": 126056,
        "05170004": 6850, "05170008": 3000, "05512": 16170, "05512000": 16170,
        "DE": 60927845.567,
    }  # fmt: skip
    total = values.loc["renewable_capacity", "05170004"]
    assert (total["value"], total["status"]) == (25111.189, CALCULATED)
    city = values.loc["renewable_photovoltaics", "05512"]
    assert (city["status"], city["raw_row"], city["raw_column"]) == (REPORTED, 8, 2)


def test_missing_municipality_is_noticed(file, small_region):
    gap = replace(file, rows=file.rows[file.rows["ags"] != "05170004"])
    with pytest.raises(RawFileError, match="4 rows of municipalities and districts"):
        source.capacity_values(gap, 2024, small_region)


def test_sign_is_refused(file, small_region):
    odd = file.rows["pv"].mask(file.rows["ags"] == "05170000", "-")
    signed = replace(file, rows=file.rows.assign(pv=odd))
    with pytest.raises(RawFileError, match="line 5, column pv: '-' is no number"):
        source.capacity_values(signed, 2024, small_region)


@pytest.mark.raw
def test_municipalities_add_up_to_the_rows_of_the_districts(raw_dir):
    region = config.region()
    (table,) = source.read(raw_dir, region)
    assert table.variables["renewable_capacity"].breaks == (2024,)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    for year in (2021, 2024):
        sums = dict.fromkeys(region.districts, 0.0)
        path = raw_dir / source.SOURCE / f"renewable_{year}.csv"
        with path.open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                district = row["ags"][:5]
                city = district in region.independent_cities
                if district in sums and (city or not row["ags"].endswith("000")):
                    sums[district] += sum(float(row[kind]) for kind in source.KINDS)
        for district, value in sums.items():
            expected = pytest.approx(found["renewable_capacity", district, year], abs=0.01)
            assert value == expected
