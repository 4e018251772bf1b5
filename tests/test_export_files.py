"""Every view as every kind of file: opened again, it says what `views.table` says."""

from __future__ import annotations

import html
import io
import itertools
import json
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import docx
import geopandas
import numpy as np
import openpyxl
import pandas as pd
import pptx
import pyarrow.parquet as pq
import pyogrio
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from s3dash import __main__ as command
from s3dash import config, exhibits, export, session, state, storyboard, views
from s3dash.export.answer import answer
from s3dash.indicators import same_everywhere, to_csv_file

OPTIONS = session.options()
QUERY = {"regions": "05913,RUHR", "lang": "en"}
PAGES = [
    page
    for page in state.PAGES
    if len(views.table(OPTIONS, state.default_view(OPTIONS, page=page)))
]
DRAWN = ("png", "svg")
BASE = "https://s3.example.org"


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page or "start")
def view(request: pytest.FixtureRequest) -> state.View:
    return state.read_view(QUERY, OPTIONS, page=request.param)[0]


def numbers(table: pd.DataFrame) -> list[float]:
    return table["value"].astype(float).tolist()


def read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype={"ags": str})


def read_excel(content: bytes) -> pd.DataFrame:
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=list(head))


def read_parquet(content: bytes) -> pd.DataFrame:
    return pq.read_table(io.BytesIO(content)).to_pandas()


@pytest.mark.parametrize(
    ("form", "read"), [("csv", read_csv), ("xlsx", read_excel), ("parquet", read_parquet)]
)
def test_a_table_file_has_every_row_in_full_precision(
    view: state.View, form: str, read: Callable[[bytes], pd.DataFrame]
) -> None:
    table = views.table(OPTIONS, view)
    written = read(export.to_file(OPTIONS, view, form))
    assert written["ags"].str.lstrip("'").tolist() == table["ags"].tolist()
    wanted = same_everywhere(table) if form == "csv" else table
    assert np.allclose(numbers(written), numbers(wanted), rtol=1e-12, atol=0, equal_nan=True)


@pytest.mark.parametrize("lang", state.LANGUAGES)
@pytest.mark.parametrize("ties", state.TIES)
def test_figures_of_two_places_are_described_in_words(ties: str, lang: str) -> None:
    query = {"regions": "05916,05911", "focus": "health", "ties": ties, "lang": lang}
    view, notes = state.read_view(query, OPTIONS, page=state.COOPERATION)
    table = views.table(OPTIONS, view)
    described = export.describe(OPTIONS, view, table)
    assert notes == ()
    assert {entry["id"] for entry in described["indicators"]} == set(table["indicator"])
    assert all(entry["name"] for entry in described["indicators"])


def test_parquet_says_where_its_figures_come_from(view: state.View) -> None:
    schema = pq.read_schema(io.BytesIO(export.to_file(OPTIONS, view, "parquet")))
    described = json.loads(schema.metadata[b"s3dash"])
    assert described["sources"]
    assert described["release"] == OPTIONS.release.version


def figures_of(layer: dict) -> list[tuple[str, float | None]]:
    """Key and value of each figure in a GeoJSON, on the areas and beside them."""
    found = []
    for feature in layer["features"]:
        own = feature["properties"]
        found += [(own["ags"], row["value"]) for row in own.get("figures", [own])]
    return found


def test_geojson_has_the_figures_of_its_areas(view: state.View) -> None:
    layer = json.loads(export.to_file(OPTIONS, view, "geojson", BASE))
    table = views.table(OPTIONS, view)
    drawn = {feature["properties"]["ags"] for feature in layer["features"]}
    rows = table[table["ags"].isin(drawn)]
    expected = [(r.ags, None if np.isnan(r.value) else r.value) for r in rows.itertuples()]
    assert sorted(map(str, figures_of(layer))) == sorted(map(str, expected))
    assert len(layer["others"]) == len(table) - len(rows)
    assert "BKG" in layer["attribution"]
    assert layer["link"].startswith(BASE)


def test_geopackage_has_areas_figures_and_sources(view: state.View, tmp_path: Path) -> None:
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.to_file(OPTIONS, view, "gpkg", BASE))
    table = views.table(OPTIONS, view)
    assert np.allclose(
        numbers(geopandas.read_file(path, layer="figures")), numbers(table), equal_nan=True
    )
    areas = geopandas.read_file(path, layer="areas")
    assert areas.crs.to_epsg() == 4326
    assert areas.geometry.is_valid.all()
    with sqlite3.connect(path) as database:
        about = database.execute("SELECT description FROM gpkg_contents").fetchall()
    assert all("BKG" in words and BASE in words for (words,) in about if words)


def test_geopackage_paints_each_area_in_the_class_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "view.gpkg"
    view = state.read_view({"sector": "K"}, OPTIONS, page=state.MAP)[0]
    path.write_bytes(export.to_file(OPTIONS, view, "gpkg"))
    with sqlite3.connect(path) as database:
        ((style,),) = database.execute("SELECT styleQML FROM layer_styles").fetchall()
    rules = [rule.get("filter", "") for rule in Xml.fromstring(style).iter("rule")]
    areas = geopandas.read_file(path, layer="areas")
    hits = [sum(_holds(rule, value) for rule in rules) for value in areas["value"]]
    assert hits == [1] * len(areas)


def _holds(rule: str, value: float) -> bool:
    if "IS NULL" in rule:
        return bool(np.isnan(value))
    expression = rule.replace('"value"', repr(value)).replace("AND", "and")
    return bool(eval(expression, {"__builtins__": {}}))


def test_counts_are_never_painted_as_areas(tmp_path: Path) -> None:
    path = tmp_path / "view.gpkg"
    view = state.read_view({"indicator": "population"}, OPTIONS, page=state.MAP)[0]
    path.write_bytes(export.to_file(OPTIONS, view, "gpkg"))
    assert "layer_styles" not in pyogrio.list_layers(path)[:, 0]


@pytest.fixture
def moving_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is a month further at each look, for ZIP files and what asks for a date."""
    seconds = itertools.count(time.time(), 31 * 24 * 3600)
    monkeypatch.setattr(time, "time", lambda: next(seconds))


@pytest.mark.usefixtures("moving_clock")
@pytest.mark.parametrize("form", sorted(export.FORMATS))
def test_the_same_view_gives_the_same_bytes_at_any_time(form: str) -> None:
    view = state.read_view(QUERY | {"sector": "C"}, OPTIONS, page=state.COMPARISON)[0]
    first, again = (export.to_file(OPTIONS, view, form, BASE) for _ in range(2))
    assert first == again


def packages(content: bytes) -> Iterator[zipfile.ZipFile]:
    """An office file and the workbooks inside it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    yield archive
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            yield from packages(archive.read(name))


@pytest.mark.parametrize("form", ["pptx", "docx", "xlsx"])
def test_office_files_bear_the_date_of_the_release_and_no_name_of_a_library(form: str) -> None:
    view = state.read_view(QUERY, OPTIONS, page=state.COMPARISON)[0]
    content = export.to_file(OPTIONS, view, form, BASE)
    year, month = OPTIONS.release.version.split(".")[:2]
    for archive in packages(content):
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        about = archive.read("docProps/core.xml").decode()
        assert about.count(f">{year}-{month}-01T00:00:00Z<") == 2
        assert "python" not in about
        assert "Canny" not in about


def test_no_text_of_a_reader_acts_as_a_formula() -> None:
    query = {"regions": "05913", "indicator": "population"}
    table = views.table(OPTIONS, state.read_view(query, OPTIONS, page=state.MAP)[0])
    evil = table.assign(name="=1+1")
    assert b",=1+1" not in to_csv_file(evil)


def test_a_view_without_a_chart_gives_no_picture() -> None:
    view = state.read_view({}, OPTIONS, page=state.TRACE)[0]
    with pytest.raises(ValueError, match="no chart"):
        export.to_file(OPTIONS, view, "png")


LINK = "https://s3.example.org/karte?indicator=population&regions=05913000"


@pytest.mark.parametrize("form", sorted(export.FORMATS))
def test_the_command_writes_what_the_page_hands_over(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"view.{form}"
    assert command.main(["export", "--link", LINK, "--format", form, "--out", str(out)]) == 0
    view = state.read_view(
        {"indicator": "population", "regions": "05913000"}, OPTIONS, page=state.MAP
    )[0]
    if form in DRAWN:
        assert out.stat().st_size > 10_000
    elif form not in ("pptx", "docx", "pdf"):
        assert out.read_bytes() == export.to_file(OPTIONS, view, form)
    assert (tmp_path / "view.csv.json").exists() == (form == "csv")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "exe", "--out", "x"], "possible are csv"),
        (["--format", "csv", "--out", "/nowhere/x.csv"], "cannot be written"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["export", "--link", LINK, *arguments]) == 2
    assert words in capsys.readouterr().err


def test_pictures_open() -> None:
    view = state.read_view(QUERY, OPTIONS, page=state.MAP)[0]
    with Image.open(io.BytesIO(export.to_file(OPTIONS, view, "png"))) as opened:
        assert opened.format == "PNG"
    assert Xml.fromstring(export.to_file(OPTIONS, view, "svg")).tag.endswith("svg")


# --- what is drawn -------------------------------------------------------------------------


def said_by_slides(content: bytes) -> str:
    return "\n".join(
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def said_by_word(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    links = [part.target_ref for part in made.part.rels.values() if part.is_external]
    foot = [paragraph.text for paragraph in made.sections[0].footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *links, *foot])


def said_by_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def said_by_svg(content: bytes) -> str:
    """Texts of a vector picture, which stand beside their outlines, and its description."""
    return html.unescape(content.decode())


def said_by_png(content: bytes) -> str:
    """Description of a picture; what is drawn in it is that of the vector picture."""
    return "\n".join(Image.open(io.BytesIO(content)).text.values())


SAID: dict[str, Callable[[bytes], str]] = {
    "pptx": said_by_slides,
    "docx": said_by_word,
    "pdf": said_by_pdf,
    "svg": said_by_svg,
    "png": said_by_png,
}


def plain(words: str) -> str:
    """Words without blanks and hyphens, which the end of a line can change."""
    return re.sub(r"[\s\u00ad-]", "", words)


@pytest.mark.parametrize("form", SAID)
def test_a_drawn_file_says_title_source_licence_release_and_link(
    view: state.View, form: str
) -> None:
    if not exhibits.has_charts(view.page):
        with pytest.raises(ValueError, match="no chart"):
            export.to_file(OPTIONS, view, form, BASE)
        return
    said = exhibits.exhibit(OPTIONS, view, BASE)
    words = plain(SAID[form](export.to_file(OPTIONS, view, form, BASE)))
    for part in (said.title, said.source, said.release, said.short_link):
        assert plain(part) in words
    licences = {str(source["licence"]) for source in OPTIONS.release.sources.values()} - {""}
    held = [licence for licence in licences if licence in said.source]
    assert all(plain(licence) in words for licence in held)


def test_a_pdf_holds_the_figures_of_the_view(view: state.View) -> None:
    if not exhibits.has_charts(view.page):
        return
    inside = PdfReader(io.BytesIO(export.to_file(OPTIONS, view, "pdf", BASE))).attachments
    assert inside["figures.csv"][0] == export.to_file(OPTIONS, view, "csv")


@pytest.mark.parametrize("form", sorted(export.FORMATS))
@pytest.mark.parametrize("page", [page for page in export.WITHOUT_FIGURES if page != state.STORY])
def test_a_page_of_words_is_refused(page: str, form: str) -> None:
    view = state.default_view(OPTIONS, page=page)
    with pytest.raises(ValueError, match="shows no figures"):
        export.to_file(OPTIONS, view, form)
    with pytest.raises(LookupError, match="shows no figures"):
        answer(f"{page}.{form}", {"lang": "en"}, BASE)


# --- presentations -------------------------------------------------------------------------

PRESENTED = (
    storyboard.Slide("/karte?indicator=population&lang=de", "Wo Menschen wohnen", "Zuerst."),
    storyboard.Slide("/daten"),
    storyboard.Slide("/profil?regions=05913"),
)


def story_link(story: storyboard.Story, lang: str) -> str:
    return f"/praesentation?story={storyboard.pack(story)}&lang={lang}"


@pytest.mark.parametrize(
    ("lang", "second"), [("de", "kreisfreie Stadt"), ("en", "independent city")]
)
def test_a_presentation_is_slides_for_page_address_and_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, second: str
) -> None:
    out, link = tmp_path / "story.pptx", story_link(PRESENTED, lang)
    assert command.main(["export", "--link", link, "--format", "pptx", "--out", str(out)]) == 0
    assert capsys.readouterr().err == ""
    content, base = out.read_bytes(), config.operator().public_address
    assert content == export.story_slides(OPTIONS, PRESENTED, lang, base)
    assert content == answer(f"{state.STORY}.pptx", query_of(link), base).content
    slides = pptx.Presentation(out).slides
    said = [" ".join(s.text_frame.text for s in one.shapes if s.has_text_frame) for one in slides]
    assert len(said) == 2
    assert "Wo Menschen wohnen" in said[0]
    assert "Zuerst." in slides[0].notes_slide.notes_text_frame.text
    assert second in said[1]


def query_of(link: str) -> dict[str, str]:
    found = state.split_link(link)
    assert found is not None
    return found[1]


NOTHING_DRAWN = (storyboard.Slide("/daten"), storyboard.Slide("/impressum"))


@pytest.mark.parametrize(
    ("link", "form", "said"),
    [
        (story_link(PRESENTED, "de"), "pdf", "nur als Folien (pptx)"),
        (story_link(PRESENTED, "en"), "csv", "slides only (pptx)"),
        (story_link(NOTHING_DRAWN, "en"), "pptx", "no slide that can be shown"),
        (story_link((), "de"), "pptx", "keine Folie, die sich zeigen lässt"),
        ("/praesentation?story=1broken&lang=en", "pptx", "no presentation of this dashboard"),
        ("/impressum", "csv", "Die Seite „Impressum“ zeigt keine Zahlen"),
        ("/methoden?lang=en", "csv", "The page “Methods” shows no figures"),
        ("/herkunft?lang=en", "png", "The page “Origin” has no chart"),
        ("/nowhere?lang=en", "csv", "The link names no page"),
        ("/nowhere", "csv", "Der Link nennt keine Seite"),
    ],
)
def test_what_there_is_not_is_said_in_the_language_of_the_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str, form: str, said: str
) -> None:
    out = tmp_path / "view"
    assert command.main(["export", "--link", link, "--format", form, "--out", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_map_of_categories_is_painted_in_their_colours(tmp_path: Path) -> None:
    name = next(n for n in OPTIONS.drawn if OPTIONS.indicators[n].categories)
    view = state.read_view({"indicator": name}, OPTIONS, page=state.MAP)[0]
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.to_file(OPTIONS, view, "gpkg"))
    with sqlite3.connect(path) as database:
        ((style,),) = database.execute("SELECT styleQML FROM layer_styles").fetchall()
    rules = list(Xml.fromstring(style).iter("rule"))
    shown = next(c for c in exhibits.exhibit(OPTIONS, view).charts if hasattr(c, "areas"))
    assert [rule.get("label") for rule in rules if "IS NULL" not in rule.get("filter", "")] == [
        words for words, _, _ in shown.legend
    ]


def test_a_comparison_names_the_places_that_have_no_figures() -> None:
    query = {"regions": "05170024,05913", "lang": "en"}
    view, _ = state.read_view(query, OPTIONS, page=state.COMPARISON)
    assert (
        "not published by sector and occupation: Moers" in exhibits.heading(OPTIONS, view).subtitle
    )
