"""What the GENESIS files share: head, rows, foot, signs, and messages that help."""

import pytest

from s3dash.codes import MISSING, REPORTED, SUPPRESSED
from s3dash.ingest import genesis_csv
from s3dash.ingest.raw_file import RawFileError

HEAD = "Tabelle: 1\n;Zahl\n"
FOOT = "__________\nStand: 17.08.2021 / 20:27:28\n"
COLUMNS = {0: "ags", 1: "number"}


def write(tmp_path, body, foot=FOOT):
    path = tmp_path / "table.csv"
    path.write_text(HEAD + body + foot, encoding="iso-8859-1")
    return path


def read(tmp_path, body):
    return genesis_csv.read_file(write(tmp_path, body), head_lines=2, columns=COLUMNS)


def test_signs_become_numbers_and_statuses(tmp_path):
    file = read(tmp_path, "01;12\n02;-\n03;.\n04;x\n05;...\n06;6,5\n07;  8\n")
    values = genesis_csv.values_of(file, "number")
    assert values["status"].tolist() == [
        REPORTED, REPORTED, SUPPRESSED, MISSING, MISSING, REPORTED, REPORTED,
    ]  # fmt: skip
    assert values["value"].fillna(-1).tolist() == [12, 0, -1, -1, -1, 6.5, 8]
    assert file.as_of == "2021-08-17"
    assert file.rows.index[0] == 3, "the index is the line in the file"


def test_unknown_cell_is_named_with_its_line(tmp_path):
    file = read(tmp_path, "01;12\n02;1 234\n")
    with pytest.raises(RawFileError, match=r"table.csv, line 4: the cell '1 234' \(number\)"):
        genesis_csv.values_of(file, "number")


def test_unknown_label_is_named_with_its_line(tmp_path):
    file = read(tmp_path, "Kunst;12\n")
    with pytest.raises(RawFileError, match="line 3: the label 'Kunst' has no code"):
        genesis_csv.codes_of(file, "ags", {"Handel": "G"})


def test_file_without_foot_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="is the file whole"):
        genesis_csv.read_file(write(tmp_path, "01;12\n", foot=""), head_lines=2, columns=COLUMNS)


def test_row_of_another_width_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="line 4: 3 cells instead of 2"):
        read(tmp_path, "01;12\n02;12;13\n")


def test_other_head_is_refused(tmp_path):
    file = read(tmp_path, "01;12\n")
    genesis_csv.require_head(file, {(1, 1): "Tabelle: 1", (2, 2): "Zahl"})
    with pytest.raises(RawFileError, match="line 2, cell 2: 'Zahl' instead of 'Anteil'"):
        genesis_csv.require_head(file, {(2, 2): "Anteil"})
