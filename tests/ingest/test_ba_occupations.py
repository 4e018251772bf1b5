"""Employees by occupation: missing is suppressed, a missing group is part of the total."""

import pandas as pd
import pyreadr
import pytest

from s3dash.codes import NO_INFORMATION, REPORTED, SUPPRESSED
from s3dash.ingest import ba_occupations as source
from s3dash.ingest.raw_file import RawFileError

FILE = "employees_by_workplace.rda"


@pytest.fixture
def rows(raw_samples):
    return pyreadr.read_r(str(raw_samples / FILE))["employees_by_workplace"]


def test_sample_is_read_to_the_exact_table(rows):
    values = source.occupation_values(rows, file=FILE)
    cells = values.set_index(["ags", "field", "year"])
    essen, flensburg = cells.loc["05113"], cells.loc["01001"]
    assert essen["value"].to_dict() == {
        ("211", 2020): 124, ("211", 2025): 98, ("431", 2020): 2107, ("431", 2025): 2118,
        ("911", 2020): 6, ("911", 2025): 8,
        (NO_INFORMATION, 2020): 1252, (NO_INFORMATION, 2025): 1341,
    }  # fmt: skip
    assert flensburg["status"].to_dict() == {
        ("211", 2020): SUPPRESSED, ("211", 2025): SUPPRESSED, ("431", 2020): REPORTED,
        ("431", 2025): REPORTED, ("911", 2020): REPORTED, ("911", 2025): SUPPRESSED,
        (NO_INFORMATION, 2020): REPORTED, (NO_INFORMATION, 2025): REPORTED,
    }  # fmt: skip
    assert flensburg.at[("911", 2020), "value"] == 0, "a true zero stays one"
    assert pd.isna(flensburg.at[("911", 2025), "value"])


def test_marginal_jobs_women_and_foreigners_are_left_out(rows):
    assert len(rows) == 96
    assert len(source.occupation_values(rows, file=FILE)) == 16


def test_gap_is_not_taken_for_a_zero(rows):
    gap = rows[~((rows["region"] == "05113") & (rows["occupational_group"] == "211"))]
    with pytest.raises(RawFileError, match="05113 has 3 of 4 groups in 2020"):
        source.occupation_values(gap, file=FILE)


def test_other_columns_are_refused(rows):
    with pytest.raises(RawFileError, match=r"the columns \['n'\] are missing"):
        source.occupation_values(rows.drop(columns="n"), file=FILE)


def test_unknown_group_is_refused(rows):
    with pytest.raises(RawFileError, match=r"\['43'\] are no groups"):
        source.occupation_values(rows.replace({"431": "43"}), file=FILE)
