"""Licences of code, data and typeface are named, the same everywhere."""

from __future__ import annotations

import tomllib
from typing import Any

import yaml

from s3dash import ROOT
from s3dash.release import VERSION
from tests.docs import data_licences

CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_code_is_licensed_the_same_everywhere() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in licence
    assert CITATION["license"] == PROJECT["license"] == "EUPL-1.2"


def test_every_source_of_the_release_has_its_terms() -> None:
    written = data_licences.TARGET.read_text(encoding="utf-8")
    assert written == data_licences.notice(), "run 'python -m tests.docs.data_licences'"


def test_the_typeface_comes_with_its_licence() -> None:
    for folder in (ROOT / "static" / "fonts", ROOT / "s3dash" / "pictures" / "fonts"):
        assert list(folder.glob("fira-sans-400.*"))
        assert "SIL Open Font License" in (folder / "FiraSans-LICENSE.txt").read_text()


def test_the_citation_has_what_the_format_asks_for() -> None:
    assert {"cff-version", "message", "title", "authors"} <= set(CITATION)
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["version"] == PROJECT["version"] == VERSION
