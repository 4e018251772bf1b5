"""INKAR 2021: keys per level, single years, gaps, and figures against a second source."""

import csv
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from s3dash import config
from s3dash.codes import MISSING, REPORTED
from s3dash.ingest import inkar_2021 as source
from s3dash.ingest.inkar_themes import read_theme
from s3dash.ingest.raw_file import RawFileError

THEME = "verkehr_und_erreichbarkeit"


@pytest.fixture
def rows(raw_samples):
    text = {"ags": str, "zeitbezug": str}
    return pd.read_csv(raw_samples / "inkar_2021_verkehr.csv", dtype=text)


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05113", "05978"), municipality_count=2)


def read(rows, region):
    return read_theme(rows, source.EDITION, theme=THEME, region=region)


def test_sample_is_read_to_the_exact_table(rows, small_region):
    values = read(rows, small_region).set_index(["variable", "ags", "year"]).sort_index()
    assert values.loc["drive_to_motorway", "value"].round(2).to_dict() == {
        ("DE", 2020): 15.9, ("05", 2020): 10.44, ("05113000", 2020): 0.43,
        ("05978008", 2020): 3.64, ("05113", 2020): 0.43, ("05978", 2020): 5.41,
    }  # fmt: skip
    assert values.loc["commuter_balance", "value"].round(2).to_dict() == {
        ("DE", 2012): 0.41, ("DE", 2019): 0.65, ("05", 2012): 1.35, ("05", 2019): 1.34,
        ("05113000", 2012): 20.09, ("05113000", 2019): 17.56, ("05978008", 2012): 11.64,
        ("05978008", 2019): 17.69, ("05113", 2012): 20.09, ("05113", 2019): 17.56,
        ("05978", 2012): -17.24, ("05978", 2019): -12.34,
    }  # fmt: skip
    assert values.at[("drive_to_long_distance_station", "05113000", 2020), "value"] == 0
    assert set(values.loc["long_distance_commuter_share"].index.get_level_values("year")) == {2019}
    assert set(values["status"]) == {REPORTED}


def test_value_leads_to_its_cell(rows, small_region):
    values = read(rows, small_region).set_index(["variable", "ags", "year"])
    cell = values.loc[("in_commuter_share", "05978008", 2019)]
    assert cell["raw_file"] == f"inkar-2021/{THEME}.parquet"
    found = rows.iloc[cell["raw_row"] - 1, cell["raw_column"] - 1]
    assert repr(float(found)) == cell["raw_text"] == repr(float(cell["value"]))
    assert round(found, 2) == 82.27


def test_row_that_is_left_out_is_missing(rows, small_region):
    short = rows[~((rows["name"] == "Bönen") & (rows["zeitbezug"] == "2019"))].reset_index()
    values = read(short.drop(columns="index"), small_region)
    row = values.query("ags == '05978008' and variable == 'in_commuter_share' and year == 2019")
    assert (row["status"].item(), row["raw_row"].item()) == (MISSING, 0)
    assert row["value"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.drop(columns="x334"), r"the columns \['x334'\] are missing"),
        (lambda rows: rows.replace({"ags": {"05113": "5113"}}), "key '5113' at level 'Kreise'"),
        (lambda rows: rows.replace({"raumbezug": {"Kreise": "Kreis"}}), "at level 'Kreis'"),
        (lambda rows: rows[rows["ags"] != "00"], r"no rows for \['DE'\]"),
        (lambda rows: rows[rows["ags"] != "05978008"], "1 municipalities of the region"),
    ],
)
def test_unexpected_table_is_refused(rows, small_region, change, message):
    with pytest.raises(RawFileError, match=message):
        read(change(rows), small_region)


@pytest.fixture(scope="module")
def found(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    return table.values.set_index(["variable", "ags", "year"])["value"]


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, found):
    region = config.region()
    for variable, column in source.COLUMNS.items():
        path = raw_dir / source.SOURCE / f"{column.theme}.parquet"
        wanted = [("ags", ">=", "05"), ("ags", "<", "06"), (column.kuerzel, ">", -1e9)]
        table = pq.read_table(path, columns=["ags", "zeitbezug", column.kuerzel], filters=wanted)
        raw = {
            (row["ags"], int(row["zeitbezug"])): row[column.kuerzel]
            for row in table.to_pylist()
            if row["ags"][:5] in region.districts
        }
        ours = found[variable].dropna()
        ours = ours[ours.index.get_level_values("ags").str[:5].isin(region.districts)]
        assert ours.to_dict() == raw, variable


@pytest.mark.raw
def test_trade_tax_agrees_with_the_regional_database(raw_dir, found):
    """Trade tax 2015 in 1000 EUR (71231-01-02-5) over INKAR's euro per head gives inhabitants.

    They must lie within 5 % of the population at the end of 2013 and 2017.
    """
    population = pd.read_csv(
        config.FOLDER.parent / "data" / "population.csv", dtype={"ags": str}
    ).query("variable == 'population'")
    people = population.set_index(["ags", "year"])["value"]
    path = raw_dir / "genesis-2017-dump" / "71231-01-02-5.csv"
    compared = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter=";"):
            ags = row[0].ljust(8, "0") if len(row[0]) == 5 else row[0]
            if len(ags) == 8 and ags[:5] in config.region().districts and ags in people.index:
                heads = float(row[4]) * 1000 / found["trade_tax_per_head", ags, 2015]
                between = (people[ags, 2013], people[ags, 2017])
                assert min(between) * 0.95 < heads < max(between) * 1.05, ags
                compared += 1
    assert compared == 53
