"""Population: three layouts of the workbook, sums, kinds, and the raw files recomputed."""

from dataclasses import replace

import openpyxl
import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import gemeindeverzeichnis as source
from s3dash.ingest.raw_file import RawFileError

LAYOUTS = ("31122009_Auszug_GV.xlsx", "31122013_Auszug_GV.xlsx", "31122023_Auszug_GV.xlsx")


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05170", "05562", "05913"),
        independent_cities=("05913",),
        municipality_count=5,
    )


def values_of(raw_samples, file, region):
    frame, year = source.read_year(raw_samples / file)
    values = source.population_values(frame, year, region)
    assert set(values["year"]) == {int(file[4:8])}
    return values.set_index(["variable", "ags"])


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (LAYOUTS[0], [280.42, 581308, 284669, 296639, None]),
        (LAYOUTS[1], [280.71, 575944, 281101, 294843, 1]),
        (LAYOUTS[2], [280.71, 595471, 292178, 303293, 1]),
    ],
)
def test_columns_are_found_in_every_layout(raw_samples, file, expected, small_region):
    values = values_of(raw_samples, file, small_region)
    variables = ["area_km2", "population", "population_men", "population_women"]
    assert [values.at[(v, "05913000"), "value"] for v in variables] == expected[:4]
    assert ("degree_of_urbanisation", "05913000") in values.index or expected[4] is None
    if expected[4]:
        assert values.at[("degree_of_urbanisation", "05913000"), "value"] == expected[4]
        assert values.at[("degree_of_urbanisation", "05170004"), "value"] == 3


def test_sums_are_calculated_and_a_city_is_not(raw_samples, small_region):
    values = values_of(raw_samples, LAYOUTS[2], small_region)
    population = values.loc["population"]
    parts = ["05562014", "05562016", "05562032"]
    assert population.at["05562", "value"] == population.loc[parts, "value"].sum()
    assert population.at["05562", "status"] == CALCULATED
    assert population.at["05913", "status"] == REPORTED
    assert (
        population.at["RUHR", "value"]
        == population.loc[["05170004", "05913000", *parts], "value"].sum()
    )
    assert population.at["DE", "value"] > population.at["05", "value"]
    density = values.loc["population_density"]
    assert density.at["05913000", "value"] == density.at["05913", "value"] == 2121
    assert density.at["05913000", "status"] == density.at["05913", "status"] == REPORTED
    area = values.loc["area_km2"].at["05562", "value"]
    calculated = population.at["05562", "value"] / area
    assert density.at["05562", "value"] == pytest.approx(calculated, abs=0.005)
    assert density.at["05562", "status"] == CALCULATED


def test_missing_municipality_is_noticed(raw_samples, small_region):
    frame, year = source.read_year(raw_samples / LAYOUTS[2])
    region = replace(small_region, municipality_count=6)
    with pytest.raises(RawFileError, match="5 municipalities in Metropole Ruhr instead of 6"):
        source.population_values(frame, year, region)


def test_names_and_kinds(raw_samples, small_region, tmp_path):
    folder = tmp_path / source.SOURCE
    folder.mkdir()
    (folder / LAYOUTS[2]).write_bytes((raw_samples / LAYOUTS[2]).read_bytes())
    listed = source.read_municipalities(tmp_path, small_region)
    assert listed.set_index("ags").T.to_dict() == {
        "05170004": {"name": "Alpen", "kind": "Gemeinde"},
        "05562014": {"name": "Gladbeck", "kind": "Stadt"},
        "05562016": {"name": "Haltern am See", "kind": "Stadt"},
        "05562032": {"name": "Recklinghausen", "kind": "Stadt"},
        "05913000": {"name": "Dortmund", "kind": "kreisfreie Stadt"},
    }


@pytest.mark.raw
def test_municipalities_recomputed_with_another_reader(raw_dir):
    region = config.region()
    (table,) = source.read(raw_dir, region)
    found = table.values.set_index(["variable", "ags", "year"])["value"].to_dict()
    path = raw_dir / source.SOURCE / LAYOUTS[2]
    workbook = openpyxl.load_workbook(path, read_only=True)
    total, compared = 0, 0
    for row in workbook[workbook.sheetnames[1]].iter_rows(values_only=True, min_row=7):
        if row[0] != "60":
            continue
        ags = "".join((row[2], row[3], row[4], row[6]))
        total += row[9] or 0
        if ags[:5] in region.districts:
            assert found["population", ags, 2023] == row[9]
            assert found["area_km2", ags, 2023] == row[8]
            compared += 1
    assert compared == 53
    assert found["population", "DE", 2023] == total == 84669326


@pytest.mark.raw
def test_later_territorial_status_has_the_same_population(raw_dir):
    region = config.region()
    folder = raw_dir / source.SOURCE
    columns = ["ags", "population", "population_men", "population_women", "area_km2"]
    frames = [
        source.municipalities_of(source.read_year(folder / file)[0], region.districts)[columns]
        for file in (LAYOUTS[2], "AuszugGV4QAktuell_2024.xlsx")
    ]
    assert frames[0].to_numpy().tolist() == frames[1].to_numpy().tolist()
