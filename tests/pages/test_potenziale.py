"""The page of potentials."""

import pytest

from s3dash import state, views
from s3dash.session import options
from s3dash.state import read_view
from s3dash.text import format_number
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page


def figure_of(app) -> dict:
    [one] = figures_of(app)
    return {"data": one.data, "layout": one.layout}


def shown(**query: str) -> views.PotentialFigures:
    return views.potential_figures(options(), read_view(query, options(), page=state.POTENTIALS)[0])


@pytest.mark.parametrize(
    ("lang", "title", "panel", "foot"),
    [
        ("de", "Essen: nah und wertvoll sind", "Nah an dem, was hier", "nicht, warum"),
        ("en", "are near and valuable", "Near to what is well represented here", "nor why"),
    ],
)
def test_page_in_both_languages(lang: str, title: str, panel: str, foot: str) -> None:
    app = open_page(state.POTENTIALS, lang=lang, regions="05113", focus="431")
    html = html_of(app)
    for words in (title, panel, foot, "431", "Bundesagentur für Arbeit"):
        assert words in html
    chosen = shown(regions="05113", focus="431").chosen
    assert chosen is not None
    assert format_number(chosen.employees_nation[1], lang) in html
    assert format_number(chosen.density[1], lang, 3) in html
    assert "None" not in html
    assert "nan" not in html.replace("Finan", "")


def test_chart_and_table_show_the_figures_of_the_command_line() -> None:
    app = open_page(state.POTENTIALS, regions="RUHR")
    view = read_view({"regions": "RUHR"}, options(), page=state.POTENTIALS)[0]
    expected = views.potential_list(options(), view).set_index("occupation")
    drawn = {
        key: (x, y)
        for trace in figure_of(app)["data"]
        if trace.get("customdata")
        for key, x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
    }
    assert set(drawn) == set(expected.index)
    for key, (x, y) in drawn.items():
        assert (x, y) == (expected.loc[key, "relatedness_density"], expected.loc[key, "pci"])
    listed = app.dataframe[0].value["Berufsgruppe"].str[:3]
    assert listed.tolist() == expected.index.tolist()


def test_a_theme_narrows_the_list_and_keeps_the_others_faint() -> None:
    app = open_page(state.POTENTIALS, regions="05978", focus="green_tech")
    listed = set(app.dataframe[0].value["Thema"])
    assert listed == {"Grüne Technologien"}
    traces = [trace for trace in figure_of(app)["data"] if trace.get("customdata")]
    assert sum(len(trace["customdata"]) for trace in traces) > 100


def test_municipality_shows_its_kreis_and_says_so() -> None:
    html = html_of(open_page(state.POTENTIALS, regions="05562016"))
    assert "Berufe sind für Haltern am See nicht veröffentlicht" in html
    assert "Gezeigt wird der ganze Kreis Recklinghausen" in html
    assert "nicht veröffentlicht" not in html_of(open_page(state.POTENTIALS, regions="05913000"))


def test_germany_is_the_yardstick() -> None:
    html = html_of(open_page(state.POTENTIALS, regions="DE"))
    assert "Deutschland ist der Maßstab" in html
    assert "Metropole Ruhr:" in html


def test_a_strength_is_not_a_potential() -> None:
    html = html_of(open_page(state.POTENTIALS, regions="05913", focus="411"))
    assert "In „Mathematik und Statistik“ ist Dortmund schon stark" in html


def test_a_suppressed_count_is_told_as_a_range() -> None:
    hidden = next(
        item
        for item in shown(regions="05916").found.groups
        if item.employees[1] != item.employees[1]
    )
    html = html_of(open_page(state.POTENTIALS, regions="05916", focus=hidden.field))
    assert "gesperrt, 1 bis 9" in html
    words = "kann hier stark sein" if hidden.may_be_strong else "Auch mit der höchsten möglichen"
    assert words in html


def test_formulas_have_real_numbers() -> None:
    html = html_of(open_page(state.POTENTIALS, regions="05113", focus="431"))
    why = shown(regions="05113", focus="431").why
    assert why is not None
    numbers = (why.proximity_here, why.proximity_all)
    assert " / ".join(format_number(n, "de", 6) for n in numbers) in html


def test_a_sector_has_no_potentials() -> None:
    html = html_of(open_page(state.POTENTIALS, regions="05913", focus="C"))
    assert "nicht nach Wirtschaftszweigen" in html
