"""Figures that two sources give: the list is sound, and the comparison finds what differs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from s3dash import ROOT
from s3dash.checks import two_sources
from s3dash.checks.content import Content
from s3dash.checks.two_sources import AGREE, DIFFER, EXPLAINED, Pair, Side, compare, pairs
from s3dash.config import ConfigError, Named

SOUND = """
[jobs]
title_de = "a"
title_en = "b"
first = { of = "x" }
second = { of = "y" }
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return Content(ROOT)


def made(**figures: dict[tuple[str, int], float]) -> Content:
    """Content of one table with the figures of some variables."""
    rows = [
        (name, "", ags, year, value)
        for name, values in figures.items()
        for (ags, year), value in values.items()
    ]
    found = Content(Path("nowhere"))
    table = pd.DataFrame(rows, columns=["variable", "field", "ags", "year", "value"])
    described = {name: {"table": "t", "file": "t.csv"} for name in figures}
    vars(found).update(tables={"t": table}, variables=described)
    return found


def pair(first: Side, second: Side, *, tolerance: float = 0.0, known: float = 0.0) -> Pair:
    reason = Named("weil", "because") if known else None
    title = Named("a", "b")
    return Pair("jobs", title, first, second, tolerance, known or tolerance, False, reason)


def test_every_pair_of_the_list_is_compared(content: Content) -> None:
    found = two_sources.compare_all(content)
    assert [item.pair for item in found] == list(pairs())


def test_release_agrees_but_for_what_is_explained(content: Content) -> None:
    assert list(two_sources.two_sources.look(content)) == []
    verdicts = {item.pair.id: item.verdict for item in two_sources.compare_all(content)}
    assert verdicts["employees_2015"] == AGREE
    assert verdicts["gdp"] == EXPLAINED


def test_largest_difference_names_place_year_and_both_figures() -> None:
    content = made(
        x={("05112", 2015): 10.0, ("05113", 2015): 20.0, ("05113", 2016): 1.0},
        y={("05112", 2015): 11.0, ("05113", 2015): 17.0, ("05112", 2016): 9.0},
    )
    found = compare(content, pair(Side("x"), Side("y"), tolerance=2))
    assert found is not None
    assert (found.ags, found.year, found.first, found.second) == ("05113", 2015, 20.0, 17.0)
    assert (found.largest, found.beyond, found.count, found.places) == (3.0, 1, 2, 2)
    assert found.verdict == DIFFER


def test_no_total_is_compared_with_a_sum_that_lacks_suppressed_cells() -> None:
    """Their difference would be what the publisher has suppressed."""
    known = {("05112", 2015): 10.0, ("05113", 2015): 20.0}
    content = made(x=known, y=known)
    rows = content.tables["t"].assign(status="reported")
    hidden = {"variable": "y", "field": "B", "ags": "05113", "year": 2015, "status": "suppressed"}
    vars(content)["tables"]["t"] = pd.concat([rows, pd.DataFrame([hidden])])
    found = compare(content, pair(Side("x"), Side("y", field="*")))
    assert found is not None
    assert (found.count, found.ags, found.first, found.second) == (1, "05112", 10.0, 10.0)


def test_places_outside_the_region_are_not_compared() -> None:
    content = made(x={("09162", 2015): 1.0}, y={("09162", 2015): 2.0})
    assert compare(content, pair(Side("x"), Side("y"))) is None


def test_unknown_figures_are_no_difference() -> None:
    nothing = float("nan")
    content = made(
        x={("05112", 2015): nothing, ("05113", 2015): 4.0},
        y={("05112", 2015): 0.0, ("05113", 2015): 4.0},
    )
    found = compare(content, pair(Side("x"), Side("y")))
    assert found is not None
    assert (found.count, found.verdict) == (1, AGREE)


def test_sides_are_added_multiplied_and_divided() -> None:
    content = made(
        x={("05112", 2015): 35.0},
        a={("05112", 2015): 3.0},
        b={("05112", 2015): 4.0},
        c={("05112", 2012): 2.0, ("05112", 2015): 9.0},
    )
    side = Side("a", plus="b", factor=10.0, over=("c@2012",))
    found = compare(content, pair(Side("x"), side))
    assert found is not None
    assert found.second == 35.0


def test_division_by_zero_is_unknown() -> None:
    content = made(x={("05112", 2015): 1.0}, y={("05112", 2015): 1.0}, z={("05112", 2015): 0.0})
    assert compare(content, pair(Side("x"), Side("y", over=("z",)))) is None


@pytest.mark.parametrize(("amount", "problems"), [(0.0, 1), (3.0, 0), (9.0, 1)])
def test_reason_covers_only_what_it_says(
    monkeypatch: pytest.MonkeyPatch, amount: float, problems: int
) -> None:
    explained = pair(Side("x"), Side("y"), tolerance=1, known=5)
    monkeypatch.setattr(two_sources, "pairs", lambda: (explained,))
    content = made(x={("05112", 2015): 10.0}, y={("05112", 2015): 10.0 + amount})
    assert len(list(two_sources.two_sources.look(content))) == problems


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "either 'tolerance' or 'tolerance_percent'"),
        ("tolerance = 1\ntolerance_percent = 1", "either 'tolerance' or"),
        ("tolerance = 1\nknown = 2", "belong together"),
        ('tolerance = 1\nreason_de = "x"\nreason_en = "y"', "belong together"),
        ("tolerance = 1\nknown_percent = 2", "belong together"),
        ("tolerance = ", "cannot be read"),
    ],
)
def test_unsound_list_is_refused(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "two_sources.toml"
    path.write_text(SOUND + lines, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        pairs(path)


def test_unknown_key_of_a_side_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two_sources.toml"
    text = SOUND.replace('{ of = "y" }', '{ of = "y", upon = "z" }') + "tolerance = 1"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\[jobs\].*upon"):
        pairs(path)
