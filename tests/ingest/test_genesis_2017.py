"""Tables of 2017: signs, districts that come and go, cities, and the raw files recomputed."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.codes import MISSING, NOT_PUBLISHED, REPORTED, SUPPRESSED
from s3dash.ingest import genesis_2017, genesis_2017_districts, genesis_2017_municipalities
from s3dash.ingest.corrections import CONDITIONS
from s3dash.ingest.genesis_2017_districts import REGISTRATIONS
from s3dash.ingest.genesis_2017_municipalities import COMMUTING, TOURISM
from s3dash.ingest.raw_file import RawFileError

SOURCE_FOLDER = genesis_2017.SOURCE


@pytest.fixture
def small_region():
    return replace(
        config.region(),
        districts=("05113", "05978"),
        independent_cities=("05113",),
        municipality_count=4,
    )


def read(raw_samples, table, region):
    values, as_of = genesis_2017.read_values(raw_samples / f"{table.code}.csv", table, region)
    assert as_of == "2017-10-10"
    return values


def figures(values, variable):
    return values[values["variable"] == variable].set_index("ags")["value"].to_dict()


def test_commuters_are_read_for_municipalities_only(raw_samples, small_region):
    values = read(raw_samples, COMMUTING, small_region)
    assert figures(values, "municipal_in_commuters") == {
        "05113000": 120086, "05978004": 5950, "05978008": 6093, "05978016": 9330,
    }  # fmt: skip
    assert figures(values, "municipal_commuter_balance") == {
        "05113000": 44965, "05978004": -7070, "05978008": 1367, "05978016": 4335,
    }  # fmt: skip
    assert figures(values, "employees_at_residence") == {
        "01": 1011397, "01001": 28762, "05": 6324028, "05113": 188448, "05113000": 188448,
        "05334": 185885, "05978": 137797, "05978004": 16438, "05978008": 6013, "05978016": 6084,
        "11": 1199827, "11000": 1199827,
    }  # fmt: skip
    assert set(values["year"]) == {2015}


def test_secret_cells_are_no_zeros_and_a_dash_is_one(raw_samples, small_region):
    values = read(raw_samples, TOURISM, small_region).set_index(["variable", "ags"])
    stays = values.loc["overnight_stays"]
    assert stays.loc[["05978004", "05978016"], "status"].tolist() == [SUPPRESSED, SUPPRESSED]
    assert stays.loc[["05978004", "05978016"], "value"].isna().all()
    assert (stays.at["05978008", "value"], stays.at["05978008", "status"]) == (0, REPORTED)
    assert "05354" not in stays.index, "a dissolved district is no zero"
    assert "11001" not in stays.index, "a part of Berlin is no district"
    assert "05334002" not in stays.index, "a municipality elsewhere is not kept"


def test_cell_of_a_figure_is_remembered(raw_samples, small_region):
    values = read(raw_samples, TOURISM, small_region).set_index(["variable", "ags"])
    cell = values.loc[("guest_beds", "05113000")]
    text = (raw_samples / "45412-01-02-5.csv").read_text(encoding="utf-8").splitlines()
    assert text[cell["raw_row"] - 1].split(";")[cell["raw_column"] - 1] == cell["raw_text"]
    assert cell["raw_text"] == "9049"


def test_districts_that_come_and_go(raw_samples, small_region):
    values = read(raw_samples, REGISTRATIONS, small_region)
    of = values.set_index(["variable", "ags", "year"]).sort_index()
    registrations = of.loc["business_registrations"]
    assert registrations.at[("05334", 2015), "value"] == 4542
    assert registrations.at[("05334", 2008), "status"] == NOT_PUBLISHED
    assert registrations["value"].isna().loc[("05334", 2008)]
    assert not {"05354", "14161"} & set(values["ags"]), "dissolved districts are left out"
    assert registrations.at[("11000", 2000), "value"] == 34155


def test_year_in_which_a_variable_was_not_asked_for_is_left_out(raw_samples, small_region):
    values = read(raw_samples, REGISTRATIONS, small_region)
    years = values.groupby("variable")["year"].unique().map(sorted).to_dict()
    assert years["business_registrations"] == [2000, 2008, 2015]
    assert years["business_set_ups"] == [2008, 2015], "2000 is known for single states only"
    assert years["business_foundations"] == [2008, 2015]
    assert SUPPRESSED not in set(values["status"])


def test_moved_column_is_noticed(raw_samples, small_region, tmp_path):
    path = tmp_path / "45412-01-02-5.csv"
    text = (raw_samples / path.name).read_text(encoding="utf-8")
    swapped = "Angebotene Gästebetten;Gästeankünfte;Gästeübernachtungen"
    whole = "Angebotene Gästebetten;Gästeübernachtungen;Gästeankünfte"
    path.write_text(text.replace(whole, swapped), encoding="utf-8")
    with pytest.raises(RawFileError, match="column 5: the head is 'Gästeankünfte / Anzahl'"):
        genesis_2017.read_values(path, TOURISM, small_region)


def test_missing_municipality_is_noticed(raw_samples, small_region, tmp_path):
    path = tmp_path / "45412-01-02-5.csv"
    lines = (raw_samples / path.name).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("05978016")]
    path.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(RawFileError, match="guest_arrivals, 2015: 3 municipalities"):
        genesis_2017.read_values(path, TOURISM, small_region)


def test_missing_district_is_noticed(raw_samples, small_region):
    region = replace(small_region, districts=("05112", "05113", "05978"))
    with pytest.raises(RawFileError, match=r"no rows for the districts \['05112'\]"):
        read(raw_samples, REGISTRATIONS, region)


def test_wider_count_of_2008_is_recognised(raw_samples, small_region):
    values = read(raw_samples, REGISTRATIONS, small_region)
    foundations = values[values["variable"] == "business_foundations"]
    saxony = foundations[foundations["ags"] == "14"].replace({"year": {2015: 2009}})
    exceeds = CONDITIONS["exceeds_times_year_after"]
    assert exceeds(saxony[saxony["year"] == 2008], saxony, 3)
    assert not exceeds(saxony[saxony["year"] == 2008], saxony, 6)
    assert not exceeds(saxony[saxony["year"] == 2009], saxony, 3), "no year after, no fault"


def numbers(raw_dir, table, region):
    """Figures of the region by variable, key and year, read by counting cells."""
    found = {}
    with (raw_dir / SOURCE_FOLDER / f"{table.code}.csv").open(encoding="utf-8") as file:
        for row in csv.reader(file, delimiter=";"):
            key = row[:1] if table.year_line else row[1:2]
            if not key or key[0][:5] not in region.districts:
                continue
            year = 0 if table.year_line else int(row[0][-4:])
            for name, column in table.columns.items():
                cell = row[column.position].replace(",", ".")
                if cell not in (".", "x"):
                    found[name, key[0], year] = 0.0 if cell == "-" else float(cell)
    return found


@pytest.mark.raw
@pytest.mark.parametrize(
    "table",
    [*genesis_2017_municipalities.TABLES, *genesis_2017_districts.TABLES],
    ids=lambda table: table.code,
)
def test_region_recomputed_with_another_reader(raw_dir, table):
    region = config.region()
    path = raw_dir / SOURCE_FOLDER / f"{table.code}.csv"
    values, _ = genesis_2017.read_values(path, table, region)
    local = {name for name, column in table.columns.items() if column.municipalities_only}
    known = values[values["value"].notna() & values["ags"].str[:5].isin(region.districts)]
    cities = {key + "000": key for key in region.independent_cities}
    ours = {
        (row.variable, cities.get(row.ags, row.ags), 0 if table.year_line else row.year): row.value
        for row in known.itertuples()
    }
    theirs = numbers(raw_dir, table, region)
    kreise = set(region.districts) - set(region.independent_cities)
    wanted = {k: v for k, v in theirs.items() if not (k[0] in local and k[1] in kreise)}
    assert ours == wanted
    assert set(values["status"]) <= {REPORTED, SUPPRESSED, NOT_PUBLISHED, MISSING}


@pytest.mark.raw
def test_municipal_tables_agree_with_each_other_and_with_the_series(raw_dir):
    region = config.region()
    (table,) = genesis_2017_municipalities.read(raw_dir, region)
    wide = table.values.pivot(index="ags", columns="variable", values="value")
    own = wide[wide.index.str.len() == 8]
    assert len(own) == 53
    balance = own["municipal_in_commuters"] - own["municipal_out_commuters"]
    assert (balance == own["municipal_commuter_balance"]).all()
    base = own["trade_tax_yield"] / own["trade_tax_rate"] * 100
    assert ((base / own["trade_tax_base"] - 1).abs() < 0.001).all()
    sums = own.groupby(own.index.str[:5]).sum(min_count=1)
    districts = wide.loc[list(region.districts)]
    money = ["trade_tax_yield", "property_tax_b_yield", "trade_tax_net"]
    assert ((sums[money] - districts[money]).abs() <= 10).all(axis=None), "rounding only"
    exact = ["employees_at_workplace", "employees_at_residence", "guest_beds"]
    assert (sums[exact] == districts[exact]).all(axis=None)


@pytest.mark.raw
def test_establishments_agree_between_size_and_section(raw_dir):
    region = config.region()
    (table,) = genesis_2017_districts.read(raw_dir, region)
    wide = table.values.pivot(index=["ags", "year"], columns="variable", values="value")
    own = wide[wide.index.get_level_values("ags").isin(region.districts)].loc[
        (slice(None), 2014), :
    ]
    sizes = [name for name in own if name.startswith("establishments_") and name[15].isdigit()]
    sections = [f"establishments_{name}" for name in genesis_2017_districts._SECTIONS]
    assert (own[sizes].sum(axis=1) == own["establishments"]).all()
    assert (own[sections].sum(axis=1) == own["establishments"]).all()
