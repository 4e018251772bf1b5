"""Land by use: keys of four levels, empty rows, and the raw files recomputed."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import MISSING
from s3dash.ingest import land_use_33111 as source
from s3dash.ingest.raw_file import RawFileError


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05113", "05978"),
        independent_cities=("05113",),
        municipality_count=3,
    )


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018, {"DE": 382347, "02": 4461, "02000": 4461, "05": 65724, "05113": 1263,
                "05113000": 1263, "05978": 1576, "05978004": 211, "05978008": 125, "16056": 221}),
        (2021, {"DE": 383768, "02": 4380, "02000": 4380, "05": 65868, "05113": 1190,
                "05113000": 1190, "05978": 1599, "05978004": 213, "05978008": 126}),
    ],
)  # fmt: skip
def test_sample_is_read_to_the_exact_table(raw_samples, small_region, year, expected):
    values = source.read_year(raw_samples / f"area_{year}.csv", small_region)
    industry = values[values["variable"] == source.INDUSTRY].set_index("ags")
    assert industry["value"].to_dict() == expected
    assert set(values["year"]) == {year}
    assert MISSING not in set(values["status"])
    text = (raw_samples / f"area_{year}.csv").read_text(encoding="utf-8").splitlines()
    cell = industry.loc["05978008"]
    assert text[cell["raw_row"] - 1].split(",")[cell["raw_column"] - 1] == cell["raw_text"]


def doctored(raw_samples, tmp_path, old, new):
    path = tmp_path / "area_2021.csv"
    text = (raw_samples / path.name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("settlement_ghd", "industry", "cell 13 is 'industry' instead of 'settlement_ghd'"),
        ("22,126", "22,-", "line 9: '-' is no area in hectares"),
        ("22,126", "22,", "2 municipalities of Metropole Ruhr with all figures"),
        ("22,126", "22,12600", "05978008: a part is larger than the whole"),
        ("05978000,", "05979000,", r"none for \['05978'\]"),
    ],
)
def test_doctored_file_is_refused(raw_samples, small_region, tmp_path, old, new, message):
    with pytest.raises(RawFileError, match=message):
        source.read_year(doctored(raw_samples, tmp_path, old, new), small_region)


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir):
    region = config.region()
    (table,) = source.read(raw_dir, region)
    found = table.values.set_index(["variable", "ags", "year"])["value"].to_dict()
    compared = 0
    for year in (2018, 2021):
        with (raw_dir / source.SOURCE / f"area_{year}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["ags"][:5] not in region.districts:
                    continue
                for variable, column in source.COLUMNS.items():
                    district = row["ags"].endswith("000")
                    ags = row["ags"][:5] if district else row["ags"]
                    assert found[variable, ags, year] == float(row[column])
                    compared += 1
    assert compared == 57 * 4 * 2


@pytest.mark.raw
def test_municipalities_add_up_and_the_whole_is_the_official_area(raw_dir):
    region = config.region()
    (table,) = source.read(raw_dir, region)
    wide = table.values.pivot(index=["year", "ags"], columns="variable", values="value")
    for year in (2018, 2021):
        own = wide.loc[year]
        parts = own[(own.index.str.len() == 8) & own.index.str[:5].isin(region.districts)]
        sums = parts.groupby(parts.index.str[:5]).sum()
        assert len(parts) == 53
        assert ((sums - own.loc[list(region.districts)]).abs() <= 2).all(axis=None), "rounding"
        total = parts["land_total"].sum() / 100
        assert total == pytest.approx(region.official_area_km2, rel=0.001)
