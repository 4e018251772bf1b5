"""Emissions trading: branches, places without an installation, and the sums of the file."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED
from s3dash.ingest import dehst as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError

PLACES = {
    "05512000": "Bottrop",
    "05954016": "Hattingen",
    "05954024": "Herdecke",
    "05954036": "Witten",
}


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "industry_facilities_2021.csv", source._COLUMNS)


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05512", "05954"))


def test_sample_is_read_to_the_exact_table(file, small_region):
    values = source.year_values(file, 2021, small_region, PLACES).set_index(["variable", "ags"])
    assert values.loc["industrial_emissions"]["value"].to_dict() == {
        "05512000": 339930, "05512": 339930, "05954016": 1308, "05954024": 1570, "05954036": 0,
        "05954": 2878, "DE": 119515881,
    }  # fmt: skip
    assert values.loc["industrial_installations_steel"]["value"].to_dict() == {
        "05512000": 2, "05512": 2, "05954016": 1, "05954024": 0, "05954036": 0, "05954": 1,
        "DE": 109,
    }  # fmt: skip
    witten = values.loc["industrial_emissions", "05954036"]
    assert (witten["status"], witten["raw_rule"]) == (CALCULATED, "not listed")


def test_part_of_the_file_is_refused(file):
    with pytest.raises(RawFileError, match="the rows do not add up to the one of Germany"):
        source.check_sums(file)


def test_moved_column_is_refused(file):
    moved = file.rows.assign(other_paper=file.rows["other_food"])
    with pytest.raises(RawFileError, match="line 2: the branches do not add up"):
        source.check_sums(replace(file, rows=moved))


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    for year in (2018, 2021):
        path = raw_dir / source.SOURCE / f"industry_facilities_{year}.csv"
        with path.open(encoding="utf-8") as stream:
            listed = {row["ags"]: row for row in csv.DictReader(stream)}
        assert sum(ags in listed for ags in municipalities) == 25
        for ags in municipalities:
            stated = float(listed[ags]["emissions_t_co2e_sum"]) if ags in listed else 0.0
            assert found["industrial_emissions", ags, year] == stated
