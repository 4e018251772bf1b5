"""The release on disk: what is written reads back, the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, codes, release
from s3dash.release import Origin, ReleaseError, Table, Variable

ROWS = [
    ("employees", "K", "05913", 2020, 7.0, codes.REPORTED),
    ("employees", "C", "05913", 2020, 12.5, codes.CALCULATED),
    ("employees", "C", "01001", 2019, np.nan, codes.SUPPRESSED),
    ("employees", "C", "05", 2020, 0.1 + 0.2, codes.REPORTED),
    ("population", "", "05913000", 2020, 0.0, codes.REPORTED),
    ("population", "", "RUHR", 2021, np.nan, codes.MISSING),
    ("population", "", "DE", 2013, np.nan, codes.NOT_PUBLISHED),
]


def made(rows: list[tuple[object, ...]] | None = None, *, file_format: str = "csv") -> Table:
    values = pd.DataFrame(ROWS if rows is None else rows, columns=list(release.VALUE_COLUMNS))
    described = Variable("persons", "made", "30.06.", 0, (2011,))
    return Table(
        name="made",
        title_de="Erfundenes",
        title_en="Made up",
        values=values,
        variables={"employees": described, "population": described},
        origins=(Origin("b", "b.csv", "1" * 64), Origin("a", "a.csv", "0" * 64, "2021-08-17")),
        territorial_status="made",
        file_format=file_format,
    )


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_a_table_reads_back_sorted_by_its_key(tmp_path: Path, file_format: str) -> None:
    release.write_table(tmp_path, made(file_format=file_format))
    found = release.read_values(tmp_path / f"made.{file_format}")
    expected = made().values.sort_values(list(release.KEY)).reset_index(drop=True)
    assert found["ags"].tolist() == expected["ags"].tolist()
    assert found["field"].tolist() == expected["field"].tolist()
    assert found["status"].tolist() == expected["status"].tolist()
    assert np.array_equal(found["value"], expected["value"], equal_nan=True)


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_the_order_of_rows_changes_no_byte(tmp_path: Path, file_format: str) -> None:
    written = []
    for name, rows in (("one", ROWS), ("two", ROWS[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        release.write_table(folder, made(list(rows), file_format=file_format))
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]


def test_the_sidecar_remembers_unit_source_and_origin(tmp_path: Path) -> None:
    release.write_table(tmp_path, made())
    sidecar = json.loads((tmp_path / "made.meta.json").read_text(encoding="utf-8"))
    assert sidecar["rows"] == len(ROWS)
    assert [origin["file"] for origin in sidecar["origin"]] == ["a.csv", "b.csv"]
    assert sidecar["origin"][0]["as_of"] == "2021-08-17"
    population = sidecar["variables"]["population"]
    assert (population["unit"], population["source"]) == ("persons", "made")
    assert population["breaks"] == [2011]
    assert population["years"] == [2020, 2021]  # 2013 is not published at all
    assert population["levels"] == ["municipality", "region"]
    assert sidecar["variables"]["employees"]["fields"] == ["C", "K"]


def test_a_doubled_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"made: 2 rows share a key, .*'ags': '05913'"):
        release.write_table(tmp_path, made([*ROWS, ROWS[0]]))
    assert not list(tmp_path.iterdir())


def test_a_variable_without_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no description of the variables \['wages'\]"):
        release.write_table(tmp_path, made([("wages", "", "05", 2020, 1.0, codes.REPORTED)]))


def test_a_table_lacking_a_column_is_refused(tmp_path: Path) -> None:
    table = made()
    del table.values["status"]
    with pytest.raises(ValueError, match=r"columns \['status'\] are missing"):
        release.write_table(tmp_path, table)


# --- opening -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened() -> release.Release:
    return release.open_release(ROOT)


def test_keys_are_text_with_their_zeros(opened: release.Release) -> None:
    assert all(isinstance(key, str) for key in opened.regions)
    assert "05112" in opened.regions
    cube = opened.cube("population")
    assert all(key.isalpha() or codes.is_ags(key) for key in cube.ags)


def test_a_cube_says_of_every_cell_how_it_came_to_be(opened: release.Release) -> None:
    for variable in opened.variables:
        cube = opened.cube(variable)
        absent = cube.status >= codes.STATUSES.index(codes.SUPPRESSED)
        assert (np.isnan(cube.values) == absent).all(), variable
        assert cube.status.max() < len(codes.STATUSES)


def test_a_cube_holds_the_rows_of_its_table(opened: release.Release) -> None:
    values = release.read_values(opened.folder / str(opened.variables["unemployed"]["file"]))
    rows = values[values["variable"] == "unemployed"]
    cube = opened.cube("unemployed")
    for row in rows.sample(50, random_state=1).itertuples():
        at = (cube.field_index[row.field], cube.ags_index[row.ags], cube.year_index[row.year])
        assert np.array_equal(cube.values[at], row.value, equal_nan=True)
        assert codes.STATUSES[cube.status[at]] == row.status


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_a_cube_has_its_keys_in_order(
    tmp_path: Path, file_format: str, opened: release.Release
) -> None:
    rows: list[tuple[object, ...]] = [
        ("a", "2", "05", 2020, 1.0, codes.REPORTED),
        ("b", "1", "05", 2020, 2.0, codes.REPORTED),
        ("b", "1", "01", 2019, np.nan, codes.SUPPRESSED),
        ("b", "2", "02", 2020, 3.0, codes.CALCULATED),
    ]
    values = pd.DataFrame(rows, columns=list(release.VALUE_COLUMNS))
    described = dict.fromkeys(("a", "b"), Variable("persons", "made", "30.06.", 0))
    table = replace(made(file_format=file_format), values=values, variables=described, name="keys")
    release.write_table(tmp_path, table)
    variables = {"b": {"file": f"keys.{file_format}"}}
    cube = replace(opened, folder=tmp_path, variables=variables, _cubes={}).cube("b")
    assert (cube.fields, cube.ags, cube.years) == (("1", "2"), ("01", "02", "05"), (2019, 2020))
    assert cube.values[cube.field_index["2"], cube.ags_index["02"], 1] == 3.0
    assert codes.STATUSES[cube.status[0, 0, 0]] == codes.SUPPRESSED


def test_a_cube_cannot_be_changed(opened: release.Release) -> None:
    with pytest.raises(ValueError, match="read-only"):
        opened.cube("population").values[0, 0, 0] = 1


def test_a_cube_is_read_once(opened: release.Release) -> None:
    assert opened.cube("population") is opened.cube("population")
    with pytest.raises(KeyError):
        opened.cube("wages")


def test_a_missing_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"release\.json cannot be read .* run the ingest"):
        release.open_release(tmp_path)
    with pytest.raises(ReleaseError, match=r"made\.csv cannot be read"):
        release.read_values(tmp_path / "made.csv")


def test_a_catalogue_without_its_table_is_refused(tmp_path: Path) -> None:
    release.write_table(tmp_path, made())
    with pytest.raises(ReleaseError, match="no table of the release has the variable"):
        release.write_catalogue(tmp_path)


def test_the_manifest_holds_every_file_but_itself(tmp_path: Path) -> None:
    data, geo = tmp_path / "data", tmp_path / "geo"
    data.mkdir()
    geo.mkdir()
    release.write_table(data, made())
    (geo / "ruhr.geojson").write_text("{}", encoding="utf-8")
    release.write_manifest(data, geo, version="2000.01")
    release.write_manifest(data, geo, version="2000.01")
    manifest = json.loads((data / "release.json").read_text(encoding="utf-8"))
    assert manifest["release"] == "2000.01"
    assert set(manifest["files"]) == {"data/made.csv", "data/made.meta.json", "geo/ruhr.geojson"}
    assert manifest["files"]["data/made.csv"] == release.sha256(data / "made.csv")
