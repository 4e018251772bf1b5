"""Counts of places: what is published, what is summed, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash import codes, config
from s3dash.codes import CALCULATED, MISSING, NOT_PUBLISHED, REPORTED, SUPPRESSED
from s3dash.indicators import Amounts, place
from s3dash.indicators.amounts import amounts
from s3dash.release import Release
from tests.indicators.small_release import Cells, small_release

MEO = ("05113", "05117", "05119")
YEAR = 2020
NAN = float("nan")
BOUNDED = "employees_occupation"
UNBOUNDED = "employees"


def asked(
    release: Release, key: str, *, variable: str = BOUNDED, fields: Sequence[str] | None = None
) -> Amounts:
    return amounts(release, variable, fields, [place(release, key)])


def only(found: Amounts, year: int = YEAR) -> tuple[float, float, float, str]:
    """Value, low, high and status of the one place in a year."""
    at = found.at([year])
    value, low, high = (float(part[0, 0]) for part in (at.value, at.low, at.high))
    return value, low, high, codes.STATUSES[at.status[0, 0]]


def occupations(folder: Path, cells: Cells, variable: str = BOUNDED) -> Release:
    return small_release(folder, {variable: cells})


def test_a_single_figure_stays_reported(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 30})
    assert only(asked(release, "05113", fields=["431"])) == (30, 30, 30, REPORTED)


def test_a_true_zero_is_a_figure(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 0})
    assert only(asked(release, "05113", fields=["431"])) == (0, 0, 0, REPORTED)


def test_a_sum_over_fields_is_calculated(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 30, ("432", "05113", YEAR): 12})
    assert only(asked(release, "05113", fields=["431", "432"])) == (42, 42, 42, CALCULATED)
    assert only(asked(release, "05113")) == (42, 42, 42, CALCULATED)


def test_a_suppressed_cell_has_a_range_and_no_value(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): SUPPRESSED})
    value, low, high, status = only(asked(release, "05113", fields=["431"]))
    assert np.isnan(value)
    assert (low, high, status) == (1, 9, SUPPRESSED)


def test_a_sum_beside_suppressed_cells_counts_what_is_published(tmp_path: Path) -> None:
    cells: Cells = {
        ("431", "05113", YEAR): 30,
        ("432", "05113", YEAR): SUPPRESSED,
        ("433", "05113", YEAR): SUPPRESSED,
    }
    release = occupations(tmp_path, cells)
    assert only(asked(release, "05113")) == (30, 30, 30 + 2 * 9, CALCULATED)


def test_a_sum_without_a_bound_for_suppressed_cells_is_suppressed(tmp_path: Path) -> None:
    cells: Cells = {("C", "05113", YEAR): 30, ("K", "05113", YEAR): SUPPRESSED}
    release = occupations(tmp_path, cells, UNBOUNDED)
    value, low, high, status = only(asked(release, "05113", variable=UNBOUNDED))
    assert np.isnan([value, low, high]).all()
    assert status == SUPPRESSED


@pytest.mark.parametrize("status", [MISSING, NOT_PUBLISHED])
def test_a_sum_over_an_unknown_cell_is_unknown(tmp_path: Path, status: str) -> None:
    cells: Cells = {("431", "05113", YEAR): 30, ("432", "05113", YEAR): status}
    release = occupations(tmp_path, cells)
    value, low, high, found = only(asked(release, "05113"))
    assert np.isnan([value, low, high]).all()
    assert found == status


def test_a_cell_of_which_no_row_speaks_is_not_published(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 30, ("431", "05117", 2019): 5})
    assert only(asked(release, "05117", fields=["431"]))[3] == NOT_PUBLISHED
    assert only(asked(release, "05119", fields=["431"]))[3] == NOT_PUBLISHED
    assert only(asked(release, "05113", fields=["999"]))[3] == NOT_PUBLISHED
    assert only(asked(release, "05113", fields=["431"]), 1999)[3] == NOT_PUBLISHED


def test_a_group_is_the_sum_of_its_districts(tmp_path: Path) -> None:
    cells: Cells = {("431", ags, YEAR): 10.0 + i for i, ags in enumerate(MEO)}
    release = occupations(tmp_path, cells)
    assert only(asked(release, "meo")) == (33, 33, 33, CALCULATED)
    assert only(asked(release, "Meine~05119~05113~05117")) == (33, 33, 33, CALCULATED)


def test_a_group_with_a_suppressed_district_has_a_range(tmp_path: Path) -> None:
    cells: Cells = {("431", "05113", YEAR): 10, ("431", "05117", YEAR): 20}
    release = occupations(tmp_path, {**cells, ("431", "05119", YEAR): SUPPRESSED})
    assert only(asked(release, "meo")) == (30, 30, 39, CALCULATED)


def test_a_group_lacking_a_district_has_no_figure(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 10, ("431", "05117", YEAR): 20})
    assert only(asked(release, "meo"))[3] == NOT_PUBLISHED


def test_rates_are_never_added_up(tmp_path: Path) -> None:
    cells: Cells = {("", ags, YEAR): 7.5 for ags in MEO}
    release = small_release(tmp_path, {"unemployment_rate": cells}, unit="%")
    assert only(asked(release, "meo", variable="unemployment_rate"))[3] == NOT_PUBLISHED


def test_a_place_that_the_source_publishes_keeps_its_figure(tmp_path: Path) -> None:
    cells: Cells = {("431", ags, YEAR): 10.0 for ags in config.region().districts}
    release = occupations(tmp_path, {**cells, ("431", "RUHR", YEAR): 151, ("431", "05", YEAR): 400})
    assert only(asked(release, "RUHR")) == (151, 151, 151, REPORTED)
    assert only(asked(release, "NRW")) == (400, 400, 400, REPORTED)


def test_germany_is_summed_only_over_all_its_states(tmp_path: Path, opened: Release) -> None:
    ours = config.region().districts
    everywhere = {key[:2]: key for key in opened.regions if len(key) == 5 and key not in ours}
    ruhr: Cells = {("431", ags, YEAR): 10.0 for ags in ours}
    others: Cells = {("431", ags, YEAR): 1.0 for ags in everywhere.values()}
    for name, cells in (("all", {**ruhr, **others}), ("ruhr", ruhr)):
        (tmp_path / name).mkdir()
        release = occupations(tmp_path / name, cells)
        expected = (15 * 10 + 16, CALCULATED) if name == "all" else (NAN, NOT_PUBLISHED)
        found = only(asked(release, "DE"))
        assert found[0] == pytest.approx(expected[0], nan_ok=True)
        assert found[3] == expected[1]
        assert only(asked(release, "RUHR"))[0] == 15 * 10


def test_a_city_is_one_place_under_both_keys(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05913", YEAR): 7, ("431", "05913000", 2021): 8})
    for key in ("05913", "05913000"):
        found = asked(release, key, fields=["431"])
        assert only(found) == (7, 7, 7, REPORTED)
        assert only(found, 2021) == (8, 8, 8, REPORTED)


def test_a_city_has_its_own_level_first(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05913", YEAR): 7, ("431", "05913000", YEAR): 8})
    assert only(asked(release, "05913", fields=["431"]))[0] == 7
    assert only(asked(release, "05913000", fields=["431"]))[0] == 8


@pytest.mark.parametrize("status", [MISSING, SUPPRESSED])
def test_a_gap_at_its_own_level_is_not_filled_from_the_other(tmp_path: Path, status: str) -> None:
    release = occupations(tmp_path, {("431", "05913", YEAR): 7, ("431", "05913000", YEAR): status})
    assert only(asked(release, "05913000", fields=["431"]))[3] == status
    assert only(asked(release, "05913", fields=["431"]))[0] == 7


def test_a_municipality_never_gets_the_figure_of_its_kreis(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05562", YEAR): 7})
    assert only(asked(release, "05562016"))[3] == NOT_PUBLISHED
    assert only(asked(release, "05562"))[0] == 7


def test_a_kreis_is_no_municipality_with_three_zeros(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113000", YEAR): 7, ("431", "05978020", YEAR): 3})
    assert only(asked(release, "05978"))[3] == NOT_PUBLISHED


def test_no_places_give_no_rows(tmp_path: Path) -> None:
    release = occupations(tmp_path, {("431", "05113", YEAR): 7})
    assert amounts(release, BOUNDED, None, []).value.shape == (0, 1)


cell = st.integers(0, 500).map(float) | st.sampled_from([SUPPRESSED, MISSING])


@settings(max_examples=30)
@given(cells=st.lists(cell, min_size=2, max_size=6))
def test_a_sum_lies_in_its_range(
    cells: list[float | str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made: Cells = {(f"{431 + i}", "05113", YEAR): given for i, given in enumerate(cells)}
    release = occupations(tmp_path_factory.mktemp("sum"), made)
    value, low, high, status = only(asked(release, "05113"))
    numbers = [given for given in cells if not isinstance(given, str)]
    if MISSING in cells:
        assert status == MISSING
    elif not numbers:
        assert (status, low, high) == (SUPPRESSED, len(cells), 9 * len(cells))
    else:
        assert (status, value) == (CALCULATED, sum(numbers))
        assert low <= value <= high
        assert (low < high) == (SUPPRESSED in cells)
