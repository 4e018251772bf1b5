"""Census 2022: exact figures, sums for districts, and the figures against other sources."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import deutschlandatlas, gemeindeverzeichnis
from s3dash.ingest import gerda_census as source
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.workbook import read_sheet


@pytest.fixture
def sample(raw_samples):
    return raw_samples / "census_2022.csv"


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05113", "05562"),
        independent_cities=("05113",),
        municipality_count=3,
    )


def test_sample_is_read_to_the_exact_table(sample, small_region):
    values = source.census(sample, small_region).set_index(["variable", "ags"])
    essen = values.xs("05113000", level="ags")["value"].to_dict()
    assert essen == {
        "census_population": 571039, "dwellings": 316150, "foreign_residents_share": 17.1,
        "household_size": 1.88, "dwelling_vacancy_rate": 4.0, "owner_occupied_share": 24.6,
        "rent_per_m2": 6.72,
    }  # fmt: skip
    assert values.at[("census_population", "05562"), "value"] == 75515 + 38203
    assert values.at[("census_population", "05562"), "status"] == CALCULATED
    assert values.at[("dwellings", "05113"), "status"] == REPORTED
    assert ("rent_per_m2", "05562") not in values.index


def test_value_leads_to_its_cell(sample, small_region):
    values = source.census(sample, small_region).set_index(["variable", "ags"])
    cell = values.loc[("rent_per_m2", "05562014")]
    rows = list(csv.reader(sample.read_text(encoding="utf-8").splitlines()))
    assert rows[cell["raw_row"] - 1][cell["raw_column"] - 1] == cell["raw_text"] == "5.74"


def test_unexpected_file_is_refused(sample, small_region, tmp_path):
    with pytest.raises(RawFileError, match="3 rows of municipalities of Metropole Ruhr"):
        source.census(sample, replace(small_region, municipality_count=4))
    renamed = tmp_path / "census_2022.csv"
    text = sample.read_text(encoding="utf-8")
    renamed.write_text(text.replace("avg_rent_per_m2", "avg_rent", 1), encoding="utf-8")
    with pytest.raises(RawFileError, match="line 1: the columns are"):
        source.census(renamed, small_region)
    renamed.write_text(text.replace(",6.72\n", ",\n"), encoding="utf-8")
    with pytest.raises(RawFileError, match="column avg_rent_per_m2_census22: '' is no number"):
        source.census(renamed, small_region)


@pytest.fixture(scope="module")
def found(raw_dir):
    (table,) = source.read(raw_dir, config.region())
    return table.values.set_index(["variable", "ags"])["value"]


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, found):
    compared = 0
    with (raw_dir / source.SOURCE / source.FILE).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["ags"][:5] in config.region().districts:
                for variable, column in source.COLUMNS.items():
                    assert found[variable, row["ags"]] == float(row[column.name])
                compared += 1
    assert compared == 53


@pytest.mark.raw
def test_population_is_near_the_register(raw_dir, found):
    """Census and Gemeindeverzeichnis (2011 census carried on) differ by less than 5 % each."""
    path = raw_dir / gemeindeverzeichnis.SOURCE / "31122021_Auszug_GV.xlsx"
    listed = gemeindeverzeichnis.read_year(path)[0].set_index("ags")["population"]
    for ags, value in found["census_population"].items():
        if len(ags) == 8:
            assert value == pytest.approx(listed[ags], rel=0.05), ags


@pytest.mark.raw
def test_dwellings_fit_people_households_and_vacancy(found):
    """Inhabitants / household size = occupied dwellings, within 5 % (homes, second homes)."""
    for ags, dwellings in found["dwellings"].items():
        if len(ags) == 8:
            households = found["census_population", ags] / found["household_size", ags]
            occupied = dwellings * (1 - found["dwelling_vacancy_rate", ags] / 100)
            assert households == pytest.approx(occupied, rel=0.05), ags


@pytest.mark.raw
def test_foreign_residents_agree_with_the_deutschlandatlas(raw_dir, found):
    """In the cities the register of 2022 has up to 5 points more than the census, never less."""
    path = raw_dir / deutschlandatlas.SOURCE / deutschlandatlas.FILE
    rows = read_sheet(path, deutschlandatlas.sheet_name("KRS1222"))
    register = {f"{int(row[0]):08d}": row[rows[0].index("bev_ausl")] for row in rows[1:]}
    for district in config.region().independent_cities:
        ags = district + "000"
        assert -0.5 < register[ags] - found["foreign_residents_share", ags] < 5, ags
