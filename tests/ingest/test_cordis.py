"""CORDIS: sums per municipality, zeros of the list, running sums, and the participations."""

import csv
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import cordis as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError

PLACES = {"05562032": "Recklinghausen", "05954032": "Wetter", "05954036": "Witten"}


@pytest.fixture
def files(raw_samples):
    return (
        read_plain_csv(raw_samples / "cordis_by_municipality_year_type.csv", source._SUMS),
        read_plain_csv(raw_samples / "cordis_participations_ruhr_2026-08.csv", source.SINGLE),
        read_plain_csv(raw_samples / "cordis_cities_de_over_5m.csv", source._CITIES),
    )


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05562", "05954"), municipality_count=3)


@pytest.fixture
def values(files, small_region):
    sums, single, cities = files
    sums = replace(sums, rows=sums.rows[sums.rows["ags"].isin(PLACES)])
    single = replace(single, rows=single.rows[single.rows["ags"].isin(PLACES)])
    found = source.complete_values(sums, single, cities, small_region, PLACES)
    return found.set_index(["variable", "ags", "year"]).sort_index()


def test_sample_is_read_to_the_exact_money(values):
    money = values.loc["eu_research_money"]["value"]
    assert {key: value for key, value in money.items() if value} == {
        ("05562032", 2025): 409062.5, ("05562", 2025): 409062.5,
        ("05954032", 2016): 433871.09, ("05954032", 2017): 50000.0, ("05954032", 2026): 45150.0,
        ("05954036", 2016): 350225.75, ("05954036", 2018): 506380.0, ("05954036", 2019): 93621.1,
        ("05954036", 2022): 279250.0,
        ("05954", 2016): 784096.84, ("05954", 2017): 50000.0, ("05954", 2018): 506380.0,
        ("05954", 2019): 93621.1, ("05954", 2022): 279250.0, ("05954", 2026): 45150.0,
    }  # fmt: skip
    assert values.loc["eu_research_money_since_2014", "05954032", 2026]["value"] == 529021.09


def test_municipality_without_a_row_is_a_zero_by_the_list(values):
    row = values.loc["eu_research_companies", "05562032", 2016]
    assert (row["value"], row["status"], row["raw_rule"]) == (0, CALCULATED, "not listed")


def test_value_names_its_cell(values):
    row = values.loc["eu_research_companies", "05954032", 2017]
    assert row["status"] == REPORTED
    assert (row["raw_row"], row["raw_column"], row["raw_text"]) == (5, 8, "50000.0")


def test_rows_of_one_programme_are_added_and_named(values):
    row = values.loc["eu_research_horizon_2020", "05954032", 2022]
    assert (row["value"], row["raw_rule"]) == (483871.09, "sum of rows 4, 5")
    assert values.loc["eu_research_horizon_2020", "DE", 2022]["value"] == 10098321675.35


def test_organisations_count_once(values):
    counts = values.loc["eu_research_organisations"]["value"].to_dict()
    assert {year: counts["05954036", year] for year in range(2016, 2027)} == {
        2016: 1,
        2017: 2,
        2018: 3,
        2019: 3,
        2020: 3,
        2021: 3,
    } | dict.fromkeys(range(2022, 2027), 4)


def test_sums_of_another_release_are_refused(files):
    sums, single, _ = files
    with pytest.raises(RawFileError, match="is not the sum of cordis_participations"):
        source.check_sums(sums, replace(single, rows=single.rows.drop(index=3)))


def test_unknown_type_is_refused(files):
    sums = replace(files[0], rows=files[0].rows.replace({"activityType": {"PUB": "GOV"}}))
    with pytest.raises(RawFileError, match=r"\['GOV'\] in the column activityType are unknown"):
        source.money_values(sums)


def test_organisation_in_two_municipalities_is_refused(files):
    single = files[1]
    moved = single.rows.assign(ags=single.rows["ags"].mask(single.rows.index == 10, "05978028"))
    with pytest.raises(RawFileError, match="has 2 municipalities"):
        source.organisation_values(replace(single, rows=moved))


@pytest.mark.raw
def test_region_recomputed_from_the_participations(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    money, seats = defaultdict(float), defaultdict(set)
    starts = Counter()
    with next((raw_dir / source.SOURCE).glob("*participations*")).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            year = int(row["startDate"][:4])
            if year <= 2026:
                money[row["ags"][:5], year] += float(row["ecContribution"])
                starts[row["ags"], year] += 1
                seats[row["ags"]].add(row["organisationID"])
    for district in config.region().districts:
        for year in range(2014, 2027):
            expected = pytest.approx(money[district, year], abs=0.01)
            assert found["eu_research_money", district, year] == expected
    for ags in municipalities:
        assert found["eu_research_organisations", ags, 2026] == len(seats[ags])
        total = sum(starts[ags, year] for year in range(2014, 2027))
        assert found["eu_research_participations_since_2014", ags, 2026] == total


@pytest.mark.raw
def test_city_of_seat_agrees_with_the_municipality(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    cities = read_plain_csv(
        raw_dir / source.SOURCE / "cordis_cities_de_over_5m.csv", source._CITIES
    )
    stated = cities.rows.set_index(["city_key", "programme"])["ec_contribution_eur"].astype(float)
    assert found["eu_research_horizon_europe", "05911000", 2026] == pytest.approx(
        stated["BOCHUM", "Horizon Europe"], abs=0.01
    )
