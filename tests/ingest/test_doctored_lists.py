"""Doctored copies of the files that collectors and registers give: CSV with one head line.

What happens to each is listed in docs/new-year.md.
"""

from dataclasses import dataclass
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest

from s3dash import ROOT, config
from s3dash.checks.places import coverage
from s3dash.ingest import (
    ba_commuters,
    dehst,
    efre_nrw,
    esf_nrw,
    eurostat_patents,
    gerda_census,
    hochschulen,
    inland_ports,
    kba_electric_cars,
    kohesio,
    land_use_33111,
    mastr,
    report,
)
from s3dash.ingest.raw_file import RawFileError
from s3dash.release import write_table
from tests.ingest.doctoring import Copies, exchanged, in_year, with_point

pytestmark = pytest.mark.raw


@dataclass(frozen=True)
class List:
    """A file, one of its rows, and what is to happen to doctored copies.

    Parameters
    ----------
    module, file : of the source
    row : cells that the row of a place of the region begins with
    key, number : cells of that row: its key, and a number of at least four digits
    another : key that the district would have after a renumbering
    renumbered, lost : words of the refusal; for `lost` empty where only the report can tell
    pairs : cells whose exchange below unmoved heads is refused
    others : files that are read with it
    whole : whether a row that is missing is noticed
    only_region : whether the copy is cut to rows that matter, to be fast
    """

    module: ModuleType
    file: str
    row: tuple[str, ...]
    number: int
    renumbered: str
    lost: str
    key: int = 0
    another: str = "05195000"
    pairs: tuple[tuple[int, int], ...] = ()
    others: tuple[str, ...] = ()
    whole: bool = True
    only_region: bool = False


COMMUTER_FLOWS = "pendler_stroeme_ruhr_2023-06.csv"
COMMUTER_SUMS = "pendler_summen_kreise_2023-06.csv"
ESF_GRANTS = "esf_2007_2013_by_gemeinde_year.csv"
ESF_LIST = "esf_2014_2020_by_gemeinde_asof_2016-06-30.csv"

LISTS = {
    "emissions": List(
        dehst,
        "industry_facilities_2021.csv",
        ("05112000",),
        14,
        r"no row for the districts \['05112'\]",
        r"no row for the districts \['05112'\]",
        pairs=((14, 28), (1, 15), (5, 14)),
    ),
    "cohesion": List(
        kohesio,
        "kohesio_nuts3.csv",
        ("DEA13",),
        5,
        r"the districts differ from the region's in \['05113', '05195'\]",
        r"the districts differ from the region's in \['05113'\]",
        key=1,
        another="05195",
        pairs=((4, 5), (3, 5)),
    ),
    "cars": List(
        kba_electric_cars,
        "elektro_pkw_kreise_2018_2025.csv",
        ("05113", "2025-01-01"),
        2,
        r"400 districts in 2018 instead of 400, without \['05113'\]",
        "399 districts in 2025",
        another="05195",
        pairs=((1, 2),),
    ),
    "renewables": List(
        mastr,
        "renewable_2024.csv",
        ("05113000",),
        1,
        "66 rows of municipalities and districts",
        "66 rows of municipalities and districts",
        pairs=((0, 1),),
        only_region=True,
    ),
    "land": List(
        land_use_33111,
        "area_2021.csv",
        ("05113000",),
        12,
        "52 municipalities of Metropole Ruhr with all figures",
        "52 municipalities of Metropole Ruhr with all figures",
        pairs=((1, 2), (2, 12), (1, 12), (2, 3)),
        only_region=True,
    ),
    "ports": List(
        inland_ports,
        "inland_goods_2018.csv",
        ("05112000",),
        3,
        "Duisburg has the key '05195000' instead of '05112000'",
        "differ from the row of the state",
    ),
    "universities": List(
        hochschulen,
        "hochschulen_ruhr.csv",
        ("71",),
        4,
        "'05195000' is not the key of Essen",
        "",
        key=9,
        pairs=((4, 5), (8, 9), (7, 9)),
        whole=False,
    ),
    "operations": List(
        efre_nrw,
        "efre_2014_2020_ruhr_asof_2015-12-31.csv",
        ("05512000",),
        5,
        r"\['05195000'\] are neither municipalities nor Kreise",
        "",
        pairs=((4, 5), (0, 6)),
        whole=False,
    ),
    "grants": List(
        esf_nrw,
        ESF_GRANTS,
        ("Bottrop", "2008"),
        3,
        r"'Bottrop \(Stadt\)' is no municipality of the region",
        "",
        another="Bottrop (Stadt)",
        pairs=((2, 3), (1, 2)),
        others=(ESF_LIST,),
        whole=False,
    ),
    "eligible costs": List(
        esf_nrw,
        ESF_LIST,
        ("Bottrop",),
        2,
        r"'Bottrop \(Stadt\)' is no municipality of the region",
        "",
        another="Bottrop (Stadt)",
        pairs=((1, 2),),
        others=(ESF_GRANTS,),
        whole=False,
    ),
    "patents": List(
        eurostat_patents,
        "pat_ep_rtot_ruhr.csv",
        ("DE", "", "Deutschland", "NR", "2005"),
        5,
        "",
        "patent_applications of 2005 has no figure for",
        pairs=((4, 5),),
    ),
    "census": List(
        gerda_census,
        "census_2022.csv",
        ("05113000",),
        2,
        "52 rows of municipalities",
        "52 rows of municipalities",
        pairs=((2, 12), (2, 10), (8, 13), (8, 14), (10, 13), (10, 15), (13, 14), (13, 15)),
        only_region=True,
    ),
    "commuters": List(
        ba_commuters,
        COMMUTER_SUMS,
        ("05113",),
        2,
        r"no rows for the districts \['05113'\]",
        r"no rows for the districts \['05113'\]",
        another="05195",
        pairs=((2, 5), (2, 3), (3, 4), (5, 6), (2, 8)),
    ),
}


@pytest.fixture(params=LISTS, scope="module")
def entry(request):
    return LISTS[request.param]


def only(condition):
    """Run a test for the lists that meet a condition."""
    names = [name for name, entry in LISTS.items() if condition(entry)]
    return pytest.mark.parametrize("entry", names, indirect=True)


@pytest.fixture
def copies(entry, tmp_path, raw_dir, municipalities):
    return copies_of(entry, tmp_path, raw_dir, municipalities)


def copies_of(entry, folder, raw_dir, municipalities):
    region, module = config.region(), entry.module
    more = (
        (municipalities,) if module in (dehst, inland_ports, hochschulen, efre_nrw, esf_nrw) else ()
    )

    def read(raw):
        return module.read(raw, region, *more)

    made = Copies(folder, raw_dir / module.SOURCE, [entry.file, *entry.others], read)
    if entry.only_region:
        larger = entry.module is not gerda_census
        made.keep(lambda row: row[0][:5] in region.districts or (larger and row[0][5:] == "000"))
    return made


def change_row(copies, entry, change):
    """Change the cells of the row of a place; with None the row goes."""
    rows = copies.cells()
    at = next(n for n, row in enumerate(rows) if tuple(row[: len(entry.row)]) == entry.row)
    rows[at : at + 1] = change(rows[at])
    copies.write_cells(rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "iso-8859-1"])
def test_another_encoding_gives_the_same_figures(copies, encoding):
    before = copies.read()
    copies.write(copies.text, encoding=encoding)
    assert copies.read().equals(before)


def test_a_download_that_breaks_off_is_refused(copies):
    text = copies.text
    for share in (0.0, 0.01, 0.5):
        cut = int(len(text) * share)
        copies.write(text[: cut - 1] if text[cut - 1 : cut] == "\n" else text[:cut])
        copies.refused("is the file whole|is it whole|the file is not whole")
    copies.write(text[:-2])
    copies.refused("the file ends within this line")


@only(lambda entry: entry.whole)
def test_a_download_that_breaks_off_after_a_line_is_refused(copies, entry):
    lines = copies.text.splitlines(keepends=True)
    copies.write("".join(lines[: len(lines) * 9 // 10]))
    copies.refused(
        "|".join(["is the file whole", "which are missing", "differ", entry.lost]) + ROWS
    )


ROWS = "|rows of municipalities|rows do not add up|no figure for"


def test_another_head_is_refused(copies):
    head, *rows = copies.cells()
    for changed in (
        [[""] * len(head), head, *rows],
        [[*head[:-1], head[-1] + "_neu"], *rows],
        [row[::-1] for row in (head, *rows)],
        [[*row, ""] for row in (head, *rows)],
    ):
        copies.write_cells(changed)
        copies.refused("line 1: the columns are others, cell")


def test_a_doubled_row_is_refused(copies, entry):
    change_row(copies, entry, lambda row: [row, row])
    copies.refused("stands twice|doubled are|compare the keys")


@only(lambda entry: entry.lost)
def test_a_lost_row_is_refused(copies, entry):
    change_row(copies, entry, lambda row: [])
    copies.refused(entry.lost)


@only(lambda entry: entry.renumbered)
def test_another_key_is_refused(copies, entry):
    rows = copies.cells()
    old = next(row for row in rows if tuple(row[: len(entry.row)]) == entry.row)[entry.key]
    for row in rows:
        if row[entry.key] == old:
            row[entry.key] = entry.another
    copies.write_cells(rows)
    copies.refused(entry.renumbered)


@only(lambda entry: entry.module not in (esf_nrw, eurostat_patents))
def test_keys_that_lost_their_zero_are_refused(copies, entry):
    head, *rows = copies.cells()
    for row in rows:
        row[entry.key] = row[entry.key].removeprefix("0")
    copies.write_cells([head, *rows])
    copies.refused(
        "is no key of 8 digits|no district key|differ from the region's|0 rows of|"
        "without|neither municipalities nor Kreise|is not the key of"
    )


@pytest.mark.parametrize("cell", ["point", "", "-", "k. A.", "1 234", "1234,5"])
def test_a_damaged_number_is_refused(copies, entry, cell):
    def damage(row):
        new = with_point(row[entry.number]) if cell == "point" else cell
        assert new != row[entry.number]
        return [[*row[: entry.number], new, *row[entry.number + 1 :]]]

    change_row(copies, entry, damage)
    copies.refused(
        "is no number|is no area|is no amount|differ from|do not fit together|with all figures"
    )


@only(lambda entry: entry.pairs)
def test_exchanged_figures_are_refused(copies, entry):
    head, *rows = copies.cells()
    for first, second in entry.pairs:
        changed = [exchanged(first, second)(list(row)) for row in rows]
        copies.write_cells([head, *changed])
        copies.refused(
            "exchanged|do not add up|is no number|is no year|is no 1 January|no key of 8 digits|"
            "stands twice|larger than the whole|is not the key|neither municipalities"
        )


# --- new years and second files -----------------------------------------------------------------


def made(name, request):
    """Copies of one list."""
    fixtures = ("tmp_path", "raw_dir", "municipalities")
    return copies_of(LISTS[name], *(request.getfixturevalue(fixture) for fixture in fixtures))


@pytest.mark.parametrize(
    ("name", "file", "year", "new"),
    [
        ("emissions", "industry_facilities_2023.csv", 2021, 2023),
        ("renewables", "renewable_2025.csv", 2024, 2025),
        ("land", "area_2023.csv", 2021, 2023),
        ("ports", "inland_goods_2019.csv", 2018, 2019),
    ],
)
def test_a_file_of_a_new_year_is_taken(request, name, file, year, new):
    copies = made(name, request)
    before = copies.read()
    copies.write(copies.text, name=file)
    after = copies.read()
    assert in_year(after, new).equals(in_year(before, year))
    assert after.drop(index=new, level="year").equals(before)


@pytest.mark.parametrize(
    ("name", "cell", "old", "new"),
    [("cars", 1, "2025-01-01", "2026-01-01"), ("grants", 1, "2015", "2017")],
)
def test_rows_of_a_new_year_are_taken(request, name, cell, old, new):
    copies = made(name, request)
    before = copies.read()
    rows = copies.cells()
    more = [[*row[:cell], new, *row[cell + 1 :]] for row in rows if row[cell] == old]
    copies.write_cells([*rows, *more])
    after = copies.read()
    flows = [v for v in before.index.unique("variable") if not v.endswith(esf_nrw.RUNNING)]
    grown, known = (
        in_year(series[series.index.isin(flows, level="variable")], int(day[:4]))
        for series, day in ((after, new), (before, old))
    )
    assert grown.equals(known)
    assert after.drop(index=int(new[:4]), level="year").equals(before)


@pytest.mark.parametrize(
    ("name", "file", "year", "new"),
    [
        ("operations", "efre_2014_2020_ruhr_asof_2019-12-31.csv", 2015, 2019),
        ("eligible costs", "esf_2014_2020_by_gemeinde_asof_2019-06-30.csv", 2016, 2019),
    ],
)
def test_a_newer_list_has_the_year_of_its_name(request, name, file, year, new):
    copies = made(name, request)
    before = copies.read()
    copies.write(copies.text, name=file)
    copies.refused("keep the newer file and take the other one out", name=file[:3])
    copies.path.unlink()
    after = copies.read()
    variables = ["efre_operations"] if name == "operations" else ["esf_eligible_costs"]
    for variable in variables:
        assert in_year(after[variable], new).equals(in_year(before[variable], year))
        assert year not in after[variable].index.get_level_values("year")


def test_a_year_of_patents_that_is_left_out_changes_nothing(request):
    copies = made("patents", request)
    before = copies.read()
    rows = copies.cells()
    more = [[*row[:4], "2013", row[5]] for row in rows if row[4] == "2012"]
    copies.write_cells([*rows, *more])
    assert copies.read().equals(before)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("cars", "elektro_pkw_kreise_2018_2026.csv"),
        ("commuters", "pendler_summen_kreise_2024-06.csv"),
    ],
)
def test_a_second_file_is_refused(request, name, file):
    copies = made(name, request)
    copies.write(copies.text, name=file)
    copies.refused("keep the newer file and take the other one out", name=copies.folder.name)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("emissions", "industry_facilities_2021_neu.csv"),
        ("renewables", "renewable_neu.csv"),
        ("land", "area_21.csv"),
        ("ports", "inland_goods_2018-12.csv"),
        ("operations", "efre_2014_2020_ruhr_asof_2019-06-30.csv"),
        ("eligible costs", "esf_2014_2020_by_gemeinde_asof_2019.csv"),
        ("commuters", "pendler_summen_kreise_2024-12.csv"),
    ],
)
def test_a_name_without_the_year_is_refused(request, name, file):
    copies = made(name, request)
    copies.path.rename(copies.folder / file)
    copies.refused(f"{file}: the name is not of the form", name=file)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("patents", ",NR,", ",NUM,", "patent_applications of 2000 has no figure for"),
        ("patents", ",P_MHAB,", ",P_MIN,", "per_million of 2000 has no figure for"),
        ("patents", "DEA13,05113,", "DEA13,05195,", "has no figure for .'05113'"),
        ("patents", ",2005,", ",05,", "'05' is no year"),
        ("cars", "2025-01-01", "01.01.2025", "'01.01.2025' is no 1 January"),
        ("renewables", "DG000000", "DE", "'DE' is no key of 8 digits"),
        ("emissions", "DG000000", "00000000", "do not add up to the one of Germany"),
        ("ports", "05000000", "06000000", "differ from the row of the state"),
    ],
)
def test_renamed_labels_are_refused(request, name, old, new, words):
    copies = made(name, request)
    assert old in copies.text
    copies.write(copies.text.replace(old, new))
    copies.refused(words)


def test_exchanged_labels_of_patents_are_refused(request):
    copies = made("patents", request)
    text = copies.text.replace(",NR,", ",X,").replace(",P_MHAB,", ",NR,")
    copies.write(text.replace(",X,", ",P_MHAB,"))
    copies.refused("do not fit together")


@pytest.mark.parametrize("name", ["universities", "operations", "grants", "eligible costs"])
def test_report_tells_what_no_rule_can(request, name, tmp_path):
    """A row that is gone from a list whose other places are zeros: a person has to look."""
    copies, entry = made(name, request), LISTS[name]
    folders = (tmp_path / "old", tmp_path / "new")
    for folder in folders:
        folder.mkdir()
    write_tables(folders[0], copies)
    change_row(copies, entry, lambda row: [])
    write_tables(folders[1], copies)
    found = report.compare(*folders)
    assert found.needs_acceptance
    assert ": TO ACCEPT: 2 of " in report.as_text(found)


def write_tables(folder, copies):
    for table in copies.tables():
        write_table(folder, table)


def test_checks_refuse_a_municipality_that_no_list_knows(request):
    """The file alone cannot tell that 05113001 is none; the checks of the release can."""
    copies = made("census", request)
    copies.write(copies.text.replace("05113000", "05113001"))
    (table,) = copies.tables()
    content = SimpleNamespace(
        regions=pd.read_csv(ROOT / "data" / "regions.csv", dtype=str, keep_default_na=False),
        tables={"census": table.values},
        sidecars={"census": {"file": "census.csv"}},
    )
    problems = [problem.place for problem in coverage.look(content)]
    assert "05113001" in problems


# --- flows of commuters -------------------------------------------------------------------------


@pytest.fixture
def flows(tmp_path, raw_dir):
    copies = Copies(
        tmp_path,
        raw_dir / ba_commuters.SOURCE,
        [COMMUTER_FLOWS, COMMUTER_SUMS],
        lambda raw: [ba_commuters.flows(raw, config.region())],
    )

    def refused(words):
        with pytest.raises(RawFileError, match=words) as caught:
            ba_commuters.flows(copies.raw, config.region())
        assert "pendler_" in str(caught.value)

    copies.refused = refused
    return copies


def test_flows_in_another_encoding_are_the_same(flows):
    before = ba_commuters.flows(flows.raw, config.region()).rows
    flows.write(flows.text, encoding="iso-8859-1")
    assert ba_commuters.flows(flows.raw, config.region()).rows.equals(before)


def test_flows_of_a_new_year_are_taken_with_their_sums(flows):
    before = ba_commuters.flows(flows.raw, config.region()).rows
    for path in flows.folder.iterdir():
        path.rename(path.with_name(path.name.replace("2023", "2024")))
    after = ba_commuters.flows(flows.raw, config.region()).rows
    assert after.equals(before.assign(year=2024))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_flows_that_break_off_are_refused(flows, share):
    lines = flows.text.splitlines(keepends=True)
    flows.write("".join(lines[: int(len(lines) * share)]))
    flows.refused("is the file whole")


@pytest.mark.parametrize(("first", "second"), [(4, 5), (4, 6), (1, 3), (4, 9)])
def test_exchanged_columns_of_flows_are_refused(flows, first, second):
    head, *rows = flows.cells()
    changed = [exchanged(first, second)(row) for row in rows]
    flows.write_cells([head, *changed])
    flows.refused("look for exchanged columns|of its commuters")


@pytest.mark.parametrize("cell", ["1.240", "", "-", "1 240", "12,5", "<10"])
def test_damaged_flows_are_refused(flows, cell):
    rows = flows.cells()
    rows[5][4] = cell
    flows.write_cells(rows)
    flows.refused("line 6: '.*' .insgesamt. is no number rounded to tens|do not add up")


def test_doubled_flows_are_refused(flows):
    rows = flows.cells()
    flows.write_cells([*rows, rows[5]])
    flows.refused(r"line \d+: the row of 05\d+, \d+ stands twice|stands twice")


def test_sums_that_lack_a_district_elsewhere_are_refused(request):
    copies = made("commuters", request)
    copies.write_cells([row for row in copies.cells() if row[0] != "01001"])
    copies.refused("399 districts instead of 400")
