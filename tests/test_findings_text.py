"""Findings in words, in both languages."""

from __future__ import annotations

import re

import pytest

from s3dash import config, findings_text, state, views
from s3dash.findings_text import Words, words
from s3dash.indicators import Place, municipalities, place
from s3dash.session import options
from s3dash.state import View

OPTIONS = options()
TOWNS = tuple(key for key in municipalities(OPTIONS.release) if not key.endswith("000"))
PLACES = (*config.region().districts, "RUHR", "NRW", *config.region().groups, *TOWNS[::6])
CAUSES = {
    "de": r"\b(weil|durch|dank|wegen|deshalb|daher|folglich|führt|verursacht|aufgrund)\b",
    "en": r"\b(because|thanks to|due to|therefore|hence|caused?|leads? to|driven by)\b",
}
"""Words that would claim a cause."""


def said(key: str, lang: str) -> list[Words]:
    about = place(OPTIONS.release, key)
    return [words(OPTIONS, item, lang) for item in views.place_findings(OPTIONS, about)]


def view_of(key: str, lang: str = "de") -> View:
    view = state.default_view(OPTIONS, page=state.PROFILE, lang=lang)
    return state.with_regions(view, [key])


def test_a_strength_is_told_with_shares_year_and_threshold() -> None:
    strength = said("05117", "de")[0]
    assert strength.title == "Stark: Cybersicherheit und Künstliche Intelligenz"
    assert strength.sentence == (
        "Der Anteil an allen Beschäftigten ist knapp doppelt so hoch wie in Deutschland:"
        " 6,4\N{NO-BREAK SPACE}% gegenüber 3,3\N{NO-BREAK SPACE}% (2025)."
        " Lokationsquotient 1,92, stark ab 1,2."
    )
    assert strength.against == (
        "76\N{NO-BREAK SPACE}% dieser Beschäftigten arbeiten in einer einzigen Berufsgruppe:"
        " Informatik."
    )
    assert strength.robust == "hält in 62 von 72 Einstellungen"


def test_a_fall_is_told_in_english() -> None:
    (fall,) = (item for item in said("05117", "en") if item.title.startswith("Shrank"))
    assert fall.title == "Shrank: New industry"
    assert fall.sentence == (
        "−27% employees since 2013, +3% in Germany: from 9,887 to 7,255"
        " (2025; threshold: a difference of 5 points). Location quotient: down from 1.09 to 0.81."
    )
    assert fall.against == "7,255 people work in this field, 11.3% of all employees."


@pytest.mark.parametrize(
    ("quotient", "words_of_it"),
    [
        (1.2, "um 20 % höher als in Deutschland"),
        (1.749, "um 75 % höher als in Deutschland"),
        (1.75, "knapp doppelt so hoch wie in Deutschland"),
        (1.97, "doppelt so hoch wie in Deutschland"),
        (2.2, "gut doppelt so hoch wie in Deutschland"),
        (2.25, "2,3-mal so hoch wie in Deutschland"),
        (12.89, "12,9-mal so hoch wie in Deutschland"),
    ],
)
def test_how_much_higher(quotient: float, words_of_it: str) -> None:
    assert findings_text._times(quotient, "de").replace("\N{NO-BREAK SPACE}", " ") == words_of_it


def test_a_change_that_is_not_0_is_not_said_to_be() -> None:
    still = next(item for item in said("05914", "de") if item.title.startswith("Nicht gewachsen"))
    assert still.sentence.startswith("+0,2\N{NO-BREAK SPACE}% Beschäftigte seit 2013")


def test_what_stands_still_did_not_grow() -> None:
    assert "Nicht gewachsen: Grüne Technologien, Wasserstoff, Kreislaufwirtschaft" in [
        item.title for item in said("05911", "de")
    ]


@pytest.mark.parametrize("lang", state.LANGUAGES)
@pytest.mark.parametrize("key", PLACES)
def test_every_sentence_is_whole_names_its_threshold_and_claims_no_cause(
    key: str, lang: str
) -> None:
    for item in said(key, lang):
        whole = " ".join((item.title, item.sentence, item.against, item.robust))
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|keine Angabe|no value", whole)
        assert not re.search(CAUSES[lang], whole, re.IGNORECASE)
        assert re.search(r"stark ab|strong from|Schwelle|threshold", item.sentence)
        assert re.search(r"\b20[12]\d\b", item.sentence)


@pytest.mark.parametrize("key", PLACES)
def test_every_sentence_leads_to_a_view_that_exists(key: str) -> None:
    view = view_of(key)
    about = place(OPTIONS.release, key)
    pairs = zip(said(key, "de"), views.place_findings(OPTIONS, about), strict=True)
    for item, finding in pairs:
        for target in (item.target, item.against_target):
            if not target:
                continue
            chosen = state.choose(view, OPTIONS, **target)
            link = state.split_link(chosen.to_link())
            assert link is not None
            again, notes = state.read_view(link[1], OPTIONS, page=link[0])
            assert notes == ()
            assert again == chosen
        main = next(iter(finding.figures.values()))
        chosen = state.choose(view, OPTIONS, **item.target)
        if chosen.page == state.MAP:
            assert chosen.question(OPTIONS.indicators) == main.question
            assert chosen.year == main.year


@pytest.mark.parametrize("key", ["05117", "05914", "RUHR", "meo", "05562016"])
def test_every_figure_of_a_sentence_is_in_the_table_of_the_profile(key: str) -> None:
    view = view_of(key)
    table = views.table(OPTIONS, view)
    for about in views.profile_places(OPTIONS, view):
        for finding in views.place_findings(OPTIONS, about):
            for item in finding.all_figures():
                question = item.question
                rows = table[
                    (table["indicator"] == question.indicator.id)
                    & (table["ags"] == item.place.id)
                    & (table["year"] == item.year)
                    & (table[question.kind or "sector"] == question.field)
                    & (table["from"] == str(question.base or ""))
                    & (table["reference"] == question.reference)
                ]
                assert rows["value"].tolist() == [item.value]


def test_germany_and_places_without_findings_are_told_so() -> None:
    assert "Maßstab" in findings_text.as_text(OPTIONS, view_of("DE"))
    without = next(key for key in TOWNS if not views.place_findings(OPTIONS, _town(key)))
    assert "nennen die Regeln nichts" in findings_text.as_text(OPTIONS, view_of(without))


def _town(key: str) -> Place:
    return place(OPTIONS.release, key)


def test_a_town_is_told_before_its_kreis() -> None:
    told = findings_text.as_text(OPTIONS, view_of("05562016", "en"))
    assert told.index("At a glance: Haltern am See") < told.index("At a glance: Kreis Reckling")
    assert "rank 9 of 53 municipalities, counted from the smallest figure" in told


def test_a_unit_is_said_once() -> None:
    """The name says "per 10,000 inhabitants"; a t in a name is no unit."""
    told = findings_text.as_text(OPTIONS, view_of("05978024"))
    assert "2.435.867\N{NO-BREAK SPACE}t (2018), Rang 7 von 43" in told
    doctors = findings_text.as_text(OPTIONS, view_of("05170048"))
    assert "Ärztinnen und Ärzte je 10.000 Einwohner\n  16,6 (2022)" in doctors
