"""What the documents name exists: functions, files, targets of make; and the picture is true."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from s3dash import ROOT
from tests.docs import architecture_picture

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
    ROOT / "docs" / "charts.md",
    ROOT / "docs" / "quality.md",
    *sorted((ROOT / "docs" / "recipes").glob("*.md")),
]
ROOMS = {path.stem for path in (ROOT / "s3dash").iterdir() if path.suffix in ("", ".py")}
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}
ADDED = {"s3dash/text/nl.toml"}
"""Files that a recipe tells to add."""

DOTTED = re.compile(r"[a-z]\w*(\.[A-Za-z_]\w*)+")


def code_in(path: Path) -> list[str]:
    """What stands in backticks in a document, code blocks aside."""
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)
    return re.findall(r"`([^`\n]+)`", prose)


def resolved(dotted: str) -> object:
    """The object of a name such as `indicators.answer`, with or without the package before it."""
    module, rest = "s3dash", dotted.removeprefix("s3dash.").split(".")
    while rest:
        try:
            importlib.import_module(f"{module}.{rest[0]}")
        except ModuleNotFoundError:
            break
        module = f"{module}.{rest.pop(0)}"
    found: object = importlib.import_module(module)
    for name in rest:
        found = getattr(found, name)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_functions_that_a_document_names_exist(path: Path) -> None:
    for code in code_in(path):
        first = code.removeprefix("s3dash.").partition(".")[0]
        if DOTTED.fullmatch(code) and first in ROOMS and not code.endswith((".py", ".toml")):
            resolved(code)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_a_document_names_exist(path: Path) -> None:
    for code in code_in(path):
        if code.partition("/")[0] in FOLDERS and not set(code) & set(" <{=…") and code not in ADDED:
            assert list(ROOT.glob(code)), code


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_of_a_document_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_targets_of_make_that_a_document_names_exist(path: Path) -> None:
    targets = re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for code in code_in(path):
        if code.startswith("make "):
            assert code.split()[1] in targets, code


def test_the_picture_of_the_architecture_is_that_of_the_contracts() -> None:
    drawn = architecture_picture.TARGET.read_text(encoding="utf-8")
    assert drawn == architecture_picture.picture(), "run 'make pictures'"


def test_every_room_has_a_row_in_the_architecture() -> None:
    rows = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Rooms")[2]
    named = {
        Path(name).stem
        for row in re.findall(r"^\| (`[^|]+) \|", rows, re.M)
        for name in re.findall(r"`([^`]+)`", row)
    }
    assert {room for room in ROOMS if not room.startswith("_")} - {"py"} <= named


def test_every_recipe_is_named_where_contributors_look() -> None:
    said = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for recipe in (ROOT / "docs" / "recipes").glob("*.md"):
        assert f"docs/recipes/{recipe.name}" in said


def test_a_name_that_is_gone_is_noticed() -> None:
    with pytest.raises(AttributeError):
        resolved("indicators.answer_nothing")
