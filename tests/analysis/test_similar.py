"""Similar districts: against an independent computation, and what is said to go better."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, config, session
from s3dash.analysis.similar import AT_LEAST, MOST, SINCE, similar
from s3dash.indicators import OCCUPATION, Question, figures, place
from s3dash.state import Options

BOCHUM, MUELHEIM = "05911", "05117"


@pytest.fixture(scope="module")
def options() -> Options:
    return session.options()


@pytest.fixture(scope="module")
def counts() -> pd.DataFrame:
    """Employees of the newest year, districts × groups; a suppressed cell is missing."""
    table = pd.read_parquet(ROOT / "data" / "employees_by_occupation.parquet")
    newest = table[(table["year"] == table["year"].max()) & (table["field"] != "NA")]
    return newest.pivot_table(index="ags", columns="field", values="value", dropna=False)


@pytest.mark.parametrize("key", [BOCHUM, MUELHEIM])
def test_order_and_distance_equal_an_independent_computation(
    options: Options, counts: pd.DataFrame, key: str
) -> None:
    # a suppressed cell is 1 here: distances differ from the exact ones by some ten thousandths
    shares = counts.fillna(1.0).div(counts.fillna(1.0).sum(axis=1), axis=0)
    others = shares.drop(index=list(config.region().districts))
    distance = 100 * (others - shares.loc[key]).abs().sum(axis=1).div(2).sort_values()
    found = similar(options.release, place(options.release, key))
    assert len(found) == MOST
    for item in found:
        assert item.distance == pytest.approx(distance[item.place.id], abs=0.05)
    assert [item.place.id for item in found[:3]] == distance.sort_values().index[:3].tolist()


def test_distance_lies_within_its_bounds_and_its_parts_add_up_to_it(options: Options) -> None:
    for key in config.region().districts:
        found = similar(options.release, place(options.release, key))
        assert all(first.distance <= second.distance for first, second in pairwise(found))
        for rank, item in enumerate(found, start=1):
            assert item.low <= item.distance <= item.high
            assert item.best <= rank <= item.worst
            known = sum(part.part for part in item.apart)
            assert known <= item.distance <= known + 0.5  # the rest: what is suppressed, at least
            for part in item.apart:
                assert part.part == pytest.approx(abs(part.here - part.there) / 2)


def test_suppressed_cells_are_no_part_of_the_distance(
    options: Options, counts: pd.DataFrame
) -> None:
    for item in similar(options.release, place(options.release, MUELHEIM)):
        hidden = counts.columns[counts.loc[[MUELHEIM, item.place.id]].isna().any()]
        assert len(hidden)
        assert set(hidden).isdisjoint(part.field for part in item.apart)


def test_nobody_of_the_region_is_among_the_similar(options: Options) -> None:
    found = similar(options.release, place(options.release, "RUHR"))
    assert not {item.place.id for item in found} & set(config.region().districts)


def test_what_is_strong_there_is_so_in_the_catalogues_figures(options: Options) -> None:
    release, about = options.release, place(options.release, BOCHUM)
    indicator = options.indicators["location_quotient"]
    for item in similar(release, about, threshold=1.5)[:3]:
        for found in item.stronger[:3]:
            question = Question(indicator, OCCUPATION, found.field, "germany")
            rows = figures(release, question, [about, item.place], [2025])
            assert rows["value"].tolist() == pytest.approx([found.here, found.there], nan_ok=True)
            assert found.there >= 1.5
            assert not found.here >= 1
            assert found.employees >= AT_LEAST


def test_what_has_grown_there_has_so_in_the_catalogues_figures(options: Options) -> None:
    release, about = options.release, place(options.release, BOCHUM)
    indicator = options.indicators["employee_growth"]
    nation = place(release, "DE")
    for item in similar(release, about)[:3]:
        for found in item.grown[:3]:
            question = Question(indicator, OCCUPATION, found.field, base=SINCE)
            rows = figures(release, question, [about, item.place, nation], [2025])
            expected = [found.here, found.there, found.nation]
            assert rows["value"].tolist() == pytest.approx(expected)
            assert found.here < found.nation < found.there


def test_a_higher_threshold_leaves_fewer_strengths(options: Options) -> None:
    about = place(options.release, BOCHUM)
    low, high = (similar(options.release, about, threshold=value)[0] for value in (1.2, 2.0))
    assert low.place == high.place
    names = [{found.field for found in item.stronger} for item in (high, low)]
    assert names[0] < names[1]


def test_strong_in_both_is_so_in_both(options: Options) -> None:
    release, about = options.release, place(options.release, BOCHUM)
    indicator = options.indicators["location_quotient"]
    item = similar(release, about)[0]
    for field in item.alike[:5]:
        question = Question(indicator, OCCUPATION, field, "germany")
        values = figures(release, question, [about, item.place], [2025])["value"]
        assert (np.array(values) >= 1).all()


def test_place_outside_the_region_is_refused(options: Options) -> None:
    with pytest.raises(ValueError, match="does not consist of districts"):
        similar(options.release, place(options.release, "DE"))
