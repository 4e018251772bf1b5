"""Documents and evidence sheets: opened again, they name only figures of the views."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from s3dash import __main__ as command
from s3dash import session, state, views
from s3dash.documents import evidence_file, to_docx
from s3dash.evidence import Document, EvidenceError, Sentences, Table, evidence_sheet, gather
from s3dash.exhibits import exhibit
from s3dash.text import format_number

OPTIONS = session.options()
SHAPES = OPTIONS.release.geo / "shapes.json"
BASE = "https://s3.example.org"
CITY, TOWN, KREIS = "05913", "05170024", "05170"
ASKED = {
    "city and town": ("green_tech", (CITY, TOWN)),
    "cities": ("cyber_ai", ("05911", CITY, "05113")),
    "four places": ("health", ("05911", CITY, "05113", TOWN)),
    "one Kreis": ("smart_logistics", ("05978020", "05978024")),
    "occupation": ("431", ("05911000", "05562032")),
}


@cache
def sheet(name: str, lang: str = "de") -> Document:
    focus, regions = ASKED[name]
    return evidence_sheet(OPTIONS, focus, regions, lang, BASE)


def tables(document: Document) -> dict[str, Table]:
    found = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    return {item.caption: item for item in found}


def sentences(document: Document) -> str:
    blocks = [block for section in document.sections for block in section.blocks]
    return "\n".join(w for block in blocks if isinstance(block, Sentences) for w in block.words)


@cache
def written(name: str, lang: str) -> set[str]:
    """Every figure of the sheet's table, as it can be written."""
    values = {value for value in sheet(name, lang).table["value"] if not math.isnan(value)}
    return {
        format_number(value, lang, decimals, sign=sign)
        for value in values
        for decimals in range(3)
        for sign in (False, True)
    }


def number_in(cell: str) -> list[str]:
    return re.findall(r"[+−]?\d[\d.,]*", cell)


# --- what the sheet says -------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ASKED)
def test_every_number_of_the_sheet_is_in_the_views(name: str, lang: str) -> None:
    table = next(item for item in tables(sheet(name, lang)).values() if item.numbers == 5)
    for row in table.rows:
        for cell in row[1:4]:
            assert not number_in(cell) or set(number_in(cell)) <= written(name, lang), cell
    for caption, item in tables(sheet(name, lang)).items():
        if "KldB" in item.note:
            for row in item.rows:
                for cell in row[1:]:
                    assert set(number_in(cell)) <= written(name, lang), (caption, cell)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_figures_of_the_sheet_are_those_of_the_pages(lang: str) -> None:
    """The table of the sheet agrees with those of the pages that it links to."""
    found = gather(OPTIONS, "green_tech", (CITY, TOWN), lang)
    page = views.table(OPTIONS, found.view)
    own = sheet("city and town", lang).table
    keys = ["indicator", "theme", "occupation", "ags", "year", "reference", "from"]
    both = page.merge(own, on=keys, suffixes=("", "_sheet"))
    assert len(both) > 50
    same = (both["value"] == both["value_sheet"]) | both["value"].isna() & both[
        "value_sheet"
    ].isna()
    assert same.all()


def test_a_known_sheet_says_known_figures() -> None:
    said = sentences(sheet("city and town"))
    assert "Dortmund: 6.948 Beschäftigte" in said
    assert "Lokationsquotient 0,90, Rang 231 bis 234 von 401 deutschen Kreisen" in said
    assert "Zusammen: 11.355 Beschäftigte, das sind 17,6\N{NO-BREAK SPACE}% des Feldes" in said
    assert "370 Menschen wohnen in Dortmund und arbeiten im Kreis Wesel" in said


def test_a_figure_of_a_kreis_is_never_shown_as_that_of_a_town() -> None:
    document = sheet("city and town")
    for item in tables(document).values():
        if "KldB" in item.note or item.numbers == 5:
            names = {*item.heads, *(row[0] for row in item.rows)}
            assert "Moers" not in names
            assert any("Kreis Wesel (für Moers)" in name for name in names)
    assert "gilt für den ganzen Kreis und nicht für Moers allein" in sentences(document)


def test_a_town_has_its_own_figures_beside() -> None:
    hints = next(t for c, t in tables(sheet("city and town")).items() if "Weitere" in c)
    assert hints.heads[1:] == ("Dortmund", "Moers")
    rows = sheet("city and town").table
    own = rows[(rows["ags"] == TOWN) & (rows["indicator"] == "drive_to_charging")]
    value = format_number(own["value"].iloc[-1], "de", 1)
    assert any(row[2].startswith(value) for row in hints.rows)


def test_places_of_one_kreis_complete_nothing() -> None:
    document = sheet("one Kreis")
    assert "nur für das ganze Gebiet Kreis Unna veröffentlicht" in sentences(document)
    assert not any("bringt ein" in item.heads for item in tables(document).values())


def test_suppressed_figures_are_words_and_no_zero() -> None:
    document = sheet("four places")
    for item in tables(document).values():
        for row in item.rows:
            assert not any("nan" in cell.lower() or "None" in cell for cell in row)


def test_links_lead_to_pinned_views() -> None:
    for _, address in sheet("cities").links:
        page, query = state.split_link(address)
        assert query["release"] == OPTIONS.release.version
        assert page in (state.THEMES, state.COOPERATION)


@pytest.mark.parametrize(
    ("focus", "regions", "words"),
    [
        ("magic", (CITY, KREIS), "no theme"),
        ("health", (CITY,), "needs 2 to 4"),
        ("health", (CITY, "05913000"), "1 different"),
        ("health", (CITY, "09162"), "'09162' is no municipality"),
        ("health", (CITY, "RUHR"), "'RUHR' is no municipality"),
        ("health", ("05911", "05913", "05113", "05112", "05117"), "5 different"),
    ],
)
def test_what_cannot_be_made_is_refused(focus: str, regions: tuple[str, ...], words: str) -> None:
    with pytest.raises(EvidenceError, match=words):
        evidence_sheet(OPTIONS, focus, regions, "de")


# --- Word ----------------------------------------------------------------------------------


@cache
def word(name: str, lang: str) -> Any:
    return docx.Document(io.BytesIO(evidence_file(sheet(name, lang), SHAPES, "docx")))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["city and town", "four places"])
def test_word_has_headings_captions_and_repeated_heads(name: str, lang: str) -> None:
    made, document = word(name, lang), sheet(name, lang)
    styles = [(p.style.name, p.text) for p in made.paragraphs]
    assert styles[0] == ("Title", document.title)
    headings = [words for style, words in styles if style == "Heading 1"]
    assert headings == [section.heading for section in document.sections]
    captions = {words for style, words in styles if style == "Caption"}
    assert set(tables(document)) <= captions
    assert all(words.strip() for style, words in styles if style in ("List Bullet", "Heading 1"))
    for table in made.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    described = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert len(described) == 2
    assert all(described)
    assert made.core_properties.language == {"de": "de-DE", "en": "en-GB"}[lang]


@pytest.mark.parametrize("name", ["city and town", "four places"])
def test_word_has_the_cells_of_the_sheet(name: str) -> None:
    written = [[[c.text for c in row.cells] for row in t.rows] for t in word(name, "de").tables]
    asked = [[list(item.heads), *map(list, item.rows)] for item in tables(sheet(name)).values()]
    assert written == asked


@pytest.mark.parametrize("page", [state.MAP, state.PROFILE, state.COMPARISON, state.THEMES])
def test_a_view_is_a_document(page: str) -> None:
    view, _ = state.read_view({"regions": CITY, "lang": "en"}, OPTIONS, page=page)
    said = exhibit(OPTIONS, view, BASE)
    made = docx.Document(io.BytesIO(to_docx(said, SHAPES)))
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    for part in (said.title, said.subtitle, said.source):
        assert part in words
    assert made.tables
    links = [r.target_ref for r in made.part.rels.values() if r.is_external]
    assert said.short_link in links


def test_what_belongs_together_stays_on_one_page() -> None:
    view, _ = state.read_view({"regions": CITY}, OPTIONS, page=state.MAP)
    made = docx.Document(io.BytesIO(to_docx(exhibit(OPTIONS, view, BASE), SHAPES)))
    drawn = [paragraph for paragraph in made.paragraphs if paragraph._p.findall(f".//{DRAWING}")]
    assert len(drawn) == 2
    assert all(paragraph.style.name == "Caption" and paragraph.text for paragraph in drawn)
    last = [paragraph.style.name for paragraph in made.paragraphs].index("Heading 1", 3)
    end = made.paragraphs[last:]
    assert [one.paragraph_format.keep_with_next for one in end] == [True] * (len(end) - 1) + [None]
    kept = [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.tables[0].rows
    ]
    assert kept[:4] == [True, True, True, None]


DRAWING = qn("w:drawing")


def test_no_table_of_a_comparison_stands_twice() -> None:
    view, _ = state.read_view({"regions": "05911,05913,05562"}, OPTIONS, page=state.COMPARISON)
    made = docx.Document(io.BytesIO(to_docx(exhibit(OPTIONS, view, BASE), SHAPES)))
    written = [
        str([[cell.text for cell in row.cells] for row in table.rows]) for table in made.tables
    ]
    assert len(written) >= 3
    assert len(set(written)) == len(written)


# --- PDF -----------------------------------------------------------------------------------


@cache
def pdf(name: str, lang: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(evidence_file(sheet(name, lang), SHAPES, "pdf")))


def fonts(reader: pypdf.PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            yield from (item.get_object() for item in font.get_object()["/DescendantFonts"])


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ASKED)
def test_a_sheet_has_two_or_three_pages_and_is_tagged(name: str, lang: str) -> None:
    reader = pdf(name, lang)
    assert 2 <= len(reader.pages) <= 3
    root = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == sheet(name, lang).title
    for font in fonts(reader):
        assert font["/BaseFont"].split("+")[1].startswith(("FiraSans", "DejaVuSans"))
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])


def joined(words: str) -> str:
    """Words without blanks and hyphens, which the end of a line can change."""
    return re.sub(r"[\s\u00ad-]", "", words)


def test_text_of_the_pdf_has_the_cells_of_the_sheet() -> None:
    words = joined("".join(page.extract_text() for page in pdf("city and town", "de").pages))
    for item in tables(sheet("city and town")).values():
        for row in item.rows:
            for cell in row[1:]:
                assert joined(cell) in words


# --- command line --------------------------------------------------------------------------


def test_the_command_writes_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.docx"
    asked = ["--theme", "cyber_ai", "--regions", f"{CITY},{TOWN}", "--lang", "en"]
    assert command.main(["evidence", *asked, "--format", "docx", "--out", str(target)]) == 0
    assert "Cybersecurity" in capsys.readouterr().out
    assert docx.Document(str(target)).paragraphs[0].text.startswith("Evidence sheet")


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--theme", "magic", "--regions", f"{CITY},{TOWN}", "--format", "pdf", "--out", "x"]
    assert command.main(["evidence", *asked]) == 2
    assert "'magic' is no theme" in capsys.readouterr().err
