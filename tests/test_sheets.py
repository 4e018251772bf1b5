"""Sheets for print: two pages, readable by machines, with the figures of the page."""

from __future__ import annotations

import datetime
import io
import pickle
import re
from functools import cache
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from s3dash import labels, session, sheets, state, views
from s3dash.__main__ import main
from s3dash.exhibits import Exhibit, exhibit
from s3dash.indicators import no_figures, to_csv_file
from s3dash.sheets.profile import profile_sheet
from s3dash.sheets.typeset import OverflowingError, fitting, qr_code, to_pdf

OPTIONS = session.options()
SHAPES = OPTIONS.release.geo / "shapes.json"
BASE = "https://s3.example.org"
DAY = datetime.date(2026, 11, 23)

CITY, KREIS, TOWN = "05117000", "05954", "05170044"
FULLEST = "05170012"
"""Town with the most to say: its sheet is the hardest to keep on two pages."""

PLACES = (CITY, KREIS, TOWN, "05562028", FULLEST)
LANGUAGES = state.LANGUAGES


@cache
def made(key: str, lang: str) -> bytes:
    return sheets.sheet_pdf(OPTIONS, key, lang, BASE, DAY)


@cache
def reader(key: str, lang: str) -> PdfReader:
    return PdfReader(io.BytesIO(made(key, lang)))


def words(key: str, lang: str) -> str:
    """Words of all pages, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader(key, lang).pages).split())


def shown(key: str, lang: str) -> views.Profile:
    return views.profile(OPTIONS, view_of(key, lang))


def view_of(key: str, lang: str) -> state.View:
    plain = state.default_view(OPTIONS, page=state.PROFILE, lang=lang)
    return state.with_regions(plain, [key])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", PLACES)
def test_a_sheet_has_two_pages_with_title_language_and_tags(key: str, lang: str) -> None:
    root = reader(key, lang).trailer["/Root"]
    name = views.subject(OPTIONS, view_of(key, lang)).name.in_language(lang)
    assert len(reader(key, lang).pages) == 2
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert name in reader(key, lang).metadata.title
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()


def test_all_fonts_are_embedded() -> None:
    descriptors = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in reader(TOWN, "de").pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert descriptors
    assert all("/FontFile2" in item or "/FontFile3" in item for item in descriptors)


def test_each_picture_says_what_it_shows() -> None:
    texts = [str(item["/Alt"]) for item in _elements(KREIS) if "/Alt" in item]
    assert len(texts) == 6  # map, two radars, two line charts, QR code
    assert all(len(item) > 20 for item in texts)
    assert not [item for item in texts if "–," in item]


def test_tables_have_heads() -> None:
    kinds = [item["/S"] for item in _elements(TOWN) if "/S" in item]
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") >= 3 * 7


def _elements(key: str) -> list[dict]:
    objects = reader(key, "de").trailer["/Root"]["/StructTreeRoot"]["/K"]
    found, waiting = [], list(objects if isinstance(objects, list) else [objects])
    while waiting:
        item = waiting.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, dict):
            found.append(item)
            below = item.get("/K", [])
            below = below.get_object() if hasattr(below, "get_object") else below
            waiting += below if isinstance(below, list) else [below]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", PLACES)
def test_key_figures_and_evidence_stand_on_the_sheet_as_the_page_has_them(
    key: str, lang: str
) -> None:
    own, found = shown(key, lang).own, words(key, lang)
    figures = [*own.key_figures, *(item for part in own.evidence for item in part.figures)]
    assert len(figures) >= 20
    for figure in figures:
        number = labels.figure(figure.indicator, figure.value(), lang, unit=False)
        if figure.rank is not None:
            rank = rank_words(figure, lang)
            assert re.search(rf"{re.escape(number)}\S*.{{0,40}}{re.escape(rank)}", found), (
                figure.indicator.id
            )


def rank_words(figure: views.KeyFigure, lang: str) -> str:
    of, have = ("von", "haben") if lang == "de" else ("of", "have")
    if figure.zeros > 1:
        return f"{figure.zeros} {of} {figure.among} {have} 0"
    return f"{figure.rank} {of} {figure.among}"


@pytest.mark.parametrize("key", [CITY, TOWN])
def test_the_figures_inside_the_file_are_those_of_the_page(key: str) -> None:
    inside = reader(key, "de").attachments["figures.csv"][0].decode()
    assert inside.encode() == to_csv_file(views.table(OPTIONS, view_of(key, "de")))


def test_what_is_of_the_kreis_stands_on_a_page_of_its_own_that_says_so() -> None:
    first, second = (" ".join(page.extract_text().split()) for page in reader(TOWN, "de").pages)
    district = shown(TOWN, "de").district
    assert district is not None
    value = next(f for f in district.key_figures if f.indicator.id == "gdp_per_head")
    name = labels.figure(value.indicator, value.value(), "de", unit=False)
    assert "Kreis Wesel" in second.split("Beschäftigte nach Wirtschaftszweig")[0]
    assert name in second
    assert "Bruttoinlandsprodukt" not in first


def test_old_figures_are_marked_by_the_day_of_the_sheet() -> None:
    assert "2020*" in words(KREIS, "de")
    young = sheets.sheet_pdf(OPTIONS, KREIS, "de", BASE, datetime.date(2021, 1, 1))
    pages = PdfReader(io.BytesIO(young)).pages
    assert "2020*" not in " ".join(page.extract_text() for page in pages)


def test_the_link_and_the_code_lead_to_the_profile_of_the_release() -> None:
    link = view_of(TOWN, "de")
    pinned = exhibit(OPTIONS, link, BASE).short_link
    targets = [
        item["/A"]["/URI"]
        for page in reader(TOWN, "de").pages
        for item in page.get("/Annots", [])
        if "/URI" in item["/A"]
    ]
    assert targets == [pinned]
    found = state.split_link(pinned)
    assert found is not None
    view, notes = state.read_view(found[1], OPTIONS, page=found[0])
    assert (view.regions, view.release, notes) == ((TOWN,), OPTIONS.release.version, ())


def test_the_code_can_be_read() -> None:
    source = b'#set page(width: 40mm, height: 40mm)\n#image(bytes(sys.inputs.code), format: "svg")'
    png = typst.compile(source, format="png", ppi=200, sys_inputs={"code": qr_code(BASE)})
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))[0].text == BASE


def test_the_same_figures_give_the_same_bytes() -> None:
    assert sheets.sheet_pdf(OPTIONS, TOWN, "de", BASE, DAY) == made(TOWN, "de")


def test_without_an_address_there_is_no_code() -> None:
    plain = profile_sheet(OPTIONS, TOWN, "de", "", DAY)(0.0)
    assert plain["second"][-1]["qr"] == ""


def test_a_third_page_is_refused() -> None:
    content = profile_sheet(OPTIONS, TOWN, "de", BASE, DAY)(0.0)
    content["second"] *= 2
    with pytest.raises(OverflowingError, match="3 pages and may have 2"):
        to_pdf("profile", content, "de", DAY)


def test_an_overflow_reaches_the_command_from_another_process() -> None:
    error = OverflowingError(3, 2)
    error.about = FULLEST
    sent = pickle.loads(pickle.dumps(error))
    assert str(sent) == f"the sheet of {FULLEST} has 3 pages and may have 2; shorten it"


def test_charts_get_lower_until_the_text_fits() -> None:
    content = profile_sheet(OPTIONS, TOWN, "de", BASE, DAY)(0.0)
    tried: list[float] = []

    def make(size: float) -> dict:
        tried.append(size)
        return content if size > 1 else content | {"second": content["second"] * 2}

    fitting("profile", make, (0.0, 1.0, 2.0, 3.0), "de", DAY)
    assert tried == [0.0, 1.0, 2.0]


def test_every_place_of_the_region_has_a_sheet_and_a_name_of_its_own() -> None:
    keys = sheets.sheet_places(OPTIONS)
    names = {sheets.sheet_name(OPTIONS, key, "de") for key in keys}
    assert len(keys) == len(names) == 53 + 15
    assert sheets.sheet_name(OPTIONS, CITY, "de") == "05117000-mulheim-an-der-ruhr-de.pdf"
    assert all(re.fullmatch(r"[0-9a-z-]+\.pdf", name) for name in names)


@pytest.mark.parametrize("page", [state.MAP, state.COMPARISON, state.COOPERATION, state.PRIORITIES])
def test_a_view_is_one_page_with_its_title_source_and_figures(page: str) -> None:
    view = state.with_regions(state.default_view(OPTIONS, page=page, lang="en"), ["05913", "05113"])
    drawn = exhibit(OPTIONS, view, BASE)
    found = PdfReader(io.BytesIO(sheets.view_pdf(drawn, SHAPES)))
    said = " ".join(found.pages[0].extract_text().split())
    assert len(found.pages) == 1
    assert found.metadata.title == drawn.title
    assert " ".join(drawn.title.split()) in said
    assert OPTIONS.release.version in said
    assert found.attachments["figures.csv"][0] == to_csv_file(views.table(OPTIONS, view))


def test_a_view_without_charts_is_refused() -> None:
    empty = Exhibit("Title", "", (), no_figures, "", "", "", "", "de")
    with pytest.raises(ValueError, match="no chart"):
        sheets.view_pdf(empty, SHAPES)


def test_the_command_writes_the_sheets_it_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    assert main(["sheets", "--out", str(out), "--lang", "en", "--regions", "05170044,05954"]) == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == ["05170044-voerde-niederrhein-en.pdf", "05954-ennepe-ruhr-kreis-en.pdf"]
    assert all(len(PdfReader(path).pages) == 2 for path in out.iterdir())


def test_the_command_refuses_places_without_a_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sheets", "--out", str(tmp_path), "--regions", "RUHR"]) == 2
    assert "'RUHR' has no sheet" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def _profile_with_button() -> None:
    from s3dash import frame, state
    from s3dash.frame.sheet_button import sheet_button

    frame.front_door()
    sheet_button(frame.open_page(state.PROFILE))


@pytest.mark.parametrize(
    ("regions", "label"),
    [(TOWN, "Kommunalsteckbrief (PDF)"), (CITY, "Kommunalsteckbrief (PDF)"), ("RUHR", None)],
)
def test_the_button_stands_where_there_is_a_sheet(regions: str, label: str | None) -> None:
    app = AppTest.from_function(_profile_with_button, default_timeout=60)
    app.query_params["regions"] = regions
    app.run()
    assert not app.exception
    assert [button.proto.label for button in app.get("download_button")] == (
        [label] if label else []
    )
