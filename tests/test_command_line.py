"""The command line: the figures of the pages, one line for what is wrong, exit codes."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from s3dash import ROOT, config, session, state, views
from s3dash import __main__ as command_line
from s3dash.config import ConfigError
from s3dash.indicators import same_everywhere
from s3dash.indicators.tables import DIGITS
from s3dash.release import ReleaseError

HEAD = (
    "ags,name,level,indicator,sector,reference,year,value,unit,status,source,theme,occupation,"
    "from,reference_date,low,high"
)
CATALOGUE_HEAD = (
    "id,name_de,name_en,definition_de,definition_en,unit,kind,levels,years,source,licence"
)

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    try:
        code = command_line.main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rows(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def table(capsys: Captured, *arguments: str) -> list[dict[str, str]]:
    code, printed, said = run(capsys, "table", *arguments)
    assert (code, said) == (0, "")
    assert printed.startswith(HEAD + "\n")
    return rows(printed)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "s3dash", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


# --- the catalogue -------------------------------------------------------------------------


def test_indicators_lists_the_catalogue(capsys: Captured) -> None:
    code, printed, said = run(capsys, "indicators")
    assert (code, said) == (0, "")
    assert printed.startswith(CATALOGUE_HEAD + "\n")
    entries = {row["id"]: row for row in rows(printed)}
    assert list(entries) == list(session.options().indicators)
    assert entries["location_quotient"]["unit"] == "1"
    assert entries["location_quotient"]["levels"] == "district state germany"
    assert entries["population"]["levels"] == "municipality district state germany"


# --- figures -------------------------------------------------------------------------------


def test_table_of_districts(capsys: Captured) -> None:
    found = table(capsys, "--indicator", "location_quotient", "--sector", "K")
    assert [row["ags"] for row in found] == list(config.region().districts)
    dortmund = next(row for row in found if row["ags"] == "05913")
    assert round(float(dortmund["value"]), 2) == 1.52
    assert dortmund["year"] == "2020"
    assert dortmund["reference"] == "germany"


def test_table_of_municipalities(capsys: Captured) -> None:
    found = table(capsys, "--indicator", "population")
    keys = [row["ags"] for row in found]
    assert len(keys) == 53
    assert keys == sorted(keys)
    assert all(len(key) == 8 for key in keys)


def test_table_of_district_figures_for_municipalities(capsys: Captured) -> None:
    found = table(capsys, "--indicator", "employees", "--level", "municipality")
    without = [row for row in found if row["status"] == "not_published"]
    assert (len(found), len(without)) == (53, 42)
    assert all(row["value"] == "" for row in without)
    districts = table(capsys, "--indicator", "employees", "--level", "district")
    values = {f"{row['ags']}000": row["value"] for row in districts}
    assert all(row["value"] == values[row["ags"]] for row in found if row["value"])


def test_regions_come_in_the_order_asked_for(capsys: Captured) -> None:
    group = "Süd~05914~05954"
    asked = f"DE,05913,{group},meo,RUHR,NRW"
    found = table(capsys, "--indicator", "employees", "--regions", asked)
    assert [row["ags"] for row in found] == asked.split(",")
    by_key = {row["ags"]: float(row["value"]) for row in found}
    hagen, kreis = table(capsys, "--indicator", "employees", "--regions", "05914,05954")
    assert by_key[group] == float(hagen["value"]) + float(kreis["value"])


def test_a_city_is_written_as_the_level_writes_it(capsys: Captured) -> None:
    (town,) = table(capsys, "--indicator", "population", "--regions", "05913")
    assert (town["ags"], town["level"]) == ("05913000", "municipality")
    (city,) = table(
        capsys, "--indicator", "population", "--level", "district", "--regions", "05913000"
    )
    assert (city["ags"], city["level"], city["value"]) == ("05913", "district", town["value"])


def test_growth_says_where_it_starts(capsys: Captured) -> None:
    arguments = ("--sector", "C", "--from", "2016", "--year", "2019", "--regions", "05913")
    (percent,) = table(capsys, "--indicator", "employee_growth", *arguments)
    (absolute,) = table(capsys, "--indicator", "employee_growth_absolute", *arguments)
    counts = {
        year: float(table(capsys, "--indicator", "employees", "--sector", "C", "--year", year,
                          "--regions", "05913")[0]["value"])
        for year in ("2016", "2019")
    }  # fmt: skip
    assert (percent["from"], percent["year"]) == ("2016", "2019")
    assert float(absolute["value"]) == counts["2019"] - counts["2016"]
    assert float(percent["value"]) == pytest.approx(100 * (counts["2019"] / counts["2016"] - 1))


def test_figures_are_in_full_precision(capsys: Captured) -> None:
    found = table(capsys, "--indicator", "theme_location_quotient", "--theme", "cyber_ai")
    view = state.read_view(
        {"indicator": "theme_location_quotient", "theme": "cyber_ai"},
        session.options(),
        page=state.MAP,
    )[0]
    shown = same_everywhere(views.table(session.options(), view))
    for column in ("value", "low", "high"):
        assert [float(row[column]) for row in found] == shown[column].tolist()


LISTS = {
    "potentials": ("potentials", "--region", "05113", "--theme", "cyber_ai"),
    "partners": ("partners", "--region", "05916"),
    "similar": ("similar", "--region", "05916"),
    "priorities": ("priorities", "--region", "05911"),
    "complexity": ("table", "--indicator", "pci", "--occupation", "431"),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_has_digits_that_hang_on_the_machine(capsys: Captured, name: str) -> None:
    code, printed, _ = run(capsys, *LISTS[name])
    assert code == 0
    decimals = re.findall(r"(?<![\w.])-?\d+\.\d+(?:e-\d+)?(?![\w.])", printed)
    digits = [len(re.sub(r"e.*|\D", "", one).strip("0")) for one in decimals]
    assert max(digits) > 8
    assert max(digits) <= DIGITS


# --- links ---------------------------------------------------------------------------------

LINKS = [
    "/",
    "/?lang=en&reference=nrw",
    "/karte",
    "/karte?indicator=location_quotient&sector=B+D+E&reference=ruhr&year=2017&regions=RUHR,05913",
    "/karte?indicator=students_per_1000&level=municipality&regions=05562016,meo",
    "/profil?regions=05562016",
    "/profil?regions=S%C3%BCd~05914~05954&reference=nrw",
    "/vergleich?regions=05913,05978,05562016,DE&indicator=employee_growth&theme=health&from=2015",
    "/vergleich",
    "/profil?regions=05562036",
    "https://s3.example.org/daten?indicator=academic_share&sector=R-T",
    "/impressum",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_gives_the_figures_of_its_page(capsys: Captured, link: str) -> None:
    found = state.split_link(link)
    assert found is not None
    view, notes = state.read_view(found[1], session.options(), page=found[0])
    assert notes == ()
    shown = same_everywhere(views.table(session.options(), view))
    printed = table(capsys, "--link", link)
    assert [row["ags"] for row in printed] == shown["ags"].tolist()
    assert [row["year"] for row in printed] == [f"{year:d}" for year in shown["year"]]
    values = [float(row["value"]) if row["value"] else np.nan for row in printed]
    figures = shown["value"].to_numpy(dtype=float)
    assert np.array_equal(values, figures, equal_nan=True)
    assert [row["status"] for row in printed] == shown["status"].tolist()


def test_a_link_and_its_arguments_give_the_same(capsys: Captured) -> None:
    arguments = ("--indicator", "location_quotient", "--sector", "B+D+E", "--reference", "nrw")
    by_link = table(capsys, "--link", "/karte?sector=B%2BD%2BE&reference=nrw")
    assert table(capsys, *arguments) == by_link


def test_a_link_with_junk_gives_figures_and_a_line_for_each_part(capsys: Captured) -> None:
    link = "/karte?sector=K&year=1812&regions=05913,nowhere&colour=red&lang=fr"
    code, printed, said = run(capsys, "table", "--link", link)
    assert code == 0
    assert [row["ags"] for row in rows(printed)] == list(config.region().districts)
    assert rows(printed)[0]["year"] == "2015"
    lines = said.splitlines()
    assert len(lines) == 4
    for part in ("year=1812", "regions=nowhere", "colour=red", "lang=fr"):
        assert sum(part in line for line in lines) == 1
    assert any("Gezeigt wird stattdessen „2015“." in line for line in lines)


def test_what_a_link_cannot_have_is_said_in_its_language(capsys: Captured) -> None:
    _, _, said = run(capsys, "table", "--link", "/karte?year=1812&lang=en")
    assert said.startswith("s3dash: year=1812: For “year”, the link says “1812”, which this")
    assert "Shown instead: “2015”." in said


@pytest.mark.parametrize("value", ["a%0Ab", "%1B[31m", "%E2%80%A8x", "%FF", "%00"])
def test_nothing_in_a_link_breaks_a_line(capsys: Captured, value: str) -> None:
    code, printed, said = run(capsys, "table", "--link", f"/karte?year={value}&{value}=1")
    assert code == 0
    assert len(said.splitlines()) == 2
    assert said.replace("\n", "").isprintable()
    assert len(rows(printed)) == 15


@pytest.mark.parametrize("link", ["/map", "https://s3.example.org/x?lang=de", "http://[", "a b"])
def test_a_link_without_a_page_is_refused(capsys: Captured, link: str) -> None:
    assert_refused(run(capsys, "table", "--link", link), "/karte")


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "title"), [("de", "Stark: "), ("en", "Strong: ")])
def test_findings_are_those_of_the_profile(capsys: Captured, lang: str, title: str) -> None:
    code, out, err = run(capsys, "findings", "--region", "05117", "--lang", lang)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith(": Mülheim an der Ruhr")
    assert out.count(f"\n{title}") == 3
    links = [line.strip() for line in out.splitlines() if line.startswith("  /")]
    assert len(links) == 6
    assert all("regions=05117" in link and f"lang={lang}" in link for link in links)


def assert_refused(found: tuple[int, str, str], *words: str) -> None:
    code, printed, said = found
    assert (code, printed) == (2, "")
    assert said.count("\n") == 1
    assert said.endswith("\n")
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("COMMAND",)),
        (("draw",), ("draw", "table", "indicators")),
        (("table",), ("--indicator", "--link")),
        (("table", "--indicator", "wealth"), ("wealth", "location_quotient", "population")),
        (("table", "--indicator", ""), ("possible are",)),
        (("table", "--indicator", "employees", "--sector", "Q"), ("'Q'", "O-Q", "B+D+E")),
        (("table", "--indicator", "employees", "--year", "2014"), ("2014", "2015, 2016")),
        (("table", "--indicator", "employees", "--year", "--5"), ("--year",)),
        (("table", "--indicator", "employees", "--level", "state"), ("municipality, district",)),
        (("table", "--indicator", "employees", "--from", "2015"), ("--from", "means nothing")),
        (("table", "--indicator", "population", "--sector", "C"), ("--sector", "means nothing")),
        (("table", "--indicator", "academic_share", "--reference", "germany"), ("nrw, ruhr",)),
        (
            ("table", "--indicator", "location_quotient", "--reference", "x"),
            ("germany, nrw, ruhr",),
        ),
        (("table", "--indicator", "location_quotient", "--theme", "x"), ("cyber_ai, green_tech",)),
        (("table", "--indicator", "theme_location_quotient"), ("--theme", "cyber_ai")),
        (("table", "--indicator", "theme_location_quotient", "--sector", "C"), ("--theme",)),
        (("table", "--indicator", "employees", "--sector", "C", "--theme", "health"), ("--theme",)),
        (("table", "--indicator", "employee_growth", "--from", "2020"), ("2015", "2019")),
        (
            ("table", "--indicator", "employees", "--regions", "05913,Atlantis"),
            ("Atlantis", "RUHR"),
        ),
        (("table", "--indicator", "employees", "--regions", ""), ("--regions", "RUHR")),
        (("table", "--indicator", "employees", "--regions", "05315000"), ("05315000",)),
        (("table", "--link", "/karte", "--year", "2020"), ("--year",)),
        (("table", "--link", "/karte", "--indicator", "employees"), ("--indicator",)),
        (("table", "--ind", "employees"), ("--ind",)),
        (("table", "--indicator", "location_quotient", "--ref", "nrw"), ("--ref",)),
        (("table", "--indicator", "employees", "C"), ("C",)),
        (("table", "--indicator"), ("--indicator",)),
        (("table", "--indicator", "employees", "--year", "20\n20"), ("--year",)),
        (("tab", "--indicator", "employees"), ("tab",)),
        (("indicators", "--all"), ("--all",)),
        (("two\nlines",), ("two",)),
        (("findings",), ("--region",)),
        (("findings", "--region", "Atlantis"), ("Atlantis", "RUHR")),
        (("findings", "--region", "05117", "--lang", "fr"), ("fr",)),
    ],
)
def test_bad_arguments_are_refused_in_one_line(
    capsys: Captured, arguments: Sequence[str], words: Sequence[str]
) -> None:
    assert_refused(run(capsys, *arguments), *words)


@pytest.mark.parametrize("error", [ReleaseError("release.json is missing"), ConfigError("themes")])
def test_a_broken_installation_is_told_in_one_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken() -> None:
        raise error

    monkeypatch.setattr(command_line, "options", broken)
    assert run(capsys, "indicators") == (1, "", f"s3dash: {error}\n")


# --- a process of its own ------------------------------------------------------------------


def test_the_process_prints_utf8_and_plain_line_ends(capsys: Captured) -> None:
    arguments = ("table", "--indicator", "population", "--regions", "05117,Grün~05112~05170")
    done = process(*arguments, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in done.stdout
    assert done.stdout.decode("utf-8") == run(capsys, *arguments)[1]


def test_the_process_refuses_what_is_no_text() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "s3dash", "table", "--indicator", b"\xff\xfe"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m s3dash indicators | head -c 20; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == CATALOGUE_HEAD[:20].encode()


@pytest.mark.parametrize("name", ["eci", "hhi", "krugman"])
def test_a_figure_about_all_fields_takes_all_sectors(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["table", "--indicator", name, "--level", "district", "--year", "2020"]
    assert command_line.main([*asked, "--sector", "ALL"]) == 0
    answered = capsys.readouterr().out
    assert command_line.main(asked) == 0
    assert capsys.readouterr().out == answered
    assert len(answered.splitlines()) == 16
