"""Universities: a place without a seat has none, but its students are not known."""

import csv
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import NOT_PUBLISHED
from s3dash.ingest import hochschulen as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def file(raw_samples):
    return read_plain_csv(raw_samples / "hochschulen_ruhr.csv", source._COLUMNS)


def test_sample_is_read_to_the_exact_table(file):
    seats = source.seat_values(file).set_index("ags")
    students = source.student_values(file).set_index("ags")
    assert seats["value"].to_dict() == {"05915000": 2, "05954036": 1}
    assert seats["raw_rule"].to_dict() == {
        "05915000": "count of rows 2, 3", "05954036": "count of rows 4",
    }  # fmt: skip
    assert students["value"].to_dict() == {"05954036": 3011, "05915000": 5871}


def test_university_that_stands_twice_is_refused(file):
    twice = replace(file, rows=file.rows.assign(hs_nr="399"))
    with pytest.raises(RawFileError, match="line 3: 'SRH Hochschule"):
        source.seat_values(twice)


@pytest.mark.raw
def test_students_elsewhere_are_not_published_and_seats_are_zero(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags"])
    duisburg = found.loc["students_at_seat", "05112000"]
    assert duisburg["status"] == NOT_PUBLISHED
    assert pd.isna(duisburg["value"])
    assert found.loc["universities_seated", "05112000"]["value"] == 0
    assert found.loc["students_at_seat", "05954"]["status"] == NOT_PUBLISHED


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags"])["value"]
    seats, students = Counter(), Counter()
    with next((raw_dir / source.SOURCE).glob("*.csv")).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            seats[row["ags"]] += 1
            students[row["ags"]] += int(row["students"])
    assert sum(seats.values()) == 20
    for ags in municipalities:
        assert found["universities_seated", ags] == seats[ags]
        if ags in students:
            assert found["students_at_seat", ags] == students[ags]
