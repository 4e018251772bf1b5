"""Ties between places: common projects and commuters, by hand and from the release."""

from __future__ import annotations

import csv
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash import ROOT, codes, config, release
from s3dash.analysis import ties as module
from s3dash.analysis.ties import common_project_counts, common_projects, organisations, ties
from s3dash.indicators import Place, place, places_of
from s3dash.release import PROJECT_COLUMNS, Origin, Participations, Release

EU_ROW = {
    "acronym": "A", "title": "T", "programme": "Horizon Europe", "scheme": "RIA",
    "start": "2024-01-01", "end": "2026-12-31", "project_status": "SIGNED", "kind": "PRC",
    "role": "participant", "ec_contribution_eur": 1000.0, "status": "reported",
}  # fmt: skip


@pytest.fixture(scope="module")
def opened() -> Release:
    return release.open_release()


def made(folder: Path, rows: list[dict[str, object]], flows: str | None = None) -> Release:
    """The real places with invented participations and, if given, invented flows."""
    data = folder / "data"
    data.mkdir(parents=True)
    for name in ("indicators.json", "sources.json", "regions.csv", "fields.csv", "release.json"):
        shutil.copy(ROOT / "data" / name, data / name)
    for name in ("commuter_flows.csv", "commuter_flows.json"):
        shutil.copy(ROOT / "data" / name, data / name)
    if flows is not None:
        (data / "commuter_flows.csv").write_text(flows, encoding="utf-8")
    table = pd.DataFrame([EU_ROW | row for row in rows]).assign(raw_row=range(2, len(rows) + 2))
    names = table["organisation_id"].map(lambda number: f"{number} GmbH" if number else "")
    found = Participations(
        "a", "b", table.assign(organisation=names).loc[:, list(PROJECT_COLUMNS)], "cordis-2026",
        {name: {"de": "x", "en": "y"} for name in PROJECT_COLUMNS}, {}, "", "",
        Origin("cordis-2026", "made.csv", "0" * 64),
    )  # fmt: skip
    release.write_participations(data, found)
    return release.open_release(folder)


def row(project: str, organisation: str, ags: str, **more: object) -> dict[str, object]:
    return {"project": project, "organisation_id": organisation, "ags": ags, **more}


THREE_CITIES = [
    row("1", "10", "05911000", start="2020-01-01"),
    row("1", "11", "05911000", start="2020-01-01", role="thirdParty", ec_contribution_eur=np.nan,
        status="missing"),
    row("1", "20", "05913000", start="2020-01-01", role="coordinator"),
    row("2", "10", "05911000"),
    row("2", "30", "05954036", role="coordinator", ec_contribution_eur=0.0),
    row("3", "20", "05913000"),
    row("4", "20", "05913000", start="2025-01-01"),
    row("4", "10", "05911000", start="2025-01-01"),
]  # fmt: skip


# --- by hand -----------------------------------------------------------------------------------


def test_common_projects_with_the_organisations_of_both_sides(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES)
    common = common_projects(found, place(found, "05911000"), place(found, "05913"))
    assert common["project"].tolist() == ["4", "1"], "the latest start first"
    assert common["organisations_a"].tolist() == [("10 GmbH",), ("10 GmbH", "11 GmbH")]
    assert common["organisations_b"].tolist() == [("20 GmbH",), ("20 GmbH",)]
    assert common["raw_rows"].tolist() == [(9, 8), (2, 3, 4)], "lines of the one, then the other"


def test_counts_of_pairs_and_of_each_place(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES)
    chosen = [place(found, key) for key in ("05911", "05913", "05954", "05112")]
    counts = common_project_counts(found, chosen)
    assert counts.to_numpy().tolist() == [[3, 2, 1, 0], [2, 3, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
    assert counts.loc["05954", "05911"] == 1


def test_organisations_with_what_is_known_of_their_money(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES)
    bochum = organisations(found, place(found, "05911")).set_index("organisation_id")
    assert bochum.index.tolist() == ["10", "11"], "the most projects first"
    assert bochum.loc["10", ["projects", "coordinated", "ec_contribution_eur"]].tolist() == [
        3,
        0,
        3000.0,
    ]
    assert bochum.loc["10", ["first_start", "last_end"]].tolist() == ["2020-01-01", "2026-12-31"]
    assert np.isnan(bochum.loc["11", "ec_contribution_eur"]), "unknown, not zero"
    assert bochum.loc["11", "without_contribution"] == 1
    witten = organisations(found, place(found, "05954036")).iloc[0]
    assert (witten["ec_contribution_eur"], witten["without_contribution"]) == (0.0, 0)
    assert (witten["coordinated"], witten["name"]) == (1, "Witten")


def test_two_roles_in_one_project_are_one_project(tmp_path: Path) -> None:
    rows = [row("1", "10", "05911000"), row("1", "10", "05911000", role="coordinator")]
    one = organisations(made(tmp_path, rows), Place("05911", "district", None, ("05911",))).iloc[0]  # type: ignore[arg-type]
    assert (one["projects"], one["coordinated"], one["raw_rows"]) == (1, 1, (2, 3))
    assert one["ec_contribution_eur"] == 2000.0


def test_organisations_without_a_name_stay_apart(tmp_path: Path) -> None:
    found = made(tmp_path, [row("1", "", "05911000"), row("2", "", "05911000")])
    listed = organisations(found, place(found, "05911"))
    assert listed["organisation"].tolist() == ["", ""]
    assert listed["raw_rows"].tolist() == [(2,), (3,)]


# --- commuters ---------------------------------------------------------------------------------


FLOWS = """origin,destination,year,persons,status,raw_row
05911,05913,2023,30,reported,5
05913,05911,2023,40,reported,6
05913,05954,2023,50,reported,7
"""


def test_commuters_both_ways_with_their_lines(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES, FLOWS)
    tied = ties(found, place(found, "05911"), place(found, "05913000"))
    assert (tied.a_to_b.persons, tied.a_to_b.status, tied.a_to_b.raw_rows) == (30, "reported", (5,))
    assert (tied.b_to_a.persons, tied.b_to_a.year) == (40, 2023)


def test_a_flow_that_is_not_listed_is_unknown(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES, FLOWS)
    tied = ties(found, place(found, "05913"), place(found, "05954"))
    assert tied.a_to_b.persons == 50
    assert np.isnan(tied.b_to_a.persons)
    assert tied.b_to_a.status == codes.NOT_PUBLISHED


def test_a_group_with_one_unknown_flow_is_unknown(tmp_path: Path) -> None:
    found = made(tmp_path, THREE_CITIES, FLOWS)
    group = place(found, "Paar~05911~05913")
    tied = ties(found, group, place(found, "05954"))
    assert np.isnan(tied.a_to_b.persons)


def test_a_part_of_a_kreis_does_not_get_the_figure_of_the_kreis(opened: Release) -> None:
    tied = ties(opened, place(opened, "05954036"), place(opened, "05911"))
    assert np.isnan(tied.a_to_b.persons)
    assert tied.a_to_b.status == codes.NOT_PUBLISHED


def test_a_groups_commuters_are_the_sum_of_the_listed_flows(opened: Release) -> None:
    tied = ties(opened, place(opened, "meo"), place(opened, "niederrhein"))
    members = (config.region().groups["meo"].members, config.region().groups["niederrhein"].members)
    with (ROOT / "data" / "commuter_flows.csv").open(encoding="utf-8") as stream:
        listed = list(csv.DictReader(stream))
    expected = sum(
        int(line["persons"])
        for line in listed
        if line["origin"] in members[0] and line["destination"] in members[1]
    )
    assert (tied.a_to_b.persons, tied.a_to_b.status) == (expected, codes.CALCULATED)
    assert len(tied.a_to_b.raw_rows) == 6


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"), [("05954036", "05954"), ("05911", "05911000"), ("meo", "05113"), ("RUHR", "05112")]
)
def test_places_that_lie_in_each_other_are_refused(opened: Release, a: str, b: str) -> None:
    with pytest.raises(ValueError, match="municipalities in common"):
        ties(opened, place(opened, a), place(opened, b))


@pytest.mark.parametrize("key", ["01001", "05", "DE", "NRW"])
def test_a_place_outside_the_region_is_refused(opened: Release, key: str) -> None:
    where = Place(key, "district", config.region().name, (key,))
    with pytest.raises(ValueError, match="has no municipality of Metropole Ruhr"):
        module.participations(opened, where)


# --- the release -------------------------------------------------------------------------------


def test_the_matrix_of_districts_against_the_file(opened: Release) -> None:
    """Counted project by project from the file, in another way than the module does."""
    in_project = defaultdict(set)
    with (ROOT / "data" / "eu_projects.csv").open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            in_project[line["project"]].add(line["ags"][:5])
    expected = Counter((a, b) for found in in_project.values() for a in found for b in found)
    counts = common_project_counts(opened, places_of(opened, codes.DISTRICT))
    for a in config.region().districts:
        for b in config.region().districts:
            assert counts.loc[a, b] == expected[a, b]
    assert (counts.loc["05113", "05112"], counts.loc["05911", "05913"]) == (10, 2)


def test_the_matrix_and_the_list_of_projects_agree(opened: Release) -> None:
    places = places_of(opened, codes.MUNICIPALITY)
    counts = common_project_counts(opened, places)
    for a, b in ((0, 1), (1, 30), (5, 31)):
        assert counts.iloc[a, b] == len(common_projects(opened, places[a], places[b]))


def test_organisations_are_as_many_as_the_indicator_says(opened: Release) -> None:
    cube = opened.cube("eu_research_organisations")
    for where in places_of(opened, codes.DISTRICT):
        rows = organisations(opened, where)
        started = rows[rows["first_start"] < "2027"]
        stored = cube.values[0, cube.ags_index[where.id], cube.year_index[2026]]
        assert len(started) == stored, where.id


def test_organisations_money_adds_up_to_the_participations(opened: Release) -> None:
    region = place(opened, config.region().id)
    listed = organisations(opened, region)["ec_contribution_eur"].sum()
    assert listed == pytest.approx(opened.projects["ec_contribution_eur"].sum())
    assert listed == pytest.approx(504_846_723.70)


def test_ties_name_their_sources(opened: Release) -> None:
    tied = ties(opened, place(opened, "05112"), place(opened, "05113"))
    assert tied.projects_about["origin"]["as_of"] == "2026-08-06"
    assert "not zero" in tied.commuters_about["note_en"]
    assert len(tied.projects) == 10


# --- invariants --------------------------------------------------------------------------------

TOWNS = ("05911000", "05913000", "05954036", "05954032")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("123"), st.sampled_from(["7", "8", "9"]), st.sampled_from(TOWNS)),
        min_size=1,
        max_size=12,
    )
)
def test_counts_are_symmetric_and_never_above_the_own_projects(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, str]]
) -> None:
    found = made(tmp_path_factory.mktemp("drawn"), [row(*one) for one in drawn])
    chosen = [place(found, key) for key in ("05911", "05913", "05954036", "05954032")]
    counts = common_project_counts(found, chosen).to_numpy()
    assert (counts == counts.T).all()
    assert (counts <= np.minimum.outer(counts.diagonal(), counts.diagonal())).all()
    kreis = common_project_counts(found, [place(found, "05911"), place(found, "05954")])
    assert kreis.iloc[0, 1] <= counts[0, 2] + counts[0, 3]
    assert kreis.iloc[0, 1] >= max(counts[0, 2], counts[0, 3])
