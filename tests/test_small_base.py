"""Figures about few employees are marked as unsteady wherever they stand, by one function."""

from __future__ import annotations

import numpy as np
import pytest

from s3dash import codes, exhibits, map_data, session, state, views
from s3dash.indicators import Question, places_of
from s3dash.views import FEW, answered, small_base

OPTIONS = session.options()
DISTRICTS = tuple(places_of(OPTIONS.release, codes.DISTRICT))
SMALL = {"indicator": "location_quotient", "occupation": "935"}


def view_of(**query: str) -> state.View:
    return state.read_view(query, OPTIONS, page=state.MAP)[0]


def test_a_quotient_stands_on_the_employees_of_its_year() -> None:
    question = Question(OPTIONS.indicators["location_quotient"], "occupation", "935", "germany")
    item = answered(OPTIONS, question, DISTRICTS)
    counts = answered(
        OPTIONS, Question(OPTIONS.indicators["employees"], "occupation", "935"), DISTRICTS
    )
    years = item.found.years
    marks = small_base(OPTIONS, item, years)
    known = ~np.isnan(item.found.value)
    assert marks.any()
    assert not marks[~known].any()
    assert (counts.found.at(years).value[marks] < FEW).all()
    assert (counts.found.at(years).value[known & ~marks] >= FEW).all()


def test_a_change_stands_on_the_employees_it_starts_from() -> None:
    growth = OPTIONS.indicators["employee_growth"]
    base = growth.years("occupation")[0]
    last = (growth.years("occupation")[-1],)
    item = answered(OPTIONS, Question(growth, "occupation", "935", "", base), DISTRICTS)
    employees = Question(OPTIONS.indicators["employees"], "occupation", "935")
    start = answered(OPTIONS, employees, DISTRICTS).found.at((base,)).value[:, 0]
    known = ~np.isnan(item.found.at(last).value[:, 0])
    assert small_base(OPTIONS, item, last)[:, 0].tolist() == (known & (start < FEW)).tolist()


@pytest.mark.parametrize("name", ["population_growth", "employees", "unemployment_rate"])
def test_other_figures_have_no_mark(name: str) -> None:
    question = views.plain_question(OPTIONS.indicators[name])
    item = answered(OPTIONS, question, DISTRICTS)
    assert not small_base(OPTIONS, item, item.found.years).any()


def test_map_picture_and_file_of_a_view_bear_the_mark() -> None:
    view = view_of(**SMALL, lang="de")
    sent = map_data.map_data(OPTIONS, view, shapes="shapes.json", mode="light")
    marked = {
        key
        for key, mark in zip(
            sent["ids"], sent["small"][sent["years"].index(view.year)], strict=True
        )
        if mark == "1"
    }
    assert "kleine Basis" in sent["words"]["small_base"]
    assert sent["source"].startswith("* kleine Basis")
    shown = exhibits.exhibit(OPTIONS, view)
    drawn = {area.ags for area in shown.charts[0].areas if area.words.endswith("*")}  # type: ignore[union-attr]
    assert drawn == marked != set()
    assert any(note.startswith("* kleine Basis") for note in shown.notes)
    large = map_data.map_data(OPTIONS, view_of(sector="C"), shapes="", mode="light")
    assert large["small"] is None
    assert large["source"].startswith("Quelle")
