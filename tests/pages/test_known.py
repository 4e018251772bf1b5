"""What is known about a place: every indicator once, with the figures that the map shows."""

import datetime
import re

import pytest

from s3dash import codes, state, views
from s3dash.frame import known
from s3dash.frame.page import Page
from s3dash.indicators import place, places_of
from s3dash.session import options
from s3dash.text import text
from tests.pages.opening import html_of, open_page, words_of

TODAY = datetime.date(2026, 11, 1)


def opened(**query: str):
    app = open_page(state.DATA, **query)
    assert "s3-known" not in table_of(app)
    app.session_state["known"] = True
    return app.run()


def table_of(app) -> str:
    return "".join(re.findall(r'<table class="s3-known">.*?</table>', html_of(app)))


def rows_of(app) -> list[str]:
    return re.findall(r'<tr><th scope="row">.*?</tr>', table_of(app))


def known_of(key: str) -> dict[str, views.Known]:
    found = views.known_figures(options(), place(options().release, key))
    return {item.indicator.id: item for item in found}


@pytest.mark.parametrize("key", ["05562016", "05913", "05913000", "05978", "meo", "RUHR", "DE"])
def test_every_indicator_is_listed_once(key: str) -> None:
    drawn = [name for name, entry in options().indicators.items() if entry.map_levels]
    assert list(known_of(key)) == drawn


def test_municipality_has_its_own_figures_and_those_of_its_kreis_by_name() -> None:
    found = known_of("05562016")
    assert found["population"].place.id == "05562016"
    assert found["employees"].place.id == "05562"
    html = table_of(opened(regions="05562016"))
    assert "Kreisebene: Kreis Recklinghausen" in html
    assert "<td>Gemeindeebene</td>" in html


def test_figures_and_ranks_are_those_of_the_map() -> None:
    item = known_of("05913")["unemployment_rate"]
    assert item.figure is not None
    question = item.figure.answered.question
    places = places_of(options().release, codes.DISTRICT)
    values = views.answered(options(), question, places).found.at([item.figure.year]).value[:, 0]
    own = values[[p.id for p in places].index("05913")]
    assert item.figure.value() == own
    assert item.figure.rank == 1 + (values > own).sum()


def test_each_row_leads_to_its_map_and_its_trace() -> None:
    app = opened(regions="05913", lang="en")
    rows = rows_of(app)
    assert len(rows) == sum(bool(entry.map_levels) for entry in options().indicators.values())
    row = next(row for row in rows if ">Unemployment rate<" in row)
    assert 'href="karte?indicator=unemployment_rate&amp;' in row
    assert 'href="herkunft?indicator=unemployment_rate&amp;' in row
    assert "regions=05913" in row
    assert "older than five years" in row


def test_filters_by_topic_theme_and_age_narrow_the_table() -> None:
    app = opened(regions="05913")
    entries = options().indicators.values()
    app.selectbox(key="known_topic").set_value("health").run()
    assert len(rows_of(app)) == sum(entry.topic == "health" for entry in entries)
    app.selectbox(key="known_topic").set_value("").run()
    app.selectbox(key="known_theme").set_value("health").run()
    assert len(rows_of(app)) == sum("health" in entry.evidence_for for entry in entries)
    app.selectbox(key="known_age").set_value(known.OLD).run()
    assert all("älter als fünf Jahre" in row for row in rows_of(app))


def test_filter_by_source_and_summary_counts_add_up() -> None:
    app = opened(regions="05562016")
    app.selectbox(key="known_source").set_value("gemeindeverzeichnis").run()
    expected = [
        entry
        for entry in options().indicators.values()
        if any("gemeindeverzeichnis" in entry.sources(kind) for kind in entry.variables)
    ]
    assert len(rows_of(app)) == len(expected)
    line = next(words for words in words_of(app).splitlines() if " Kennzahlen: " in words)
    shown, _, *ages = map(int, re.findall(r"\d+", line))
    assert shown == len(expected) == sum(ages)


def test_age_of_a_figure() -> None:
    item = known_of("05913")["unemployment_rate"]
    assert known.age_of(item, TODAY) == known.OLD
    assert known.age_of(item, datetime.date(2022, 1, 1)) == known.NEW
    assert known.age_of(views.Known(item.indicator, item.place, None), TODAY) == known.NONE


def test_choosing_another_place_puts_it_into_the_address() -> None:
    app = opened(regions="05913,05112")
    app.selectbox(key="profile_place").set_value("05562016").run()
    assert app.query_params["regions"] in ("05562016,05112", ["05562016,05112"])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_indicator_without_a_figure_says_so_and_leads_to_its_map(lang: str) -> None:
    view = state.default_view(options(), page=state.DATA, lang=lang)
    about = place(options().release, "RUHR")
    item = views.Known(options().indicators["unemployment_rate"], about, None)
    row = known._row(Page(options(), view, ()), item, about)
    assert text("chart.states.not_published", lang) in row
    assert row.count("<td>–</td>") == 3
    assert 'href="karte?indicator=unemployment_rate' in row
    assert about.name.in_language(lang) in row
