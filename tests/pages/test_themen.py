"""The page of themes: in both languages, for every kind of field, with choices that act."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from s3dash import codes, export, session, state
from tests.pages.opening import html_of, open_page, words_of


@pytest.mark.parametrize(
    ("lang", "title", "quotient", "moved", "limits"),
    [
        (
            "de",
            "Cybersicherheit und Künstliche Intelligenz: am stärksten in Mülheim an der Ruhr"
            " (2025)",
            "1,92",
            "am deutlichsten gestiegen in Mülheim an der Ruhr (von 1,20 auf 1,92)",
            "Hauptverwaltungen zählen alle, die dort gemeldet sind.",
        ),
        (
            "en",
            "Cybersecurity and artificial intelligence: strongest in Mülheim an der Ruhr (2025)",
            "1.92",
            "it rose most in Mülheim an der Ruhr (from 1.20 to 1.92)",
            "A headquarters counts everyone registered there.",
        ),
    ],
)
def test_one_theme_in_both_languages(
    lang: str, title: str, quotient: str, moved: str, limits: str
) -> None:
    app = open_page(state.THEMES, focus="cyber_ai", lang=lang)
    html, words = html_of(app), words_of(app)
    assert f"<h1>{title}</h1>" in html
    assert f">{quotient}</a>" in html
    assert moved in html
    assert limits in words
    assert "431 " in words
    assert "401" in html
    assert "408036" in html, "the source's table"
    assert "nan" not in re.sub(r"<[^>]*>", " ", html).lower().split()
    assert "None" not in re.sub(r"<[^>]*>", " ", html)


def test_each_mark_is_shown_apart() -> None:
    html = html_of(open_page(state.THEMES, focus="cyber_ai"))
    row = re.search(r"<tr[^>]*><th scope=\"row\"><a[^>]*>Essen</a>.*?</tr>", html)
    assert row is not None
    assert "★★☆" in row[0]
    cells = re.findall(r"<td>(.*?)</td>", row[0])
    assert ["✓" in cell for cell in cells] == [False, False, True, True, False]
    assert "groß ab 5.734" in html
    assert "wachsend über +80,2" in html


def test_all_themes_at_a_glance_lead_into_their_theme() -> None:
    app = open_page(state.THEMES)
    html = html_of(app)
    assert "<h1>Wo die sechs Themen der Strategie stark sind (2025)</h1>" in html
    links = [dict(parse_qsl(link.proto.query_string)) for link in app.get("page_link")]
    assert set(session.options().release.themes) <= {link.get("focus") for link in links}
    assert len(re.findall(r'<img alt="', html)) == 6


def test_im_kreis_is_said_as_it_is_said() -> None:
    html = html_of(open_page(state.THEMES, focus="green_tech"))
    assert "am stärksten im Kreis Recklinghausen (2025)" in html


@pytest.mark.parametrize(
    ("focus", "title"),
    [
        ("K", "Finanzen und Versicherungen: am stärksten in Dortmund (2020)"),
        ("B+D+E", "(2020)"),
        ("431", "Informatik: am stärksten in Mülheim an der Ruhr (2025)"),
        ("111", "(2025)"),
    ],
)
def test_sectors_and_occupations_have_their_view(focus: str, title: str) -> None:
    app = open_page(state.THEMES, focus=focus)
    headline = re.search(r"<h1>(.*?)</h1>", html_of(app))
    assert headline is not None
    assert title in headline[1]


def test_a_field_that_is_strong_nowhere_is_not_called_strong() -> None:
    html = html_of(open_page(state.THEMES, focus="112"))
    assert "nirgends in der Metropole Ruhr stärker als in Deutschland" in html


def test_settings_act_where_they_stand() -> None:
    app = open_page(state.THEMES, focus="cyber_ai")
    app.selectbox(key="themen_threshold").set_value("1").run()
    assert not app.exception
    assert app.query_params["threshold"] == "1"
    assert "spezialisiert ab 1,00" in html_of(app)
    app.selectbox(key="themen_focus").set_value("K").run()
    assert not app.exception
    assert app.query_params["focus"] == "K"
    assert app.query_params["threshold"] == "1", "a setting stays when the field changes"
    assert "(2020)</h1>" in html_of(app), "the newest year that sectors have"


def test_formulas_have_the_numbers_of_the_strongest_district() -> None:
    html = unescape(html_of(open_page(state.THEMES, focus="cyber_ai")))
    assert "(4.106 / 64.155) / (1.159.933 / 34.879.840) = 1,92" in html
    assert "100 · (4.106 - 1.493) / 1.493 = +175,0" in html.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("matrix", "figure", "words"),
    [
        ("themes", "share", "26\N{NO-BREAK SPACE}%"),
        ("themes", "quotient", "1,92"),
        ("themes", "change", "+175\N{NO-BREAK SPACE}%"),
        ("sectors", "quotient", "1,52"),
    ],
)
def test_division_of_labour_in_each_figure(matrix: str, figure: str, words: str) -> None:
    app = open_page(state.THEMES, matrix=matrix, figure=figure)
    html = html_of(app)
    table = re.search(r'<table class="s3-matrix">.*?</table>', html)
    assert table is not None
    assert words in table[0]
    assert table[0].count('<th scope="row">') == 15


def test_division_of_labour_names_what_is_concentrated_and_what_is_even() -> None:
    html = html_of(open_page(state.THEMES))
    sentence = (
        "Am stärksten auf wenige Orte konzentriert: Cybersicherheit und Künstliche Intelligenz"
        " (0,29); Dortmund und Essen haben zusammen 46 % der Beschäftigten. Am gleichmäßigsten"
        " verteilt: Gesundheitswirtschaft (0,07)."
    )
    assert sentence in html


def test_switch_of_the_matrix_goes_into_the_address() -> None:
    app = open_page(state.THEMES)
    control = next(item for item in app.get("button_group") if item.key == "themen_figure")
    control.set_value("change").run()
    assert not app.exception
    assert app.query_params["figure"] == "change"


def test_every_link_of_the_page_is_a_view_without_a_fault() -> None:
    options = session.options()
    html = html_of(open_page(state.THEMES, focus="green_tech", figure="change", lang="en"))
    links = {unescape(link) for link in re.findall(r'href="([^"]+)"', html)}
    assert len(links) > 200
    files = {link for link in links if link.startswith("export/")}
    pages = set()
    for link in links:
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc) == ("", ""), link
        name = parts.path.removeprefix("export/") if link in files else parts.path.strip(".")
        page, _, form = name.partition(".")
        assert (form in export.FORMATS) is (link in files), link
        found = state.split_link(f"/{page}?{parts.query}")
        assert found is not None, link
        _, notes = state.read_view(found[1], options, page=found[0])
        assert notes == (), link
        pages.add(found[0])
    assert {state.START, state.MAP, state.PROFILE, state.TRACE, state.THEMES} <= pages
    assert {link.partition("?")[0] for link in files} == {
        f"export/{state.THEMES}.{form}" for form in export.FORMATS
    }


def test_a_kreis_figure_is_not_shown_as_a_municipality_s() -> None:
    html = html_of(open_page(state.THEMES, focus="health", regions="05562016"))
    tables = re.findall(r'<table class="s3-strengths">.*?</table>', html)
    assert "Haltern" not in "".join(tables)


@pytest.mark.parametrize("focus", ["011", "NA", "TOTAL"])
def test_groups_without_figures_are_no_field(focus: str) -> None:
    app = open_page(state.THEMES, focus=focus)
    assert focus in app.info[0].value
    assert focus not in app.selectbox(key="themen_focus").options


def test_broken_address_is_answered() -> None:
    app = open_page(state.THEMES, focus="nothing", threshold="7", matrix="cells")
    assert len(app.info) == 1
    assert "nothing" in app.info[0].value
    assert len(codes.SECTORS) == 11
