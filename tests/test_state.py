"""The view and its address: whatever stands in a link, a valid view comes out, and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash import codes, config, session, state
from s3dash.indicators import CRITERIA, FIELD_KINDS, SECTOR, THEME, StarRule, Weights
from s3dash.state import Note, Options, View, choose, read_view, split_link

OPTIONS = session.options()
GROUPS = ("Süd+West 100 %~05112~05170", "Mülheim;Essen~05113~05117", "Ä=ö?#/~05913~09162")


def read(page: str = state.MAP, **query: str) -> tuple[View, tuple[Note, ...]]:
    return read_view({key.rstrip("_"): text for key, text in query.items()}, OPTIONS, page=page)


@pytest.fixture(scope="module")
def options() -> Options:
    return OPTIONS


# --- strategies ----------------------------------------------------------------------------


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any valid view, made by choosing in the same order as a reader does."""
    indicator = draw(st.sampled_from(list(OPTIONS.indicators.values())))
    kind = draw(st.sampled_from(indicator.fields)) if indicator.fields else ""
    field = draw(st.sampled_from(OPTIONS.fields(kind, indicator))) if kind else ""
    year = draw(st.sampled_from(indicator.years(kind)))
    bases = indicator.base_years(year, kind) if indicator.compares_years else ()
    indexed = indicator.index_years(kind)
    regions = st.sampled_from(["RUHR", "NRW", "DE", "05913", "05562016", "09162", "meo", *GROUPS])
    return View(
        page=draw(st.sampled_from(state.PAGES)),
        indicator=indicator.id,
        kind=kind,
        field=field,
        level=draw(st.sampled_from(state.LEVELS)),
        year=year,
        base=draw(st.sampled_from(bases)) if bases else None,
        reference=draw(st.sampled_from(state.references_of(indicator))),
        regions=tuple(draw(st.lists(regions, max_size=6, unique=True))),
        classes=draw(st.sampled_from(state.METHODS)),
        k=draw(st.sampled_from(state.CLASS_COUNTS)),
        chart=draw(st.sampled_from(state.CHARTS)),
        lang=draw(st.sampled_from(state.LANGUAGES)),
        index=draw(st.sampled_from((None, *indexed))),
        direction=draw(st.sampled_from(state.DIRECTIONS)),
        focus=draw(st.sampled_from(["", "cyber_ai", "K", "B+D+E", "431"])),
        rule=StarRule(
            threshold=float(draw(st.sampled_from(state.THRESHOLDS))),
            top_percent=int(draw(st.sampled_from(state.TOP_PERCENTS))),
            lead=int(draw(st.sampled_from(state.LEADS))),
        ),
        weights=draw(weights()),
        fields=draw(st.sampled_from(state.RANKED_FIELDS)),
        matrix=draw(st.sampled_from(state.MATRICES)),
        figure=draw(st.sampled_from(state.MATRIX_FIGURES)),
        ties=draw(st.sampled_from(state.TIES)),
        present=draw(st.booleans()),
        story=draw(st.sampled_from(["", "ten_pictures", "1o7ZT8IUtAA"])),
        slide=draw(st.integers(1, 99)),
    )


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    """Weights that are not 1, in the order of the criteria; at least one criterion keeps its."""
    numbers = [int(number) for number in state.WEIGHTS if number != "1"]
    chosen = draw(
        st.dictionaries(
            st.sampled_from(CRITERIA), st.sampled_from(numbers), max_size=len(CRITERIA) - 1
        )
    )
    return tuple((name, chosen[name]) for name in CRITERIA if name in chosen)


near_words = st.sampled_from(
    [
        *("", " ", "-", "--5", "0", "7", "2020", "-2020", "999999", "9999999", "20.20", "２０２０"),
        *("C", "B+D+E", "B D E", "TOTAL", "NA", "431", "999", "cyber_ai", "employees", "karte"),
        *("RUHR,DE", "05913,05913000", ",,,", "~", "A~05112~05170", "germany", "de", "%", "\x00"),
        *("<script>", "{field}", "{0}", "${x}", "../..", "null", "NaN", "[]", "'; --", "\ud800"),
    ]
)
junk = st.dictionaries(
    st.sampled_from(state.KEYS) | st.text(max_size=6), near_words | st.text(max_size=12), max_size=9
)


# --- round trip ----------------------------------------------------------------------------


@given(view=views())
def test_an_address_gives_its_view_back(view: View) -> None:
    assert read_view(view.to_query(), OPTIONS, page=view.page) == (view, ())


@given(view=views())
def test_a_link_gives_its_view_back(view: View) -> None:
    link = view.to_link("https://s3.example.org")
    assert link.isascii()
    found = split_link(link)
    assert found is not None
    assert read_view(found[1], OPTIONS, page=found[0]) == (view, ())


@given(query=junk, page=st.sampled_from(state.PAGES))
def test_any_address_gives_a_valid_view_and_notes(query: Mapping[str, str], page: str) -> None:
    view, notes = read_view(query, OPTIONS, page=page)
    assert is_valid(view)
    assert view.page == page
    assert read_view(view.to_query(), OPTIONS, page=page) == (view, ())
    for note in notes:
        assert note.reason in ("unknown", "unavailable", "unused", "too_many")
        assert len(note.given) <= 80


def is_valid(view: View) -> bool:
    indicator = OPTIONS.indicators[view.indicator]
    return (
        (view.kind in indicator.fields if indicator.fields else view.kind == "")
        and (not view.kind or view.field in OPTIONS.fields(view.kind, indicator))
        and view.year in indicator.years(view.kind)
        and (view.base in indicator.base_years(view.year, view.kind)) == indicator.compares_years
        and view.reference in state.references_of(indicator)
        and all(state.find_place(OPTIONS.release, key) for key in view.regions)
        and len(view.regions) <= state.MAX_REGIONS
        and view.level in state.LEVELS
        and view.classes in state.METHODS
        and view.k in state.CLASS_COUNTS
        and view.lang in state.LANGUAGES
    )


@given(view=views(), query=junk)
def test_any_choice_gives_a_valid_view(view: View, query: Mapping[str, str]) -> None:
    chosen = {key: text for key, text in query.items() if key in state.KEYS}
    assert is_valid(choose(view, OPTIONS, **chosen))


# --- defaults ------------------------------------------------------------------------------


def test_an_empty_address_is_complete(options: Options) -> None:
    view, notes = read()
    assert notes == ()
    assert view.to_query() == {
        "indicator": "location_quotient",
        "sector": "C",
        "level": "district",
        "year": "2020",
        "reference": "germany",
        "classes": "quantile",
        "k": "5",
        "lang": "de",
    }
    assert state.default_view(options) == view


@pytest.mark.parametrize(
    ("indicator", "level", "year"),
    [
        ("population", "municipality", 2023),
        ("employees", "district", 2020),
        ("theme_location_quotient", "district", 2025),
        ("employees_december", "district", 2024),
        ("guest_beds_per_1000", "municipality", 2021),  # 2022 is out for districts only
    ],
)
def test_the_default_is_the_newest_year_of_the_finest_level(
    indicator: str, level: str, year: int
) -> None:
    view = read(indicator=indicator)[0]
    assert (view.level, view.year) == (level, year)


def test_the_newest_year_depends_on_the_level() -> None:
    assert read(indicator="guest_beds_per_1000", level="district")[0].year == 2022
    assert read(indicator="guest_beds_per_1000", level="municipality", year="2022")[0].year == 2022


def test_the_default_reference_is_the_widest_there_is() -> None:
    assert read(indicator="location_quotient")[0].reference == "germany"
    assert read(indicator="employees_december")[0].reference == "nrw"


def test_a_reference_is_carried_along_and_asked_of_quotients_only() -> None:
    view = read(indicator="population", reference="nrw")[0]
    assert view.to_query()["reference"] == "nrw"
    assert view.question(OPTIONS.indicators).reference == ""
    quotient = choose(view, OPTIONS, indicator="location_quotient")
    assert quotient.question(OPTIONS.indicators).reference == "nrw"


def test_a_change_starts_at_the_first_year_unless_the_link_says_so() -> None:
    assert read(indicator="employee_growth")[0].base == 2015
    assert read(indicator="employee_growth", from_="2018")[0].base == 2018


# --- what could not be used ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"indicator": "wealth"}, Note("indicator", "wealth", "location_quotient", "unknown")),
        ({"sector": "Q"}, Note("sector", "Q", "C", "unknown")),
        ({"theme": "magic"}, Note("theme", "magic", "cyber_ai", "unknown")),
        ({"occupation": "999"}, Note("occupation", "999", "TOTAL", "unknown")),
        ({"year": "2014"}, Note("year", "2014", "2015", "unavailable")),
        ({"year": "2030"}, Note("year", "2030", "2020", "unavailable")),
        (
            {"indicator": "population", "year": "2015"},  # between 2013 and 2017
            Note("year", "2015", "2017", "unavailable"),
        ),
        ({"year": "soon"}, Note("year", "soon", "2020", "unknown")),
        ({"year": "--5"}, Note("year", "--5", "2020", "unknown")),
        ({"year": ""}, Note("year", "", "2020", "unknown")),
        ({"level": "state"}, Note("level", "state", "district", "unknown")),
        ({"reference": "bavaria"}, Note("reference", "bavaria", "germany", "unknown")),
        ({"classes": "pretty"}, Note("classes", "pretty", "quantile", "unknown")),
        ({"k": "12"}, Note("k", "12", "7", "unknown")),
        ({"k": "many"}, Note("k", "many", "5", "unknown")),
        ({"lang": "fr"}, Note("lang", "fr", "de", "unknown")),
        ({"regions": "05315"}, None),
        ({"regions": "05315000"}, Note("regions", "05315000", "", "unknown")),
        ({"from": "2016"}, Note("from", "2016", "", "unused")),
        ({"colour": "red"}, Note("colour", "red", "", "unknown")),
        ({"indicator": "population", "sector": "C"}, Note("sector", "C", "", "unused")),
        (
            {"indicator": "academic_share", "reference": "germany"},
            Note("reference", "germany", "nrw", "unavailable"),
        ),
        ({"indicator": "population", "reference": "nrw"}, None),
        ({"sector": "C", "theme": "health"}, Note("theme", "health", "", "unused")),
        (
            {"indicator": "academic_share", "year": "2020"},
            Note("year", "2020", "2024", "unavailable"),
        ),
        (
            {"indicator": "employee_growth", "year": "2018", "from": "2018"},
            Note("from", "2018", "2017", "unavailable"),
        ),
        (
            {"indicator": "population_growth", "from": "2009"},
            Note("from", "2009", "2013", "unavailable"),
        ),
    ],
)
def test_what_a_link_cannot_have_is_said(query: dict[str, str], note: Note | None) -> None:
    notes = read_view(query, OPTIONS, page=state.MAP)[1]
    assert notes == (() if note is None else (note,))


def test_each_unusable_part_has_its_own_note() -> None:
    view, notes = read(indicator="x", year="y", regions="05913,a,b", z="1")
    assert [(note.key, note.given) for note in notes] == [
        ("indicator", "x"),
        ("year", "y"),
        ("regions", "a"),
        ("regions", "b"),
        ("z", "1"),
    ]
    assert view.regions == ("05913",)


def test_keys_of_the_framework_are_left_alone() -> None:
    assert read(embed="true", embed_options="light_theme")[1] == ()


def test_more_than_six_regions_are_too_many() -> None:
    keys = config.region().districts[:8]
    view, notes = read(regions=",".join(keys))
    assert view.regions == keys[:6]
    assert [(note.given, note.reason) for note in notes] == [
        (keys[6], "too_many"),
        (keys[7], "too_many"),
    ]


def test_a_city_is_selected_once_under_either_key() -> None:
    assert read(regions="05913,05913000,05913") == (read(regions="05913")[0], ())
    assert read(regions="05913000,05913")[0].regions == ("05913000",)


# --- links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("/karte?lang=en", "karte"),
        ("karte", "karte"),
        ("https://s3.example.org/karte/?k=5#top", "karte"),
        ("https://example.org/s3/profil?x=1", "profil"),
        ("  /daten ", "daten"),
        ("/", ""),
        ("?lang=en", ""),
        ("https://s3.example.org/?lang=en", ""),
    ],
)
def test_page_of_a_link(link: str, page: str) -> None:
    found = split_link(link)
    assert found is not None
    assert found[0] == page


@pytest.mark.parametrize("link", ["/map", "https://s3.example.org/Karte", "http://[", "x y z"])
def test_a_link_without_a_page(link: str) -> None:
    assert split_link(link) is None


@pytest.mark.parametrize("sector", ["B+D+E", "B%2BD%2BE", "B%20D%20E"])
def test_a_plus_sign_is_understood_however_it_was_written(sector: str) -> None:
    found = split_link(f"/karte?sector={sector}")
    assert found is not None
    view, notes = read_view(found[1], OPTIONS, page=found[0])
    assert (view.field, notes) == ("B+D+E", ())


@pytest.mark.parametrize("group", GROUPS)
def test_an_own_group_survives_the_address(group: str) -> None:
    view = read(regions=f"{group},05913")[0]
    assert view.regions == (group, "05913")
    query = dict(parse_qsl(urlsplit(view.to_link()).query))
    assert query["regions"] == f"{group},05913"
    by_hand = split_link(f"/karte?regions={quote(group, safe='~')}")
    assert by_hand is not None
    assert read_view(by_hand[1], OPTIONS, page="karte")[0].regions == (group,)


def test_an_unencoded_group_with_a_lone_percent_sign_is_read() -> None:
    found = split_link("/karte?regions=100 % Süd~05112~05170")
    assert found is not None
    assert read_view(found[1], OPTIONS, page="karte")[0].regions == ("100 % Süd~05112~05170",)


def test_keys_stand_in_a_fixed_order() -> None:
    view = read(lang="en", regions="05913", indicator="employee_growth", k="4")[0]
    keys = list(view.to_query())
    assert keys == [key for key in state.KEYS if key in keys]
    assert [keys[0], keys[-1]] == ["indicator", "lang"]


# --- choices -------------------------------------------------------------------------------


def test_a_choice_keeps_the_rest() -> None:
    view = read(sector="K", regions="05913", year="2018", k="4")[0]
    assert choose(view, OPTIONS, year="2019") == replace(view, year=2019)
    assert choose(view, OPTIONS, page=state.PROFILE) == replace(view, page=state.PROFILE)
    assert choose(view, OPTIONS, page=state.START).page == state.START
    assert choose(view, OPTIONS, regions=None).regions == ()


def test_another_field_takes_the_place_of_the_old_one() -> None:
    view = choose(read(sector="K")[0], OPTIONS, theme="health")
    assert (view.kind, view.field, view.year) == (THEME, "health", 2025)
    back = choose(view, OPTIONS, sector="C")
    assert (back.kind, back.field) == (SECTOR, "C")
    assert sum(kind in back.to_query() for kind in FIELD_KINDS) == 1


def test_another_indicator_takes_its_own_level_and_year() -> None:
    towns = read(indicator="population")[0]
    assert towns.level == codes.MUNICIPALITY
    jobs = choose(towns, OPTIONS, indicator="employees")
    assert (jobs.level, jobs.year) == (codes.DISTRICT, 2020)
    beds = choose(
        read(indicator="students_per_1000", year="2022")[0],
        OPTIONS,
        indicator="guest_beds_per_1000",
        level=codes.MUNICIPALITY,
    )
    assert beds.year == 2021


def test_another_indicator_keeps_level_and_year_that_fit() -> None:
    view = read(indicator="population", level="district", year="2017")[0]
    density = choose(view, OPTIONS, indicator="population_density")
    assert (density.level, density.year) == (codes.DISTRICT, 2017)


def test_selected_regions_are_doubled_by_no_choice() -> None:
    assert state.with_regions(read()[0], ["05913", "RUHR", "05913"]).regions == ("05913", "RUHR")


def test_a_region_keeps_its_place_when_another_one_goes() -> None:
    view = read(regions="05913,05113,05562")[0]
    text = state.regions_text(view, ["05913", "05562"])
    assert text == "05913,,05562"
    smaller, notes = read(regions=text)
    assert (smaller.regions, notes) == (("05913", "05562"), ())
    assert smaller.slot_of == {"05913": 0, "05562": 2}
    assert smaller.to_query()["regions"] == text
    assert state.regions_text(smaller, ["05913", "05562", "05114"]) == "05913,05114,05562"


def test_places_beyond_the_colours_are_closed_up() -> None:
    view = read(regions="05913,,,,,,,,05562")[0]
    assert view.slot_of == {"05913": 0, "05562": 1}


# --- weights of the priorities -------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "weights", "reasons"),
    [
        ("size~2,demand~0", (("size", 2), ("demand", 0)), []),
        ("demand=0,size=2", (("size", 2), ("demand", 0)), []),
        ("size~1", (), []),
        ("size~9,growth~2", (("growth", 2),), ["unknown"]),
        ("academic~2", (), ["unknown"]),
        (",".join(f"{name}~0" for name in CRITERIA), (), ["unavailable"]),
    ],
)
def test_weights_of_an_address(given: str, weights: Weights, reasons: list[str]) -> None:
    view, notes = read(state.PRIORITIES, weights=given)
    assert view.weights == weights
    assert [note.reason for note in notes] == reasons


def test_only_priorities_are_asked_with_weights() -> None:
    view, _ = read(state.MAP, weights="size~2", indicator="priority_score")
    assert view.question(OPTIONS.indicators).weights == (("size", 2),)
    view, _ = read(state.MAP, weights="size~2")
    assert view.question(OPTIONS.indicators).weights == ()


def test_the_map_does_not_take_an_indicator_that_it_cannot_draw() -> None:
    query = {"indicator": "locational_gini", "theme": "health"}
    view, notes = read_view(query, OPTIONS, page=state.DATA)
    assert (view.indicator, view.field, notes) == ("locational_gini", "health", ())
    view, notes = read_view(query, OPTIONS, page=state.MAP)
    assert view.indicator == state.DEFAULT_INDICATOR
    assert notes[0].key == "indicator"


def test_a_page_with_an_indicator_of_its_own_opens_with_it() -> None:
    view, notes = read_view({"year": "2025", "from": "2014"}, OPTIONS, page=state.THEMES)
    assert (view.indicator, view.year, view.base, notes) == ("stars", 2025, 2014, ())
    assert read_view({}, OPTIONS, page=state.MAP)[0].indicator == state.DEFAULT_INDICATOR
