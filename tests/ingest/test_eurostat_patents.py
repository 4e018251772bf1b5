"""Patents: the incomplete last year is left out, five years are added up, gaps are refused."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED
from s3dash.ingest import eurostat_patents as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "pat_ep_rtot_ruhr.csv", source._COLUMNS)


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05513",))


def test_sample_is_read_to_the_exact_table(file, small_region):
    values = source.annual_values(file, small_region)
    found = values.set_index(["variable", "ags", "year"])["value"].to_dict()
    number = {key[1:]: value for key, value in found.items() if key[0] == "patent_applications"}
    assert {year: value for (ags, year), value in number.items() if ags == "05513"} == {
        2007: 11.3, 2008: 9.95, 2009: 12.13, 2010: 13.66, 2011: 16.35,
    }  # fmt: skip
    assert found["patent_applications", "05", 2011] == 4360.94
    assert found["patent_applications_per_million", "DE", 2011] == 279.5
    assert len(found) == 2 * 3 * 5, "no year 2012, no Regierungsbezirk"


def test_five_years_are_added_up(file, small_region):
    pooled = source.pooled_values(source.annual_values(file, small_region))
    assert pooled.set_index(["ags", "year"])["value"].to_dict() == {
        ("05", 2011): 22623.45, ("05513", 2011): 63.39, ("DE", 2011): 116962.85,
    }  # fmt: skip
    assert set(pooled["status"]) == {CALCULATED}


def test_gap_is_refused(file, small_region):
    rows = file.rows
    gap = rows[~((rows["ags5"] == "05513") & (rows["year"] == "2009") & (rows["unit"] == "NR"))]
    with pytest.raises(RawFileError, match=r"patent_applications of 2009 has no figure for"):
        source.annual_values(replace(file, rows=gap), small_region)


@pytest.mark.raw
def test_districts_agree_with_the_file_of_all_regions(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    keys = {}
    with (raw_dir / source.SOURCE / "pat_ep_rtot_ruhr.csv").open(encoding="utf-8") as stream:
        keys = {row["nuts"]: row["ags5"] for row in csv.DictReader(stream) if row["ags5"]}
    compared = 0
    with (raw_dir / source.SOURCE / "pat_ep_rtot_de.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            year = int(row["year"])
            if row["nuts"] in keys and 2000 <= year <= 2011:
                ours = found["patent_applications", keys[row["nuts"]], year]
                assert ours == pytest.approx(float(row["value"]), abs=0.011)
                compared += 1
    assert compared == 15 * 12
