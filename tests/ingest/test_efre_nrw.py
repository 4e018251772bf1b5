"""EFRE: sums per municipality and category, and an operation that is keyed to a Kreis."""

import csv
from collections import defaultdict
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, MISSING, REPORTED
from s3dash.ingest import efre_nrw as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError

PLACES = {"05562020": "Herten", "05915000": "Hamm", "05978036": "Unna"}


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "efre_2014_2020_ruhr_asof_2015-12-31.csv", source._COLUMNS)


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05562", "05915", "05978"))


def test_sample_is_read_to_the_exact_table(file, small_region):
    values = source.complete_values(file, 2015, small_region, PLACES)
    cells = values.set_index(["variable", "ags"])[["value", "status"]].to_dict("index")
    found = {key: (row["value"], row["status"]) for key, row in cells.items() if row["value"] > 0}
    assert found == {
        ("efre_category_055", "05562020"): (3235000.0, CALCULATED),
        ("efre_category_055", "05562"): (3235000.0, CALCULATED),
        ("efre_category_084", "05562020"): (400000.0, REPORTED),
        ("efre_category_084", "05562"): (400000.0, CALCULATED),
        ("efre_category_058", "05915000"): (233192.88, REPORTED),
        ("efre_category_058", "05915"): (233192.88, REPORTED),
        ("efre_category_058", "05978"): (239965.0, REPORTED),
        ("efre_operations", "05562020"): (3635000.0, CALCULATED),
        ("efre_operations", "05562"): (3635000.0, CALCULATED),
        ("efre_operations", "05915000"): (233192.88, CALCULATED),
        ("efre_operations", "05915"): (233192.88, CALCULATED),
        ("efre_operations", "05978"): (239965.0, CALCULATED),
    }
    assert cells["efre_category_058", "05978036"]["status"] == MISSING
    assert cells["efre_operations", "05978036"]["status"] == MISSING
    assert cells["efre_category_084", "05978036"] == {"value": 0, "status": CALCULATED}


def test_sum_names_its_lines(file, small_region):
    values = source.complete_values(file, 2015, small_region, PLACES)
    row = values.query("variable == 'efre_category_055' and ags == '05562020'").iloc[0]
    assert (row["raw_rule"], row["raw_column"]) == ("sum of rows 2, 3", 6)


def test_no_name_comes_in(file, small_region):
    values = source.complete_values(file, 2015, small_region, PLACES)
    assert not values.astype(str).apply(lambda column: column.str.contains("Herten")).any().any()


def test_place_outside_the_region_is_refused(file, small_region):
    with pytest.raises(RawFileError, match=r"\['05915000'\] are neither"):
        source.complete_values(file, 2015, replace(small_region, districts=("05562", "05978")), {
            key: name for key, name in PLACES.items() if key != "05915000"
        })  # fmt: skip


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags"])["value"]
    sums = defaultdict(float)
    path = next((raw_dir / source.SOURCE).glob("*.csv"))
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            sums[row["ags"][:5]] += float(row["eur"])
    for district in config.region().districts:
        assert found["efre_operations", district] == pytest.approx(sums[district], abs=0.01)
