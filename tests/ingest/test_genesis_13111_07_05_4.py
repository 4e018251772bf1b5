"""Employees by sector: the sample to the exact table, the checks, and the raw files recomputed."""

import csv

import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED, SECTORS, SUPPRESSED, TOTAL
from s3dash.ingest import genesis_13111_07_05_4 as source
from s3dash.ingest.areas import with_city_states
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.sectors import check_sums, disjoint

FILE = "13111-07-05-4_2020.csv"


@pytest.fixture
def published(raw_samples):
    values, _ = source.read_year(raw_samples / FILE)
    return values


def cell(values, variable, field, ags):
    (row,) = values[
        (values["variable"] == variable) & (values["field"] == field) & (values["ags"] == ags)
    ].itertuples()
    return row.value, row.status


def test_sample_is_read_to_the_exact_table(published):
    wide = published[published["variable"] == "employees"].pivot(
        index="field", columns="ags", values="value"
    )
    assert wide.columns.tolist() == ["01001", "02", "05113", "DE"]
    assert wide["05113"].to_dict() == {
        "A": 150, "B-F": 44463, "B-E": 32060, "C": 20652, "F": 12403, "G-U": 209511,
        "G-I": 53015, "J": 11026, "K": 6686, "L": 2326, "M-N": 56687, "O-Q": 68860,
        "R-U": 10911, TOTAL: 254124,
    }  # fmt: skip
    assert cell(published, "employees_women", TOTAL, "DE") == (15428834, REPORTED)
    assert cell(published, "employees_foreigners", "C", "DE") == (760231, REPORTED)
    value, status = cell(published, "employees", "A", "01001")
    assert pd.isna(value)
    assert status == SUPPRESSED
    assert set(published["year"]) == {2020}


def test_day_of_issue_is_read(raw_samples):
    assert source.read_year(raw_samples / FILE)[1] == "2021-08-17"


def test_dissolved_districts_and_parts_of_cities_are_no_rows(published):
    assert not {"03152", "031", "11001001"} & set(published["ags"])


def test_names_of_the_districts_that_exist(raw_samples):
    assert source.read_names(raw_samples / FILE).to_dict() == {
        "DE": "Deutschland",
        "01001": "Flensburg, kreisfreie Stadt",
        "02": "Hamburg",
        "05113": "Essen, kreisfreie Stadt",
    }


def test_industry_without_manufacturing_is_calculated(published):
    values = disjoint(published, services="G-U")
    assert cell(values, "employees", "B+D+E", "05113") == (32060 - 20652, CALCULATED)
    assert not {"B-F", "G-U"} & set(values["field"])
    assert set(values["field"]) == {*SECTORS, "B-E", TOTAL}


def test_difference_of_a_suppressed_part_is_suppressed(published):
    hidden = published.copy()
    meant = (hidden["field"] == "C") & (hidden["ags"] == "05113")
    hidden.loc[meant, "value"] = float("nan")
    hidden.loc[meant, "status"] = SUPPRESSED
    value, status = cell(disjoint(hidden, services="G-U"), "employees", "B+D+E", "05113")
    assert pd.isna(value)
    assert status == SUPPRESSED


def test_hamburg_is_a_district_too(published):
    values = with_city_states(published)
    assert cell(values, "employees", TOTAL, "02000") == cell(values, "employees", TOTAL, "02")


@pytest.mark.parametrize(
    ("field", "change", "words"),
    [
        ("F", 1, "B-E \\+ F against B-F"),
        ("J", -1, "the parts against G-U"),
        (TOTAL, 5000, "all employees less the sectors"),
        (TOTAL, -1, "all employees less the sectors"),
    ],
)
def test_sectors_that_do_not_add_up_are_refused(published, field, change, words):
    wrong = published.copy()
    meant = (wrong["field"] == field) & (wrong["ags"] == "05113")
    wrong.loc[meant, "value"] += change
    check_sums(published, services="G-U", parts=source.SERVICE_PARTS, file=FILE)
    with pytest.raises(RawFileError, match=words):
        check_sums(wrong, services="G-U", parts=source.SERVICE_PARTS, file=FILE)


def test_missing_districts_are_noticed(published):
    with pytest.raises(RawFileError, match=r"the areas of .*'DE'.* do not add up"):
        source.check_districts(published, file=FILE)


def test_another_table_is_refused(raw_samples, tmp_path):
    path = tmp_path / FILE
    content = (raw_samples / FILE).read_bytes()
    path.write_bytes(content.replace(b"weiblich", b"divers  "))
    with pytest.raises(RawFileError, match="line 11, cell 6: 'divers' instead of 'weiblich'"):
        source.read_year(path)


@pytest.mark.raw
def test_all_districts_of_the_region_recomputed_cell_by_cell(raw_dir):
    (table,) = source.read(raw_dir)
    found = table.values.set_index(["variable", "field", "ags", "year"])["value"].to_dict()
    districts, compared = config.region().districts, 0
    for path in sorted((raw_dir / source.SOURCE).glob("*.csv")):
        year = int(path.stem[-4:])
        with path.open(encoding="latin-1", newline="") as stream:
            rows = [r for r in csv.reader(stream, delimiter=";") if r and r[0] in districts]
        assert len(rows) == 15 * 14
        for ags, _, label, total, _, women, foreigners, *_ in rows:
            field = source.SECTOR_CODES[label]
            if field in ("B-F", "G-U"):
                continue
            for variable, text in (
                ("employees", total),
                ("employees_women", women),
                ("employees_foreigners", foreigners),
            ):
                value = found[variable, field, ags, year]
                assert pd.isna(value) if text == "." else value == int(text.replace("-", "0"))
                compared += 1
    assert compared == 15 * 12 * 3 * 6
