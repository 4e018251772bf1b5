"""Figures of the page of cooperation, their rows, and the commands that list them."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from s3dash import __main__ as command_line
from s3dash import codes, state, views
from s3dash.analysis.ties import common_projects
from s3dash.indicators import OCCUPATION, Question, figures, flows, place, places_of
from s3dash.session import options
from s3dash.views import Cooperation, cooperation_figures
from s3dash.views.cooperation import MOST_LINES, NAMED, TOLD
from s3dash.views.cooperation_rows import PAIR_COLUMNS

HERNE, DORTMUND, BOCHUM, MARL = "05916", "05913", "05911", "05562024"


def shown(**query: str) -> Cooperation:
    return cooperation_figures(options(), view(**query))


def view(**query: str) -> state.View:
    found, notes = state.read_view(query, options(), page=state.COOPERATION)
    assert not notes
    return found


def rows(indicator: str, **query: str) -> pd.DataFrame:
    table = views.table(options(), view(**query))
    return table[table["indicator"] == indicator]


# --- what a view asks for


def test_best_partner_is_shown_unless_another_one_is_chosen() -> None:
    first = shown(regions=HERNE)
    assert first.partner == first.partners[0]
    chosen = shown(regions=f"{HERNE},{BOCHUM}")
    assert chosen.partner is not None
    assert chosen.partner.place.id == BOCHUM
    assert chosen.partners == first.partners
    # who is not in the region, or is the place itself, is no partner
    assert shown(regions=f"{HERNE},05315").partner == first.partner


def test_city_is_the_same_by_either_key() -> None:
    assert shown(regions="05916000").partners == shown(regions=HERNE).partners


def test_municipality_has_the_figures_of_its_kreis_and_projects_of_its_own() -> None:
    found = shown(regions=MARL)
    assert found.inside_kreis
    assert found.about == place(options().release, "05562")
    assert found.partners == shown(regions="05562").partners
    (side, own), _ = found.organisations
    assert side.id == MARL
    assert set(own["ags"]) <= {MARL}
    whole = shown(regions="05562")
    both = [sum(met.projects for met in item.met) for item in (found, whole)]
    assert both[0] <= both[1]
    assert [met.from_partner for met in found.met] == [met.from_partner for met in whole.met]


def test_municipality_as_a_partner_brings_its_own_projects() -> None:
    found = shown(regions=f"{HERNE},{MARL}")
    assert found.partner is not None
    assert found.partner_asked is not None
    assert (found.partner.place.id, found.partner_asked.id) == ("05562", MARL)
    assert found.organisations[1][0].id == MARL


def test_region_and_wider_areas_show_the_pairs_of_the_region() -> None:
    for regions in ("RUHR", "DE"):
        found = shown(regions=regions)
        assert (found.about, found.partner, found.partners) == (None, None, ())
        assert found.pairs == shown().pairs
        assert found.answers_for_place == (regions == "RUHR")
    with pytest.raises(ValueError, match="has no common projects"):
        _ = shown().projects


def test_theme_and_occupation_narrow_the_fields_and_a_sector_does_not() -> None:
    theme = shown(regions=HERNE, focus="cyber_ai")
    assert theme.scope == ("411", "431", "432", "433", "434")
    assert all(item.adds.open <= 5 for item in theme.partners)
    assert shown(regions=HERNE, focus="431").scope == ("431",)
    sector = shown(regions=HERNE, focus="C")
    assert (sector.focus, sector.kind) == ("", "")
    assert sector.partners == shown(regions=HERNE).partners


def test_who_is_strong_in_the_theme_is_so_on_the_map() -> None:
    found = shown(regions=BOCHUM, focus="green_tech").strongest
    question = Question(options().indicators["location_quotient"], "theme", "green_tech", "germany")
    districts = places_of(options().release, codes.DISTRICT)
    values = figures(options().release, question, districts, [2025]).set_index("ags")["value"]
    expected = values[(values >= 1) & (values.index != BOCHUM)].sort_values(ascending=False)
    assert [(item.id, value) for item, value in found] == list(expected.items())
    assert shown(regions=BOCHUM).strongest == []


# --- the network


def test_commuters_lines_are_the_flows_both_ways() -> None:
    listed = flows(options().release, None, "in").rows.set_index(["origin", "destination"])
    for line in shown(regions=HERNE, ties="commuters").lines:
        assert HERNE in (line.one, line.other)
        both = [(line.one, line.other), (line.other, line.one)]
        assert line.value == sum(listed.loc[pair, "persons"] for pair in both)


def test_projects_lines_are_the_common_projects() -> None:
    release = options().release
    lines = shown(regions=BOCHUM, ties="projects").lines
    assert lines
    for line in lines:
        one, other = (place(release, key) for key in (line.one, line.other))
        assert line.value == len(common_projects(release, one, other)) > 0


def test_shared_lines_count_fields_in_which_both_reach_the_threshold() -> None:
    release, indicator = options().release, options().indicators["location_quotient"]
    found = shown(regions=BOCHUM, ties="shared", threshold="2")
    assert found.lines
    line = found.lines[0]
    assert line.value == len(line.fields)
    strong = []
    for field in views.occupations(options()):
        question = Question(indicator, OCCUPATION, field, "germany")
        pair = [place(release, key) for key in (line.one, line.other)]
        if (figures(release, question, pair, [2025])["value"] >= 2).all():
            strong.append(field)
    assert sorted(line.fields) == strong
    lower = shown(regions=BOCHUM, ties="shared", threshold="1.2").lines[0]
    assert lower.value > line.value


def test_complementary_lines_are_the_matches_of_the_list() -> None:
    found = shown(regions=HERNE)
    scores = {frozenset((HERNE, item.place.id)): item.score for item in found.partners}
    assert len(found.lines) == 14
    for line in found.lines:
        assert line.value == pytest.approx(scores[frozenset((line.one, line.other))])


def test_region_shows_the_largest_lines_and_a_group_those_that_leave_it() -> None:
    assert len(shown().lines) == MOST_LINES
    group = shown(regions="meo")
    members = set(group.about.members) if group.about else set()
    assert group.lines
    assert all(len({line.one, line.other} & members) == 1 for line in group.lines)


# --- the rows


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"regions": HERNE},
        {"regions": MARL, "ties": "commuters"},
        {"regions": "meo", "ties": "shared", "focus": "health"},
        {"regions": f"{BOCHUM},{DORTMUND}", "ties": "projects", "focus": "431"},
    ],
)
def test_rows_are_complete_and_tidy(query: dict[str, str]) -> None:
    table = views.table(options(), view(**query))
    assert list(table.columns) == list(PAIR_COLUMNS)
    assert not table.duplicated().any()
    without = [name for name in table if name not in ("value", "low", "high")]
    assert not table[without].isna().any().any()
    unknown = table["status"].isin(("suppressed", "missing", "not_published"))
    assert (table["value"].isna() == unknown).all()
    assert (table["source"].str.len() > 5).all()
    ranged = table.dropna(subset=["value", "low", "high"])
    assert (ranged["low"] <= ranged["value"] + 1e-9).all()
    assert (ranged["value"] <= ranged["high"] + 1e-9).all()


def test_rows_hold_every_figure_of_the_list_of_partners() -> None:
    found = shown(regions=HERNE)
    gains = rows("complementarity_gain", regions=HERNE).set_index(["ags", "partner"])["value"]
    projects = rows("common_eu_projects", regions=HERNE).set_index("partner")["value"]
    distances = rows("distance", regions=HERNE).set_index("partner")["value"]
    people = rows("commuter_flows", regions=HERNE).set_index(["ags", "partner"])["value"]
    for item, met in zip(found.partners, found.met, strict=True):
        key = item.place.id
        assert gains[HERNE, key] == item.adds.value
        assert gains[key, HERNE] == item.gets.value
        assert distances[key] == item.km
        assert projects.loc[[key]].tolist() == [met.projects]
        assert people[HERNE, key] == met.to_partner.persons
        assert people[key, HERNE] == met.from_partner.persons


def test_rows_hold_what_counts_where_a_theme_is_chosen() -> None:
    query = {"regions": HERNE, "focus": "cyber_ai"}
    reach = rows("complementarity_reach", **query).set_index(["ags", "partner"])["value"]
    for item in shown(**query).partners:
        assert reach[HERNE, item.place.id] == item.adds.counted.value
    assert rows("complementarity_reach", regions=HERNE).empty


def test_rows_hold_the_strengths_that_are_named_with_their_catalogue_figures() -> None:
    found = shown(regions=HERNE)
    assert found.partner is not None
    partner = found.partner
    quotients = rows("location_quotient", regions=HERNE).set_index(["ags", "occupation"])["value"]
    employees = rows("employees", regions=HERNE).set_index(["ags", "occupation"])["value"]
    parts = rows("complementarity_part", regions=HERNE).set_index(["ags", "occupation"])["value"]
    for item in partner.adds.strengths[:NAMED]:
        assert quotients[partner.place.id, item.field] == pytest.approx(item.quotient)
        assert employees[partner.place.id, item.field] == item.employees
        assert parts[HERNE, item.field] == item.part


def test_rows_hold_the_similar_districts() -> None:
    distances = rows("structural_distance", regions=HERNE).set_index("partner")["value"]
    growth = rows("employee_growth", regions=HERNE).set_index(["ags", "occupation"])["value"]
    for item in shown(regions=HERNE).similar:
        assert distances[item.place.id] == item.distance
        for grown in item.grown[:TOLD]:
            assert growth[item.place.id, grown.field] == pytest.approx(grown.there)
            assert growth["DE", grown.field] == pytest.approx(grown.nation)


# --- the commands

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    try:
        code = command_line.main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_partners_on_the_command_line_are_those_of_the_page(capsys: Captured) -> None:
    code, out, _ = run(capsys, "partners", "--region", HERNE, "--theme", "cyber_ai")
    assert code == 0
    table = pd.read_csv(io.StringIO(out), dtype={"ags": str})
    found = shown(regions=HERNE, focus="cyber_ai")
    assert table["ags"].tolist() == [item.place.id for item in found.partners]
    assert table["adds"].tolist() == pytest.approx(
        [item.adds.counted.value for item in found.partners]
    )
    assert table["adds_nearness"].tolist() == pytest.approx(
        [item.adds.value for item in found.partners]
    )
    assert table["rank"].tolist() == list(range(1, 15))
    assert np.allclose(table["match"], (table["adds"] + table["gets"]) / 2)
    first = found.partners[0].adds.named[0]
    assert table["brings"][0].startswith(first)


def test_similar_on_the_command_line_is_that_of_the_page(capsys: Captured) -> None:
    code, out, _ = run(capsys, "similar", "--region", "RUHR")
    assert code == 0
    table = pd.read_csv(io.StringIO(out), dtype={"ags": str})
    found = shown(regions="RUHR").similar
    assert table["ags"].tolist() == [item.place.id for item in found]
    assert table["distance"].tolist() == pytest.approx([item.distance for item in found])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("partners", "--region", "DE"), "no place of the region"),
        (("partners", "--region", "Atlantis"), "no place of the region"),
        (("partners", "--region", "RUHR"), "no partners inside the region"),
        (("partners", "--region", HERNE, "--theme", "steel"), "possible are cyber_ai"),
        (("partners", "--region", HERNE, "--occupation", "011"), "possible are 111"),
        (
            ("partners", "--region", HERNE, "--theme", "health", "--occupation", "431"),
            "exclude each other",
        ),
        (("similar", "--region", HERNE, "--threshold", "9"), "possible are 1, 1.2, 1.5, 2"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(
    capsys: Captured, arguments: tuple[str, ...], words: str
) -> None:
    code, out, error = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in error
    assert error.count("\n") == 1
