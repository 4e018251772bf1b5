"""The report of a new release: new years pass, everything else waits for somebody to accept it."""

import pandas as pd
import pytest

from s3dash import checks
from s3dash.codes import REPORTED, SUPPRESSED
from s3dash.ingest import report, run
from s3dash.release import Flows, Origin, Table, Variable, write_flows, write_table

ORIGIN = Origin("source", "source/file.csv", "0" * 64)

FIGURES = {
    ("employees", "C", "05113", 2019): 100.0,
    ("employees", "C", "05113", 2020): 110.0,
    ("employees", "C", "05112", 2020): 50.0,
    ("rate", "", "05113", 2020): 9.9,
}


def write(folder, figures, flows=None):
    folder.mkdir(parents=True, exist_ok=True)
    rows = pd.DataFrame(
        [
            (*key, value, REPORTED if value is not None else SUPPRESSED)
            for key, value in figures.items()
        ],
        columns=["variable", "field", "ags", "year", "value", "status"],
    ).astype({"value": float})
    variables = {
        "employees": Variable("persons", "source", "30.06.", 0),
        "rate": Variable("%", "source", "year", 1),
        "beds": Variable("1", "source", "year", 0),
    }
    write_table(folder, Table("made", "", "", rows, variables, (ORIGIN,), "as published"))
    if flows:
        frame = pd.DataFrame(
            [(*pair, 2023, persons, REPORTED, 2) for pair, persons in flows.items()],
            columns=["origin", "destination", "year", "persons", "status", "raw_row"],
        )
        write_flows(
            folder,
            Flows("made_flows", "", "", frame, "source", "30.06.", "insgesamt", "", "", ORIGIN),
        )
    return folder


def compared(tmp_path, new, **flows):
    before = write(tmp_path / "old", FIGURES, flows.get("was"))
    return report.compare(before, write(tmp_path / "new", new, flows.get("now")))


def test_the_same_figures_are_nothing_to_tell(tmp_path):
    found = compared(tmp_path, FIGURES)
    assert not found.needs_acceptance
    assert report.as_text(found) == "The new release has the same figures as the one in use.\n"


def test_a_first_release_needs_nobody(tmp_path):
    found = report.compare(tmp_path / "data", write(tmp_path / "new", FIGURES))
    assert found.first
    assert not found.needs_acceptance
    assert "no release yet" in report.as_text(found)


def test_a_new_year_needs_nobody(tmp_path):
    found = compared(tmp_path, {**FIGURES, ("employees", "C", "05113", 2021): 120.0})
    assert not found.needs_acceptance
    assert "made: employees: new years 2021\n" in report.as_text(found)


def test_a_new_variable_needs_nobody(tmp_path):
    found = compared(tmp_path, {**FIGURES, ("beds", "", "05113", 2020): 3.0})
    assert found.new_variables == ("made: beds",)
    assert not found.needs_acceptance


def test_a_changed_figure_is_told_with_place_and_size(tmp_path):
    found = compared(
        tmp_path,
        {
            **FIGURES,
            ("employees", "C", "05113", 2020): 111.0,
            ("employees", "C", "05112", 2020): 60.0,
        },
    )
    assert found.needs_acceptance
    assert (
        "employees: TO ACCEPT: 2 of 3 figures changed, the largest first:"
        " C 05112 2020: 50 -> 60 (+20.00 %); C 05113 2020: 110 -> 111 (+0.91 %)\n"
    ) in report.as_text(found)


@pytest.mark.parametrize(("value", "changed"), [(9.95, False), (9.96, True), (9.85, False)])
def test_rounding_is_no_change(tmp_path, value, changed):
    found = compared(tmp_path, {**FIGURES, ("rate", "", "05113", 2020): value})
    assert found.needs_acceptance is changed


def test_a_figure_that_is_hidden_now_is_a_change(tmp_path):
    found = compared(tmp_path, {**FIGURES, ("employees", "C", "05113", 2020): None})
    assert "C 05113 2020: 110 reported -> suppressed" in report.as_text(found)
    assert found.needs_acceptance


def test_a_lost_key_is_told(tmp_path):
    found = compared(tmp_path, {k: v for k, v in FIGURES.items() if k[2] != "05112"})
    assert "TO ACCEPT: 1 lost keys: C 05112 2020" in report.as_text(found)
    assert found.needs_acceptance


def test_a_lost_table_loses_all_its_keys(tmp_path):
    (tmp_path / "new").mkdir()
    found = report.compare(write(tmp_path / "old", FIGURES), tmp_path / "new")
    assert sum(len(variable.lost_keys) for variable in found.variables) == len(FIGURES)


def test_a_new_place_is_no_new_year(tmp_path):
    found = compared(tmp_path, {**FIGURES, ("employees", "C", "05195", 2021): 40.0})
    assert "TO ACCEPT: new places 05195" in report.as_text(found)
    assert found.needs_acceptance


def test_a_gap_that_was_filled_is_a_new_key(tmp_path):
    found = compared(tmp_path, {**FIGURES, ("employees", "C", "05112", 2019): 40.0})
    assert "1 new keys in known years: C 05112 2019" in report.as_text(found)
    assert not found.needs_acceptance


def test_flows_are_compared_too(tmp_path):
    found = compared(
        tmp_path,
        FIGURES,
        was={("05112", "05113"): 20, ("05113", "05112"): 30},
        now={("05112", "05113"): 40},
    )
    text = report.as_text(found)
    assert "05112 05113 2023: 20 -> 40 (+100.00 %)" in text
    assert "lost keys: 05113 05112 2023" in text


def test_the_file_names_every_change_and_the_summary_three(tmp_path):
    many = {("employees", "C", f"0511{n}", 2020): 10.0 for n in range(1, 8)}
    before = write(tmp_path / "old", many)
    found = report.compare(before, write(tmp_path / "new", dict.fromkeys(many, 20.0)))
    assert "; and 4 more" in report.as_text(found)
    assert "more" not in report.as_text(found, every=True)
    assert all(key[2] in report.as_text(found, every=True) for key in many)


def test_files_that_no_table_reads_are_named(tmp_path):
    data = write(tmp_path / "data", FIGURES)
    for name in ("source/file.csv", "source/file_2021.CSV", "other/file.csv"):
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).touch()
    assert report.unread(tmp_path / "raw", data) == ("source/file_2021.CSV",)


# --- the ingest waits for an answer ------------------------------------------------------------


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A release in use, and a function that says what the next ingest makes."""
    write(tmp_path / "data", FIGURES)
    (tmp_path / "geo").mkdir()
    monkeypatch.setattr(checks, "check_release", lambda folder: [])
    monkeypatch.setattr(run, "publish_static", lambda geo, static, **_: None)

    def next_one(figures):
        def build(raw, folder):
            write(folder / "data", figures)
            (folder / "geo").mkdir()

        monkeypatch.setattr(run, "build", build)
        return (tmp_path / "data" / "made.csv").read_text(encoding="utf-8")

    return next_one


REVISED = {**FIGURES, ("employees", "C", "05112", 2020): 60.0}


def test_changed_figures_wait_for_acceptance(tmp_path, made, capsys):
    before = made(REVISED)
    wanted = tmp_path / "report.txt"
    assert run.ingest(tmp_path / "raw", tmp_path, report_file=wanted) == 1
    said = capsys.readouterr()
    assert "50 -> 60" in said.out
    assert "is untouched" in said.err
    assert f"python -m s3dash ingest --raw {tmp_path / 'raw'} --accept" in said.err
    assert (tmp_path / "data" / "made.csv").read_text(encoding="utf-8") == before
    assert "50 -> 60" in wanted.read_text(encoding="utf-8")
    assert "0 files beside those in use" in said.out


def test_accepted_figures_are_taken_over(tmp_path, made):
    before = made(REVISED)
    assert run.ingest(tmp_path / "raw", tmp_path, accept=True) == 0
    assert (tmp_path / "data" / "made.csv").read_text(encoding="utf-8") != before


def test_a_new_year_is_taken_over_at_once(tmp_path, made, capsys):
    made({**FIGURES, ("employees", "C", "05113", 2021): 120.0})
    assert run.ingest(tmp_path / "raw", tmp_path) == 0
    assert "new years 2021" in capsys.readouterr().out


def test_failed_checks_cannot_be_accepted(tmp_path, made, monkeypatch):
    before = made(REVISED)
    broken = checks.registry.Finding("limits", "made.csv", "05113", "is negative", "look", ok=False)
    monkeypatch.setattr(checks, "check_release", lambda folder: [broken])
    wanted = tmp_path / "report.txt"
    assert run.ingest(tmp_path / "raw", tmp_path, accept=True, report_file=wanted) == 1
    assert (tmp_path / "data" / "made.csv").read_text(encoding="utf-8") == before
    assert "is negative" in wanted.read_text(encoding="utf-8")


def test_a_broken_release_in_use_can_be_replaced(tmp_path, made, capsys):
    made(FIGURES)
    (tmp_path / "data" / "made.csv").unlink()
    assert run.ingest(tmp_path / "raw", tmp_path) == 1
    assert "cannot be compared" in capsys.readouterr().out
    assert run.ingest(tmp_path / "raw", tmp_path, accept=True) == 0
