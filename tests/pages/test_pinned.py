"""A link that is pinned to an older release: same figures, a notice, and what changed since."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pptx
import pytest

from s3dash import ROOT, export, kept, release, session, state, storyboard, views
from s3dash import __main__ as command
from s3dash.changes import Changes, changes
from s3dash.frame import pinned
from s3dash.frame.page import Page
from s3dash.indicators import STARS
from s3dash.text import text
from tests.pages.opening import html_of, open_page, words_of

OLD = "2025.05"
DORTMUND = "05913000"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Iterator[state.Options]:
    """A kept release in which Dortmund has a thousand inhabitants more, and Herne no figure."""
    root = tmp_path_factory.mktemp("older")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(ROOT / "geo", root / "geo")
    path = root / "data" / "population.csv"
    rows = pd.read_csv(path, dtype={"ags": str, "field": str}, keep_default_na=False)
    rows["value"] = pd.to_numeric(rows["value"])
    newest = (rows["variable"] == "population") & (rows["year"] == rows["year"].max())
    rows.loc[newest & (rows["ags"] == DORTMUND), "value"] += 1000
    herne = newest & (rows["ags"] == "05916000")
    rows.loc[herne, "value"], rows.loc[herne, "status"] = float("nan"), "missing"
    rows.to_csv(path, index=False, lineterminator="\n")
    release.write_manifest(root / "data", root / "geo", version=OLD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "STORE", root / kept.STORE)
        kept.keep(root, session.STORE)
        session.reopen()
        yield session.options_of({"release": OLD})
    session.reopen()


def pinned_view(options: state.Options) -> state.View:
    query = {"indicator": "population", "release": OLD, "regions": DORTMUND}
    view, notes = state.read_view(query, options, page=state.MAP)
    assert not notes
    return view


def test_a_pinned_link_has_the_figures_of_its_release(older: state.Options) -> None:
    view = pinned_view(older)
    assert view.to_query()["release"] == OLD
    both = [
        views.table(options, view).set_index("ags").loc[DORTMUND, "value"]
        for options in (older, session.options())
    ]
    assert both[0] == both[1] + 1000


def test_every_change_is_listed_and_nothing_else(older: state.Options) -> None:
    found = changes(older, session.options(), pinned_view(older))
    assert found.compared == 53
    listed = found.differing.set_index("ags")
    assert set(listed.index) == {DORTMUND, "05916000"}
    assert listed.loc[DORTMUND, "difference"] == -1000
    assert listed.loc["05916000", ["status_old", "status_new"]].tolist() == ["missing", "reported"]


def test_the_same_release_has_no_changes() -> None:
    options = session.options()
    found = changes(options, options, state.default_view(options))
    assert found.compared > 0
    assert found.differing.empty


def test_the_page_says_what_it_is_pinned_to_and_what_changed(older: state.Options) -> None:
    app = open_page(state.MAP, indicator="population", release=OLD)
    assert OLD in words_of(app)
    app.button(key="pinned_changes").click().run()
    assert not app.exception
    (table,) = app.dataframe
    assert sorted(table.value["Gebiet"]) == ["Dortmund", "Herne"]
    assert list(table.value) == ["Gebiet", "Vorher", "Jetzt", "Unterschied"]
    assert "Bevölkerung (Personen), 2023" in words_of(app)
    assert "2 von 53 Zahlen" in words_of(app)


def test_one_click_leads_to_the_newest_figures(older: state.Options) -> None:
    app = open_page(state.MAP, indicator="population", release=OLD)
    app.button(key="pinned_leave").click().run()
    assert "release" not in app.query_params
    assert OLD not in words_of(app)


@pytest.mark.parametrize("page", [page for page in state.PAGES if page])
def test_every_page_can_show_an_older_release(page: str, older: state.Options) -> None:
    app = open_page(page, release=OLD)
    assert OLD in words_of(app)


def test_an_unknown_release_is_told_and_the_newest_shown() -> None:
    app = open_page(state.MAP, release="1999.01")
    assert "1999.01" in app.info[0].value


WITHOUT_STARS = "2025.04"


@pytest.fixture
def without_stars(older: state.Options, tmp_path: Path) -> state.Options:
    """A kept release from before the catalogue had an entry for stars."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "geo", tmp_path / "geo")
    path = tmp_path / "data" / "indicators.json"
    entries = [entry for entry in json.loads(path.read_text("utf-8")) if entry["id"] != STARS]
    path.write_text(json.dumps(entries), "utf-8")
    release.write_manifest(tmp_path / "data", tmp_path / "geo", version=WITHOUT_STARS)
    kept.keep(tmp_path, session.STORE)
    session.reopen()
    return session.options_of({"release": WITHOUT_STARS})


def test_a_page_says_so_whose_indicator_an_old_release_does_not_have(
    without_stars: state.Options, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, words in (("de", "fehlt die Kennzahl"), ("en", "lacks the indicator")):
        app = open_page(state.THEMES, release=WITHOUT_STARS, lang=lang)
        assert not app.exception
        assert [words in note.value and WITHOUT_STARS in note.value for note in app.info] == [True]
    assert command.main(["table", "--link", f"/themen?release={WITHOUT_STARS}"]) == command.FAILED
    assert f"Ohne „release={WITHOUT_STARS}“ im Link" in capsys.readouterr().err
    profile, _ = state.read_view({"regions": "05913"}, without_stars, page=state.PROFILE)
    assert STARS not in set(views.table(without_stars, profile)["indicator"])
    assert len(views.table(without_stars, profile))


@pytest.mark.parametrize("lang", state.LANGUAGES)
def test_a_slide_says_so_whose_indicator_an_old_release_does_not_have(
    without_stars: state.Options, lang: str
) -> None:
    told = {"de": "fehlt die Kennzahl", "en": "lacks the indicator"}[lang]
    links = ["/karte?lang=de", f"/themen?release={WITHOUT_STARS}"]
    story = tuple(map(storyboard.Slide, links))
    packed = storyboard.pack(story)
    listed = open_page(state.STORY, story=packed, lang=lang)
    assert [told in note.value for note in listed.info] == [True]
    played = open_page(state.STORY, story=packed, present="1", slide="2", lang=lang)
    assert told in html_of(played)
    made = export.story_slides(session.options(), story, lang, "https://s3.example.org")
    assert len(pptx.Presentation(io.BytesIO(made)).slides) == 1


def test_a_view_whose_figures_are_the_same_says_so(older: state.Options) -> None:
    app = open_page(state.MAP, indicator="gdp_per_head", release=OLD)
    app.button(key="pinned_changes").click().run()
    assert not app.exception
    assert not app.dataframe
    compared = len(views.table(older, state.default_view(older, page=state.MAP)))
    assert f"{compared} " in words_of(app)
    assert "2 von 53" not in words_of(app)


def test_a_link_to_the_newest_release_offers_no_changes() -> None:
    app = open_page(state.MAP, release=session.options().versions[0])
    keys = {button.key for button in app.button}
    assert "pinned_leave" in keys
    assert "pinned_changes" not in keys


def test_changed_figures_bear_field_reason_and_sign_the_largest_first() -> None:
    options = session.options()
    query = {"indicator": "employees", "sector": "K", "lang": "en"}
    view, _ = state.read_view(query, options, page=state.MAP)
    rows = views.table(options, view).head(3)
    differing = rows.assign(
        value_old=[100.0, 2000.0, 50.0],
        value_new=[110.0, 1000.0, float("nan")],
        status_old="reported",
        status_new=["reported", "reported", "suppressed"],
        difference=[10.0, -1000.0, float("nan")],
    )
    table = pinned.listed(Page(options, view, ()), Changes(15, differing))
    name, place, _, before, after, difference = (table[column].tolist() for column in table)
    assert place == [rows["name"].iloc[i] for i in (2, 1, 0)]
    assert all(words.endswith(": Finance and insurance") for words in name), name
    assert before == ["50", "2,000", "100"]
    assert after == [text("chart.states.suppressed", "en"), "1,000", "110"]
    assert difference[1:] == ["\N{MINUS SIGN}1,000", "+10"]
