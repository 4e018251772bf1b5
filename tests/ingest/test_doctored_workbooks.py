"""Doctored copies of the workbooks: income of households, Referenz Gemeinden, Deutschlandatlas.

The sheets are changed after reading, which is fast; files that are not whole are files. What
happens to each is listed in docs/new-year.md.
"""

import copy
import shutil
from types import SimpleNamespace

import pytest

from s3dash import config
from s3dash.ingest import bbsr_gemeindereferenz, deutschlandatlas, vgrdl_income
from s3dash.ingest.raw_file import RawFileError, require_districts
from s3dash.ingest.workbook import open_workbook, read_sheet
from tests.ingest.doctoring import exchanged, figures, in_year

MODULES = (vgrdl_income, bbsr_gemeindereferenz, deutschlandatlas)
YEARS_KEPT = 3


class Book:
    """Sheets of a workbook that may be changed, and how to read them."""

    def __init__(self, module, raw_dir, sheets, monkeypatch):
        self.module, self.raw, self.sheets = module, raw_dir, copy.deepcopy(sheets)
        monkeypatch.setattr(module, "read_sheet", lambda path, name: self.sheets[name])
        if module is bbsr_gemeindereferenz:
            names = SimpleNamespace(sheet_names=self.sheets)
            monkeypatch.setattr(module, "open_workbook", lambda path: names)

    def read(self):
        (table,) = self.module.read(self.raw, config.region())
        require_districts(table.values, config.region())
        return figures(table)

    def refused(self, words):
        with pytest.raises(RawFileError, match=words) as caught:
            self.read()
        assert self.module.FILE in str(caught.value), "the message names the file"


def sheets_of(module, raw_dir, wanted, rows):
    path = raw_dir / module.SOURCE / module.FILE
    return {name: rows(read_sheet(path, name)) for name in wanted}


# --- income of households -----------------------------------------------------------------------

HEADS = 4
AREA = 7


@pytest.fixture(scope="module")
def income_sheets(raw_dir):
    """All areas, and the newest years only."""
    return sheets_of(
        vgrdl_income,
        raw_dir,
        [sheet.name for sheet in vgrdl_income.SHEETS.values()],
        lambda rows: [[*row[: AREA + 1], *row[-YEARS_KEPT:]] for row in rows],
    )


@pytest.fixture
def income(income_sheets, raw_dir, monkeypatch):
    return Book(vgrdl_income, raw_dir, income_sheets, monkeypatch)


def row_of(rows, name):
    return next(row for row in rows if str(row[AREA]).startswith(name))


@pytest.mark.raw
def test_a_new_year_of_income_is_taken(income):
    before = income.read()
    for rows in income.sheets.values():
        for row in rows:
            row.append(row[-1])
        rows[HEADS][-1] += 1
    after = income.read()
    year = max(after.index.unique("year"))
    assert in_year(after, year).equals(in_year(before, year - 1))
    assert after.drop(index=year, level="year").equals(before)


@pytest.mark.raw
def test_a_moved_key_column_of_income_is_found(income):
    before = income.read()
    for rows in income.sheets.values():
        for row in rows:
            row[1], row[2] = row[2], row[1]
    assert income.read().equals(before)


@pytest.mark.raw
@pytest.mark.parametrize("head", ["2022", "2022 1)", "", 2021.0, 22.0])
def test_another_head_of_a_year_is_refused(income, head):
    income.sheets["1.4"][HEADS][-1] = head
    income.refused("sheet 1.4, row 5: the heads behind the areas are .* years one after the other")


@pytest.mark.raw
def test_years_in_another_order_are_refused(income):
    for row in income.sheets["2.1"]:
        row[-1], row[-2] = row[-2], row[-1]
    income.refused("sheet 2.1, row 5: the heads behind the areas")


@pytest.mark.raw
@pytest.mark.parametrize("name", ["1.1", "1.4", "2.1", "3"])
def test_exchanged_figures_of_income_are_refused(income, name):
    for row in income.sheets[name][HEADS + 1 :]:
        row[-1], row[-2] = row[-2], row[-1]
    income.refused("by inhabitants is not the published one per head|no number")


@pytest.mark.raw
def test_exchanged_sheets_of_income_are_refused(income):
    sheets = income.sheets
    sheets["1.4"], sheets["2.4"] = sheets["2.4"], sheets["1.4"]
    income.refused("sheet 1.4, row 1: the title is '2 Verfügbares Einkommen.* exchanged sheets")


@pytest.mark.raw
def test_sums_in_the_place_of_figures_per_head_are_refused(income):
    income.sheets["1.4"] = income.sheets["1.1"]
    income.refused("sheet 1.4, row 3: unit is 'in Mill. EUR' instead of 'in EUR'")


@pytest.mark.raw
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_new_head_line_of_income_is_refused(income, at):
    rows = income.sheets["2.4"]
    rows.insert(at, [""] * len(rows[0]))
    income.refused("sheet 2.4, row")


@pytest.mark.raw
@pytest.mark.parametrize(
    ("head", "words"),
    [("Regional-schlüssel", "0 column heads begin"), ("Gebietseinheit", "0 column heads begin")],
)
def test_a_renamed_head_of_income_is_refused(income, head, words):
    heads = income.sheets["3"][HEADS]
    heads[heads.index(head)] = "Kennziffer"
    income.refused(f"sheet 3, row 5: {words} with '{head}'")


@pytest.mark.raw
@pytest.mark.parametrize("cell", ["26.210", "26 210", "", "-", "26210,5", "26210 r"])
def test_a_cell_of_income_that_is_no_number_is_refused(income, cell):
    row_of(income.sheets["1.4"], "Essen")[-1] = cell
    income.refused(r"sheet 1.4, row \d+: '.*' is neither a number nor '\.'")


@pytest.mark.raw
def test_a_number_of_income_with_a_point_between_thousands_is_refused(income):
    row = row_of(income.sheets["1.4"], "Essen")
    row[-1] /= 1000
    income.refused("primary_income by inhabitants .* in 05113")


@pytest.mark.raw
def test_a_lost_doubled_or_renumbered_district_of_income_is_refused(income, income_sheets):
    rows = income.sheets["3"]
    for change in (
        lambda: rows.remove(row_of(rows, "Essen")),
        lambda: rows.append(row_of(rows, "Essen")),
        lambda: row_of(rows, "Essen").__setitem__(2, "05195"),
        lambda: [row.__setitem__(2, str(row[2]).removeprefix("0")) for row in rows],
    ):
        rows[:] = copy.deepcopy(income_sheets["3"])
        change()
        income.refused(r"sheet 3: \d+ districts instead of 398, \d+ rows doubled, no rows for")


@pytest.mark.raw
def test_a_split_district_of_income_is_refused(income):
    for rows in income.sheets.values():
        row = list(row_of(rows, "Essen"))
        row[2] = "05195"
        rows.append(row)
    income.refused("399 districts instead of 398")


def test_another_edition_of_income_is_refused(tmp_path, raw_samples):
    folder = tmp_path / vgrdl_income.SOURCE
    folder.mkdir()
    newer = "vgrdl_r2b3_bs2024.xlsx"
    shutil.copyfile(raw_samples / vgrdl_income.FILE, folder / newer)
    with pytest.raises(RawFileError, match=f"{newer}: another edition than {vgrdl_income.FILE}"):
        vgrdl_income.read(tmp_path, config.region())
    shutil.copyfile(raw_samples / vgrdl_income.FILE, folder / vgrdl_income.FILE)
    with pytest.raises(RawFileError, match=f"there is {newer}; keep the newer file"):
        vgrdl_income.read(tmp_path, config.region())


# --- Referenz Gemeinden -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference_sheets(raw_dir):
    """Rows of the region only."""
    own = config.region().districts

    def rows(sheet):
        return [
            row for row in sheet if not isinstance(row[0], float) or f"{int(row[0]):08d}"[:5] in own
        ]

    return sheets_of(bbsr_gemeindereferenz, raw_dir, ["2020", "2021", "2022"], rows)


@pytest.fixture
def reference(reference_sheets, raw_dir, monkeypatch):
    return Book(bbsr_gemeindereferenz, raw_dir, reference_sheets, monkeypatch)


EMPLOYEES, POPULATION = 7, 6


@pytest.mark.raw
def test_a_new_year_of_employees_is_taken(reference):
    before = reference.read()
    head, *rows = copy.deepcopy(reference.sheets["2021"])
    reference.sheets["2023"] = [[str(cell).replace("2021", "2023") for cell in head], *rows]
    after = reference.read()
    assert in_year(after, 2023).equals(in_year(before, 2021))
    assert after.drop(index=2023, level="year").equals(before)
    assert 2022 not in after.index.unique("year"), "that sheet has no employees"


@pytest.mark.raw
def test_moved_columns_of_employees_are_found(reference):
    before = reference.read()
    for rows in reference.sheets.values():
        for row in rows:
            row[5], row[7] = row[7], row[5]
    assert reference.read().equals(before)


@pytest.mark.raw
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Arbeitsort am 30.6.2021 in 100", "Arbeitsort am 30.6.2021"),
        ("Arbeitsort am 30.6.2021", "Arbeitsort am 30.6.2020"),
        ("Arbeitsort", "Wohnort"),
    ],
)
def test_a_renamed_head_of_employees_is_refused(reference, old, new):
    head = reference.sheets["2021"][0]
    assert old in str(head[EMPLOYEES])
    head[EMPLOYEES] = str(head[EMPLOYEES]).replace(old, new)
    reference.refused("sheet 2021, row 1: 0 column heads begin with 'sozialvers.pflichtig")


@pytest.mark.raw
def test_exchanged_figures_of_employees_are_refused(reference):
    for row in reference.sheets["2021"][1:]:
        exchanged(EMPLOYEES, POPULATION)(row)
    reference.refused(r"sheet 2021, row \d+: as many employees as inhabitants")


@pytest.mark.raw
def test_sheets_of_exchanged_years_are_refused(reference):
    sheets = reference.sheets
    sheets["2020"], sheets["2021"] = sheets["2021"], sheets["2020"]
    reference.refused("sheet 2020, row 1: 0 column heads begin with 'Gemeinden 31.12.2020'")


@pytest.mark.raw
def test_a_new_head_line_of_employees_is_refused(reference):
    reference.sheets["2020"].insert(0, [""] * 10)
    reference.refused("sheet 2020, row 1: 0 column heads")


@pytest.mark.raw
@pytest.mark.parametrize("cell", ["2.550,1", "", "-", 0.0, -1.0, 1e6])
def test_a_damaged_number_of_employees_is_refused(reference, cell):
    reference.sheets["2020"][5][EMPLOYEES] = cell
    reference.refused("sheet 2020, row 6: '.*' employees in|row 6: as many employees")


@pytest.mark.raw
def test_a_lost_doubled_renumbered_or_split_municipality_is_refused(reference, reference_sheets):
    rows = reference.sheets["2021"]
    part = [5195000.0, *rows[2][1:]]
    for change in (
        lambda: rows.pop(2),
        lambda: rows.append(rows[2]),
        lambda: rows.__setitem__(2, part),
        lambda: [row.__setitem__(0, str(row[0])) for row in rows[1:]],
    ):
        rows[:] = copy.deepcopy(reference_sheets["2021"])
        change()
        reference.refused("rows of municipalities of Metropole Ruhr instead of 53")


# --- Deutschlandatlas ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def atlas_sheets(raw_dir):
    names = {deutschlandatlas.sheet_name(c.sheet) for c in deutschlandatlas.COLUMNS.values()}
    return sheets_of(deutschlandatlas, raw_dir, ["Vorblatt", *sorted(names)], _of_the_state)


def _of_the_state(rows):
    """All rows of a short sheet; of a long one those of North Rhine-Westphalia."""
    if len(rows) < 1000:
        return rows
    head, *body = rows
    return [head, *(row for row in body if str(row[0]).startswith(("5", "05")))]


@pytest.fixture
def atlas(atlas_sheets, raw_dir, monkeypatch):
    return Book(deutschlandatlas, raw_dir, atlas_sheets, monkeypatch)


def atlas_sheet(atlas, short):
    return atlas.sheets[deutschlandatlas.sheet_name(short)]


@pytest.mark.raw
def test_another_edition_of_the_atlas_is_refused(atlas):
    atlas.sheets["Vorblatt"][1][0] = "Stand: 15.12.2025"
    atlas.refused("sheet Vorblatt: .'Stand: 15.12.2025'. instead of 'Stand: 12.12.2024'")


@pytest.mark.raw
def test_moved_columns_of_the_atlas_are_found(atlas):
    before = atlas.read()
    for row in atlas_sheet(atlas, "GEM1222"):
        row[2:] = row[:1:-1]
    assert atlas.read().equals(before)


UNUSED = {"GEM1222": "v_lte", "VBGEM1222": "preis_miet_best", "KRS1221": "Kreisname"}


@pytest.mark.raw
@pytest.mark.parametrize(
    ("sheet", "head"), [("GEM1222", "v_5g"), ("VBGEM1222", "pendel"), ("KRS1221", "eauto")]
)
def test_a_renamed_or_doubled_column_of_the_atlas_is_refused(atlas, sheet, head):
    heads = atlas_sheet(atlas, sheet)[0]
    at, unused = heads.index(head), heads.index(UNUSED[sheet])
    heads[unused] = f"{head}_alt"
    atlas.refused(f"sheet {sheet}, row 1: 2 column heads begin with '{head}'")
    heads[at] = "neu"
    heads[unused] = "alt"
    atlas.refused(f"sheet {sheet}, row 1: 0 column heads begin with '{head}'")


@pytest.mark.raw
def test_a_new_head_line_of_the_atlas_is_refused(atlas):
    rows = atlas_sheet(atlas, "KRS1222")
    rows.insert(0, ["Kreise"] + [""] * (len(rows[0]) - 1))
    atlas.refused("sheet KRS1222, row 1: 0 column heads")


@pytest.mark.raw
@pytest.mark.parametrize("sheet", ["GEM1222", "GEM1221", "VBGEM1222", "VBGEM1219", "KRS1221"])
def test_a_lost_doubled_or_renumbered_area_of_the_atlas_is_refused(atlas, atlas_sheets, sheet):
    rows = atlas_sheet(atlas, sheet)
    at = next(n for n, row in enumerate(rows) if str(row[1]).startswith("Essen"))
    for change in (
        lambda: rows.pop(at),
        lambda: rows.append(rows[at]),
        lambda: rows.__setitem__(at, [5599000.0, *rows[at][1:]]),
    ):
        rows[:] = copy.deepcopy(atlas_sheets[deutschlandatlas.sheet_name(sheet)])
        change()
        atlas.refused("areas instead of|no rows for .'05113'")


@pytest.mark.raw
@pytest.mark.parametrize("cell", ["97,4", "", "-", "k. A.", "97 %"])
def test_a_cell_of_the_atlas_that_is_no_number_is_refused(atlas, cell):
    rows = atlas_sheet(atlas, "GEM1222")
    row = next(row for row in rows if str(row[1]).startswith("Essen"))
    row[rows[0].index("v_5g")] = cell
    atlas.refused(r"sheet GEM1222, row \d+: '.*' is no number")


# --- files that are not whole -------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.SOURCE)
@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path, raw_samples, module, share):
    folder = tmp_path / module.SOURCE
    folder.mkdir()
    content = (raw_samples / module.FILE).read_bytes()
    (folder / module.FILE).write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RawFileError, match=f"{module.FILE}: no workbook can be read .*whole"):
        module.read(tmp_path, config.region())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.SOURCE)
def test_a_renamed_sheet_is_refused(tmp_path, raw_samples, module):
    import openpyxl

    folder = tmp_path / module.SOURCE
    folder.mkdir()
    book = openpyxl.load_workbook(raw_samples / module.FILE)
    for sheet in book:
        sheet.title = f"{sheet.title} neu"
    book.save(folder / module.FILE)
    names = open_workbook(folder / module.FILE).sheet_names
    with pytest.raises(RawFileError, match=rf"no sheet '.*'; there are {names[0]}"):
        module.read(tmp_path, config.region())
