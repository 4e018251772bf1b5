"""ESF: names to keys, years without a grant, and the two meanings of money kept apart."""

import csv
from collections import defaultdict
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest import esf_nrw as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError

PLACES = {"05512000": "Bottrop", "05954004": "Breckerfeld", "05170004": "Alpen"}


@pytest.fixture
def grants(raw_samples):
    return read_plain_csv(raw_samples / "esf_2007_2013_by_gemeinde_year.csv", source._GRANT_COLUMNS)


@pytest.fixture
def listed(raw_samples):
    return read_plain_csv(
        raw_samples / "esf_2014_2020_by_gemeinde_asof_2016-06-30.csv", source._LIST_COLUMNS
    )


def test_sample_is_read_to_the_exact_table(grants):
    values = source.grant_values(grants, PLACES).set_index(["variable", "ags", "year"])
    money = values.loc["esf_grants"]["value"].to_dict()
    assert {key: value for key, value in money.items() if value} == {
        ("05512000", 2006): 106770, ("05512000", 2007): 256380, ("05512000", 2008): 1602189,
        ("05512000", 2009): 1774437, ("05954004", 2010): 11000, ("05954004", 2012): 6845,
        ("05954004", 2013): 5000,
    }  # fmt: skip
    running = values.loc["esf_grants_since_2006"]["value"].to_dict()
    assert running["05512000", 2013] == 3739776
    row = values.loc["esf_approvals", "05512000", 2008]
    assert (row["value"], row["status"], row["raw_row"], row["raw_column"]) == (22, REPORTED, 4, 3)


def test_year_without_a_grant_is_a_zero_by_the_list(grants):
    values = source.grant_values(grants, PLACES).set_index(["variable", "ags", "year"])
    row = values.loc["esf_grants", "05170004", 2010]
    assert (row["value"], row["status"], row["raw_rule"]) == (0, CALCULATED, "not listed")


def test_list_is_read_to_the_exact_table(listed):
    values = source.list_values(listed, 2016, PLACES).set_index(["variable", "ags"])["value"]
    assert values.to_dict() == {
        ("esf_eligible_costs", "05170004"): 7960, ("esf_eligible_costs", "05512000"): 10893801.6,
        ("esf_eligible_costs", "05954004"): 0, ("esf_operations", "05170004"): 2,
        ("esf_operations", "05512000"): 41, ("esf_operations", "05954004"): 0,
    }  # fmt: skip


def test_unknown_name_is_refused(listed):
    renamed = replace(listed, rows=listed.rows.replace({"Alpen": "Alpen (Ndrh.)"}))
    with pytest.raises(RawFileError, match=r"line 2: 'Alpen \(Ndrh\.\)' is no municipality"):
        source.keys_of(renamed, PLACES)


@pytest.mark.raw
def test_region_recomputed_with_another_reader(raw_dir, municipalities):
    (table,) = source.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    names = {name: ags for ags, name in municipalities.items()}
    sums = defaultdict(float)
    path = raw_dir / source.SOURCE / "esf_2007_2013_by_gemeinde_year.csv"
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            key = names[row["gemeinde"]][:5], int(row["Jahr der Bewilligung"])
            sums[key] += float(row["land_grant_eur"])
    for district in config.region().districts:
        for year in range(2006, 2016):
            assert found["esf_grants", district, year] == sums[district, year]
