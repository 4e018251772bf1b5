"""The sheets of all places: two pages, nothing cut, fonts inside, and the figures of the table.

`make sheets` looks at all 68 in both languages; otherwise at a few, at others each day.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from pypdf import PdfReader

from s3dash import __main__ as command
from s3dash import codes, findings_text, labels, pictures, session, sheets, state, views
from s3dash.text import text
from s3dash.views.profiles import KEY_FIGURES
from tests.pdf_lines import fonts_outside, runs

OPTIONS = session.options()
BASE = "https://s3.example.org"
TODAY = datetime.date.today()
KEYS = sheets.sheet_places(OPTIONS)
SAMPLE = 4

EVERY = [(key, lang) for lang in state.LANGUAGES for key in KEYS]
ASKED = range(len(EVERY) if os.environ.get("ALL_SHEETS") else SAMPLE)
"""Numbers of sheets, so that the names of the tests are the same on each day."""

STEP = 5
"""Has no factor in common with the number of sheets, so that neighbours are of other kinds."""

EDGE = 14 * 72 / 25.4
HANGING = 2.5
"""Points: the margin at the sides, and by how much a hyphen may hang into it."""

Row = Mapping[str, str]


def sheet_of(number: int) -> tuple[str, str]:
    """Place and language of the sheet with a number on this day."""
    return EVERY[(TODAY.toordinal() * SAMPLE + number) * STEP % len(EVERY)]


class Sheet:
    """A sheet, what stands on it, and all that was drawn for it."""

    def __init__(self, key: str, lang: str) -> None:
        self.key, self.lang = key, lang
        self.drawn: list[list[tuple[str, Bbox, Bbox]]] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pictures, "to_bytes", self._watched(pictures.to_bytes))
            content = sheets.sheet_pdf(OPTIONS, key, lang, BASE, TODAY)
        self.reader = PdfReader(io.BytesIO(content))
        self.pages = [_plain(page.extract_text()) for page in self.reader.pages]

    def _watched(self, to_bytes: Any) -> Any:
        def watch(figure: Figure, form: str, **settings: Any) -> bytes:
            self.drawn.append(list(_texts(figure)))
            made: bytes = to_bytes(figure, form, **settings)
            return made

        return watch


def _texts(figure: Figure) -> Iterator[tuple[str, Bbox, Bbox]]:
    """Words of a drawing, each with its place and that of the whole."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for item in figure.findobj(Text):
        if item.get_text().strip() and item.get_visible():
            yield item.get_text(), item.get_window_extent(canvas.get_renderer()), figure.bbox


def _plain(words: str) -> str:
    """Words as they were written: lines joined, and what was divided at their ends."""
    joined = re.sub("\N{SOFT HYPHEN}\\s*\n", "", words).replace("\N{SOFT HYPHEN}", "-")
    return " ".join(joined.split())


def _bare(words: str) -> str:
    """Letters and figures alone, wherever the lines end."""
    return re.sub(r"[\s\xad\-\u2010\u2011]", "", words)


@cache
def made(number: int) -> Sheet:
    return Sheet(*sheet_of(number))


@pytest.fixture(params=ASKED)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    found = made(request.param)
    print(f"sheet of {found.key} in '{found.lang}'")
    return found


def test_no_two_numbers_mean_the_same_sheet() -> None:
    assert len(KEYS) == 53 + 15
    assert len({(number * STEP) % len(EVERY) for number in range(len(EVERY))}) == len(EVERY)


def test_it_has_two_pages_and_its_fonts(sheet: Sheet) -> None:
    assert len(sheet.reader.pages) == 2
    assert all(len(words) > 1000 for words in sheet.pages)
    assert not [name for page in sheet.reader.pages for name in fonts_outside(page)]


def test_no_line_leaves_the_page_or_lies_over_another(sheet: Sheet) -> None:
    for page in sheet.reader.pages:
        found = runs(page)
        assert len(found) > 100
        assert min(run.left for run in found) >= EDGE - 0.1
        assert max(run.right for run in found) <= float(page.mediabox.width) - EDGE + HANGING
        assert min(run.baseline for run in found) > 18
        assert max(run.baseline + run.size for run in found) < float(page.mediabox.height) - 18
        assert not [(one, two) for one, two in combinations(found, 2) if one.overlaps(two)]


def test_no_word_of_a_drawing_is_cut_or_lies_over_another(sheet: Sheet) -> None:
    assert len(sheet.drawn) >= 4
    for words in sheet.drawn:
        for word, box, whole in words:
            assert whole.x0 <= box.x0 < box.x1 <= whole.x1, word
            assert whole.y0 <= box.y0 < box.y1 <= whole.y1, word
        for (one, a, _), (other, b, _) in combinations(words, 2):
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            upright = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert across < 3 or upright < 0.3 * min(a.height, b.height), (one, other)


# --- figures -------------------------------------------------------------------------------


def table_of(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> list[Row]:
    """Rows that `table --link` prints for the profile of the sheet's place."""
    link = f"/profil?regions={sheet.key}&lang={sheet.lang}"
    assert command.main(["table", "--link", link]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def rows_of(table: list[Row], key: str, name: str) -> dict[int, Row]:
    """Rows of a plain figure of a place by year."""
    shares = views.plain_question(OPTIONS.indicators[name])
    about = ("sector", "occupation", "theme", "reference", "from")
    asked = {
        "sector": shares.field if shares.kind == "sector" else "",
        "occupation": shares.field if shares.kind == "occupation" else "",
        "theme": shares.field if shares.kind == "theme" else "",
        "reference": shares.reference,
        "from": "" if shares.base is None else str(shares.base),
    }
    return {
        int(row["year"]): row
        for row in table
        if (row["ags"], row["indicator"]) == (key, name)
        and all(row[part] == asked[part] for part in about)
    }


def words_of(row: Row, lang: str) -> str:
    """A figure as the sheet has it, by its row of the table."""
    if row["status"] in codes.WITHOUT_VALUE:
        return text(f"sheet.{row['status']}", lang)
    indicator = OPTIONS.indicators[row["indicator"]]
    number = labels.figure(indicator, float(row["value"]), lang, unit=False)
    return number + labels.short_unit(indicator, lang)


def line_of(table: list[Row], key: str, name: str, lang: str) -> str | None:
    """Pattern of the line about a figure of a place; None where the place has none."""
    own = rows_of(table, key, name)
    years = [year for year, row in own.items() if row["status"] != codes.NOT_PUBLISHED]
    if not years:
        return None
    year = max(years)
    first = own[year]["from"]
    when = text("key_figures.period", lang, first=first, last=str(year)) if first else str(year)
    compared = [rows_of(table, other, name)[year] for other in ("RUHR", "NRW", "DE")]
    figure, *others = (
        re.escape(" ".join(words_of(row, lang).split())) + "[⁰¹²³⁴⁵⁶⁷⁸⁹ ]*"
        for row in (own[year], *compared)
    )
    old = r"\*" if labels.is_old(year, TODAY) else ""
    title = re.escape(_plain(labels.name_with_unit(OPTIONS.indicators[name], lang)))
    return rf"{title} {figure} {re.escape(when)}{old} {RANK[lang]} {' '.join(others)}"


RANK = {
    "de": r"(?:\d+ von \d+(?: haben 0)?|–)",
    "en": r"(?:\d+ of \d+(?: have 0)?|–)",
}


def expected(table: list[Row], key: str, level: str, lang: str) -> list[str]:
    """Patterns of the lines about a place: its key figures, then those of the themes."""
    themes = [name for theme in OPTIONS.release.themes.values() for name in theme.evidence]
    names = [*KEY_FIGURES, *themes]
    known = [name for name in names if level in OPTIONS.indicators[name].levels]
    return [found for name in known if (found := line_of(table, key, name, lang))]


def test_each_line_of_its_tables_is_that_of_the_table(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    table = table_of(sheet, capsys)
    own, *around = views.profile_places(OPTIONS, view_of(sheet))
    town = own.level == codes.MUNICIPALITY and bool(around)
    level = codes.MUNICIPALITY if town else codes.DISTRICT
    lines = expected(table, own.id, level, sheet.lang)
    if around:
        shown = {name for name in KEY_FIGURES if line_of(table, own.id, name, sheet.lang)}
        others = [name for name in KEY_FIGURES if name not in shown]
        found = (line_of(table, around[0].id, name, sheet.lang) for name in others)
        lines += list(filter(None, found))
    assert len(lines) >= 20
    left = " | ".join(sheet.pages)
    for line in lines:
        left, times = re.subn(line, " ", left, count=1)
        assert times == 1, line
    assert not re.findall(rf".{{60}}\d{{4}}\*? {RANK[sheet.lang]} .{{30}}", left)


def test_its_findings_and_the_words_of_its_radars_are_those_of_the_table(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _bare(" ".join(sheet.pages))
    for about in views.profile_places(OPTIONS, view_of(sheet)):
        for finding in views.place_findings(OPTIONS, about):
            words = findings_text.words(OPTIONS, finding, sheet.lang)
            for part in (words.title, words.sentence, words.against):
                assert _bare(part) in said
    quotients = [
        row
        for row in table_of(sheet, capsys)
        if row["indicator"] in ("location_quotient", "theme_location_quotient")
    ]
    assert quotients
    known = {words_of(row, sheet.lang) for row in quotients if row["value"]}
    for words in drawings(sheet):
        for number in re.findall(r"\((\d+[.,]\d\d)\)", words):
            assert number in known


def view_of(sheet: Sheet) -> state.View:
    plain = state.default_view(OPTIONS, page=state.PROFILE, lang=sheet.lang)
    return state.with_regions(plain, [sheet.key])


def drawings(sheet: Sheet) -> list[str]:
    """What the drawings of a sheet say in place of a picture."""
    waiting: list[Any] = [sheet.reader.trailer["/Root"]["/StructTreeRoot"]]
    found = []
    while waiting:
        item = waiting.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            found += [str(item["/Alt"])] if "/Alt" in item else []
            waiting += [item["/K"]] if "/K" in item else []
    return found
