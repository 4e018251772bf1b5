"""The names of the occupation groups: complete, short enough for an axis, in both languages."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from s3dash.codes import NO_INFORMATION, TOTAL, is_occupation

ROOT = Path(__file__).resolve().parents[1]
NAMES: dict[str, dict[str, str]] = tomllib.loads(
    (ROOT / "s3dash" / "catalogue" / "occupations.toml").read_text(encoding="utf-8")
)
KEYS = ("name_de", "name_en", "short_de", "short_en")
LONGEST_SHORT_NAME = 28
GROUPS_OF_THE_KLDB_2010 = 144


def test_every_group_of_the_classification_is_named_once_and_in_order() -> None:
    groups = [code for code in NAMES if is_occupation(code)]
    assert len(groups) == GROUPS_OF_THE_KLDB_2010
    assert list(NAMES) == [*sorted(groups), NO_INFORMATION, TOTAL]


def test_every_occupation_of_the_release_has_a_name() -> None:
    table = pq.read_table(ROOT / "data" / "employees_by_occupation.parquet", columns=["field"])
    published = set(table.column("field").unique().to_pylist())
    assert "431" in published
    assert published - set(NAMES) == set()


@pytest.mark.parametrize("code", NAMES)
def test_names_are_there_in_both_languages_and_tidy(code: str) -> None:
    assert tuple(NAMES[code]) == KEYS
    for key, name in NAMES[code].items():
        assert name, key
        assert name == " ".join(name.split()), key
        assert not name.endswith(","), key


@pytest.mark.parametrize("code", NAMES)
def test_titles_are_written_out(code: str) -> None:
    for key, name in NAMES[code].items():
        assert "." not in name, f"{key} has an abbreviation"


@pytest.mark.parametrize("code", NAMES)
def test_short_names_fit_on_an_axis(code: str) -> None:
    for key in ("short_de", "short_en"):
        assert len(NAMES[code][key]) <= LONGEST_SHORT_NAME, NAMES[code][key]


@pytest.mark.parametrize("key", KEYS)
def test_no_two_groups_share_a_name(key: str) -> None:
    counts = Counter(names[key] for names in NAMES.values())
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "name_de"),
    [
        ("014", "Angehörige der regulären Streitkräfte in sonstigen Rängen"),
        ("252", "Fahrzeug-, Luft-, Raumfahrt- und Schiffbautechnik"),
        ("431", "Informatik"),
        ("813", "Gesundheits- und Krankenpflege, Rettungsdienst und Geburtshilfe"),
    ],
)
def test_titles_are_those_of_the_classification(code: str, name_de: str) -> None:
    assert NAMES[code]["name_de"] == name_de
