"""Measures on anybody's own matrix: known answers, what is not known, and plain refusals."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from s3dash import __main__ as command_line
from s3dash.analysis.own_matrix import MEASURES, MatrixError, measured, read_matrix

SMALL = "region,a,b,c\nNord,20,50,20\nSüd,60,0,40\nOst,20,50,40\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "matrix.csv"
    path.write_text(text, encoding="utf-8")
    return path


def values(path: Path, measure: str, **options: float) -> dict[tuple[str, ...], float]:
    table = measured(read_matrix(path), measure, **options)
    value = table.columns[-1]
    assert value == "value"
    return {tuple(row[:-1]): row[-1] for row in table.itertuples(index=False)}


def test_matrix_is_read_as_it_stands(small: Path) -> None:
    matrix = read_matrix(small)
    assert matrix.regions == ("Nord", "Süd", "Ost")
    assert matrix.fields == ("a", "b", "c")
    assert matrix.counts.tolist() == [[20, 50, 20], [60, 0, 40], [20, 50, 40]]


def test_semicolons_bring_decimal_commas(tmp_path: Path) -> None:
    matrix = read_matrix(written(tmp_path, "\ufeffOrt;a, b;c\nNord;1,5;2\n\n"))
    assert matrix.fields == ("a, b", "c")
    assert matrix.counts.tolist() == [[1.5, 2]]


def test_hhi_on_paper(tmp_path: Path) -> None:
    path = written(tmp_path, "r,a,b,c,d\nX,20,50,20,10\nY,5,,1,1\nZ,0,0,0,0\n")
    found = values(path, "hhi")
    assert found["X",] == pytest.approx(0.34)
    assert np.isnan([found["Y",], found["Z",]]).all()


def test_location_quotient_and_krugman_on_paper(small: Path) -> None:
    # all regions: a 100, b 100, c 100; a third each; Süd 0.6, 0, 0.4
    found = values(small, "location_quotient")
    assert [found["Süd", field] for field in "abc"] == pytest.approx([1.8, 0, 1.2])
    assert values(small, "krugman")["Süd",] == pytest.approx(0.8 / 3 + 1 / 3 + 0.2 / 3)


def test_proximity_and_density_on_paper(small: Path) -> None:
    # strengths: Nord b; Süd a, c; Ost b, c (40/110 > 1/3)
    near = values(small, "proximity")
    assert [near[pair] for pair in (("a", "b"), ("a", "c"), ("b", "c"))] == [0, 0.5, 0.5]
    assert near["c", "a"] == near["a", "c"]
    assert near["a", "a"] == 0
    density = values(small, "relatedness_density")
    assert density["Nord", "a"] == 0
    assert density["Nord", "c"] == pytest.approx(0.5)
    assert density["Süd", "b"] == pytest.approx(1)


def test_threshold_moves_the_strengths(small: Path) -> None:
    # at 1.5 only Süd in a (1.8), Nord in b (1.67) are left; Ost has no strength
    near = values(small, "proximity", threshold=1.5)
    assert near["a", "b"] == 0
    assert np.isnan(near["a", "c"])


def test_complexity_of_nested_regions(tmp_path: Path) -> None:
    # M is (1 1 1), (1 1 0), (1 0 0) up to the order; standardised: ±1.225 at the ends
    path = written(tmp_path, "r,a,b,c\nviel,10,10,10\nmittel,10,10,0\nwenig,15,0,0\n")
    quotients = values(path, "location_quotient")
    strong = {key for key, value in quotients.items() if value >= 0.6}
    assert len(strong) == 6
    eci, pci = (values(path, name, threshold=0.6) for name in ("eci", "pci"))
    assert eci["viel",] == pytest.approx(1.2247449)
    assert eci["wenig",] == pytest.approx(-1.2247449)
    assert eci["mittel",] == pytest.approx(0, abs=1e-9)
    assert pci["c",] == pytest.approx(1.2247449)
    assert pci["a",] == pytest.approx(-1.2247449)


def test_a_region_without_anybody_has_no_strength_and_no_complexity(tmp_path: Path) -> None:
    text = "r,a,b,c\nviel,10,10,10\nleer,0,0,0\nmittel,10,10,0\nwenig,15,0,0\n"
    path = written(tmp_path, text)
    found = values(path, "eci", threshold=0.6)
    assert np.isnan(found["leer",])
    assert found["viel",] == pytest.approx(1.2247449)
    assert np.isnan(values(path, "krugman")["leer",])


@pytest.mark.parametrize("measure", MEASURES)
def test_order_of_regions_changes_nothing(tmp_path: Path, measure: str) -> None:
    head, *lines = "r,a,b,c,d\nU,10,20,30,0\nV,40,10,0,5\nW,5,5,50,20\nX,20,20,20,1\n".splitlines()
    first = values(written(tmp_path, "\n".join([head, *lines])), measure)
    other = values(written(tmp_path, "\n".join([head, *reversed(lines)])), measure)
    assert {key: pytest.approx(value, abs=1e-9) for key, value in first.items()} == other


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "head line with at least two fields"),
        ("r,a\nX,1\n", "head line with at least two fields"),
        ("r,a,b\n", "at least one line"),
        ("r,a,b\nX,1\n", "line 2: 2 cells found, 3 expected"),
        ("r,a,b\nX,1,2\nY,1,viel\n", "line 3, field 'b': a number from 0 up is expected"),
        ("r,a,b\nX,1,-2\n", "found '-2'"),
        ("r,a,b\nX,1,inf\n", "found 'inf'"),
        ("r,a,a\nX,1,2\n", "line 1: the field 'a' stands twice"),
        ("r,a,b\nX,1,2\n\nX,1,2\n", "line 4: the region 'X' stands twice"),
        ("r,a,\nX,1,2\n", "line 1: a field has no name"),
    ],
)
def test_a_file_that_is_no_matrix_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(MatrixError, match=r"matrix\.csv") as refused:
        read_matrix(path)
    assert words in str(refused.value)


def test_unknown_cells_are_no_zeros(tmp_path: Path) -> None:
    matrix = read_matrix(written(tmp_path, "r,a,b\nX,1,2\nY,.,4\n"))
    with pytest.raises(MatrixError, match="'a' of 'Y' is not known, and krugman needs"):
        measured(matrix, "krugman")


def test_a_degenerate_matrix_is_refused_with_its_reason(tmp_path: Path) -> None:
    parts = read_matrix(written(tmp_path, "r,a,b,c,d\nX,5,5,0,0\nY,0,0,5,5\n"))
    with pytest.raises(MatrixError, match="falls into 2 parts"):
        measured(parts, "eci")
    empty = read_matrix(written(tmp_path, "r,a,b\nX,0,0\n"))
    with pytest.raises(MatrixError, match="all counts are 0"):
        measured(empty, "hhi")


# --- the command ---------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = command_line.main(["measure", *arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("measure", MEASURES)
def test_command_prints_names_first_and_the_value_last(small, capsys, measure) -> None:
    options = ["--threshold", "0.9"] if measure in ("eci", "pci") else []
    code, printed, said = run(capsys, measure, "--matrix", str(small), *options)
    assert (code, said) == (0, "")
    head, *lines = list(csv.reader(io.StringIO(printed)))
    assert head[-1] == "value"
    per_field = {"pci": 3, "proximity": 9, "location_quotient": 9, "relatedness_density": 9}
    assert len(lines) == per_field.get(measure, 3)
    assert lines[0][0] in ("Nord", "a")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hhi", "--matrix", "nowhere.csv"], "nowhere.csv cannot be read: No such file"),
        (["gini", "--matrix", "x.csv"], "choose from 'eci', 'pci'"),
        (["hhi"], "--matrix"),
        (["hhi", "--matrix", "SMALL", "--threshold", "2"], "means nothing for hhi"),
        (["eci", "--matrix", "SMALL", "--threshold", "0"], "must be above 0"),
    ],
)
def test_command_says_in_one_line_what_is_wrong(small, capsys, arguments, words) -> None:
    given = [str(small) if item == "SMALL" else item for item in arguments]
    code, printed, said = run(capsys, *given)
    assert (code, printed) == (2, "")
    assert words in said
    assert said.count("\n") == 1
