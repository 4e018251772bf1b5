"""Flows of commuters: official rows, in order, with nothing added and nothing left out."""

import csv

import pytest

from s3dash import ROOT, codes, config, state, views
from s3dash.indicators import COLUMNS, flows, place
from s3dash.release import ReleaseError, read_flows
from s3dash.session import options
from s3dash.state import read_view

RELEASE = options().release
DORTMUND = place(RELEASE, "05913")


def official() -> list[dict[str, str]]:
    """Rows of the release, read in another way."""
    with (ROOT / "data" / "commuter_flows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("direction", "own"), [("in", "destination"), ("out", "origin")])
def test_flows_of_a_district_are_its_official_rows(direction: str, own: str) -> None:
    found = flows(RELEASE, DORTMUND, direction)
    expected = {row["raw_row"]: row["persons"] for row in official() if row[own] == "05913"}
    assert dict(zip(found.rows["raw_row"].astype(str), found.rows["persons"], strict=True)) == {
        row: float(persons) for row, persons in expected.items()
    }
    assert found.rows["persons"].is_monotonic_decreasing
    assert set(found.rows[found.partner]).isdisjoint({"05913"})


def test_largest_way_to_dortmund_comes_from_unna() -> None:
    first = flows(RELEASE, DORTMUND, "in").rows.iloc[0]
    assert (first["origin"], first["persons"], first["raw_row"]) == ("05978", 30650, 3601)


def test_flows_between_all_districts_stay_inside_the_region() -> None:
    found = flows(RELEASE, None, "in")
    ours = set(config.region().districts)
    assert len(found.rows) == 15 * 14
    assert set(found.rows["origin"]) == set(found.rows["destination"]) == ours
    assert len(found.inside) == len(found.rows)


def test_listed_flows_are_no_more_than_all_commuters() -> None:
    for key in config.region().districts:
        for direction in state.DIRECTIONS:
            view = read_view({"regions": key, "direction": direction}, options(), page=state.FLOWS)
            found = views.flow_figures(options(), view[0])
            assert found.total is not None
            listed = found.flows.rows["persons"].sum()
            assert 0.95 * found.total.value() < listed <= found.total.value()


@pytest.mark.parametrize(
    ("regions", "district"),
    [
        ("05913", "05913"),
        ("05913000", "05913"),
        ("05562016,05112", "05562"),
        ("RUHR,05913", None),
        ("meo", None),
        ("09162", None),
        ("", None),
    ],
)
def test_district_of_the_flows(regions: str, district: str | None) -> None:
    view = read_view({"regions": regions}, options(), page=state.FLOWS)[0]
    found = views.flow_place(options(), view)
    assert (found and found.id) == district


def test_table_names_both_ends_and_the_official_row() -> None:
    view = read_view({"regions": "05913", "direction": "out"}, options(), page=state.FLOWS)[0]
    table = views.table(options(), view)
    assert tuple(table.columns)[: len(COLUMNS)] == COLUMNS
    first = table.iloc[0]
    assert (first["name"], first["destination_name"]) == ("Dortmund", "Kreis Unna")
    assert (first["value"], first["unit"], first["status"]) == (16710, "persons", codes.REPORTED)
    assert first["raw_file"].endswith("pendler_stroeme_ruhr_2023-06.csv")
    assert first["reference_date"] == "2023-06-30"
    assert "Bundesagentur für Arbeit" in first["source"]


def test_missing_flows_are_said(tmp_path) -> None:
    with pytest.raises(ReleaseError, match="commuter_flows"):
        read_flows(tmp_path, "commuter_flows")
