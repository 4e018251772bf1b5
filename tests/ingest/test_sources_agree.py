"""Figures that two sources publish agree within a stated tolerance (on the committed release)."""

import pytest

from s3dash import ROOT, config
from s3dash.codes import TOTAL
from s3dash.release import read_values


@pytest.fixture(scope="module")
def districts():
    return config.region().districts


def test_occupations_add_up_to_all_employees(districts):
    """Sum over occupations against 13111-07-05-4, within 0.05 %: suppressed cells and revisions."""
    occupations = read_values(ROOT / "data" / "employees_by_occupation.parquet")
    sectors = read_values(ROOT / "data" / "employees_by_sector.parquet")
    sums = occupations[occupations["ags"].isin(districts)].groupby(["ags", "year"])["value"].sum()
    totals = sectors[
        (sectors["variable"] == "employees")
        & (sectors["field"] == TOTAL)
        & sectors["ags"].isin(districts)
    ].set_index(["ags", "year"])["value"]
    assert len(totals) == 15 * 6
    difference = (sums.reindex(totals.index) / totals - 1).abs()
    assert difference.max() < 0.0005, difference.idxmax()


def test_density_agrees_with_inkar():
    """Population / area against INKAR's density in the municipalities, within 0.5 %."""
    population = read_values(ROOT / "data" / "population.csv")
    inkar = read_values(ROOT / "data" / "inkar.parquet")
    calculated = population[
        (population["variable"] == "population_density") & (population["ags"].str.len() == 8)
    ].set_index(["ags", "year"])["value"]
    published = inkar[inkar["variable"] == "population_density_inkar"].set_index(["ags", "year"])
    both = calculated.to_frame("calculated").join(published["value"], how="inner")
    assert len(both) == 53 * 4
    difference = (both["calculated"] / both["value"] - 1).abs()
    assert difference.max() < 0.005, difference.idxmax()
