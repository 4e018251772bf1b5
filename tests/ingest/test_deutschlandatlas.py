"""Deutschlandatlas: keys of four kinds, gaps, and the years that other sources prove."""

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import MISSING, REPORTED
from s3dash.ingest import bbsr_gemeindereferenz, deutschlandatlas
from s3dash.ingest import deutschlandatlas as source
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.workbook import read_sheet

SAMPLE = "Deutschlandatlas-Daten.xlsx"


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05113", "05170", "05562"), municipality_count=3)


@pytest.fixture
def sheet(raw_samples):
    def read(variable):
        name = source.sheet_name(source.COLUMNS[variable].sheet)
        return read_sheet(raw_samples / SAMPLE, name)

    return read


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("tax_revenue_strength_per_head", (1333.91, 1806.16, 891.43)),
        ("gigabit_coverage", (77.36999152063747, 12.262985833636034, 86.69011368034103)),
        ("commuting_distance", (15.27, 22.1, 17.39)),
        ("public_transport_share", (99.5, 96.8, 99.8)),
    ],
)
def test_municipalities_are_found_under_each_kind_of_key(sheet, small_region, variable, expected):
    values = source.read_variable(sheet(variable), variable, small_region)
    assert values.set_index("ags")["value"].to_dict() == pytest.approx(
        dict(zip(("05113000", "05170032", "05562014"), expected, strict=True))
    )
    assert set(values["status"]) == {REPORTED}
    assert set(values["year"]) == {source.COLUMNS[variable].year}


def test_districts_are_read_for_all_of_germany(sheet, small_region, monkeypatch):
    monkeypatch.setattr(source, "DISTRICTS", 4)
    values = source.read_variable(sheet("electric_car_share"), "electric_car_share", small_region)
    assert values.set_index("ags")["value"].round(2).to_dict() == {
        "01001": 2.36, "05113": 1.8, "05170": 2.09, "05562": 1.56,
    }  # fmt: skip


def test_value_leads_to_its_cell(sheet, small_region):
    rows = sheet("renewable_capacity_per_head")
    values = source.read_variable(rows, "renewable_capacity_per_head", small_region)
    cell = values.set_index("ags").loc["05562014"]
    assert rows[cell["raw_row"] - 1][cell["raw_column"] - 1] == cell["value"]
    assert cell["raw_text"] == repr(float(cell["value"]))
    assert cell["raw_sheet"] == "Deutschlandatlas_VBGEM1222"


def test_minus_9999_is_missing(sheet, small_region):
    rows = sheet("employment_rate")
    column = rows[0].index("beschq_insg")
    (essen,) = (row for row in rows if row[0] == 5113000)
    essen[column] = -9999.0
    values = source.read_variable(rows, "employment_rate", small_region).set_index("ags")
    assert values.loc["05113000", "status"] == MISSING
    assert pd.isna(values.loc["05113000", "value"])


def test_unexpected_sheet_is_refused(sheet, small_region):
    rows = sheet("mobile_5g_coverage")
    with pytest.raises(RawFileError, match="0 column heads begin with 'v_breitb1000'"):
        source.read_variable(rows, "gigabit_coverage", small_region)
    with pytest.raises(RawFileError, match="sheet GEM1222: 3 areas instead of 4"):
        source.read_variable(
            rows, "mobile_5g_coverage", replace(small_region, municipality_count=4)
        )
    (essen,) = (row for row in rows if row[0] == 5113000)
    essen[rows[0].index("v_5g")] = "#NV"
    with pytest.raises(RawFileError, match="'#NV' is no number"):
        source.read_variable(rows, "mobile_5g_coverage", small_region)


@pytest.fixture(scope="module")
def found(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    return table.values.set_index(["variable", "ags"])["value"]


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, found):
    """Keys by the digits in the middle: 5113000, 51130000 and 05113000 are Essen."""
    workbook = openpyxl.load_workbook(raw_dir / source.SOURCE / source.FILE, read_only=True)
    compared = 0
    for variable, column in source.COLUMNS.items():
        rows = list(workbook[source.sheet_name(column.sheet)].iter_rows(values_only=True))
        position = rows[0].index(column.kuerzel)
        raw = {}
        for row in rows[1:]:
            digits = str(row[0]).lstrip("0")
            if len(digits) in (7, 8) and digits[0] == "5" and row[0] != 5:
                ags = f"0{digits[:4]}"
                raw[ags if "KRS" in column.sheet else ags + digits[-3:]] = row[position]
        for ags, value in found[variable].items():
            if ags[:5] in config.region().districts:
                assert value == raw[ags], (variable, ags)
                compared += 1
    assert compared == 10 * 53 + 3 * 15


@pytest.mark.raw
def test_electric_cars_are_those_of_1_january_2023(raw_dir, found):
    """Electric cars of the KBA over share and cars per inhabitant give the inhabitants of 2022.

    The cars per 1,000 inhabitants stand in the same file. Neighbouring years miss by a third.
    """
    counts = pd.read_csv(
        raw_dir / "kba-electric-cars" / "elektro_pkw_kreise_2018_2025.csv", dtype={"ags": str}
    ).pivot(index="ags", columns="stichtag", values="elektro_pkw")
    path = raw_dir / source.SOURCE / source.FILE
    rows = read_sheet(path, source.sheet_name("KRS1222"))
    cars = {f"{int(row[0]):08d}"[:5]: row[rows[0].index("auto")] for row in rows[1:]}
    reference = read_sheet(
        raw_dir / bbsr_gemeindereferenz.SOURCE / bbsr_gemeindereferenz.FILE, "2022"
    )
    people = dict.fromkeys(config.region().districts, 0.0)
    for row in reference[1:]:
        ags = f"{int(row[0]):08d}"[:5] if row[0] != "" else ""
        if ags in people:
            people[ags] += row[6]
    for ags in config.region().districts:
        expected = found["electric_car_share", ags] / 100 * cars[ags] * people[ags] / 1000
        assert counts.at[ags, "2023-01-01"] == pytest.approx(expected, rel=0.05), ags


@pytest.mark.raw
def test_gdp_of_the_file_is_inkars_of_2021(raw_dir):
    """GDP per person employed is not taken: it is INKAR's figure of 2021, within 0.1 %."""
    rows = read_sheet(raw_dir / source.SOURCE / source.FILE, deutschlandatlas.sheet_name("KRS1221"))
    ours = {f"{int(row[0]):08d}"[:5]: row[rows[0].index("erw_bip")] for row in rows[1:]}
    inkar = pd.read_parquet(config.FOLDER.parent / "data" / "inkar.parquet").query(
        "variable == 'gdp_per_worker' and year == 2021"
    )
    published = inkar.set_index("ags")["value"]
    for ags in config.region().districts:
        assert ours[ags] == pytest.approx(published[ags], rel=0.001), ags
