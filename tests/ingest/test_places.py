"""Completing figures of municipalities: places that a list leaves out, districts, sums."""

from dataclasses import replace

import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import CALCULATED, MISSING, NOT_PUBLISHED, REPORTED
from s3dash.ingest import places
from s3dash.ingest.raw_file import RawFileError, calculated

CITY, FIRST, SECOND = "05512000", "05954004", "05954008"
NAN = float("nan")


@pytest.fixture
def region():
    return replace(config.region(), districts=("05512", "05954"), independent_cities=("05512",))


def table(*rows, variable="a", year=2020):
    frame = pd.DataFrame(rows, columns=["ags", "value", "status"])
    return calculated(frame.assign(variable=variable, field="", year=year), rule="")


def found(values):
    columns = values[["value", "status", "raw_rule"]].fillna({"value": -1.0})
    keys = zip(values["variable"], values["ags"], values["year"], strict=True)
    return dict(zip(keys, columns.itertuples(index=False, name=None), strict=True))


def test_unlisted_place_is_zero_or_unknown_as_the_source_defines():
    values = table((CITY, 5.0, REPORTED))
    zero = found(places.with_unlisted(values, [CITY, FIRST]))
    unknown = found(places.with_unlisted(values, [CITY, FIRST], status=NOT_PUBLISHED))
    assert zero["a", FIRST, 2020] == (0.0, CALCULATED, "not listed")
    assert unknown["a", FIRST, 2020] == (-1.0, NOT_PUBLISHED, "")
    assert zero["a", CITY, 2020] == unknown["a", CITY, 2020] == (5.0, REPORTED, "")


def test_unlisted_places_get_every_variable_in_every_year():
    second = table((CITY, 2.0, REPORTED), variable="b", year=2021)
    values = pd.concat([table((CITY, 5.0, REPORTED)), second])
    assert len(found(places.with_unlisted(values, [CITY, FIRST]))) == 8


def test_kreis_is_the_sum_and_a_city_keeps_its_figure(region):
    values = table((CITY, 5.0, REPORTED), (FIRST, 1.5, REPORTED), (SECOND, 2.0, CALCULATED))
    all_places = found(places.with_districts(values, region))
    assert all_places["a", "05954", 2020] == (3.5, CALCULATED, "sum")
    assert all_places["a", "05512", 2020] == (5.0, REPORTED, "")


def test_kreis_with_an_unknown_part_is_unknown(region):
    values = table((FIRST, 1.5, REPORTED), (SECOND, NAN, NOT_PUBLISHED))
    assert found(places.with_districts(values, region))["a", "05954", 2020] == (
        -1.0,
        NOT_PUBLISHED,
        "",
    )


def test_sum_of_variables_names_them_and_is_missing_where_one_is():
    values = pd.concat(
        [
            table((FIRST, 1.0, REPORTED), (SECOND, NAN, MISSING)),
            table((FIRST, 2.0, REPORTED), (SECOND, 4.0, REPORTED), variable="b"),
        ]
    )
    sums = found(places.add_up(values, "c", ["a", "b"]))
    assert sums["c", FIRST, 2020] == (3.0, CALCULATED, "a + b")
    assert sums["c", SECOND, 2020] == (-1.0, MISSING, "")


def test_years_are_added_up_in_their_order():
    values = pd.concat([table((CITY, 2.0, REPORTED), year=2021), table((CITY, 1.0, REPORTED))])
    assert found(places.running_sums(values, "_all")) == {
        ("a_all", CITY, 2020): (1.0, CALCULATED, "sum of years"),
        ("a_all", CITY, 2021): (3.0, CALCULATED, "sum of years"),
    }


def test_unknown_municipality_is_refused(region):
    with pytest.raises(RawFileError, match=r"list\.csv: \['05954004'\] are no municipalities"):
        places.require_known(["01001000", CITY, FIRST], {CITY}, file="list.csv", region=region)
