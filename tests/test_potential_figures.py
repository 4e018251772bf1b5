"""Figures of the page of potentials: in its table, its list, and on the command line."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from s3dash import __main__ as command_line
from s3dash import codes, config, session, state, views
from s3dash.indicators import Question, figures, place, same_everywhere
from s3dash.state import read_view
from s3dash.views.potentials import LIST_COLUMNS, PART, TABLE_COLUMNS

OPTIONS = session.options()
Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, list[dict[str, str]], str]:
    try:
        code = command_line.main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, list(csv.DictReader(io.StringIO(captured.out))), captured.err


@pytest.mark.parametrize("key", ["05916", "RUHR", "meo"])
def test_rows_of_the_page_are_those_of_the_indicators(key: str) -> None:
    view = read_view({"regions": key, "focus": "431"}, OPTIONS, page=state.POTENTIALS)[0]
    table = views.table(OPTIONS, view)
    assert tuple(table.columns) == TABLE_COLUMNS
    names = ["relatedness_density", "location_quotient", "employees"]
    sample = table[table["indicator"].isin(names)].iloc[::25]
    assert set(sample["indicator"]) == set(names)
    for row in sample.to_dict("records"):
        question = Question(
            OPTIONS.indicators[row["indicator"]], "occupation", row["occupation"], row["reference"]
        )
        about = [place(OPTIONS.release, row["ags"])]
        expected = figures(OPTIONS.release, question, about, [row["year"]]).iloc[0]
        for column in ("name", "level", "unit", "status", "source", "reference_date"):
            assert row[column] == expected[column], (row["indicator"], column)
        for column in ("value", "low", "high"):
            assert row[column] == pytest.approx(expected[column], nan_ok=True), (row, column)


def test_parts_in_the_table_add_up_to_the_density() -> None:
    view = read_view({"regions": "05113", "focus": "431"}, OPTIONS, page=state.POTENTIALS)[0]
    table = views.table(OPTIONS, view)
    parts = table[table["indicator"] == PART]
    density = table[(table["indicator"] == "relatedness_density") & (table["occupation"] == "431")]
    assert set(parts["occupation"]) == {"431"}
    assert parts["value"].sum() == pytest.approx(float(density["value"].iloc[0]))
    assert parts["near_to"].is_unique


@pytest.mark.parametrize("district", config.region().districts)
def test_every_district_has_potentials_with_a_reason(district: str) -> None:
    view = read_view({"regions": district}, OPTIONS, page=state.POTENTIALS)[0]
    listed = views.potential_list(OPTIONS, view)
    assert tuple(listed.columns) == LIST_COLUMNS
    assert len(listed) > 80
    assert listed["near_to"].str.contains(" ").all()
    assert not listed[["relatedness_density", "pci"]].isna().any().any()
    hidden = listed["employees"].isna()
    assert (listed.loc[hidden, "employees_low"] == 1).all()
    assert (listed.loc[hidden, "employees_high"] == 9).all()
    shown = views.potential_figures(OPTIONS, view)
    assert shown.chosen is not None
    assert shown.chosen.quadrant == listed["quadrant"].iloc[0]


def test_command_prints_the_list_of_the_page(capsys: Captured) -> None:
    code, printed, said = run(
        capsys, "potentials", "--region", "05113", "--theme", "cyber_ai", "--threshold", "2"
    )
    query = {"regions": "05113", "focus": "cyber_ai", "threshold": "2"}
    view = read_view(query, OPTIONS, page=state.POTENTIALS)[0]
    expected = same_everywhere(views.potential_list(OPTIONS, view))
    assert (code, said) == (0, "")
    assert [row["occupation"] for row in printed] == expected["occupation"].tolist()
    assert {row["theme"] for row in printed} == {"cyber_ai"}
    values = [float(row["relatedness_density"]) for row in printed]
    assert values == expected["relatedness_density"].tolist()


def test_command_answers_a_town_with_its_kreis(capsys: Captured) -> None:
    _, printed, _ = run(capsys, "potentials", "--region", "05562016")
    assert {(row["ags"], row["name"]) for row in printed} == {("05562", "Kreis Recklinghausen")}


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("potentials", "--region", "99999"), "--region '99999' is no place"),
        (("potentials", "--region", "05113", "--theme", "x"), "--theme 'x' is unknown"),
        (("potentials", "--region", "05113", "--threshold", "3"), "possible are 1, 1.2, 1.5, 2"),
        (("potentials",), "--region"),
        (("table", "--indicator", "pci", "--theme", "x"), "theme: possible are cyber_ai"),
        (("table", "--indicator", "pci", "--occupation", "999"), "occupation: possible are"),
        (("table", "--indicator", "pci", "--year", "2012"), "year: possible are 2013"),
        (("table", "--indicator", "pci", "--year", "x"), "year: possible are 2013"),
        (("table", "--indicator", "pci", "--sector", "C"), "--sector means nothing"),
        (
            ("table", "--indicator", "pci", "--theme", "health", "--occupation", "431"),
            "--theme means nothing",
        ),
    ],
)
def test_bad_arguments_are_one_line_with_what_is_possible(
    capsys: Captured, arguments: tuple[str, ...], part: str
) -> None:
    code, printed, said = run(capsys, *arguments)
    assert code == 2
    assert printed == []
    assert part in said
    assert said.count("\n") == 1


def test_complexity_of_fields_on_the_command_line(capsys: Captured) -> None:
    _, every, _ = run(
        capsys, "table", "--indicator", "pci", "--level", "district", "--year", "2025"
    )
    assert len(every) == 140
    values = np.array([float(row["value"]) for row in every])
    assert (values.mean(), values.std()) == pytest.approx((0, 1))
    _, one, _ = run(capsys, "table", "--indicator", "pci", "--occupation", "431")
    assert one == [row for row in every if row["occupation"] == "431"]
    _, theme, _ = run(capsys, "table", "--indicator", "pci", "--theme", "cyber_ai")
    assert [(row["theme"], row["level"]) for row in theme] == [("cyber_ai", codes.GERMANY)]


@pytest.mark.parametrize("asked", [["--occupation", "431"], ["--theme", "cyber_ai"]])
def test_relatedness_on_the_command_line(capsys: Captured, asked: list[str]) -> None:
    arguments = ["--indicator", "relatedness_density", *asked, "--level", "district"]
    code, printed, said = run(capsys, "table", *arguments, "--year", "2025")
    assert (code, said) == (0, "")
    assert len(printed) == len(config.region().districts)
    assert all(0 < float(row["value"]) < 1 for row in printed)
    code, printed, said = run(
        capsys, "table", "--indicator", "eci", "--level", "district", "--year", "2025"
    )
    assert (code, len(printed), said) == (0, 15, "")
