"""The recipes work: what they say to write is written into a copy of the project, and asked."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from s3dash import ROOT, codes, config, indicators, release
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import run
from tests import test_catalogue

RECIPES = ROOT / "docs" / "recipes"
FENCE = re.compile(r"^( *)```\w+ file=(\S+)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


def blocks(recipe: str) -> dict[str, str]:
    """What a recipe says to write: file → content."""
    said = (RECIPES / f"{recipe}.md").read_text(encoding="utf-8")
    return {file: textwrap.dedent(content) for _, file, content in FENCE.findall(said)}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of catalogue and release, to which a recipe may add."""
    catalogue = tmp_path / "s3dash" / "catalogue"
    for folder, target in (
        (release.CATALOGUE, catalogue),
        (ROOT / "data", tmp_path / "data"),
        (ROOT / "geo", tmp_path / "geo"),
    ):
        shutil.copytree(folder, target)
    monkeypatch.setattr(release, "CATALOGUE", catalogue)
    return tmp_path


def write(folder: Path, written: dict[str, str]) -> None:
    """Write the files of a recipe; those that exist already are left as they are."""
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), f"{name} is there already"
        path.write_text(content, encoding="utf-8")


def module_of(folder: Path) -> dict[str, Any]:
    """Names of the ingest module that the recipe of a source wrote."""
    path = folder / "s3dash" / "ingest" / "library_list.py"
    names: dict[str, Any] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return names


def municipalities() -> dict[str, str]:
    found = release.open_release().regions
    return {k: row["name"] for k, row in found.items() if row["level"] == codes.MUNICIPALITY}


def test_an_indicator_is_added_by_its_recipe(copy: Path) -> None:
    written = blocks("indicator")
    row = written.pop("docs/glossary.md")
    write(copy, written)
    release.write_catalogue(copy / "data")
    opened = release.open_release(copy)
    (name,) = set(opened.indicators) - set(release.open_release().indicators)
    indicator = indicators.catalogue(opened)[name]
    question = indicators.Question(indicator)
    bochum = indicators.place(opened, "05911000")
    answered = indicators.answer(opened, question, [bochum])
    values = release.read_values(copy / "data" / "population.csv")
    newest = values[(values["ags"] == "05911000") & (values["year"] == values["year"].max())]
    known = newest.set_index("variable")["value"]
    assert answered.value[0, -1] == pytest.approx(
        100 * known["population_women"] / known["population"]
    )
    assert 50 < answered.value[0, -1] < 52
    assert re.fullmatch(rf"\| `{name}` \| {indicator.unit} \| .+ \| .+ \|\n", row)


@pytest.mark.parametrize(
    "check", [one for name, one in vars(test_catalogue).items() if name.startswith("test_")]
)
def test_the_entry_of_the_recipe_passes_the_tests_of_the_catalogue(check: Any) -> None:
    if list(inspect.signature(check).parameters) == ["indicator"]:
        (content,) = (text for name, text in blocks("indicator").items() if name.endswith("toml"))
        (entry,) = tomllib.loads(content).values()
        check(entry)


def test_a_source_is_added_by_its_recipe(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(copy, blocks("source"))
    (table,) = module_of(copy)["read"](copy / "raw", config.region(), municipalities())
    release.write_table(copy / "data", table)
    release.write_catalogue(copy / "data")
    values = release.read_values(copy / "data" / "libraries.csv").set_index("ags")
    found = dict(
        zip(values.index, values[["value", "status"]].itertuples(index=False), strict=True)
    )
    assert found["05170044"] == (1, REPORTED)
    assert found["05911"] == found["05911000"] == (7, REPORTED)
    assert found["05170"] == (1, CALCULATED)
    assert found["05113000"] == (0, CALCULATED)
    assert len(found) == 53 + 15
    monkeypatch.setattr(test_catalogue, "SOURCES", release.open_release(copy).sources)
    test_catalogue.test_sources_state_what_a_reader_must_know()


def test_the_module_of_the_recipe_is_called_and_written_like_the_others() -> None:
    (call,) = re.findall(r"`(\*library_list\.read\(.*\),)`", (RECIPES / "source.md").read_text())
    assert call.replace("library_list", "inland_ports") in inspect.getsource(run.read_tables)
    (code,) = (text for name, text in blocks("source").items() if name.endswith(".py"))
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--stdin-filename",
        "s3dash/ingest/one.py",
        "-",
    ]
    done = subprocess.run(
        command, input=code, text=True, cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_file_of_the_recipe_with_a_wrong_key_is_refused(copy: Path) -> None:
    written = blocks("source")
    write(copy, {name: text.replace("05913000", "5913000") for name, text in written.items()})
    with pytest.raises(ValueError, match=r"libraries_2024\.csv"):
        module_of(copy)["read"](copy / "raw", config.region(), municipalities())


def test_the_recipe_of_a_region_names_every_file_that_holds_its_key() -> None:
    said = (RECIPES / "region.md").read_text(encoding="utf-8")
    holds = re.compile(r'= .*"RUHR"|[{,(] ?"RUHR"')
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "s3dash").rglob("*.py")
        if holds.search(path.read_text(encoding="utf-8"))
    }
    assert files == set(re.findall(r"`(s3dash/\S+?\.py)`", said))
