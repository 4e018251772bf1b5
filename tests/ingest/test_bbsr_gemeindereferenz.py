"""Employees of municipalities: hundreds, keys, sums, and the figures against other sources."""

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED, TOTAL
from s3dash.ingest import bbsr_gemeindereferenz as source
from s3dash.ingest import gemeindeverzeichnis
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.workbook import read_sheet

SAMPLE = "ref-gemeinden-ab-2020.xlsx"


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05113", "05562"),
        independent_cities=("05113",),
        municipality_count=4,
    )


@pytest.fixture
def sheet(raw_samples):
    return read_sheet(raw_samples / SAMPLE, "2021")


def test_sample_is_read_to_the_exact_table(raw_samples, small_region):
    found = {
        year: source.employees(read_sheet(raw_samples / SAMPLE, str(year)), year, small_region)
        .set_index("ags")["value"]
        .to_dict()
        for year in source.YEARS
    }
    assert found == {
        2020: {"05113000": 254120, "05562014": 17220, "05562016": 7790, "05562028": 5130},
        2021: {"05113000": 255006, "05562014": 17826, "05562016": 7701, "05562028": 7328},
    }


def test_value_leads_to_its_cell(sheet, small_region):
    values = source.employees(sheet, 2021, small_region).set_index("ags")
    cell = values.loc["05562028"]
    assert sheet[cell["raw_row"] - 1][cell["raw_column"] - 1] == 73.28
    assert (cell["raw_sheet"], cell["raw_text"]) == ("2021", "73.28")
    assert (cell["raw_rule"], cell["status"]) == (source.HUNDREDS, REPORTED)


def test_a_district_is_the_sum_and_a_city_is_itself(raw_samples, small_region, tmp_path):
    folder = tmp_path / source.SOURCE
    folder.mkdir()
    (folder / SAMPLE).write_bytes((raw_samples / SAMPLE).read_bytes())
    (table,) = source.read(tmp_path, small_region)
    values = table.values.set_index(["ags", "year"])
    assert values.at[("05562", 2021), "value"] == 17826 + 7701 + 7328
    assert values.at[("05562", 2021), "status"] == CALCULATED
    assert values.at[("05113", 2021), "value"] == 255006
    assert values.at[("05113", 2021), "status"] == REPORTED


def test_unexpected_sheet_is_refused(sheet, small_region):
    with pytest.raises(RawFileError, match=r"0 column heads begin with 'Gemeinden 31\.12\.2020'"):
        source.employees(sheet, 2020, small_region)
    with pytest.raises(RawFileError, match="3 rows of municipalities of Metropole Ruhr instead"):
        source.employees(sheet[:-1], 2021, small_region)
    sheet[2][7] = "."
    with pytest.raises(RawFileError, match=r"row 3: '\.' employees in 05113000"):
        source.employees(sheet, 2021, small_region)


def test_missing_sheet_is_named(raw_samples):
    with pytest.raises(RawFileError, match="no sheet '2019'; there are 2020, 2021, 2022"):
        read_sheet(raw_samples / SAMPLE, "2019")


@pytest.fixture(scope="module")
def found(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    return table.values.set_index(["ags", "year"])["value"]


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, found):
    path = raw_dir / source.SOURCE / source.FILE
    workbook = openpyxl.load_workbook(path, read_only=True)
    for year in source.YEARS:
        raw = {
            f"0{row[0]}": round(row[7] * 100)
            for row in workbook[str(year)].iter_rows(values_only=True, min_row=2)
            if row[0] and f"0{row[0]}"[:5] in config.region().districts and row[0] < 10**7
        }
        ours = found.xs(year, level="year")
        assert len(raw) == 53
        assert ours[ours.index.str.len() == 8].to_dict() == raw


@pytest.mark.raw
def test_districts_agree_with_the_tables_of_employees(found):
    """Sums of 2020 within 5 persons per municipality of 13111-07-05-4; 2021 within 0.03 %.

    The figures of 2021 are compared with the sum over occupations, a later delivery.
    """
    data = config.FOLDER.parent / "data"
    sectors = pd.read_parquet(data / "employees_by_sector.parquet")
    whole = (sectors["variable"] == "employees") & (sectors["field"] == TOTAL)
    totals = sectors[whole & (sectors["year"] == 2020)]
    occupations = pd.read_parquet(data / "employees_by_occupation.parquet").query("year == 2021")
    sums = occupations.groupby("ags")["value"].sum()
    parts = found.xs(2020, level="year").index
    for ags in config.region().districts:
        rounding = 5 * sum(key.startswith(ags) and len(key) == 8 for key in parts)
        assert abs(found[ags, 2020] - totals.set_index("ags")["value"][ags]) <= rounding, ags
        assert found[ags, 2021] == pytest.approx(sums[ags], rel=0.0003), ags


@pytest.mark.raw
def test_population_and_area_are_those_of_the_municipality_directory(raw_dir):
    """Inhabitants in hundreds and area of 2021 are the Gemeindeverzeichnis's, to the person."""
    path = raw_dir / gemeindeverzeichnis.SOURCE / "31122021_Auszug_GV.xlsx"
    listed = gemeindeverzeichnis.read_year(path)[0].set_index("ags")
    compared = 0
    for row in read_sheet(raw_dir / source.SOURCE / source.FILE, "2021")[1:]:
        ags = f"{int(row[0]):08d}" if row[0] != "" else ""
        if ags[:5] in config.region().districts:
            assert round(row[6] * 100) == listed.at[ags, "population"]
            assert row[5] == listed.at[ags, "area_km2"]
            compared += 1
    assert compared == 53
