"""Official files as they may come one day: each is taken right or refused with file and place.

Copies of real files are changed in one respect: a new year, a moved column, another head, a renamed
label, another encoding, a district split, a truncated download, doubled rows, exchanged columns.
The list of what happens to each is docs/new-year.md.
"""

import shutil
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import MISSING
from s3dash.ingest import (
    ba_occupations,
    gemeindeverzeichnis,
    genesis_13111_07_05_4,
    genesis_13211_02_05_4,
    inkar,
    ldb_nrw_13111_54i,
    report,
)
from s3dash.ingest.inkar_themes import read_theme
from s3dash.ingest.raw_file import RawFileError, require_districts
from s3dash.release import write_table
from tests.ingest.doctoring import KEY, Genesis, exchanged, figures, in_year

# --- the GENESIS family: sectors in June, unemployment, sectors in December ---------------------


@pytest.fixture
def sectors(tmp_path, raw_dir):
    return Genesis(tmp_path, raw_dir, genesis_13111_07_05_4, "13111-07-05-4_2020.csv")


@pytest.fixture
def unemployment(tmp_path, raw_dir):
    return Genesis(tmp_path, raw_dir, genesis_13211_02_05_4, "13211-02-05-4.csv")


@pytest.fixture(scope="module")
def keys(raw_dir):
    names = genesis_13111_07_05_4.read_names(
        raw_dir / genesis_13111_07_05_4.SOURCE / "13111-07-05-4_2020.csv"
    )
    return {name: ags for ags, name in names.items() if ags[:2] == "05"}


@pytest.fixture
def december(tmp_path, raw_dir, keys):
    return Genesis(tmp_path, raw_dir, ldb_nrw_13111_54i, "13111-54i_2024-12-31.csv", keys)


@pytest.fixture(params=["sectors", "unemployment", "december"])
def genesis(request):
    return request.getfixturevalue(request.param)


@pytest.mark.raw
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_another_encoding_gives_the_same_figures(genesis, encoding):
    before = figures(genesis.read())
    genesis.write(genesis.text, encoding=encoding)
    assert figures(genesis.read()).equals(before)


@pytest.mark.raw
@pytest.mark.parametrize("share", [0.001, 0.01, 0.5, 0.9])
def test_a_truncated_download_is_refused(genesis, share):
    genesis.write(genesis.text[: int(len(genesis.text) * share)])
    genesis.refused("is the file whole")


@pytest.mark.raw
def test_an_empty_file_is_refused(genesis):
    genesis.write("")
    genesis.refused("is the file whole")


@pytest.mark.raw
@pytest.mark.parametrize("number", [1, 3, 7, 8, 12])
def test_a_new_head_line_is_refused(genesis, number):
    genesis.insert(number, ";" * genesis.text.split("\n")[6].count(";"))
    genesis.refused(r"line \d+|head")


@pytest.mark.raw
def test_a_doubled_row_is_refused_with_its_line(genesis):
    row = genesis.text.split("\n")[400]
    genesis.edit(row + "\n", f"{row}\n{row}\n")
    genesis.refused("line 402: the row of .* stands twice")


@pytest.mark.raw
def test_a_lost_row_of_a_total_is_refused(genesis):
    start = {
        "13111-07-05-4_2020.csv": "05113;      Essen, kreisfreie Stadt;Insgesamt",
        "13211-02-05-4.csv": "2020;05113;",
        "13111-54i_2024-12-31.csv": "31.12.2024;    Essen, krfr. Stadt;;",
    }[genesis.name]
    line = genesis.text.split("\n")[genesis.line_of(start) - 1]
    genesis.edit(line + "\n", "")
    genesis.refused("missing or doubled")


@pytest.mark.raw
def test_a_second_file_of_the_same_year_is_refused(genesis):
    genesis.write(genesis.text, name=genesis.name.replace(".csv", "_new.csv"))
    genesis.refused(r"the year 20\d\d stands in .* too; keep the newer file")


@pytest.mark.raw
def test_points_between_thousands_are_refused(genesis):
    column = 4 if genesis.name.startswith("13111-54i") else 3
    lines = genesis.text.split("\n")
    number = next(n for n in range(200, 300) if len(lines[n].split(";")[column]) > 3)
    cells = lines[number].split(";")
    cells[column] = f"{cells[column][:-3]}.{cells[column][-3:]}"
    genesis.edit(lines[number], ";".join(cells))
    genesis.refused(rf"line {number + 1}: the cell '\d+\.\d+' .* is neither a number")


@pytest.mark.raw
def test_a_new_year_of_sectors_is_taken(sectors):
    before = figures(sectors.read())
    text = sectors.text.replace("Stichtag: 30.06.2020", "Stichtag: 30.06.2021")
    sectors.write(text, name="13111-07-05-4_2021.csv")
    after = figures(sectors.read())
    assert in_year(after, 2020).equals(in_year(before, 2020))
    assert in_year(after, 2021).equals(in_year(before, 2020))


@pytest.mark.raw
def test_a_new_year_of_unemployment_is_taken_from_the_file_or_from_another(unemployment):
    before = figures(unemployment.read())
    body, foot = unemployment.text.split("\n____", 1)
    rows = [line for line in body.split("\n") if line.startswith("2020;")]
    new = "\n".join("2021" + row[4:] for row in rows)
    unemployment.write(f"{body}\n{new}\n____{foot}")
    in_one = figures(unemployment.read())
    head = "\n".join(unemployment.text.split("\n")[:8])
    unemployment.write(unemployment.text)
    unemployment.write(f"{head}\n{new}\n____{foot}", name="13211-02-05-4_2021.csv")
    in_two = figures(unemployment.read())
    for after in (in_one, in_two):
        assert in_year(after, 2021).equals(in_year(before, 2020))
        assert after.drop(index=2021, level="year").equals(before)


@pytest.mark.raw
def test_a_new_year_of_december_is_taken(december):
    before = figures(december.read())
    text = december.text.replace("31.12.2024;", "31.12.2025;")
    december.write(text, name="13111-54i_2025-12-31.csv")
    after = figures(december.read())
    assert in_year(after, 2024).equals(in_year(before, 2024))
    assert in_year(after, 2025).equals(in_year(before, 2024))


@pytest.mark.raw
def test_moved_columns_of_sectors_are_refused(sectors):
    sectors.edit(
        "Insgesamt;männlich;weiblich;Insgesamt;männlich;weiblich",
        "Insgesamt;weiblich;männlich;Insgesamt;männlich;weiblich",
    )
    sectors.refused("line 11, cell 6: 'männlich' instead of 'weiblich'")


@pytest.mark.raw
def test_moved_columns_of_unemployment_are_refused(unemployment):
    unemployment.edit("Männer;Frauen", "Frauen;Männer", count=1)
    unemployment.refused("line 7, cell 14: 'Männer' instead of 'Frauen'")


@pytest.mark.raw
def test_moved_columns_of_december_are_refused(december):
    december.edit(
        "mit akademischem Abschluss;Ausbildung unbekannt",
        "Ausbildung unbekannt;mit akademischem Abschluss",
    )
    december.refused("line 7, cell 13: 'Ausbildung unbekannt' instead of")


@pytest.mark.raw
@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (4, 5, "more women than men work in construction in .*exchanged"),
        (3, 6, "employees_foreigners is larger than employees|exchanged"),
        (3, 5, "larger than employees"),
    ],
)
def test_exchanged_figures_of_sectors_are_refused(sectors, first, second, words):
    sectors.edit_rows(exchanged(first, second))
    sectors.refused(words)


@pytest.mark.raw
@pytest.mark.parametrize(
    ("first", "second"),
    [(3, 7), (3, 9), (3, 11), (11, 7)],
)
def test_exchanged_figures_of_unemployment_are_refused(unemployment, first, second):
    unemployment.edit_rows(exchanged(first, second))
    unemployment.refused("larger than|more than 100 %|look for exchanged columns")


@pytest.mark.raw
def test_exchanged_figures_of_december_are_refused(december):
    december.edit_rows(exchanged(4, 12))
    december.refused("employees_december_academic is larger than employees_december")


@pytest.mark.raw
def test_renamed_sectors_are_refused_with_line_and_label(sectors):
    sectors.edit("Baugewerbe (F)", "Bau (F)")
    sectors.refused(r"line 16: the label 'Bau \(F\)' has no code")


@pytest.mark.raw
def test_renamed_heads_are_refused(unemployment):
    unemployment.edit("langzeitarbeitslos", "ein Jahr und länger")
    unemployment.refused("line 7, cell 10: 'ein Jahr und länger' instead of")


@pytest.mark.raw
def test_renamed_regions_are_refused(december):
    december.edit("Essen, krfr. Stadt", "Essen (Stadt)")
    december.refused(r"no key for \['Essen \(Stadt\)'\]")


@pytest.mark.raw
def test_a_renamed_date_is_refused(sectors):
    sectors.edit("Stichtag: 30.06.2020", "30. Juni 2020")
    sectors.refused("line 7: '30. Juni 2020' instead of")


@pytest.mark.raw
@pytest.mark.parametrize("source", ["sectors", "unemployment"])
def test_a_district_of_another_key_is_refused(request, source):
    copy = request.getfixturevalue(source)
    copy.edit("05113;", "05195;")
    copy.refused(r"no rows for \['05113'\].*split, merged or renumbered")


@pytest.mark.raw
@pytest.mark.parametrize(("source", "at"), [("sectors", 0), ("unemployment", 1)])
def test_keys_that_lost_their_zero_are_refused(request, source, at):
    copy = request.getfixturevalue(source)

    def change(cells):
        cells[at] = cells[at].removeprefix("0")
        return cells

    copy.edit_rows(change)
    copy.refused("missing or doubled|no rows for")


def less(cells, part):
    """Cells of an area without a part of it; secret where the part is secret or larger."""
    pairs = list(zip(cells[3:], part[3:], strict=True))
    if any(not piece.isdigit() or int(piece) > int(whole) for whole, piece in pairs):
        return [*cells[:3], *["."] * len(pairs)]
    return [*cells[:3], *(str(int(whole) - int(piece)) for whole, piece in pairs)]


@pytest.mark.raw
def test_a_district_split_in_two_waits_for_acceptance(sectors, tmp_path):
    """Essen gives a part away, as large as Bottrop: all sums hold, so the report has to tell."""
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    write_table(tmp_path / "old", sectors.read())
    rows = [line.split(";") for line in sectors.text.split("\n")]
    part = {cells[2]: cells for cells in rows if cells[0] == "05512"}
    lines = []
    for cells in rows:
        if cells[0] == "05113":
            lines.append(";".join(less(cells, part[cells[2]])))
            lines.append(";".join(["05195", "Essen-Nord", *part[cells[2]][2:]]))
        else:
            lines.append(";".join(cells))
    sectors.write("\n".join(lines))
    write_table(tmp_path / "new", sectors.read())
    found = report.compare(tmp_path / "old", tmp_path / "new")
    assert found.needs_acceptance
    text = report.as_text(found, every=True)
    assert "employees: TO ACCEPT: new places 05195" in text
    assert "TOTAL 05113 2020: 254124 -> " in text


# --- Gemeindeverzeichnis ------------------------------------------------------------------------

WORKBOOK = "31122023_Auszug_GV.xlsx"


class Workbook:
    """Copy of the sample of a workbook, its sheet, and how to read it."""

    def __init__(self, folder, raw_samples):
        self.raw = folder
        self.path = folder / gemeindeverzeichnis.SOURCE / WORKBOOK
        self.path.parent.mkdir()
        shutil.copyfile(raw_samples / WORKBOOK, self.path)
        self.book = openpyxl.load_workbook(self.path)
        self.sheet = self.book[next(n for n in self.book.sheetnames if n != "Inhalt")]
        self.region = replace(
            config.region(),
            districts=("05170", "05562", "05913"),
            independent_cities=("05913",),
            municipality_count=5,
        )

    def save(self, name=WORKBOOK):
        self.book.save(self.path.parent / name)

    def row_of(self, name):
        return next(row for row in self.sheet.iter_rows() if row[7].value == name and row[9].value)

    def column_of(self, head):
        for row in self.sheet.iter_rows(min_row=3, max_row=5):
            for cell in row:
                if str(cell.value).startswith(head):
                    return cell.column
        raise AssertionError(head)

    def exchange(self, first, second, *, heads):
        for row in self.sheet.iter_rows(min_row=3 if heads else 7):
            a, b = row[self.column_of_index(first)], row[self.column_of_index(second)]
            a.value, b.value = b.value, a.value

    def column_of_index(self, head):
        if not hasattr(self, "_columns"):
            self._columns = {}
        return self._columns.setdefault(head, self.column_of(head) - 1)

    def read(self):
        (table,) = gemeindeverzeichnis.read(self.raw, self.region)
        require_districts(table.values, self.region)
        return table

    def refused(self, words):
        with pytest.raises(RawFileError, match=words):
            self.read()


@pytest.fixture
def workbook(tmp_path, raw_samples):
    return Workbook(tmp_path, raw_samples)


def test_a_new_year_of_population_is_taken(workbook):
    before = figures(workbook.read())
    for row in workbook.sheet.iter_rows(max_row=5):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2023", "2024")
    workbook.save("31122024_Auszug_GV.xlsx")
    after = figures(workbook.read())
    assert in_year(after, 2024).equals(in_year(before, 2023))
    assert in_year(after, 2023).equals(in_year(before, 2023))


def test_two_workbooks_of_a_year_are_refused(workbook):
    workbook.save("31122023_neu_Auszug_GV.xlsx")
    workbook.path.rename(workbook.path.with_name("31122023_Auszug_GV.xlsx"))
    shutil.copyfile(workbook.path, workbook.path.with_name("31122024_Auszug_GV.xlsx"))
    workbook.refused("the year 2023 stands in .* too")


def test_moved_columns_of_population_are_found(workbook):
    before = figures(workbook.read())
    workbook.exchange("männlich", "weiblich", heads=True)
    workbook.save()
    assert figures(workbook.read()).equals(before)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("männlich", "weiblich", "more men than women in all"),
        ("insgesamt", "weiblich", "line 9: men and women do not add up to the population"),
        ("Fläche", "je km2", "line 9: the density is no whole number"),
    ],
)
def test_exchanged_figures_of_population_are_refused(workbook, first, second, words):
    workbook.exchange(first, second, heads=False)
    workbook.save()
    workbook.refused(words.replace("line 9", r"line \d+"))


def test_a_new_head_line_of_the_workbook_is_refused(workbook):
    workbook.sheet.insert_rows(1)
    workbook.save()
    workbook.refused("31122023_Auszug_GV.xlsx, line 1: no date")


def test_a_head_line_between_others_is_taken_where_the_heads_are_still_found(workbook):
    before = figures(workbook.read())
    workbook.sheet.insert_rows(2)
    workbook.save()
    assert figures(workbook.read()).equals(before)


def test_two_head_lines_between_others_are_refused(workbook):
    workbook.sheet.insert_rows(2, 2)
    workbook.save()
    workbook.refused("no column head begins with 'Land")


def test_a_renamed_head_is_refused(workbook):
    workbook.sheet.cell(4, workbook.column_of("weiblich")).value = "Frauen"
    workbook.save()
    workbook.refused("no column head begins with 'weiblich'; look for it in lines 3 to 5")


def test_a_truncated_workbook_is_refused(workbook):
    content = workbook.path.read_bytes()
    workbook.path.write_bytes(content[: len(content) // 2])
    workbook.refused("31122023_Auszug_GV.xlsx: no workbook can be read .*is the file whole")


def test_a_doubled_municipality_is_refused(workbook):
    row = [cell.value for cell in workbook.row_of("Gladbeck, Stadt")]
    workbook.sheet.append(row)
    workbook.save()
    workbook.refused(r"line \d+: the row of 05562014 stands twice")


def test_a_lost_municipality_is_refused(workbook):
    workbook.sheet.delete_rows(workbook.row_of("Gladbeck, Stadt")[0].row)
    workbook.save()
    workbook.refused("no municipality follows|4 municipalities in .* instead of 5")


def test_a_municipality_of_another_key_is_refused(workbook):
    cells = workbook.row_of("Gladbeck, Stadt")
    cells[6].value = "099"
    cells[4].value = "63"
    workbook.save()
    workbook.refused("4 municipalities in Metropole Ruhr instead of 5")


def test_a_key_that_lost_its_zero_is_refused(workbook):
    for row in workbook.sheet.iter_rows(min_row=7):
        if row[0].value == "60":
            row[2].value = int(row[2].value)
    workbook.save()
    workbook.refused("are no municipality keys of 8 digits")


@pytest.mark.parametrize("cell", [None, "-", "76 940", "k. A."])
def test_a_cell_without_a_number_is_refused(workbook, cell):
    workbook.row_of("Gladbeck, Stadt")[9].value = cell
    workbook.save()
    workbook.refused(r"line \d+: '.*' \(population\) is no number")


def test_an_unincorporated_area_listed_twice_counts_once(workbook):
    """In 2017 the source lists six such areas in up to four equal rows."""
    row = [cell.value for cell in workbook.row_of("Gladbeck, Stadt")]
    row[1:8] = ["66", "09", "2", "73", "9444", "444", "Gdefr. Geb. (Lkr Kelheim)"]
    row[8:13] = [88.7, 0, 0, 0, 0]
    for _ in range(3):
        workbook.sheet.append(row)
    before = figures(workbook.read())
    workbook.save()
    after = figures(workbook.read())
    place = ("area_km2", "", "DE", 2023)
    assert after[place] - before[place] == pytest.approx(88.7)


# --- INKAR --------------------------------------------------------------------------------------

THEME = "sozialleistungen"


@pytest.fixture(scope="module")
def theme(raw_dir):
    kuerzel = [column.kuerzel for column in inkar.COLUMNS.values() if column.theme == THEME]
    columns = ["raumbezug", "kennziffer", "name", "zeitbezug", *kuerzel]
    rows = pd.read_parquet(raw_dir / inkar.SOURCE / f"{THEME}.parquet", columns=columns)
    return rows[rows["zeitbezug"].astype(int) >= 2019].reset_index(drop=True)


def theme_figures(rows):
    values = read_theme(rows, inkar.EDITION, theme=THEME, region=config.region())
    require_districts(values, config.region())
    return values.set_index(KEY)["value"].sort_index()


@pytest.mark.raw
def test_a_new_year_of_inkar_is_taken(theme):
    before = theme_figures(theme)
    latest = theme[theme["zeitbezug"] == theme["zeitbezug"].max()]
    year = int(theme["zeitbezug"].max())
    new = latest.assign(zeitbezug=type(theme["zeitbezug"].iloc[0])(year + 1))
    after = theme_figures(pd.concat([theme, new], ignore_index=True))
    assert in_year(after, year + 1).equals(in_year(before, year))
    assert after.drop(index=year + 1, level="year").equals(before)


@pytest.mark.raw
def test_moved_columns_of_inkar_are_found_by_name(theme):
    assert theme_figures(theme[theme.columns[::-1]]).equals(theme_figures(theme))


@pytest.mark.raw
@pytest.mark.parametrize("column", ["q_PBG_bev", "raumbezug", "kennziffer", "zeitbezug"])
def test_renamed_columns_of_inkar_are_refused(theme, column):
    with pytest.raises(
        RawFileError, match=f"{THEME}.parquet: the columns .'{column}'. are missing"
    ):
        theme_figures(theme.rename(columns={column: f"{column}_neu"}))


@pytest.mark.raw
def test_renamed_levels_of_inkar_are_refused(theme):
    with pytest.raises(RawFileError, match=r"no rows for .*'05112'"):
        theme_figures(theme.replace({"raumbezug": {"Kreise": "Kreise und kreisfreie Städte"}}))


@pytest.mark.raw
def test_a_doubled_row_of_inkar_is_refused(theme):
    row = theme[(theme["raumbezug"] == "Kreise") & theme["kennziffer"].str.startswith("05113")]
    with pytest.raises(RawFileError, match=r"the row of Kreise, 05113, .* stands twice"):
        theme_figures(pd.concat([theme, row.head(1)], ignore_index=True))


@pytest.mark.raw
def test_a_district_of_another_key_in_inkar_is_refused(theme):
    split = theme["raumbezug"].eq("Kreise") & theme["kennziffer"].str.startswith("05113")
    moved = theme.assign(kennziffer=theme["kennziffer"].mask(split, "05195000"))
    with pytest.raises(RawFileError, match=r"no rows for .'05113'.; compare the keys"):
        theme_figures(moved)


@pytest.mark.raw
def test_keys_of_inkar_that_lost_their_zero_are_refused(theme):
    with pytest.raises(RawFileError, match="no rows for"):
        theme_figures(theme.assign(kennziffer=theme["kennziffer"].str.removeprefix("0")))


@pytest.mark.raw
def test_a_region_of_another_name_in_inkar_is_refused(theme):
    renamed = theme.replace({"name": {inkar.RUHR_NAME: "Ruhrgebiet"}})
    with pytest.raises(RawFileError, match=r"no rows for .'RUHR'"):
        theme_figures(renamed)


@pytest.mark.raw
def test_a_lost_row_of_inkar_is_missing_and_no_zero(theme):
    year = int(theme["zeitbezug"].max())
    own = (theme["raumbezug"] == "Kreise") & theme["kennziffer"].str.startswith("05113")
    lost = theme[~(own & (theme["zeitbezug"].astype(int) == year))]
    values = read_theme(lost, inkar.EDITION, theme=THEME, region=config.region())
    gaps = values[(values["ags"] == "05113") & (values["year"] == year)]
    assert len(gaps)
    assert set(gaps["status"]) == {MISSING}
    assert gaps["value"].isna().all()


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_truncated_file_of_inkar_is_refused(tmp_path, share):
    folder = tmp_path / inkar.SOURCE
    folder.mkdir()
    path = folder / "bildung.parquet"
    pd.DataFrame({"raumbezug": ["Bund"] * 100}).to_parquet(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RawFileError, match=r"bildung.parquet: no table can be read .*whole"):
        inkar.read(tmp_path, config.region())


# --- occupations --------------------------------------------------------------------------------

FRAME = "employees_by_workplace.rda"


@pytest.fixture(scope="module")
def occupations(raw_samples):
    import pyreadr

    (frame,) = pyreadr.read_r(str(raw_samples / FRAME)).values()
    return frame


def occupation_figures(rows):
    values = ba_occupations.occupation_values(rows, file=FRAME)
    return values.set_index(KEY)["value"].sort_index()


def test_a_new_year_of_occupations_is_taken(occupations):
    before = occupation_figures(occupations)
    year = int(occupations["year"].max())
    new = occupations[occupations["year"] == year].assign(year=year + 1)
    after = occupation_figures(pd.concat([occupations, new], ignore_index=True))
    assert in_year(after, year + 1).equals(in_year(before, year))
    assert after.drop(index=year + 1, level="year").equals(before)


def test_moved_columns_of_occupations_are_found_by_name(occupations):
    moved = occupations[occupations.columns[::-1]]
    assert occupation_figures(moved).equals(occupation_figures(occupations))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.rename(columns={"n": "anzahl"}), "the columns .'n'. are missing"),
        (lambda rows: rows.replace({"type": {"social insurance": "svB"}}), "no row has the type"),
        (lambda rows: rows.replace({"group": {"total": "all"}}), "no row has .* the group 'total'"),
        (lambda rows: pd.concat([rows, rows.tail(1)]), r"row \d+: the row of .* stands twice"),
        (lambda rows: rows.iloc[:-1], "groups in"),
        (lambda rows: rows.assign(region=rows["region"].str[1:]), "no district keys of 5 digits"),
    ],
    ids=["column", "type", "group", "doubled", "lost", "zero"],
)
def test_other_occupations_are_refused(occupations, change, words):
    used = occupations[
        (occupations["type"] == "social insurance") & (occupations["group"] == "total")
    ]
    rows = change(pd.concat([occupations.drop(used.index), used], ignore_index=True))
    with pytest.raises(RawFileError, match=words) as caught:
        occupation_figures(rows)
    assert FRAME in str(caught.value)


def test_a_district_of_another_key_among_occupations_is_refused(occupations):
    keys = config.region().districts
    part = occupations[occupations["region"] == occupations["region"].iloc[0]]
    rows = pd.concat([part.assign(region=key) for key in keys], ignore_index=True)
    require_districts(ba_occupations.occupation_values(rows, file=FRAME), config.region())
    rows["region"] = rows["region"].replace({"05113": "05195"})
    with pytest.raises(RawFileError, match=rf"{FRAME}: no rows for .'05113'. in 20"):
        require_districts(ba_occupations.occupation_values(rows, file=FRAME), config.region())


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_a_truncated_data_frame_is_refused(tmp_path, raw_samples, share):
    folder = tmp_path / ba_occupations.SOURCE
    folder.mkdir()
    content = (raw_samples / FRAME).read_bytes()
    (folder / FRAME).write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RawFileError, match=r"employees_by_workplace.rda: .*is the file whole"):
        ba_occupations.read(tmp_path)
