"""Vacancies and unemployed by occupation: averages, undelivered years, a second source."""

import pandas as pd
import pyreadr
import pytest

from s3dash.codes import MISSING, NO_INFORMATION, REPORTED
from s3dash.ingest import ba_target_occupations as source
from s3dash.ingest import genesis_13211_02_05_4
from s3dash.ingest.raw_file import RawFileError

FILE = "unemployed_total.rda"
HOW = {"variable": "unemployed_occupation", "column": "total", "file": FILE}


@pytest.fixture
def rows(raw_samples):
    return pyreadr.read_r(str(raw_samples / FILE))["unemployed_total"]


def test_sample_is_read_to_the_exact_table(rows):
    values = source.occupation_averages(rows, **HOW).set_index(["ags", "field", "year"])
    known = values["value"].dropna().round(2).to_dict()
    assert known == {
        ("05113", "431", 2023): 101.17,
        ("05113", "511", 2023): 10.25,
        ("05113", "NA", 2012): 4619.92,
        ("05113", "NA", 2023): 2257.5,
        ("05954", "431", 2012): 32.42,
        ("05954", "511", 2012): 3.75,
        ("05954", "NA", 2012): 2242.67,
        ("05954", "NA", 2023): 4215.0,
    }
    gap = values.loc["05113", "431", 2012]
    assert (gap["status"], gap["raw_text"], gap["raw_column"]) == (MISSING, "NA", 4)
    assert values.loc["05113", NO_INFORMATION, 2012]["status"] == REPORTED


def test_row_of_no_district_is_left_out(rows):
    elsewhere = rows.assign(region=rows["region"].mask(rows["region"] == "05954"))
    assert set(source.occupation_averages(elsewhere, **HOW)["ags"]) == {"05113"}


def test_gap_is_not_taken_for_a_zero(rows):
    with pytest.raises(RawFileError, match="05113 has 2 of 3 groups in 2012"):
        source.occupation_averages(rows.iloc[1:], **HOW)


def test_doubled_row_is_refused(rows):
    with pytest.raises(RawFileError, match="twice"):
        source.occupation_averages(pd.concat([rows, rows.iloc[:1]]), **HOW)


def test_other_columns_are_refused(rows):
    with pytest.raises(RawFileError, match=r"the columns \['total'\] are missing"):
        source.occupation_averages(rows.drop(columns="total"), **HOW)


@pytest.mark.raw
def test_sums_agree_with_the_official_number_of_unemployed(raw_dir):
    (table,) = source.read(raw_dir)
    values = table.values[table.values["variable"] == "unemployed_occupation"]
    values = values[values["ags"].str.startswith("05")]
    groups = values.groupby(["ags", "year"])["value"].agg(["sum", "count", "size"])
    sums = groups.loc[groups["count"] == groups["size"], "sum"]
    (official,) = genesis_13211_02_05_4.read(raw_dir)
    stated = official.values.query("variable == 'unemployed'").set_index(["ags", "year"])["value"]
    both = pd.concat({"sums": sums, "stated": stated}, axis=1).dropna()
    assert len(both) > 300
    assert (both["sums"] / both["stated"] - 1).abs().max() < 0.0002
