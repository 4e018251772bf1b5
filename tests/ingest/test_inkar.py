"""INKAR: keys per level, gaps, published years, and the raw tables recomputed."""

from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from s3dash import config
from s3dash.codes import MISSING, REPORTED
from s3dash.ingest import inkar
from s3dash.ingest.inkar_themes import read_theme
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def rows(raw_samples):
    return pd.read_csv(
        raw_samples / "inkar_bildung.csv", dtype={"kennziffer": str, "zeitbezug": str}
    )


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05113", "05978"), municipality_count=2)


def test_sample_is_read_to_the_exact_table(rows, small_region):
    values = read_theme(rows, inkar.EDITION, theme="bildung", region=small_region)
    students = values[values["variable"] == "students_per_1000"]
    assert students.set_index(["ags", "year"])["value"].to_dict() == {
        ("DE", 2015): 33.56, ("DE", 2016): 34.02, ("05", 2015): 42.11, ("05", 2016): 43.41,
        ("05113000", 2016): 86.47, ("05978008", 2016): 4.14,
        ("05113", 2015): 86.54, ("05113", 2016): 86.47, ("05978", 2015): 0.85,
        ("05978", 2016): 0.94, ("RUHR", 2015): 53.46, ("RUHR", 2016): 54.62,
    }  # fmt: skip
    assert set(values["status"]) == {REPORTED}
    assert set(values["field"]) == {""}


def test_gap_in_a_published_year_is_missing(rows, small_region):
    gap = rows.copy()
    gap.loc[(gap["name"] == "Bönen") & (gap["zeitbezug"] == "2016"), "q_stud"] = float("nan")
    values = read_theme(gap, inkar.EDITION, theme="bildung", region=small_region)
    row = values.query("ags == '05978008' and variable == 'students_per_1000'").iloc[0]
    assert (row["year"], row["status"]) == (2016, MISSING)
    assert pd.isna(row["value"])


def test_row_that_is_left_out_is_missing(rows, small_region):
    short = rows[~((rows["name"] == "Bönen") & (rows["zeitbezug"] == "2016"))]
    values = read_theme(short, inkar.EDITION, theme="bildung", region=small_region)
    row = values.query("ags == '05978008' and variable == 'students_per_1000'").iloc[0]
    assert (row["year"], row["status"]) == (2016, MISSING)


def test_missing_district_is_noticed(rows, small_region):
    with pytest.raises(RawFileError, match=r"no rows for \['05112'\]"):
        read_theme(
            rows,
            inkar.EDITION,
            theme="bildung",
            region=replace(small_region, districts=("05112", "05113")),
        )


def test_missing_column_is_noticed(rows, small_region):
    with pytest.raises(RawFileError, match=r"the columns \['q_stud'\] are missing"):
        read_theme(rows.drop(columns="q_stud"), inkar.EDITION, theme="bildung", region=small_region)


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir):
    region = config.region()
    (table,) = inkar.read(raw_dir, region)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    for variable, column in inkar.COLUMNS.items():
        raw = {
            (row["kennziffer"][:5], int(row["zeitbezug"])): row[column.kuerzel]
            for row in rows_of(raw_dir, column)
            if row["kennziffer"][:5] in region.districts
        }
        ours = found[variable]
        ours = ours[ours.index.get_level_values("ags").isin(region.districts)].dropna()
        assert ours.to_dict() == raw


def rows_of(raw_dir, column):
    """Rows of a raw table as dicts, read without pandas."""
    names = ["raumbezug", "kennziffer", "zeitbezug", column.kuerzel]
    path = raw_dir / inkar.SOURCE / f"{column.theme}.parquet"
    wanted = [("raumbezug", "=", "Kreise"), (column.kuerzel, ">=", 0.0)]
    return pq.read_table(path, columns=names, filters=wanted).to_pylist()
