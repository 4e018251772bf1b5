"""Unemployment: the sample to the exact table, and the raw file recomputed."""

import csv

import pytest

from s3dash import config
from s3dash.codes import REPORTED
from s3dash.ingest import genesis_13211_02_05_4 as source
from s3dash.ingest.raw_file import RawFileError

FILE = "13211-02-05-4.csv"
VARIABLES = [
    *("unemployed", "unemployed_long_term", "unemployed_under_25"),
    *("unemployment_rate", "unemployment_rate_women", "unemployment_rate_under_25"),
]


def test_sample_is_read_to_the_exact_table(raw_samples):
    values, as_of = source.read_values(raw_samples / FILE)
    wide = values.pivot(index=["ags", "year"], columns="variable", values="value")[VARIABLES]
    assert dict(zip(wide.index, wide.to_numpy().tolist(), strict=True)) == {
        ("05113", 2018): [31745, 13305, 2906, 10.6, 10.2, 10.0],
        ("05113", 2020): [33387, 13089, 3008, 11.0, 10.4, 10.3],
        ("11", 2020): [192644, 47345, 16567, 9.7, 9.0, 10.3],
        ("16065", 2020): [3078, 1139, 205, 8.2, 7.9, 8.0],
        ("DE", 2020): [2695444, 816749, 257361, 5.9, 5.5, 5.5],
    }
    assert set(values["status"]) == {REPORTED}
    assert as_of == "2021-08-17"


def test_missing_districts_are_noticed(raw_samples):
    values, _ = source.read_values(raw_samples / FILE)
    with pytest.raises(RawFileError, match=r"in 20(18|20) are not the sum"):
        source.check_districts(values, file=FILE)


def test_changed_order_of_columns_is_refused(raw_samples, tmp_path):
    path = tmp_path / FILE
    content = (raw_samples / FILE).read_bytes()
    path.write_bytes(content.replace(b"langzeitarbeitslos", b"schwerbehindert"))
    with pytest.raises(RawFileError, match="line 7, cell 10"):
        source.read_values(path)


@pytest.mark.raw
def test_all_districts_of_the_region_recomputed(raw_dir):
    (table,) = source.read(raw_dir)
    found = table.values.set_index(["variable", "ags", "year"])["value"].to_dict()
    positions = dict(zip(VARIABLES, (3, 9, 7, 11, 13, 15), strict=True))
    with (raw_dir / source.SOURCE / FILE).open(encoding="latin-1", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter=";") if len(row) == 16]
    own = [row for row in rows if row[1] in config.region().districts]
    assert len(own) == 15 * 6
    for row in own:
        for variable, position in positions.items():
            expected = float(row[position].replace(",", "."))
            assert found[variable, row[1], int(row[0])] == expected
