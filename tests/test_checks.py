"""Each check passes on a sound release and finds the one thing that was broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, codes
from s3dash.checks import CHECKS, Finding, check_release, format_findings
from s3dash.checks.content import Content
from s3dash.checks.registry import Problem
from tests import made_release


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_release.write(tmp_path_factory.mktemp("release"))


@pytest.fixture
def no_jumps(tmp_path: Path) -> Path:
    path = tmp_path / "accepted_jumps.csv"
    path.write_text("variable,field,ags,year,reason\n", encoding="utf-8")
    return path


@pytest.fixture
def content(folder: Path, no_jumps: Path) -> Content:
    return Content(folder, no_jumps)


def problems(check: str, content: Content) -> list[Problem]:
    return list(CHECKS[check].look(content))


def test_sound_release_passes_every_check(folder: Path, no_jumps: Path) -> None:
    findings = check_release(folder, accepted_jumps=no_jumps)
    assert [f.message for f in findings if not f.ok] == []
    assert [f.check for f in findings] == list(CHECKS)


def at(table: pd.DataFrame, **key: object) -> int:
    """Row of the one figure with this key."""
    chosen = np.logical_and.reduce([table[name] == value for name, value in key.items()])
    (row,) = np.flatnonzero(chosen)
    return int(row)


def add(table: str, amount: float, **key: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        values = content.tables[table]
        values.loc[at(values, **key), "value"] += amount

    return change


def put(table: str, column: str, new: object, **key: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        values = content.tables[table]
        values.loc[at(values, **key), column] = new

    return change


def drop(table: str, **key: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        values = content.tables[table]
        content.tables[table] = values.drop(index=at(values, **key)).reset_index(drop=True)

    return change


def double(content: Content) -> None:
    values = content.tables["population"]
    content.tables["population"] = pd.concat([values.head(1), values], ignore_index=True)


def turn_round(content: Content) -> None:
    content.tables["population"] = content.tables["population"][::-1].reset_index(drop=True)


def year_as_text(content: Content) -> None:
    values = content.tables["population"]
    content.tables["population"] = values.assign(year="MMXV")


def more_rows(content: Content) -> None:
    content.sidecars["population"]["rows"] += 1


def other_source(content: Content) -> None:
    content.sidecars["population"]["variables"]["population"]["source"] = "nobody"


def other_level(content: Content) -> None:
    content.sidecars["population"]["variables"]["population"]["levels"].pop()


def no_unit(content: Content) -> None:
    content.sidecars["population"]["variables"]["population"]["unit"] = ""


def region_cell(column: str, value: str, ags: str = "05913") -> Callable[[Content], None]:
    def change(content: Content) -> None:
        table = content.regions
        table.loc[table["ags"] == ags, column] = value

    return change


def nameless_sector(content: Content) -> None:
    content.fields.loc[content.fields["code"] == "C", "name_en"] = " "


def without_theme_group(content: Content) -> None:
    table = content.tables["employees_by_occupation"]
    content.tables["employees_by_occupation"] = table[table["field"] != "431"]


def entry(number: int, key: str, value: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content.indicators[number][key] = value

    return change


def source_text(content: Content) -> None:
    content.sources[0]["note_en"] = ""


def participation(column: str, value: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        assert content.projects is not None
        content.projects.loc[0, column] = value

    return change


SECTOR, OCCUPATION = "employees_by_sector", "employees_by_occupation"
CITY, DISTRICT = "05913000", "05913"
JOBS = {"variable": "employees", "year": 2015}
PEOPLE = {"variable": "population", "year": 2015}

BROKEN = {
    "rows": ("sidecars", more_rows, "says"),
    "source": ("sidecars", other_source, "nobody"),
    "unit": ("sidecars", no_unit, "unit"),
    "levels": ("sidecars", other_level, "levels"),
    "type": ("columns", year_as_text, "MMXV"),
    "key": ("columns", double, "twice"),
    "order": ("columns", turn_round, "sorted"),
    "status word": ("columns", put("population", "status", "guess", ags=CITY, **PEOPLE), "guess"),
    "malformed key": ("columns", put("population", "ags", "5913", ags=DISTRICT, **PEOPLE), "5913"),
    "value without status": (
        "statuses",
        put("population", "status", codes.SUPPRESSED, ags=CITY, **PEOPLE),
        "suppressed",
    ),
    "status without value": (
        "statuses",
        put("population", "value", np.nan, ags=CITY, **PEOPLE),
        "nan",
    ),
    "infinite": ("statuses", put("population", "value", np.inf, ags=CITY, **PEOPLE), "infinite"),
    "level": ("regions", region_cell("level", "municipality"), "the key says 'district'"),
    "name": ("regions", region_cell("name", "Haltern am See, Stadt"), "no name"),
    "parent": ("regions", region_cell("parent", "99"), "parent"),
    "label": ("regions", region_cell("label_x", ""), "label"),
    "district gone": ("regions", region_cell("ags", "99999"), "missing"),
    "municipality gone": ("regions", region_cell("ags", "99999999", CITY), "53 municipalities"),
    "unknown place": (
        "coverage",
        put("population", "ags", "05999999", ags=CITY, **PEOPLE),
        "regions.csv",
    ),
    "place without row": ("coverage", drop("population", ags=CITY, **PEOPLE), "no row"),
    "unknown field": (
        "fields",
        put(SECTOR, "field", "Z", field="C", ags=DISTRICT, **JOBS),
        "fields.csv",
    ),
    "nameless field": ("fields", nameless_sector, "no name"),
    "theme without data": ("fields", without_theme_group, "431"),
    "sector too large": ("sectors", add(SECTOR, 1, field="J", ags=DISTRICT, **JOBS), "-1"),
    "sector too small": ("sectors", add(SECTOR, -31, field="J", ags=DISTRICT, **JOBS), "31"),
    "named remainder": ("sectors", add(SECTOR, 1, field="TOTAL", ags="DE", **JOBS), "1948"),
    "industry": ("industry", add(SECTOR, 1, field="C", ags=DISTRICT, **JOBS), "B-E"),
    "women": (
        "parts",
        add(SECTOR, 9e6, variable="employees_women", field="C", ags=DISTRICT, year=2015),
        "larger than employees",
    ),
    "men and women": ("parts", add("population", 1, ags=CITY, **PEOPLE), "men and women"),
    "state": ("states", add(SECTOR, 1, field="C", ags="05", **JOBS), "by 1"),
    "district of a state": ("states", add(SECTOR, 1, field="C", ags="01111", **JOBS), "by -1"),
    "Germany": ("states", add(SECTOR, 9e5, field="C", ags="DE", **JOBS), "by 900000"),
    "averages": (
        "states",
        add("unemployment", 100, variable="unemployed", ags="05", year=2016),
        "by 100",
    ),
    "municipality": ("municipalities", add("population", 1, ags=CITY, **PEOPLE), "by -1"),
    "region": ("municipalities", add("population", 1, ags="RUHR", **PEOPLE), "by 1"),
    "area": (
        "municipalities",
        add("population", 0.06, variable="area_km2", ags="RUHR", year=2015),
        "by 0.06",
    ),
    "project's money": ("projects", participation("ec_contribution_eur", 900.0), "by -100"),
    "project lost": (
        "projects",
        put("eu_research", "value", 2, variable="eu_research_participations", ags=CITY, year=2015),
        "by -1",
    ),
    "project elsewhere": ("projects", participation("ags", "05913"), "no municipality"),
    "project in two ways": ("projects", participation("project", "3"), "in two ways"),
    "project's line": ("projects", participation("raw_row", 3), "twice"),
    "project's amount": ("projects", participation("status", codes.MISSING), "do not agree"),
    "project's name": ("projects", participation("organisation", ""), "name left out"),
    "two sources": (
        "two_sources",
        add(OCCUPATION, 100, variable="employees_occupation", field="NA", ags=DISTRICT, year=2015),
        "0.18%",
    ),
    "density": (
        "two_sources",
        add("population", 1, variable="population_density", ags=CITY, year=2015),
        "1.00",
    ),
    "negative": (
        "limits",
        put("unemployment", "value", -1, variable="unemployed_under_25", ags="05", year=2016),
        "-1",
    ),
    "implausible": (
        "limits",
        put("inkar", "value", 0.3, variable="length_of_stay", ags=DISTRICT, year=2015),
        "0.3",
    ),
    "implausible category": (
        "limits",
        put("population", "value", 4, variable="degree_of_urbanisation", ags=CITY, year=2015),
        "1 to 3",
    ),
    "mean too low": (
        "means",
        add("inkar", -1, variable="length_of_stay", ags="RUHR", year=2015),
        "between",
    ),
    "fall": (
        "jumps",
        add(SECTOR, -0.4 * made_release.PER_SECTOR, variable="employees", field="C",
            ags=DISTRICT, year=2016),
        "-40.0 %",
    ),
    "mean": ("means", add("inkar", 1, variable="length_of_stay", ags="RUHR", year=2015), "between"),
    "jump": (
        "jumps",
        add(SECTOR, 0.4 * made_release.PER_SECTOR, variable="employees", field="C", ags=DISTRICT,
            year=2016),
        "+40.0 %",
    ),
    "text": ("catalogue", entry(0, "definition_en", ""), "definition_en"),
    "long name": ("catalogue", entry(0, "short_de", "x" * 25), "24"),
    "headline": ("catalogue", entry(0, "headline_de", "ohne Feld"), "{field}"),
    "variable": ("catalogue", entry(3, "denominator", "nothing"), "nothing"),
    "wrong source": ("catalogue", entry(3, "source", ["inkar-2024"]), "come from"),
    "other unit": ("catalogue", entry(0, "unit", "%"), "unit is '%'"),
    "no year": ("catalogue", entry(3, "years", []), "no year"),
    "source's note": ("catalogue", source_text, "note_en"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_check_finds_what_is_broken(case: str, content: Content) -> None:
    check, break_it, words = BROKEN[case]
    assert problems(check, content) == []
    break_it(content)
    found = problems(check, content)
    assert any(words in " ".join((p.place, p.problem)) for p in found), found
    assert all(p.file and p.problem and p.remedy for p in found)


def test_every_check_but_those_on_files_has_a_broken_case() -> None:
    assert {check for check, _, _ in BROKEN.values()} | {"files", "geometry"} == set(CHECKS)


def test_changed_missing_and_unlisted_files_are_found(tmp_path: Path, no_jumps: Path) -> None:
    folder = made_release.write(tmp_path / "release")
    with (folder / "data" / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    (folder / "geo" / "ruhr.geojson").unlink()
    (folder / "data" / "notes.txt").write_text("x", encoding="utf-8")
    found = {p.file: p.problem for p in problems("files", Content(folder, no_jumps))}
    assert set(found) == {"data/regions.csv", "geo/ruhr.geojson", "data/notes.txt"}
    assert "SHA-256" in found["data/regions.csv"]


def test_boundaries_of_a_lost_municipality_are_found(tmp_path: Path, no_jumps: Path) -> None:
    folder = made_release.write(tmp_path / "release")
    path = folder / "geo" / "municipalities.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"].pop()
    path.write_text(json.dumps(layer), encoding="utf-8")
    found = [p.problem for p in problems("geometry", Content(folder, no_jumps))]
    assert any("52 regions, 53 are expected" in problem for problem in found)
    assert any("official" in problem for problem in found)


def test_suppressed_sector_leaves_sums_open(content: Content) -> None:
    table = content.tables[SECTOR]
    row = at(table, field="J", ags=DISTRICT, **JOBS)
    table.loc[row, "value"] = np.nan
    table.loc[row, "status"] = codes.SUPPRESSED
    for check in ("statuses", "sectors", "states", "municipalities"):
        assert problems(check, content) == []


def jump(content: Content) -> None:
    add(SECTOR, 3000, variable="employees", field="C", ags=DISTRICT, year=2016)(content)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("employees,C,05913,2016,looked at", []),
        ("employees,C,05913,2016,", ["has no reason"]),
    ],
)
def test_accepted_jump_needs_a_reason(
    line: str, expected: list[str], folder: Path, no_jumps: Path
) -> None:
    with no_jumps.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    content = Content(folder, no_jumps)
    jump(content)
    assert [p.problem for p in problems("jumps", content)] == expected


def test_accepted_jump_that_is_gone_must_be_removed(folder: Path, no_jumps: Path) -> None:
    with no_jumps.open("a", encoding="utf-8") as file:
        file.write("employees,C,05913,2016,looked at\n")
    found = problems("jumps", Content(folder, no_jumps))
    assert [p.problem for p in found] == ["is accepted but no longer in the data"]


def test_jump_across_a_break_is_no_jump(content: Content) -> None:
    jump(content)
    content.sidecars[SECTOR]["variables"]["employees"]["breaks"] = [2016]
    assert problems("jumps", content) == []


def test_jump_of_a_small_count_is_no_jump(content: Content) -> None:
    key = {"variable": "employees", "field": "C", "ags": DISTRICT}
    put(SECTOR, "value", 900, **key, year=2015)(content)
    put(SECTOR, "value", 1800, **key, year=2016)(content)
    assert problems("jumps", content) == []


def test_check_that_cannot_run_has_not_passed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "geo").mkdir()
    findings = check_release(tmp_path)
    assert not any(f.ok for f in findings if f.check in ("files", "regions", "sectors"))
    assert "release.json" in next(f for f in findings if f.check == "files").problem


def test_long_lists_of_problems_are_cut_and_counted(tmp_path: Path, no_jumps: Path) -> None:
    folder = made_release.write(tmp_path / "release")
    path = folder / "data" / "regions.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False).assign(label_x="")
    table.to_csv(path, index=False)
    found = [f for f in check_release(folder, accepted_jumps=no_jumps) if f.check == "regions"]
    assert len(found) == 21
    assert found[-1].problem == "48 more problems of this kind"


def test_findings_as_text() -> None:
    findings = [
        Finding("sectors", "a.csv", "C 2015", "is 3, expected 2", "look", ok=False),
        Finding("parts", "", "", "", "", ok=True),
    ]
    assert format_findings(findings, "de").splitlines() == [
        "FAIL  Wirtschaftszweige ergeben die Gesamtzahl: a.csv, C 2015: is 3, expected 2; look",
        "ok    Kein Teil größer als das Ganze",
    ]
    assert findings[0].message == "sectors: a.csv, C 2015: is 3, expected 2; look"


def test_the_release_itself_passes() -> None:
    failed = [finding.message for finding in check_release(ROOT) if not finding.ok]
    assert failed == []


def test_land_of_the_municipalities_adds_up_to_their_district(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "geo", tmp_path / "geo")
    look = CHECKS["municipalities"].look
    assert list(look(Content(tmp_path))) == []
    path = tmp_path / "data" / "land_use.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    town = (table["ags"] == "05562016") & (table["variable"] == "land_industrial_commercial")
    table.loc[town, "value"] = (table.loc[town, "value"].astype(float) + 100).astype(str)
    table.to_csv(path, index=False)
    found = list(look(Content(tmp_path)))
    assert {"05562" in problem.place for problem in found} == {True}
    assert len(found) == town.sum()
