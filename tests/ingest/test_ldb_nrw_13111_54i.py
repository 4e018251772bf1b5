"""Employees in December: regions by name, sums, and the raw file recomputed."""

import csv

import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED, SECTORS_DECEMBER, SUPPRESSED, TOTAL
from s3dash.ingest import genesis_13111_07_05_4
from s3dash.ingest import ldb_nrw_13111_54i as source
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.sectors import check_sums, disjoint

FILE = "13111-54i_2024-12-31.csv"
KEYS = {
    "Nordrhein-Westfalen": "05",
    "Duisburg, kreisfreie Stadt": "05112",
    "Städteregion Aachen (einschl. Stadt Aachen)": "05334",
}


@pytest.fixture
def published(raw_samples):
    values, _ = source.read_values(raw_samples / FILE, KEYS)
    return values


def test_sample_is_read_to_the_exact_table(published):
    duisburg = disjoint(published, services="G-T").query("ags == '05112'")
    total = duisburg[duisburg["variable"] == "employees_december"].set_index("field")
    assert total["value"].to_dict() == {
        "A": 67, "B-E": 35752, "C": 32705, "B+D+E": 3047, "F": 8993, "G-I": 45804, "J": 2375,
        "K": 5555, "L": 1447, "M-N": 26860, "O-Q": 49708, "R-T": 5548, TOTAL: 182109,
    }  # fmt: skip
    assert set(total["status"]) == {REPORTED, CALCULATED}
    assert total.at["B+D+E", "status"] == CALCULATED
    assert set(total.index) == {*SECTORS_DECEMBER, "B-E", TOTAL}
    assert set(duisburg["year"]) == {2024}


def test_suppressed_academics_are_not_zero(published):
    row = published.query(
        "ags == '05112' and field == 'A' and variable == 'employees_december_academic'"
    ).iloc[0]
    assert pd.isna(row["value"])
    assert row["status"] == SUPPRESSED


def test_regierungsbezirke_and_dissolved_kreise_are_left_out(published):
    assert set(published["ags"]) == {"05", "05112", "05334"}


def test_unknown_region_is_named(raw_samples):
    keys = {name: ags for name, ags in KEYS.items() if ags != "05112"}
    with pytest.raises(RawFileError, match=r"no key for \['Duisburg, kreisfreie Stadt'\]"):
        source.read_values(raw_samples / FILE, keys)


def test_missing_districts_are_noticed(published):
    check_sums(published, services="G-T", parts=source.SERVICE_PARTS, file=FILE)
    with pytest.raises(RawFileError, match="differ from the state's by"):
        source.check_state(published, file=FILE)


@pytest.mark.raw
def test_all_districts_of_the_region_recomputed(raw_dir):
    names = genesis_13111_07_05_4.read_names(
        raw_dir / genesis_13111_07_05_4.SOURCE / "13111-07-05-4_2020.csv"
    )
    (table,) = source.read(raw_dir, dict(zip(names, names.index, strict=True)))
    found = table.values.set_index(["variable", "field", "ags"])["value"].to_dict()
    assert table.values["ags"].nunique() == 54
    with (raw_dir / source.SOURCE / FILE).open(encoding="latin-1", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter=";") if len(row) == 14]
    for ags in config.region().districts:
        name = names[ags].replace("kreisfreie Stadt", "krfr. Stadt")
        own = [row for row in rows if row[1].strip() == name and row[2] not in ("B-F", "G-T")]
        assert len(own) == 12
        for row in own:
            assert found["employees_december", row[2] or TOTAL, ags] == int(row[4])
