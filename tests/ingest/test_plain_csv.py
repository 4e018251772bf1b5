"""Plain CSV: lines as an editor counts them, numbers only, sums that name their lines."""

import pytest

from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest.plain_csv import cell_values, read_plain_csv, sum_rows
from s3dash.ingest.raw_file import RawFileError

TEXT = 'ags,name,n\n05113000,"two\nlines",1.5\n05113000,b,2\n05112000,c,-\n'


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "made.csv"
    file.write_text(TEXT, encoding="utf-8")
    return file


def values_of(path, keys):
    file = read_plain_csv(path, ("ags", "name", "n"))
    ags = file.rows["ags"]
    return cell_values(file, "n", variable="v", ags=ags[ags.isin(keys)], year=2020)


def test_line_breaks_in_cells_count_as_lines(path):
    values = values_of(path, ["05113000"])
    assert values[["raw_row", "raw_column", "raw_text", "status"]].to_numpy().tolist() == [
        [2, 3, "1.5", REPORTED],
        [4, 3, "2", REPORTED],
    ]


def test_sum_names_its_lines(path):
    row = sum_rows(values_of(path, ["05113000"])).iloc[0]
    assert (row["value"], row["status"], row["raw_rule"]) == (3.5, CALCULATED, "sum of rows 2, 4")
    assert (row["raw_row"], row["raw_column"]) == (0, 3)


def test_single_value_keeps_its_cell(path):
    values = values_of(path, ["05113000"]).iloc[:1]
    assert sum_rows(values).to_dict() == values.to_dict()


def test_sign_is_no_number(path):
    with pytest.raises(RawFileError, match=r"made\.csv, line 5, column n: '-' is no number"):
        values_of(path, ["05112000"])


def test_other_head_is_refused(path):
    with pytest.raises(RawFileError, match="line 1: the columns are others, cell 2 is 'name'"):
        read_plain_csv(path, ("ags", "n", "name"))


def test_short_row_is_refused(path):
    path.write_text(TEXT + "05111000,d\n", encoding="utf-8")
    with pytest.raises(RawFileError, match="line 6: 2 cells instead of 3; is the file whole"):
        read_plain_csv(path, ("ags", "name", "n"))
