"""Criteria of the priorities: the catalogue's own figures, and places counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from s3dash import codes, config
from s3dash.indicators import CRITERIA, OCCUPATION, THEME, Question, answer, place
from s3dash.indicators.criteria import Criteria, criteria, groups_of
from s3dash.indicators.field_space import HIGH, LOW, VALUE

KINDS = (THEME, OCCUPATION)
PLACES = ("RUHR", "meo", "05913", "05915", "05954", "Süd~05914~05954")
INDICATORS = {
    "size": ("employees", "", False),
    "specialisation": ("location_quotient", "germany", False),
    "growth": ("employee_growth", "", True),
    "relatedness": ("relatedness_density", "", False),
    "demand": ("vacancies_per_100_unemployed", "", False),
}


def of(found: Criteria, name: str, field: str) -> tuple[np.ndarray, np.ndarray]:
    """Figure and place among others at the three ends."""
    at = slice(None), found.fields.index(field), CRITERIA.index(name)
    return found.value[at], found.among[at]


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize("name", INDICATORS)
def test_figures_are_those_of_the_catalogue(options, opened, key, name):
    indicator, reference, compares = INDICATORS[name]
    about = place(opened, key)
    asked = {THEME: tuple(opened.themes), OCCUPATION: ("431", "522", "611", "924", "941")}
    for kind, fields in asked.items():
        found = criteria(opened, kind, about)
        for field in fields:
            question = Question(
                options.indicators[indicator],
                kind,
                field,
                reference,
                found.base if compares else None,
            )
            figure = answer(opened, question, [about]).at([found.year])
            wanted = [end[0, 0] for end in (figure.low, figure.value, figure.high)]
            value, _ = of(found, name, field)
            same = pytest.approx(wanted[1], nan_ok=True)
            assert value[VALUE] == same, (kind, field)
            if not np.isnan(wanted).any():
                assert value.tolist() == pytest.approx(wanted), (kind, field)


def test_growth_in_germany_is_that_of_the_catalogue(options, opened):
    found = criteria(opened, THEME, place(opened, "05913"))
    for field in opened.themes:
        question = Question(options.indicators["employee_growth"], THEME, field, "", found.base)
        figure = answer(opened, question, [place(opened, "DE")]).at([found.year])
        assert of(found, "growth_nation", field)[0][VALUE] == pytest.approx(figure.value[0, 0])


# --- places, counted again from the table of the release ------------------------------------


@pytest.fixture(scope="module")
def employees(opened) -> pd.DataFrame:
    """Employees by year, field and district; missing where suppressed."""
    cube = opened.cube("employees_occupation")
    index = pd.MultiIndex.from_product([cube.fields, cube.ags, cube.years])
    table = pd.Series(cube.values.reshape(-1), index=index).unstack(2)
    return table.rename_axis(["field", "ags"])


def mid(values: pd.Series) -> pd.Series:
    """Counts in which a suppressed one stands as the middle of 1 to 9."""
    return values.fillna(5.0)


def share_below(values: pd.Series, key: str) -> float:
    others = values.drop(key)
    return ((others < values[key]).sum() + (others == values[key]).sum() / 2) / others.count()


@pytest.mark.parametrize("field", ["431", "522", "813"])
def test_places_among_the_districts_by_hand(opened, employees, field):
    found = criteria(opened, OCCUPATION, place(opened, "05913"))
    now = employees[found.year].unstack("ags")
    total = now.sum()
    quotient = mid(now.loc[field]) / total / (now.loc[field].sum() / total.sum())
    then = employees[found.base].unstack("ags")
    growth = mid(now.loc[field]) / mid(then.loc[field]).replace(0, np.nan)  # from 0: no growth
    assert of(found, "specialisation", field)[1][VALUE] == share_below(quotient, "05913")
    assert of(found, "growth", field)[1][VALUE] == share_below(growth, "05913")


def test_places_among_the_fields_by_hand(opened, employees):
    found = criteria(opened, OCCUPATION, place(opened, "05913"))
    here = employees[found.year].unstack("ags")["05913"].drop(codes.NO_INFORMATION)
    sums = employees.groupby("field").sum().drop(codes.NO_INFORMATION)
    growth = sums[found.year] / sums[found.base]
    vacant, unemployed = (
        opened.cube(name).values[:, opened.cube(name).ags_index["05913"], -1]
        for name in ("vacancies", "unemployed_occupation")
    )
    fields = opened.cube("vacancies").fields
    demand = pd.Series(vacant / np.where(unemployed > 0, unemployed, np.nan), index=fields)
    demand = demand.reindex(here.index)
    for field in ("431", "522", "813"):
        assert of(found, "size", field)[1][VALUE] == share_below(mid(here), field)
        assert of(found, "growth_nation", field)[1][VALUE] == share_below(growth, field)
        assert of(found, "demand", field)[1][VALUE] == share_below(demand, field)


def test_a_theme_is_compared_with_all_occupation_groups_where_six_are_too_few(opened, employees):
    found = criteria(opened, THEME, place(opened, "05913"))
    sums = employees.groupby("field").sum().drop(codes.NO_INFORMATION)
    growth = sums[found.year] / sums[found.base]
    groups = list(opened.themes["cyber_ai"].occupations)
    own = sums.loc[groups, found.year].sum() / sums.loc[groups, found.base].sum()
    assert of(found, "growth_nation", "cyber_ai")[1][VALUE] == (growth < own).mean()
    sizes = [of(found, "size", field)[1][VALUE] for field in found.fields]
    assert sorted(sizes) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])


# --- what is not known ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", [*PLACES, *config.region().districts])
def test_ends_enclose_what_is_published(opened, kind, key):
    found = criteria(opened, kind, place(opened, key))
    for array in (found.value, found.among):
        low, value, high = array[LOW], array[VALUE], array[HIGH]
        known = ~np.isnan(value)
        assert (low[known] <= value[known]).all()
        assert (value[known] <= high[known]).all()
    among = found.among[~np.isnan(found.among)]
    assert ((among >= 0) & (among <= 1)).all()


def test_a_suppressed_count_is_unknown_and_its_bounds_are_the_publishers(opened):
    bound = config.suppression()["employees_occupation"]
    cube = opened.cube("employees_occupation")
    hidden = cube.status[:, :, -1] == codes.STATUSES.index(codes.SUPPRESSED)
    for key in config.region().districts:
        found = criteria(opened, OCCUPATION, place(opened, key))
        for i in np.flatnonzero(hidden[:, cube.ags_index[key]]):
            value, among = of(found, "size", cube.fields[i])
            assert np.isnan(value[VALUE])
            assert np.isnan(among[VALUE])
            assert (value[LOW], value[HIGH]) == (bound.low, bound.high)


@pytest.mark.parametrize("key", ["DE", "05562016"])
def test_the_nation_and_towns_in_a_kreis_have_no_criteria(opened, key):
    found = criteria(opened, THEME, place(opened, key))
    assert np.isnan(found.value).all()
    assert np.isnan(found.among).all()


def test_every_occupation_group_but_the_one_without_information_takes_part(opened):
    fields = groups_of(opened, OCCUPATION)
    assert codes.NO_INFORMATION not in fields
    assert len(fields) == len(opened.cube("employees_occupation").fields) - 1


def test_ends_compare_the_small_with_the_large_and_back(opened, employees):
    found = criteria(opened, OCCUPATION, place(opened, "05914"))
    here = employees[found.year].unstack("ags")["05914"].drop(codes.NO_INFORMATION)
    wider = 0
    for field in here.dropna().index:
        _, among = of(found, "size", field)
        wanted = [share_below(here.fillna(hidden), field) for hidden in (9.0, 5.0, 1.0)]
        assert among.tolist() == pytest.approx(wanted), field
        wider += wanted[0] < wanted[2]
    assert wider > 0
