"""What the map in the browser is sent: figures with status, classes, words; all of it JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest

from s3dash import codes, config, map_data, session, state, views
from s3dash.charts import theme
from s3dash.state import View, read_view

OPTIONS = session.options()
UNPUBLISHED = map_data.STATUS_LETTERS[codes.STATUSES.index(codes.NOT_PUBLISHED)]


def view_of(**query: str) -> View:
    view, notes = read_view(
        {key.rstrip("_"): text for key, text in query.items()}, OPTIONS, page=state.MAP
    )
    assert notes == ()
    return view


def sent(mode: theme.Mode = "light", **query: str) -> dict[str, Any]:
    """What is sent for a view, as the browser gets it: through JSON."""
    data = map_data.map_data(OPTIONS, view_of(**query), shapes="shapes.json", mode=mode)
    found: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    return found


@pytest.mark.parametrize("level", state.LEVELS)
@pytest.mark.parametrize("name", OPTIONS.names(state.MAP))
def test_every_indicator_can_be_sent(name: str, level: str) -> None:
    data = sent(indicator=name, level=level, lang="en")
    regions = {codes.MUNICIPALITY: 53, codes.DISTRICT: 15}[level]
    assert len(data["ids"]) == len(data["names"]) == regions
    assert data["year"] in data["years"]
    assert len(data["dates"]) == len(data["years"])
    assert len(data["values"]) == len(data["status"]) == len(data["years"])
    for values, letters in zip(data["values"], data["status"], strict=True):
        assert len(values) == len(letters) == regions
        numbers = ["r" if value is not None else "-" for value in values]
        assert numbers == ["r" if letter in "rc" else "-" for letter in letters]
    if level in OPTIONS.indicators[name].levels:
        assert any(value is not None for value in data["values"][-1])


def test_figures_are_those_of_the_table_to_six_digits() -> None:
    view = view_of(sector="K", reference="nrw", year="2018")
    data = sent(sector="K", reference="nrw", year="2018")
    table = views.table(OPTIONS, view).set_index("ags")["value"]
    shown = dict(zip(data["ids"], data["values"][data["years"].index(2018)], strict=True))
    assert list(shown) == list(config.region().districts)
    for ags, value in shown.items():
        assert value == pytest.approx(table[ags], rel=1e-5)


def test_counts_are_exact() -> None:
    data = sent(indicator="employees")
    table = views.table(OPTIONS, view_of(indicator="employees")).set_index("ags")["value"]
    assert dict(zip(data["ids"], data["values"][-1], strict=True)) == table.to_dict()


def test_districts_only_leaves_42_municipalities_without_a_figure() -> None:
    data = sent(indicator="employees", level="municipality")
    assert data["status"][-1].count(UNPUBLISHED) == data["values"][-1].count(None) == 42


def test_a_letter_stands_for_a_status() -> None:
    letters = dict(zip(map_data.STATUS_LETTERS, codes.STATUSES, strict=True))
    assert letters == {
        "r": codes.REPORTED,
        "c": codes.CALCULATED,
        "s": codes.SUPPRESSED,
        "m": codes.MISSING,
        "n": codes.NOT_PUBLISHED,
    }


def test_a_year_of_other_levels_is_drawn_only_when_asked_for() -> None:
    usual = sent(indicator="guest_beds_per_1000")
    assert usual["years"] == [2019, 2020, 2021]
    asked = sent(indicator="guest_beds_per_1000", level="municipality", year="2022")
    assert asked["years"] == [2019, 2020, 2021, 2022]


def test_ranges_are_sent_where_suppressed_cells_leave_some() -> None:
    data = sent(indicator="theme_location_quotient", theme="cyber_ai")
    for values, low, high in zip(
        data["values"][-1], data["low"][-1], data["high"][-1], strict=True
    ):
        assert low <= values <= high
    without = sent(indicator="population")
    assert (without["low"], without["high"]) == (None, None)


def test_a_census_is_a_break_in_the_line() -> None:
    assert sent(indicator="population")["breaks"] == [2011]
    assert sent(indicator="employees")["breaks"] == []


@pytest.mark.parametrize(
    ("name", "mark", "centre"),
    [
        ("population", "circle", None),
        ("employee_growth_absolute", "fill", 0.0),
        ("location_quotient", "fill", 1),
        ("employee_growth", "fill", 0),
    ],
)
def test_counts_are_circles_and_quotients_are_filled(
    name: str, mark: str, centre: float | None
) -> None:
    data = sent(indicator=name)
    assert (data["mark"], data["centre"]) == (mark, centre)


def test_every_method_and_count_of_classes_is_ready() -> None:
    data = sent()
    assert len(data["classes"]) == len(state.METHODS) * len(state.CLASS_COUNTS)
    for entry in data["classes"].values():
        assert len(entry["colors"]) == len(entry["breaks"]) - 1
        assert entry["breaks"] == sorted(entry["breaks"])
    assert [name for name, _ in data["methods"]] == list(state.METHODS)
    assert f"{data['method']}-{data['k']}" in data["classes"]


def test_categories_have_words_and_colours_and_no_classes() -> None:
    data = sent(indicator="degree_of_urbanisation")
    assert data["classes"] == {}
    assert [entry["value"] for entry in data["categories"]] == [1, 2, 3]
    assert len({entry["color"] for entry in data["categories"]}) == 3
    assert all(entry["label"] for entry in data["categories"])


def test_words_and_names_follow_the_language() -> None:
    german, english = sent(lang="de"), sent(lang="en")
    assert german["words"].keys() == english["words"].keys()
    assert german["words"]["ranking"] != english["words"]["ranking"]
    assert set(german["words"]["status"]) == set(map_data.STATUS_LETTERS)
    assert german["source"].startswith("Quelle")
    assert english["source"].startswith("Source")
    assert german["values"] == english["values"]


def test_selected_regions_have_colours_of_their_own() -> None:
    data = sent(regions="05913000,05978,RUHR")
    assert [key for key, _ in data["selected"]] == ["05913", "05978", "RUHR"]
    assert len({colour for _, colour in data["selected"]}) == 3
    assert "05913" not in [line["id"] for line in data["lines"]]
    assert "RUHR" in [line["id"] for line in data["lines"]]


def test_colours_follow_the_mode() -> None:
    assert sent("light")["classes"] != sent("dark")["classes"]


def test_the_profile_link_keeps_the_view() -> None:
    address, _, query = sent(sector="B+D+E", regions="05913", lang="en")["profile_url"].partition(
        "?"
    )
    assert address == state.PROFILE
    assert "{ags}" in query
    assert "sector=B%2BD%2BE" in query
    found = dict(parse_qsl(query.replace("{ags}", "05978")))
    view, notes = read_view(found, OPTIONS, page=address)
    assert notes == ()
    assert (view.field, view.regions, view.lang) == ("B+D+E", ("05978",), "en")


def test_headline_says_what_where_and_when() -> None:
    head = map_data.headline_data(OPTIONS, view_of(sector="K", reference="nrw"))
    assert "Finanz" in head["title"]
    assert "Nordrhein-Westfalen" in head["subtitle"]
    assert "15" in head["subtitle"]
    assert "{date}" in head["subtitle"]
    assert head["dates"][-1].startswith("30.06.2020 (")
    assert head["year"] == 2020


def test_a_message_stays_small() -> None:
    largest = max(
        len(json.dumps(sent(indicator=name), separators=(",", ":")))
        for name in OPTIONS.names(state.MAP)
    )
    assert largest < 60_000


def test_stars_go_from_light_to_strong_in_words() -> None:
    data = sent(indicator="stars", theme="health")
    labels = [entry["label"] for entry in data["categories"]]
    assert labels == ["kein Stern", "ein Stern", "zwei Sterne", "drei Sterne"]
    colours = [entry["color"] for entry in data["categories"]]
    assert colours == theme.ramp("sequential", range(5))
