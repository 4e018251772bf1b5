"""The page of commuters between districts."""

import pytest

from s3dash import state, views
from s3dash.session import options
from s3dash.state import read_view
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page, words_of


def figure_of(app) -> dict:
    [one] = figures_of(app)
    return {"data": one.data, "layout": one.layout}


@pytest.mark.parametrize(
    ("lang", "title", "sentence", "foot"),
    [
        ("de", "Woher Menschen zur Arbeit kommen: Dortmund", "**122.120** Menschen", "nicht null"),
        ("en", "Where people come from to work: Dortmund", "**122,120** people", "not zero"),
    ],
)
def test_page_in_both_languages(lang: str, title: str, sentence: str, foot: str) -> None:
    app = open_page(state.FLOWS, lang=lang, regions="05913")
    html = html_of(app)
    assert title in html
    assert foot in html
    assert "Bundesagentur für Arbeit" in html
    assert "pendler_stroeme_ruhr_2023-06.csv" in html
    assert sentence in words_of(app)


def test_table_and_map_show_the_figures_of_the_command_line() -> None:
    app = open_page(state.FLOWS, regions="05913", direction="out")
    view = read_view({"regions": "05913", "direction": "out"}, options(), page=state.FLOWS)[0]
    expected = views.table(options(), view)
    shown = app.dataframe[0].value
    assert shown["Menschen"].tolist() == expected["value"].tolist()
    assert "Zeile der Datei" not in shown.columns
    checked = app.expander[0].dataframe[0].value
    assert checked["Menschen"].tolist() == expected["value"].tolist()
    assert checked["Zeile der Datei"].tolist() == expected["raw_row"].tolist()
    arcs = {t["meta"]["to"]: t["meta"]["value"] for t in figure_of(app)["data"] if "meta" in t}
    assert len(arcs) == 14
    values = expected.set_index("destination")["value"]
    assert arcs == {key: values[key] for key in arcs}


def test_municipality_shows_its_kreis_and_says_so() -> None:
    html = html_of(open_page(state.FLOWS, regions="05562016"))
    assert "Woher Menschen zur Arbeit kommen: Kreis Recklinghausen" in html
    assert "Haltern am See liegt im Gebiet Kreis Recklinghausen" in html
    assert "nur für Kreise veröffentlicht" not in html_of(
        open_page(state.FLOWS, regions="05913000")
    )


def test_without_a_district_the_largest_flows_of_all_are_drawn() -> None:
    app = open_page(state.FLOWS)
    assert len(app.dataframe[0].value) == 210
    assert sum("meta" in trace for trace in figure_of(app)["data"]) == 40
    assert "die Karte die 40 größten" in words_of(app)
    assert not [item for item in app.selectbox if item.label == "Richtung"]


def test_choices_go_into_the_address() -> None:
    app = open_page(state.FLOWS, regions="05913,05112")
    app.selectbox(key="pendler_direction").set_value("out").run()
    assert app.query_params["direction"] in ("out", ["out"])
    app.selectbox(key="flow_place").set_value("05911").run()
    assert app.query_params["regions"] in ("05911,05112", ["05911,05112"])
    assert "Wohin Menschen zur Arbeit fahren: Bochum" in html_of(app)
    app.selectbox(key="flow_place").set_value("").run()
    assert "regions" not in app.query_params


def test_number_of_all_commuters_leads_to_its_trace() -> None:
    app = open_page(state.FLOWS, regions="05913")
    (link,) = [p.proto for p in app.get("page_link") if "aller Einpendler" in p.proto.label]
    assert link.page == "herkunft"
    assert "indicator=district_in_commuters" in link.query_string
    assert "regions=05913" in link.query_string
