import html
import re

import pytest

from s3dash import __main__ as command_line
from s3dash import codes, session, state, views
from s3dash.indicators import CRITERIA
from s3dash.text import text
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page, words_of


@pytest.mark.parametrize(
    ("lang", "title", "quotient", "robust", "foot"),
    [
        (
            "de",
            "Dortmund: Am meisten spricht für Cyber &amp; KI und Gesundheit (2025)",
            "1,52",
            "Unter den ersten drei in mindestens neun von zehn Gewichtungen: Cyber & KI (über 99",
            "eigene Berechnung",
        ),
        (
            "en",
            "Dortmund: the strongest case is for Cyber &amp; AI and Health (2025)",
            "1.52",
            "Among the first three under at least nine in ten weightings: Cyber & AI (over 99%)",
            "own calculation",
        ),
    ],
)
def test_page_in_both_languages(lang, title, quotient, robust, foot):
    app = open_page(state.PRIORITIES, regions="05913", lang=lang)
    shown = html_of(app)
    assert f"<h1>{title}</h1>" in shown
    assert f">{quotient}</a>" in shown
    assert foot in shown
    assert robust in words_of(app)
    assert not re.search(r"\b(None|nan)\b", shown + words_of(app))


def table_of(app) -> str:
    tables = (block.partition("</table>")[0] for block in html_of(app).split("<table"))
    return next(table for table in tables if "s3-order" in table)


def test_every_criterion_stands_beside_the_points_and_leads_to_its_trace():
    table = table_of(open_page(state.PRIORITIES, regions="05913"))
    for name in CRITERIA:
        assert text(f"criteria.{name}", "de") in table
    links = html.unescape(table)
    for name in ("priority_score", "employees", "theme_location_quotient", "relatedness_density"):
        assert f"herkunft?indicator={name}&theme=cyber_ai" in links
    assert "themen?" in links
    assert "focus=cyber_ai" in links
    points = [float(n.replace(",", ".")) for n in re.findall(r"([\d,]+) P\.", table)]
    assert sum(points[: len(CRITERIA)]) == pytest.approx(79.0, abs=0.3)


def test_a_weight_goes_into_the_address_and_changes_the_points():
    app = open_page(state.PRIORITIES, regions="05913")
    before = table_of(app)
    app.slider(key="weight_size").set_value(3).run()
    app.slider(key="weight_demand").set_value(0).run()
    assert app.query_params["weights"] == "size~3,demand~0"
    assert table_of(app) != before
    assert "mit Ihren Gewichten" in html_of(app)
    assert "zählt nicht mit" in table_of(app)
    app.button(key="weights_reset").click().run()
    assert "weights" not in app.query_params
    assert table_of(app) == before


def test_a_link_with_weights_shows_them():
    app = open_page(state.PRIORITIES, regions="05913", weights="growth~2,complexity~0")
    weights = {name: app.slider(key=f"weight_{name}").value for name in CRITERIA}
    assert weights == dict.fromkeys(CRITERIA, 1) | {"growth": 2, "complexity": 0}


def test_not_every_weight_can_be_0():
    most = ",".join(f"{name}~0" for name in CRITERIA[1:])
    app = open_page(state.PRIORITIES, regions="05913", weights=most)
    app.slider(key="weight_size").set_value(0).run()
    assert not app.exception
    assert app.slider(key="weight_size").value == 1
    assert app.query_params["weights"] == most


def test_occupations_are_ranked_too_and_the_unranked_are_named():
    app = open_page(state.PRIORITIES, regions="05914", fields="occupations")
    assert "Nicht gereiht, weil eine Zahl fehlt oder gesperrt ist:" in html_of(app)
    assert "potenziale?" in html.unescape(table_of(app))
    [ranges] = figures_of(app)
    assert len(ranges.data[2]["hovertext"]) == 15
    app.segmented_control(key="prioritaeten_fields").set_value("themes").run()
    assert "fields" not in app.query_params


def test_a_town_in_a_kreis_shows_the_kreis_and_says_so():
    app = open_page(state.PRIORITIES, regions="05562016")
    assert "Für Haltern am See sehen Sie deshalb: Kreis Recklinghausen." in words_of(app)
    assert "<h1>Kreis Recklinghausen: Am meisten spricht für" in html_of(app)


@pytest.mark.parametrize("regions", ["05913000", "RUHR", "meo", "Süd~05914~05954", "NRW"])
def test_other_places(regions):
    app = open_page(state.PRIORITIES, regions=regions)
    assert len(figures_of(app)) == 1
    assert "sehen Sie deshalb" not in words_of(app)


def test_germany_has_no_order_and_the_page_says_why():
    app = open_page(state.PRIORITIES, regions="DE", lang="en")
    assert "Everything is compared with Germany" in html_of(app)
    assert not app.slider
    assert not figures_of(app)


def test_a_criterion_without_figures_is_left_out_and_named():
    app = open_page(state.PRIORITIES, regions="NRW")
    assert "Hier ohne Zahl und deshalb nicht gezählt: Nachfrage." in words_of(app)
    only = ",".join(f"{name}~0" for name in CRITERIA[:-1])
    app = open_page(state.PRIORITIES, regions="NRW", weights=only)
    assert "fehlen hier die Zahlen" in html_of(app)
    assert app.slider


def test_page_command_line_and_table_have_the_same_figures(capsys):
    asked = {"regions": "05913", "weights": "size~2"}
    view, _ = state.read_view(asked, session.options(), page=state.PRIORITIES)
    table = views.table(session.options(), view)
    assert command_line.main(["priorities", "--region", "05913", "--weights", "size=2"]) == 0
    printed = capsys.readouterr().out
    link = ["table", "--link", view.to_link()]
    assert command_line.main(link) == 0
    assert capsys.readouterr().out == printed
    scores = table[table["indicator"] == "priority_score"]["value"].tolist()
    assert scores == sorted(scores, reverse=True)
    shown = html_of(open_page(state.PRIORITIES, **asked))
    assert all(f">{round(score)}</a></b>" in shown for score in scores)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--region", "nowhere"], "is no place"),
        (["--region", "05913", "--weights", "academic=1"], "not published by theme or occupation"),
        (["--region", "05913", "--weights", "size=9"], "each 0 to 3"),
        (["--region", "05913", "--fields", "sectors"], "possible are themes, occupations"),
    ],
)
def test_bad_arguments_are_answered_with_what_is_possible(capsys, arguments, said):
    assert command_line.main(["priorities", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("fields", state.RANKED_FIELDS)
@pytest.mark.parametrize("regions", ["05914", "RUHR", "DE", "NRW", "05562016"])
def test_the_table_is_sound(regions, fields):
    asked = {"regions": regions, "fields": fields, "weights": "size~3,demand~0"}
    view, notes = state.read_view(asked, session.options(), page=state.PRIORITIES)
    assert notes == ()
    table = views.table(session.options(), view)
    absent = table["status"].isin(codes.WITHOUT_VALUE)
    assert (table["value"].isna() == absent).all()
    ranged = table.dropna(subset=["low", "high", "value"])
    assert (ranged["low"] <= ranged["value"]).all()
    assert (ranged["value"] <= ranged["high"]).all()
    key = ["ags", "indicator", "theme", "occupation", "reference", "year", "from"]
    assert not table.duplicated(key).any()
