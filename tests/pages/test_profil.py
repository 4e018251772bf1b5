import re
from html import unescape

import numpy as np
import pytest

from s3dash import findings_text, state, views
from s3dash.frame import growth, over_time, strengths
from s3dash.frame.sparkline import sparkline
from s3dash.session import options
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page, words_of


def charts(app):
    """Each chart: its traces, and its description for readers who cannot see it."""
    return [(figure.data, figure.alt) for figure in figures_of(app)]


@pytest.mark.parametrize(
    ("lang", "kind", "people", "strong", "foot"),
    [
        (
            "de",
            "kreisfreie Stadt",
            "595.471 Einwohner (31.12.2023)",
            "Energie und Wasser (1,61), Finanzen (1,52) und IT und Medien (1,39)",
            "Stand: 30.06.2020 · Quelle: © Statistische Ämter",
        ),
        (
            "en",
            "independent city",
            "595,471 inhabitants (31 December 2023)",
            "Energy and water (1.61), Finance (1.52) and IT and media (1.39)",
            "as of 30 June 2020 · Source: © Statistische Ämter",
        ),
    ],
)
def test_page_in_both_languages(lang, kind, people, strong, foot):
    app = open_page(state.PROFILE, regions="05913", lang=lang)
    html = html_of(app)
    assert f"<h1>Dortmund</h1><p>{kind} · {people}</p>" in html
    assert strong in words_of(app)
    assert foot in html
    assert not re.search(r"\b(None|nan)\b", html)


def test_a_figure_is_drawn_once_for_readers_who_are_alike(monkeypatch):
    first = charts(open_page(state.PROFILE, regions="05913"))
    for module, name in ((over_time, "lines"), (strengths, "radar"), (growth, "waterfall")):
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("drawn again"))
    assert charts(open_page(state.PROFILE, regions="05913")) == first


def test_a_figure_that_is_kept_is_not_shown_to_readers_who_are_not_alike():
    shown = [
        charts(open_page(state.PROFILE, **wish))
        for wish in (
            {"regions": "05913", "lang": "de"},
            {"regions": "05913", "lang": "en"},
            {"regions": "05911", "lang": "de"},
            {"regions": "05913", "lang": "de", "reference": "nrw"},
            {"regions": "05913", "lang": "de", "chart": "dots"},
        )
    ]
    assert all(one != other for i, one in enumerate(shown) for other in shown[:i])


def test_charts_say_what_they_show():
    app = open_page(state.PROFILE, regions="05913")
    described = [alt for _, alt in charts(app)]
    assert len(described) == 5
    assert all("Dortmund" in alt and "None" not in alt for alt in described)


def test_municipality_shows_its_own_figures_first_and_its_kreis_apart():
    app = open_page(state.PROFILE, regions="05562016")
    html = html_of(app)
    assert html.index("Kennzahlen: Haltern am See") < html.index("Kennzahlen: Kreis Recklinghausen")
    assert "Der Kreis, in dem Haltern am See liegt: Kreis Recklinghausen" in [
        item.value for item in app.header
    ]
    assert "nur für den ganzen Kreis veröffentlicht" in words_of(app)
    drawn = [alt for _, alt in charts(app)]
    assert "Haltern am See" in drawn[0]
    assert all("Haltern" not in alt for alt in drawn[1:])


def test_without_a_selection_it_is_about_the_whole_region():
    assert "<h1>Metropole Ruhr</h1>" in html_of(open_page(state.PROFILE))


def test_key_figure_without_a_figure_says_why_and_is_no_zero():
    html = html_of(open_page(state.PROFILE, regions="05913"))
    row = next(row for row in html.split("<tr>") if "Arbeitslosenquote" in row)
    assert 'data-label="Metropole Ruhr"><span class="s3-none">nicht veröffentlicht' in row
    assert "älter als fünf Jahre" in row


def test_key_figure_leads_to_its_map():
    html = html_of(open_page(state.PROFILE, regions="05913"))
    link = re.search(r'<a href="([^"]+)">Arbeitslosenquote', html)[1].replace("&amp;", "&")
    view, notes = state.read_view(state.split_link(link)[1], options(), page=state.MAP)
    assert (view.indicator, view.year, view.regions, notes) == (
        "unemployment_rate",
        2020,
        ("05913",),
        (),
    )


def test_dots_show_the_same_figures_as_the_radar():
    known = {
        chart: {round(v, 6) for traces, _ in charts(_with(chart))[:1] for v in _values(traces)}
        for chart in state.CHARTS
    }
    assert known["radar"] == known["dots"]
    assert 1.52 in {round(value, 2) for value in known["dots"]}


def _with(chart):
    return open_page(state.PROFILE, regions="05913", chart=chart)


def _values(traces):
    return [v for trace in traces for v in _numbers(trace.get("customdata"))]


def _numbers(packed):
    if isinstance(packed, dict):
        import base64

        return np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"]).tolist()
    return packed or []


def test_choices_go_into_the_address():
    app = open_page(state.PROFILE, regions="05913,05914", indicator="population")
    app.selectbox(key="profile_place").select("05911").run()
    assert app.query_params["regions"] == "05911,05914"
    app.selectbox(key="profil_strengths_reference").select("nrw").run()
    assert app.query_params["reference"] == "nrw"
    assert not app.exception


def show_group(app):
    (button,) = [item for item in app.button if item.label == "Profil der Gruppe zeigen"]
    button.click().run()


def test_own_group():
    app = open_page(state.PROFILE)
    app.multiselect(key="group_members").select("05112").select("05170")
    app.text_input(key="group_name").input("Am Rhein")
    show_group(app)
    assert "<h1>Am Rhein</h1><p>Gruppe von Kreisen" in html_of(app)
    assert app.query_params["regions"] == "Am Rhein~05112~05170"


def test_group_of_one_is_refused_with_a_reason():
    app = open_page(state.PROFILE)
    app.multiselect(key="group_members").select("05112")
    app.text_input(key="group_name").input("Allein")
    show_group(app)
    assert "mindestens zwei Kreise" in app.warning[0].value
    assert "<h1>Metropole Ruhr</h1>" in html_of(app)


def test_page_and_command_line_show_the_same_figures():
    app = open_page(state.PROFILE, regions="05562016")
    view, _ = state.read_view({"regions": "05562016"}, options(), page=state.PROFILE)
    table = views.table(options(), view)
    assert not table.duplicated().any()
    drawn = {
        round(v, 6)
        for traces, _ in charts(app)
        for v in _values(traces)
        if v is not None and v == v
    }
    assert drawn
    assert drawn <= set(table["value"].round(6))


def test_sparkline_is_cut_at_breaks_and_gaps():
    years = (2008, 2009, 2010, 2011, 2012)
    values = np.array([1.0, 2.0, np.nan, 3.0, 4.0])
    drawn = sparkline(years, values, breaks=(2012,), colour="#000000", grey="#777777", alt="x")
    assert drawn.count("polyline") == 3
    assert "nan" not in drawn


def test_sparkline_of_equal_figures_is_level():
    drawn = sparkline(
        (2020, 2021), np.array([0.0, 0.0]), breaks=(), colour="#000000", grey="#777777", alt="x"
    )
    assert "4.0%2C13.0%2092.0%2C13.0" in drawn


def test_a_municipality_has_local_evidence_for_the_themes():
    app = open_page("profil", regions="05562016", lang="de")
    title = "Was zu den sechs Themen vor Ort bekannt ist: "
    own, district = html_of(app).split(title)[1:]
    assert own.startswith("Haltern am See")
    assert district.startswith("Kreis Recklinghausen")
    assert "Haushalte mit Gigabit-Anschluss" in own
    assert "94,9" in own
    table = views.table(
        options(), state.read_view({"regions": "05562016"}, options(), page="profil")[0]
    )
    rows = table[(table["indicator"] == "gigabit_coverage") & (table["ags"] == "05562016")]
    assert rows["value"].round(1).tolist() == [94.9]


@pytest.mark.parametrize("lang", state.LANGUAGES)
def test_the_profile_opens_with_the_findings_that_the_command_line_tells(lang):
    html = html_of(open_page(state.PROFILE, regions="05117", lang=lang))
    glance = html[html.index('class="s3-glance"') :]
    assert glance.count("<li>") == 6
    view, _ = state.read_view({"regions": "05117", "lang": lang}, options(), page=state.PROFILE)
    told = findings_text.as_text(options(), view)
    for sentence in re.findall(r"<p>([^<]+)</p>", glance)[:6]:
        assert unescape(sentence) in told
    assert glance.index("s3-glance") < glance.index("s3-theme-stars")


def test_stars_stand_beside_strengths_of_districts_only():
    district = html_of(open_page(state.PROFILE, regions="05117"))
    assert 'aria-label="2 von 3 Sternen">★★☆</a></h3>' in district
    assert "s3-stars" not in html_of(open_page(state.PROFILE, regions="RUHR")).split("<style>")[-1]


def test_a_town_without_findings_says_so():
    app = open_page(state.PROFILE, regions="05562008")
    assert "Für Datteln nennen die Regeln nichts" in words_of(app)
    assert "Auf einen Blick: Kreis Recklinghausen" in [item.value for item in app.header]
