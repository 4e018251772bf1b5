"""Releases that were published before: kept whole, opened again, refused when damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, config, kept
from s3dash.indicators import Question, answer, catalogue, place
from s3dash.release import Release, ReleaseError, open_release, write_manifest
from tests.made_release import write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "in-use"
    folder.mkdir()
    write(folder)
    return folder


@pytest.fixture
def store(root: Path, tmp_path: Path) -> Path:
    kept.keep(root, tmp_path / "store")
    return tmp_path / "store"


def employees(release: Release) -> float:
    indicator = catalogue(release)["employees"]
    question = Question(indicator, "sector", "C")
    return float(answer(release, question, [place(release, "05913")]).value[0, -1])


def double_the_employees(root: Path, version: str) -> None:
    """Make another release of the one in a folder: twice the employees everywhere."""
    path = root / "data" / "employees_by_sector.parquet"
    rows = pd.read_parquet(path)
    rows.assign(value=2 * rows["value"]).to_parquet(path)
    write_manifest(root / "data", root / "geo", version=version)


def test_a_kept_release_still_gives_the_same_figures(root: Path, store: Path) -> None:
    before = employees(open_release(root))
    double_the_employees(root, "2027.05")
    assert employees(open_release(root)) == 2 * before
    again = kept.open_kept(store, "2026.11")
    assert again.version == "2026.11"
    assert employees(again) == before


def test_an_unchanged_file_is_kept_once(root: Path, store: Path) -> None:
    first = set((store / kept.FILES).iterdir())
    double_the_employees(root, "2027.05")
    kept.keep(root, store)
    assert kept.versions(store) == ("2027.05", "2026.11")
    added = {path.name for path in set((store / kept.FILES).iterdir()) - first}
    manifest = json.loads((root / "data" / "release.json").read_text(encoding="utf-8"))
    assert added == {manifest["files"]["data/employees_by_sector.parquet"]}


def test_newer_versions_come_first_by_their_numbers(store: Path) -> None:
    for version in ("2026.9", "2027.01.2", "2027.01.10", "notes"):
        shutil.copytree(store / "2026.11", store / version)
    assert kept.versions(store) == ("2027.01.10", "2027.01.2", "2026.11")


def test_a_kept_release_has_the_settings_of_its_day(root: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config"
    shutil.copytree(config.FOLDER, settings)
    themes = settings / "themes.toml"
    words = themes.read_text(encoding="utf-8")
    themes.write_text(words.replace('"411", "431"', '"431"'), encoding="utf-8")
    kept.keep(root, tmp_path / "store", settings)
    opened = kept.open_kept(tmp_path / "store", "2026.11")
    assert "411" not in opened.themes["cyber_ai"].occupations
    assert "411" in open_release(root).themes["cyber_ai"].occupations


def damaged(store: Path, name: str) -> Path:
    manifest = json.loads((store / "2026.11" / "release.json").read_text(encoding="utf-8"))
    return store / kept.FILES / manifest["files"][name]


def test_a_damaged_file_is_named(store: Path) -> None:
    path = damaged(store, "data/employees_by_sector.parquet")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ReleaseError, match=r"2026\.11, data/employees_by_sector.+ has the SHA"):
        kept.open_kept(store, "2026.11")


def test_a_lost_file_is_named(store: Path) -> None:
    damaged(store, "data/indicators.json").unlink()
    with pytest.raises(ReleaseError, match=r"data/indicators\.json cannot be read"):
        kept.open_kept(store, "2026.11")


@pytest.mark.parametrize("version", ["2020.01", "..", "2026.11/../2026.11", ""])
def test_another_version_is_refused(store: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match=r"kept are 2026\.11"):
        kept.open_kept(store, version)


@pytest.mark.parametrize(
    "files", [{"data/../../x": "0" * 64}, {"/etc/hosts": "0" * 64}, {"data/x": "../../x"}]
)
def test_a_manifest_cannot_reach_other_files(store: Path, files: dict[str, str]) -> None:
    path = store / "2026.11" / "release.json"
    path.write_text(json.dumps({"release": "2026.11", "files": files}), encoding="utf-8")
    with pytest.raises(ReleaseError, match="is no manifest"):
        kept.open_kept(store, "2026.11")


def test_a_release_that_is_opened_again_gets_the_same_folder(store: Path) -> None:
    """What is remembered by folder stays bounded, however often links change the release."""
    folders = {kept.open_kept(store, "2026.11").folder for _ in range(3)}
    assert len(folders) == 1


@pytest.mark.parametrize("name", ["config/themes.toml", "config/suppression.toml", "config.json"])
def test_damaged_settings_are_named(store: Path, name: str) -> None:
    path = store / "2026.11" / name
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ReleaseError, match=f"release 2026.11, {name}"):
        kept.open_kept(store, "2026.11")


def test_a_kept_file_that_was_damaged_is_put_there_again(root: Path, store: Path) -> None:
    damaged(store, "data/indicators.json").write_bytes(b"")
    kept.keep(root, store)
    assert kept.open_kept(store, "2026.11").version == "2026.11"


def test_this_release_can_be_kept(tmp_path: Path) -> None:
    kept.keep(ROOT, tmp_path)
    newest, again = open_release(ROOT), kept.open_kept(tmp_path, open_release(ROOT).version)
    assert np.array_equal(
        newest.cube("employees").values, again.cube("employees").values, equal_nan=True
    )
