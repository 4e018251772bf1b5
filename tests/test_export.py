import io
import json
import math
import zipfile

import openpyxl
import pandas as pd
import pytest

from s3dash import codes, export, state, views
from s3dash.indicators import same_everywhere, to_csv
from s3dash.session import options

LINKS = (
    (state.DATA, "indicator=location_quotient&sector=K&year=2020&lang=de"),
    (state.DATA, "indicator=length_of_stay&level=municipality&year=2022&lang=en"),
    (state.DATA, "indicator=population_growth&year=2023&from=2013&lang=de"),
    (state.START, "lang=en"),
    (state.PROFILE, "regions=05913&lang=de"),
)


def asked(link: tuple[str, str]) -> tuple[state.View, pd.DataFrame]:
    page, query = link
    found = state.split_link(f"/{page}?{query}")
    assert found is not None
    view, notes = state.read_view(found[1], options(), page=page)
    assert notes == ()
    return view, views.table(options(), view)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("link", LINKS)
def test_excel_holds_the_rows_of_the_view(link):
    view, table = asked(link)
    head, *rows = cells(opened(export.to_excel(options(), view, table)).worksheets[0])
    assert head == list(table.columns)
    assert len(rows) == len(table)
    for written, (_, row) in zip(rows, table.iterrows(), strict=True):
        for name, cell in zip(head, written, strict=True):
            expected = row[name]
            if isinstance(expected, str):
                assert cell == (expected or None)
            elif math.isnan(expected):
                assert cell is None
            else:
                assert isinstance(cell, int | float)
                assert cell == pytest.approx(expected, rel=1e-15)


def test_unknown_figure_is_an_empty_cell_beside_its_status():
    view, table = asked(LINKS[1])
    unknown = table["status"].isin(codes.WITHOUT_VALUE)
    assert unknown.any()
    head, *rows = cells(opened(export.to_excel(options(), view, table)).worksheets[0])
    value, status = head.index("value"), head.index("status")
    for row, is_unknown in zip(rows, unknown, strict=True):
        assert (row[value] is None) == is_unknown
        assert row[status] in codes.STATUSES


@pytest.mark.parametrize("link", LINKS)
def test_excel_describes_its_figures(link):
    view, table = asked(link)
    about = cells(opened(export.to_excel(options(), view, table)).worksheets[1])
    words = {str(cell) for row in about for cell in row if cell}
    assert export.pinned_link(options(), view) in words
    assert f"release={options().release.version}" in export.pinned_link(options(), view)
    assert options().release.version in words
    for name in table["indicator"].unique():
        indicator = options().indicators[name]
        assert indicator.definition.in_language(view.lang) in words
    for line in {part.split(",")[0] for cell in table["source"] for part in cell.split("; ")}:
        assert any(word.startswith(line) for word in words)


def test_same_view_gives_the_same_bytes():
    view, table = asked(LINKS[0])
    for write in (export.to_excel, export.to_zip):
        assert write(options(), view, table) == write(options(), view, table)


def test_csv_is_that_of_the_command_line():
    view, table = asked(LINKS[0])
    archive = zipfile.ZipFile(io.BytesIO(export.to_zip(options(), view, table)))
    name = export.file_name(view)
    assert archive.namelist() == [f"{name}.csv", f"{name}.json"]
    assert archive.read(f"{name}.csv").decode("utf-8") == to_csv(same_everywhere(table))


def test_description_names_source_and_terms():
    view, table = asked((state.DATA, "indicator=theme_location_quotient&theme=health&lang=de"))
    described = export.describe(options(), view, table)
    (source,) = described["sources"]
    assert source["line"] == "© Statistik der Bundesagentur für Arbeit"
    assert "noch nicht bestätigt" in source["redistribution"]
    assert source["licence"] == "in der Lieferung nicht genannt"
    assert set(described["columns"]) == set(table.columns)
    assert json.loads(json.dumps(described)) == described


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_no_text_acts_as_a_formula(bad):
    view, table = asked(LINKS[0])
    table = table.assign(name=bad)
    cell = opened(export.to_excel(options(), view, table)).worksheets[0]["B2"]
    assert cell.data_type == "s"
    assert cell.value == bad
    archive = zipfile.ZipFile(io.BytesIO(export.to_zip(options(), view, table)))
    written = pd.read_csv(archive.open(f"{export.file_name(view)}.csv"), dtype=str)
    assert (written["name"] == f"'{bad}").all()


def test_negative_numbers_stay_numbers_in_csv():
    view, table = asked((state.DATA, "indicator=population_growth&year=2023&from=2013"))
    archive = zipfile.ZipFile(io.BytesIO(export.to_zip(options(), view, table)))
    written = pd.read_csv(archive.open(f"{export.file_name(view)}.csv"), dtype={"ags": str})
    assert (written["value"] < 0).any()
    pd.testing.assert_series_equal(written["value"], table["value"])
    assert written["ags"].str.startswith("05").all()


def test_file_name_tells_the_view():
    view, _ = asked(LINKS[0])
    assert export.file_name(view) == "s3_location-quotient_K_district_2020_de"


def test_release_table_as_excel_and_csv():
    release = options().release
    table = next(t for t in export.release_tables(release) if t.name == "population")
    head, *rows = cells(opened(export.release_excel(options(), table, "en")).worksheets[0])
    essen = [row for row in rows if row[:4] == ["population", None, "05113", 2023]]
    assert head == ["variable", "field", "ags", "year", "value", "status", "name"]
    assert essen == [["population", None, "05113", 2023, 586608, "reported", "Essen"]]
    archive = zipfile.ZipFile(io.BytesIO(export.release_zip(release, table)))
    written = archive.read("population.csv")
    assert written == (release.folder / "population.csv").read_bytes()
    described = json.loads(archive.read("population.meta.json"))
    assert described["rows"] == written.count(b"\n") - 1
    assert described["sources"][0]["line"].startswith("©")


@pytest.mark.parametrize("lang", state.LANGUAGES)
def test_every_source_is_described_in_words(lang):
    for name in options().release.sources:
        described = export.describe_source(options().release, name, lang)
        assert described["title"]
        assert described["line"].startswith("©")
        assert described["licence"]
        assert described["redistribution"]
