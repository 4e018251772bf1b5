"""Income of households: keys, units, dots, sums over inhabitants, and a second source."""

import openpyxl
import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import MISSING, REPORTED
from s3dash.ingest import vgrdl_income as source
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.workbook import read_sheet

SAMPLE = "vgrdl_r2b3_bs2023.xlsx"


@pytest.fixture
def sheet(raw_samples):
    return lambda variable: read_sheet(raw_samples / SAMPLE, source.SHEETS[variable].name)


def test_sample_is_read_to_the_exact_table(sheet):
    values = source.read_variable(sheet("disposable_income_per_head"), "disposable_income_per_head")
    newest = values[values["year"] == 2022].set_index("ags")["value"]
    assert newest.to_dict() == {
        "08": 27429, "02": 27498, "05": 25100, "05113": 23503, "05562": 23341,
        "13003": 22025, "16077": 23688, "DE": 25830,
    }  # fmt: skip
    assert set(values["year"]) == set(range(1995, 2023))


def test_dot_is_missing_and_leads_to_its_cell(sheet):
    rows = sheet("disposable_income_per_head")
    values = source.read_variable(rows, "disposable_income_per_head").set_index(["ags", "year"])
    gap, known = values.loc[("13003", 1995)], values.loc[("05113", 2022)]
    assert (gap["status"], gap["raw_text"]) == (MISSING, ".")
    assert pd.isna(gap["value"])
    assert rows[known["raw_row"] - 1][known["raw_column"] - 1] == known["value"] == 23503
    assert (known["status"], known["raw_sheet"], known["raw_text"]) == (REPORTED, "2.4", "23503")


def test_million_euro_become_thousand_euro(sheet):
    names = ("disposable_income", "inhabitants_annual_average", "disposable_income_per_head")
    values = {
        name: source.read_variable(sheet(name), name).set_index(["ags", "year"]) for name in names
    }
    income = values[names[0]].loc[("05113", 2022)]
    assert (income["value"], income["raw_text"]) == (13678834, "13678.834")
    assert income["raw_rule"] == source.THOUSANDS
    total, people, per_head = (frame["value"] for frame in values.values())
    assert (total / people - per_head).abs().max() <= 0.5


def test_unexpected_sheet_is_refused(sheet):
    with pytest.raises(RawFileError, match=r"sheet 2\.4, row 3: unit is 'in Mill\. EUR'"):
        source.read_variable(sheet("disposable_income"), "disposable_income_per_head")
    rows = sheet("disposable_income")
    rows[8][10] = "..."
    with pytest.raises(RawFileError, match=r"row 9: '\.\.\.' is neither a number nor '\.'"):
        source.read_variable(rows, "disposable_income")
    rows = sheet("disposable_income")
    rows[4][2] = "Schlüssel"
    with pytest.raises(RawFileError, match="0 column heads begin with 'Regional-schlüssel'"):
        source.read_variable(rows, "disposable_income")


def test_missing_areas_are_noticed(raw_samples, tmp_path):
    folder = tmp_path / source.SOURCE
    folder.mkdir()
    (folder / SAMPLE).write_bytes((raw_samples / SAMPLE).read_bytes())
    with pytest.raises(RawFileError, match="4 districts instead of 398"):
        source.read(tmp_path, config.region())


@pytest.fixture(scope="module")
def found(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    return table.values.set_index(["variable", "ags", "year"])["value"]


@pytest.mark.raw
@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_region_recomputed_with_another_reader(raw_dir, found):
    workbook = openpyxl.load_workbook(raw_dir / source.SOURCE / source.FILE, read_only=True)
    for variable, sheet in source.SHEETS.items():
        rows = workbook[sheet.name].iter_rows(values_only=True, min_row=7)
        raw = {
            (row[2], 1995 + i): row[8 + i] * sheet.factor
            for row in rows
            if row[2] in config.region().districts
            for i in range(28)
        }
        assert len(raw) == 15 * 28
        ours = found[variable]
        ours = ours[ours.index.get_level_values("ags").isin(config.region().districts)]
        assert ours.to_dict() == pytest.approx(raw)


@pytest.mark.raw
def test_income_agrees_with_inkar(raw_dir, found):
    """Euro per month in INKAR 2021 (x229), times 12, within 3 %: an earlier calculation."""
    path = raw_dir / "inkar-2021" / "privateinkommen_private_schulden.parquet"
    rows = pd.read_parquet(path, columns=["ags", "zeitbezug", "x229"])
    older = rows[rows["zeitbezug"] == "2019"].set_index("ags")["x229"] * 12
    for ags in config.region().districts:
        newer = found["disposable_income_per_head", ags, 2019]
        assert newer == pytest.approx(older[ags], rel=0.03), ags
