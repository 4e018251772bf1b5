"""Inland ports: two lists in one file, a Kreis that lacks a port, and goods of no known place."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, MISSING, REPORTED
from s3dash.ingest import inland_ports as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError

PLACES = {
    "05170032": "Rheinberg", "05170044": "Voerde", "05170048": "Wesel", "05170004": "Alpen",
    "05978004": "Bergkamen", "05978024": "Lünen", "05978036": "Unna", "05914000": "Hagen",
}  # fmt: skip


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "inland_goods_2018.csv", source._COLUMNS)


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05170", "05978", "05914"))


def test_sample_is_read_to_the_exact_table(file, small_region):
    values = source.complete_values(file, 2018, small_region, PLACES).set_index("ags")
    known = values["value"].dropna().round().to_dict()
    assert known == {
        "05170032": 1884779, "05170044": 1010784, "05170048": 3316404, "05978004": 597634,
        "05978024": 2435867, "05978036": 0, "05914000": 0, "05914": 0, "05170": 8464297,
        "05978": 3033501, "05": 115290334, "DE": 238624887,
    }  # fmt: skip
    assert values.at["05170004", "status"] == MISSING, "the Kreis has goods of no known port"
    assert values.at["05978036", "status"] == CALCULATED, "the ports are all of the Kreis"
    assert values.at["05978", "status"] == REPORTED
    assert values.at["05170", "raw_rule"].startswith("sum of rows")


def test_missing_port_is_noticed(file, small_region):
    gap = replace(file, rows=file.rows[file.rows["municipality"] != "Rheinberg"])
    with pytest.raises(RawFileError, match="differ from the row of the state by 1884779 t"):
        source.complete_values(gap, 2018, small_region, PLACES)


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index("ags")["value"]
    with next((raw_dir / source.SOURCE).glob("*.csv")).open(encoding="utf-8") as stream:
        goods = {
            row["ags"]: float(row["inland_goods_transfer_t"]) for row in csv.DictReader(stream)
        }
    ports = {ags: value for ags, value in goods.items() if ags in municipalities}
    assert len(ports) == 20
    assert found[list(ports)].to_dict() == ports
    kreise = {"05562": goods["05562000"], "05978": goods["05978000"]}
    kreise["05170"] = goods["05170000"] + goods["05170032"]
    assert found[list(kreise)].to_dict() == pytest.approx(kreise)
