import json
import re

import pytest

from s3dash import state, views
from s3dash.session import options
from s3dash.text import text
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page, words_of

SIX = "05562016,05913,05914,05978,DE,meo"


def figures(app):
    """Each chart as plotly gets it."""
    return [{"data": one.data, "layout": one.layout} for one in figures_of(app)]


@pytest.mark.parametrize(
    ("lang", "title", "finance", "foot"),
    [
        ("de", "Dortmund und Deutschland im Vergleich", "1,52", "Quelle: © Statistische Ämter"),
        ("en", "Dortmund and Germany compared", "1.52", "Source: © Statistische Ämter"),
    ],
)
def test_page_in_both_languages(lang, title, finance, foot):
    app = open_page(state.COMPARISON, regions="05913,DE", lang=lang)
    html = html_of(app)
    assert f"<h1>{title}</h1>" in html
    assert foot in html
    heat = next(f for f in figures(app) if f["data"][0]["type"] == "heatmap")
    cells = {cell for trace in heat["data"] for row in trace.get("text") or [] for cell in row}
    assert finance in cells
    assert not re.search(r"\b(None|nan)\b", html)


@pytest.mark.parametrize(
    ("regions", "radars"),
    [("05911,05913", 1), ("05911,05913,RUHR", 1), ("05911,05913,05914,05978", 4), ("", 6)],
)
def test_up_to_three_share_a_radar_and_more_stand_apart(regions, radars):
    app = open_page(state.COMPARISON, regions=regions)
    polar = [f for f in figures(app) if f["data"][0]["type"] == "scatterpolar"]
    assert len(polar) == 2 * radars
    scales = {str(f["layout"]["polar"]["radialaxis"]["range"]) for f in polar[:radars]}
    assert len(scales) == 1


def test_six_places_of_all_levels():
    app = open_page(state.COMPARISON, regions=SIX)
    values = app.dataframe[0].value
    assert values.iloc[:, 0].tolist()[0] == "Haltern am See"
    assert len(values) == 6


def test_municipality_without_strengths_is_named_and_its_kreis_offered():
    app = open_page(state.COMPARISON, regions="05913,05562016")
    assert "Für Haltern am See sind Beschäftigte" in words_of(app)
    app.button(key="add_05562016").click().run()
    assert app.query_params["regions"] == "05913,05562016,05562"


def test_only_municipalities_still_get_an_answer():
    app = open_page(state.COMPARISON, regions="05562016,05562020", indicator="population")
    assert len(figures(app)) == 1
    assert "Für Haltern am See" in words_of(app)
    assert app.dataframe[0].value.iloc[0, 1] == 38033


def test_largest_difference_is_said():
    html = html_of(open_page(state.COMPARISON, regions="05911,05913"))
    assert "Finanzen und Versicherungen, mit 0,71 in Bochum und 1,52 in Dortmund" in html


def test_differences_are_taken_from_the_first_place():
    app = open_page(state.COMPARISON, regions="05913,05914", indicator="population", year="2023")
    table = app.dataframe[0].value
    assert table.iloc[:, 1].tolist() == [595471, 190490]
    assert table.iloc[:, 2].tolist() == [0, 190490 - 595471]
    assert table.iloc[1, 3] == pytest.approx(100 * (190490 / 595471 - 1))


def test_shares_differ_in_points_and_not_in_per_cent_of_per_cent():
    app = open_page(state.COMPARISON, regions="05913,05914", indicator="unemployment_rate")
    assert app.dataframe[0].value.shape[1] == 3


def test_index_is_in_the_address_and_in_the_lines():
    app = open_page(state.COMPARISON, regions="05913,05914", indicator="population", index="2013")
    lines = [f for f in figures(app) if f["layout"].get("xaxis", {}).get("tickformat") == "d"]
    assert {trace["x"][0] for trace in lines[0]["data"] if isinstance(trace["x"], list)} <= {2013}
    assert "2013 = 100" in json.dumps(lines[0]["layout"])
    app.selectbox(key="vergleich_index").select("2017").run()
    assert app.query_params["index"] == "2017"
    app.selectbox(key="vergleich_index").select("").run()
    assert "index" not in app.query_params


def test_index_that_means_nothing_is_said():
    query = {"indicator": "location_quotient", "index": "2015"}
    view, notes = state.read_view(query, options(), page=state.COMPARISON)
    assert view.index is None
    assert [(note.key, note.reason) for note in notes] == [("index", "unused")]


def test_page_and_command_line_show_the_same_figures():
    app = open_page(state.COMPARISON, regions="05911,05913")
    view, _ = state.read_view({"regions": "05911,05913"}, options(), page=state.COMPARISON)
    known = set(views.table(options(), view)["value"].round(9))
    strengths = app.dataframe[1].value
    assert set(strengths["Dortmund"].round(9)) <= known
    assert strengths["Dortmund − Bochum"].iloc[6] == pytest.approx(
        strengths["Dortmund"].iloc[6] - strengths["Bochum"].iloc[6]
    )


def test_a_figure_of_a_single_year_has_no_chart_over_time():
    name, years = next(
        (entry.id, entry.years())
        for entry in options().indicators.values()
        if entry.map_levels and not entry.fields and len(entry.years()) == 1
    )
    app = open_page(state.COMPARISON, regions="05913,05113", indicator=name, lang="en")
    assert text("comparison.one_year", "en", year=str(years[0])) in words_of(app)
