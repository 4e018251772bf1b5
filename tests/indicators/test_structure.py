"""Shift-share, specialisation and variety of places: on official figures, and what is not known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from s3dash import codes, config
from s3dash.indicators import SECTOR, Place, Question, answer, place, places_of
from s3dash.indicators.structure import SHIFT_SHARE
from s3dash.release import Release
from s3dash.state import Options

ALL = (SECTOR, codes.ALL)


@pytest.fixture(scope="module")
def everywhere(opened: Release) -> list[Place]:
    groups = [place(opened, key) for key in config.region().groups]
    others = [place(opened, key) for key in ("RUHR", "NRW", "DE", "Paar~05113~05913")]
    return [*places_of(opened, codes.DISTRICT), *groups, *others]


def figures(
    options: Options,
    name: str,
    places: list[Place],
    year: int,
    *,
    field: tuple[str, str] = ("", ""),
    reference: str = "",
    base: int | None = None,
) -> np.ndarray:
    question = Question(options.indicators[name], *field, reference, base)
    return answer(options.release, question, places).at([year]).value[:, 0]


@pytest.mark.parametrize("base", [2015, 2017])
def test_parts_of_the_change_add_up_to_it_to_the_last_person(options, everywhere, base) -> None:
    asked = {"field": ALL, "base": base, "reference": "germany"}
    parts = sum(figures(options, name, everywhere, 2020, **asked) for name in SHIFT_SHARE)
    start, end = (
        figures(options, "employees", everywhere, year, field=(SECTOR, codes.TOTAL))
        - figures(options, "employees_without_sector", everywhere, year)
        for year in (base, 2020)
    )
    assert np.isfinite(parts).all()
    assert parts == pytest.approx(end - start, abs=1e-6)


def test_parts_over_all_sectors_are_the_sums_of_the_sectors(options, everywhere) -> None:
    for name in SHIFT_SHARE:
        asked = {"base": 2015, "reference": "germany"}
        single = sum(
            figures(options, name, everywhere, 2020, field=(SECTOR, code), **asked)
            for code in codes.SECTORS
        )
        assert figures(options, name, everywhere, 2020, field=ALL, **asked) == pytest.approx(single)


def test_groups_are_the_sums_of_their_districts(options, opened) -> None:
    districts = list(places_of(opened, codes.DISTRICT))
    for name in SHIFT_SHARE:
        asked = {"field": ALL, "base": 2015, "reference": "germany"}
        whole = figures(options, name, [place(opened, "RUHR")], 2020, **asked)
        assert whole[0] == pytest.approx(figures(options, name, districts, 2020, **asked).sum())


def test_germany_has_a_trend_and_nothing_else(options, opened) -> None:
    nation = [place(opened, "DE")]
    asked = {"field": ALL, "base": 2015, "reference": "germany"}
    for name in SHIFT_SHARE[1:]:
        assert figures(options, name, nation, 2020, **asked)[0] == pytest.approx(0, abs=1e-6)


def test_employees_without_a_sector_are_the_known_ones(options, opened) -> None:
    nation = [place(opened, "DE")]
    assert figures(options, "employees_without_sector", nation, 2015)[0] == 1947
    assert figures(options, "employees_without_sector", nation, 2020)[0] == 1550


def test_parts_on_paper_from_the_official_counts(options, opened) -> None:
    # Bochum, finance and insurance 2015 to 2020, from table 13111-07-05-4
    cube = opened.cube("employees")

    def count(area: str, code: str, year: int) -> float:
        at = (cube.field_index[code], cube.ags_index[area], cube.year_index[year])
        return float(cube.values[at])

    sums = {y: sum(count("DE", code, y) for code in codes.SECTORS) for y in (2015, 2020)}
    x, y = count("05911", "K", 2015), count("05911", "K", 2020)
    growth = sums[2020] / sums[2015] - 1
    field = count("DE", "K", 2020) / count("DE", "K", 2015) - 1
    expected = (x * growth, x * (field - growth), y - x * (1 + field))
    asked = {"field": (SECTOR, "K"), "base": 2015, "reference": "germany"}
    found = [
        figures(options, name, [place(opened, "05911")], 2020, **asked)[0] for name in SHIFT_SHARE
    ]
    assert found == pytest.approx(expected)


def test_there_is_no_part_of_a_change_before_its_base_year(options, opened) -> None:
    question = Question(
        options.indicators["shift_share_mix"], SECTOR, codes.ALL, "germany", base=2018
    )
    found = answer(opened, question, [place(opened, "05911")])
    known = [year for year, v in zip(found.years, found.value[0], strict=True) if not np.isnan(v)]
    assert known == [2019, 2020]


def suppressed_district(opened: Release) -> tuple[str, int]:
    cube = opened.cube("employees")
    fields = [cube.field_index[code] for code in codes.SECTORS]
    code = codes.STATUSES.index(codes.SUPPRESSED)
    _, region, year = np.argwhere(cube.status[fields] == code)[0]
    return cube.ags[region], cube.years[year]


def test_a_suppressed_sector_is_never_worked_out(options, opened) -> None:
    key, year = suppressed_district(opened)
    about = [place(opened, key)]
    for name, asked in {
        "employees_without_sector": {},
        "hhi": {"field": ALL},
        "krugman": {"field": ALL, "reference": "germany"},
    }.items():
        assert np.isnan(figures(options, name, about, year, **asked)).all(), name
    indicator = options.indicators["employees_without_sector"]
    found = answer(opened, Question(indicator), about).at([year])
    assert found.status[0, 0] == codes.STATUSES.index(codes.SUPPRESSED)
    assert np.isnan([found.low, found.high]).all()


def test_a_suppressed_sector_leaves_the_parts_of_the_others(options, opened) -> None:
    key, year = suppressed_district(opened)
    about, base = [place(opened, key)], options.indicators["shift_share_mix"].years("sector")[0]
    if year == 2015:
        year, base = 2020, 2015
    asked = {"base": base if base < year else 2015, "reference": "germany"}
    found = {
        code: figures(options, "shift_share_regional", about, year, field=(SECTOR, code), **asked)
        for code in (*codes.SECTORS, codes.ALL)
    }
    assert np.isnan(found[codes.ALL]).all()
    assert sum(np.isfinite(value).all() for value in found.values()) >= 5


@pytest.mark.parametrize("kind", ["sector", "occupation"])
def test_indices_on_paper_from_the_official_counts(options, opened, kind) -> None:
    variable, year = {"sector": ("employees", 2020), "occupation": ("employees_occupation", 2025)}[
        kind
    ]
    cube = opened.cube(variable)
    fields = codes.SECTORS if kind == "sector" else [c for c in cube.fields if c != "NA"]
    at = np.ix_([cube.field_index[c] for c in fields], [cube.ags_index["05913"]])
    counts = np.nan_to_num(cube.values[at][:, 0, cube.year_index[year]])
    shares = counts / counts.sum()
    field = (kind, codes.ALL if kind == "sector" else codes.TOTAL)
    found = figures(options, "hhi", [place(opened, "05913")], year, field=field)
    assert found[0] == pytest.approx((shares**2).sum())


def test_nothing_is_far_from_itself_and_ranges_hold_the_figure(options, opened, everywhere) -> None:
    indicator = options.indicators["krugman"]
    for reference, key in {"germany": "DE", "ruhr": "RUHR", "nrw": "NRW"}.items():
        question = Question(indicator, "occupation", codes.TOTAL, reference)
        found = answer(opened, question, everywhere).at([2025])
        ids = [item.id for item in everywhere]
        own = ids.index(key)
        assert (found.value[own], found.low[own], found.high[own]) == (0, 0, 0)
        assert (found.low <= found.value).all()
        assert (found.value <= found.high).all()
        assert (found.high - found.low < 0.02).all()
        assert found.value[ids.index("05113")] > 0.05


def test_kinds_of_variety_add_up_and_their_ranges_hold_them(options, opened, everywhere) -> None:
    cube = opened.cube("employees_occupation")
    fields = [i for i, code in enumerate(cube.fields) if code != codes.NO_INFORMATION]
    counts = np.nan_to_num(cube.values[fields, cube.ags_index["05913"], cube.year_index[2025]])
    shares = counts[counts > 0] / counts.sum()
    parts = [answer(opened, Question(options.indicators[f"{kind}_variety"]), everywhere).at([2025])
             for kind in ("related", "unrelated")]  # fmt: skip
    dortmund = [item.id for item in everywhere].index("05913")
    whole = sum(part.value[dortmund, 0] for part in parts)
    assert whole == pytest.approx(-(shares * np.log2(shares)).sum())
    for part in parts:
        assert (part.low <= part.value).all()
        assert (part.value <= part.high).all()
        assert (part.high - part.low < 0.1).all()


def test_a_suppressed_group_opens_the_range_and_is_no_zero(options, opened) -> None:
    """A district with suppressed groups has a range as wide as its bound says, not a point."""
    question = replace(Question(options.indicators["hhi"], "occupation", codes.TOTAL), reference="")
    cube = opened.cube("employees_occupation")
    code = codes.STATUSES.index(codes.SUPPRESSED)
    districts = places_of(opened, codes.DISTRICT)
    found = answer(opened, question, districts).at([2025])
    for i, item in enumerate(districts):
        hidden = (cube.status[:, cube.ags_index[item.id], -1] == code).any()
        assert bool(found.low[i, 0] < found.high[i, 0]) == hidden, item.id
