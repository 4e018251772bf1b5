"""Electric cars: the day of the count, all districts, and the national total."""

import csv
from collections import Counter
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.ingest import kba_electric_cars as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "elektro_pkw_kreise_2018_2025.csv", source._COLUMNS)


def test_sample_is_read_to_the_exact_table(file, monkeypatch):
    monkeypatch.setattr(source, "DISTRICTS", 3)
    region = replace(config.region(), districts=("05512", "05954"))
    values = source.car_values(file, region)
    assert values.set_index(["ags", "year"])["value"].to_dict() == {
        ("05512", 2018): 35, ("05954", 2018): 169, ("16063", 2018): 55,
        ("05512", 2025): 1882, ("05954", 2025): 6231, ("16063", 2025): 1542,
    }  # fmt: skip
    assert values.iloc[3][["raw_row", "raw_column", "raw_text"]].to_list() == [5, 3, "1882"]


def test_missing_districts_are_refused(file):
    with pytest.raises(RawFileError, match="3 districts in 2018 instead of 400"):
        source.car_values(file, config.region())


def test_another_day_is_refused(file):
    other = replace(file, rows=file.rows.replace({"2025-01-01": "2025-07-01"}))
    with pytest.raises(RawFileError, match="line 5: '2025-07-01' is no 1 January"):
        source.car_values(other, config.region())


@pytest.mark.raw
def test_germany_is_near_the_published_stock(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    sums = Counter()
    with next((raw_dir / source.SOURCE).glob("*.csv")).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            sums[int(row["stichtag"][:4])] += int(row["elektro_pkw"])
    assert table.values.groupby("year")["value"].sum().to_dict() == sums
    assert abs(sums[2025] / 1_651_643 - 1) < 0.002, "published by the KBA for 1 January 2025"
