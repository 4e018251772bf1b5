import re

import pytest

from s3dash import state
from s3dash.frame.theme_maps import strongest
from s3dash.session import options
from s3dash.views import start_strengths
from tests.pages.opening import html_of, open_page, words_of


@pytest.mark.parametrize(
    ("lang", "title", "figure", "foot"),
    [
        ("de", "Worin die Metropole Ruhr stark ist", "<b>1,52</b>", "Quelle: © Statistik der"),
        ("en", "Where the Ruhr is strong", "<b>1.52</b>", "Source: © Statistik der"),
    ],
)
def test_page_in_both_languages(lang, title, figure, foot):
    app = open_page(state.START, lang=lang)
    assert app.title[0].value == title
    html = html_of(app)
    assert figure in html
    assert foot in html
    assert "2026.11" in html


def test_every_theme_has_a_map_with_words_for_those_who_cannot_see_it():
    html = html_of(open_page(state.START))
    alts = re.findall(r'<img alt="([^"]+)"', html)
    assert len(alts) == 6
    assert "Mülheim an der Ruhr 1,92, Dortmund 1,52 und Essen 1,13" in alts[0]


def test_map_leads_to_the_map_of_its_theme():
    app = open_page(state.START)
    links = [link.proto.query_string for link in app.get("page_link")]
    assert any("theme=health" in link and "level=district" in link for link in links)


def test_search_has_each_place_once():
    labels = open_page(state.START).selectbox(key="search").options
    assert len(labels) == len(set(labels)) == 15 + (53 - 11) + 1 + 6
    assert labels.count("Dortmund") == 1
    assert "Haltern am See (Kreis Recklinghausen)" in labels


def test_only_strengths_are_named():
    view = state.default_view(options(), page=state.START)
    for found in start_strengths(options(), view):
        named = strongest(found, 2025, 1.0)
        assert 1 <= len(named) <= 3
        values = [value for _, value in named]
        assert values == sorted(values, reverse=True)
        assert min(values) >= 1
        assert values[0] == max(found.found.at([2025]).value[:, 0])


def test_place_below_the_neutral_value_is_not_named():
    view = state.default_view(options(), page=state.START)
    cyber = start_strengths(options(), view)[0]
    assert [key for key, _ in strongest(cyber, 2025, 1.5)] == ["05117", "05913"]
    assert strongest(cyber, 2025, 9.0) == []


def test_size_of_all_maps_together():
    html = html_of(open_page(state.START))
    assert len(html.encode()) < 80_000


def test_words_say_what_the_maps_are_measured_against():
    app = open_page(state.START, indicator="location_quotient", reference="nrw")
    assert "gegenüber Nordrhein-Westfalen" in html_of(app)
    assert "53" in words_of(app)


def test_a_search_leads_to_the_profile_of_the_place() -> None:
    app = open_page(state.START, lang="en")
    app.selectbox(key="search").set_value("05562016").run()
    assert not app.exception
    assert app.query_params["regions"] in ("05562016", ["05562016"])
    assert "Haltern am See" in html_of(app) + words_of(app)
