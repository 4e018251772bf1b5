"""The page of cooperation."""

import pytest

from s3dash import state, views
from s3dash.session import options
from s3dash.state import read_view
from s3dash.text import format_number, text
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page, words_of

HERNE, DORTMUND = "05916", "05913"


def shown(**query: str) -> views.Cooperation:
    view = read_view(query, options(), page=state.COOPERATION)[0]
    return views.cooperation_figures(options(), view)


def lines_of(app) -> dict[tuple[str, str], float]:
    data = figures_of(app)[0].data
    return {(t["meta"]["one"], t["meta"]["other"]): t["meta"]["value"] for t in data if "meta" in t}


@pytest.mark.parametrize(
    ("lang", "title", "sentence", "side", "foot"),
    [
        (
            "de",
            "Die besten Ergänzungen für Herne sind Essen und Dortmund",
            "Herne ist in 97 von 140 Berufsgruppen nicht stark",
            "Was Essen einbringt",
            "Pendelnde: beide Richtungen zusammen",
        ),
        (
            "en",
            "The best matches for Herne are Essen and Dortmund",
            "Herne is not strong in 97 of 140 occupation groups",
            "What Essen brings",
            "Commuters: both directions together",
        ),
    ],
)
def test_page_in_both_languages(lang: str, title: str, sentence: str, side: str, foot: str) -> None:
    app = open_page(state.COOPERATION, lang=lang, regions=HERNE)
    html = html_of(app)
    assert title in html
    assert foot in html
    assert "Bundesagentur für Arbeit" in html
    assert "CORDIS" in html
    assert sentence in words_of(app)
    assert side in [item.value for item in app.subheader]
    for unwritten in ("nan", "None", "{"):
        assert unwritten not in words_of(app)


def test_list_has_each_partner_with_its_figures_and_a_link_to_it() -> None:
    html = html_of(open_page(state.COOPERATION, regions=HERNE))
    found = shown(regions=HERNE)
    bodies = html.partition('<table class="s3-partners">')[2].partition("</table>")[0]
    listed = bodies.split("<tbody")[1:]
    assert len(listed) == 14
    for body, item, met in zip(listed, found.partners, found.met, strict=True):
        assert f"regions={HERNE},{item.place.id}&" in body
        assert f"<b>{format_number(item.adds.counted.value, 'de', sign=True)}</b>" in body
        assert f"<b>{format_number(item.gets.counted.value, 'de', sign=True)}</b>" in body
        both = met.from_partner.persons + met.to_partner.persons
        assert f">{format_number(both, 'de')}<" in body
    assert 'aria-current="true"' in listed[0]


def test_map_draws_the_figures_of_the_command_line() -> None:
    app = open_page(state.COOPERATION, regions=HERNE, ties="commuters")
    view = read_view({"regions": HERNE, "ties": "commuters"}, options(), page=state.COOPERATION)[0]
    table = views.table(options(), view)
    expected = table[table["indicator"] == "commuters_both_ways"]
    assert lines_of(app) == {
        (row["ags"], row["partner"]): row["value"] for row in expected.to_dict("records")
    }


def test_chosen_partner_is_shown_with_what_ties_both() -> None:
    app = open_page(state.COOPERATION, regions=f"{HERNE},{DORTMUND}")
    words = words_of(app)
    assert "Was Dortmund einbringt" in [item.value for item in app.subheader]
    assert "in einem EU-Forschungsprojekt zusammen" in words
    assert "wohnen in Herne und arbeiten in Dortmund" in words
    assert "TECHNISCHE UNIVERSITAT DORTMUND" in html_of(app)


def test_good_match_without_a_common_project_is_called_one() -> None:
    assert "noch kein gemeinsames EU-Forschungsprojekt" in words_of(
        open_page(state.COOPERATION, regions=f"{HERNE},05113")
    )
    # Hamm is far down the list: no project, and no good match either
    far = words_of(open_page(state.COOPERATION, regions=f"{HERNE},05915"))
    assert "nicht verzeichnet" in far
    assert "Gute Ergänzung" not in far


def test_municipality_says_whose_figures_are_shown() -> None:
    html = html_of(open_page(state.COOPERATION, regions="05562024"))
    assert "Marl liegt im Gebiet Kreis Recklinghausen; dessen Zahlen stehen hier" in html
    assert "die von Marl allein" in html


def test_wider_area_and_sector_are_answered_and_not_quietly_replaced() -> None:
    html = html_of(open_page(state.COOPERATION, regions="NRW", focus="C"))
    assert "Nordrhein-Westfalen ist kein Teil der Region" in html
    assert "nicht zwischen Wirtschaftszweigen" in html
    assert "Am besten ergänzen sich" in html


def test_title_names_all_who_may_be_first_or_says_that_there_are_many() -> None:
    html = html_of(open_page(state.COOPERATION, regions="05513"))
    assert "Die besten Ergänzungen für Gelsenkirchen sind Dortmund und Essen" in html
    found = shown(regions="05916", focus="522")
    first = [item for item in found.partners if item.best == 1]
    assert len(first) > 3
    html = html_of(open_page(state.COOPERATION, regions="05916", focus="522"))
    assert f"keine beste Ergänzung sicher, {len(first)} sind möglich" in html


def test_choices_go_into_the_address() -> None:
    app = open_page(state.COOPERATION, regions=f"{HERNE},{DORTMUND}")
    app.selectbox(key="cooperation_place").set_value("05911").run()
    assert app.query_params["regions"] in (f"05911,{DORTMUND}", [f"05911,{DORTMUND}"])
    app.selectbox(key="kooperation_focus").set_value("green_tech").run()
    assert app.query_params["focus"] in ("green_tech", ["green_tech"])
    assert "Grüne Technologien: " in html_of(app)
    assert "Selbst stark sind dort schon: Kreis Recklinghausen (2,20)" in html_of(app)
    assert "Dortmund ist in 2 davon selbst stark: " in words_of(app)
    app.selectbox(key="kooperation_ties").set_value("projects").run()
    assert app.query_params["ties"] in ("projects", ["projects"])
    app.selectbox(key="cooperation_place").set_value("RUHR").run()
    assert "regions" not in app.query_params
    assert not app.exception


def test_figures_lead_to_their_trace_and_fields_to_their_map() -> None:
    html = html_of(open_page(state.COOPERATION, regions=f"{HERNE},{DORTMUND}"))
    found = shown(regions=f"{HERNE},{DORTMUND}")
    assert found.partner is not None
    field = found.partner.adds.strengths[0].field
    assert f"herkunft?indicator=location_quotient&amp;occupation={field}" in html
    assert f"herkunft?indicator=employees&amp;occupation={field}" in html
    assert f"karte?indicator=location_quotient&amp;occupation={field}" in html
    assert f"regions={DORTMUND}" in html


def test_similar_districts_lead_to_the_comparison() -> None:
    html = html_of(open_page(state.COOPERATION, regions=HERNE))
    for item in shown(regions=HERNE).similar:
        assert f"regions={HERNE},{item.place.id}" in html
        assert item.place.name.de in html


def test_a_town_without_eu_research_says_so_beside_its_partner() -> None:
    app = open_page(state.COOPERATION, regions="05170004,05913", lang="en")
    assert text("cooperation.organisations_none", "en", name="Alpen") in words_of(app)
