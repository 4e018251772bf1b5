"""Places by the ids that links use."""

from __future__ import annotations

import pytest

from s3dash import codes, config
from s3dash.indicators import municipalities, place, places_of, same_place
from s3dash.release import Release


@pytest.mark.parametrize(
    ("key", "level", "name", "members"),
    [
        ("05562016", codes.MUNICIPALITY, "Haltern am See", ("05562",)),
        ("05913000", codes.MUNICIPALITY, "Dortmund", ("05913",)),
        ("05913", codes.DISTRICT, "Dortmund", ("05913",)),
        ("05978", codes.DISTRICT, "Kreis Unna", ("05978",)),
        ("09162", codes.DISTRICT, "München", ("09162",)),
        ("RUHR", codes.REGION, "Metropole Ruhr", config.region().districts),
        ("NRW", codes.STATE, "Nordrhein-Westfalen", ()),
        ("DE", codes.GERMANY, "Deutschland", ()),
        ("niederrhein", codes.GROUP, "Niederrhein", ("05112", "05170")),
        ("Mein Kreis~05170~05112", codes.GROUP, "Mein Kreis", ("05112", "05170")),
        ("100 % Grün~05112~09162", codes.GROUP, "100 % Grün", ("05112", "09162")),
    ],
)
def test_place_of_a_key(
    opened: Release, key: str, level: str, name: str, members: tuple[str, ...]
) -> None:
    found = place(opened, key)
    assert (found.id, found.level, found.name.de, found.members) == (key, level, name, members)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "05",
        "5913",
        "05315000",
        "99999",
        "ruhr",
        "Dortmund",
        "~05112~05170",
        "Ein Mitglied~05112",
        "Doppelt~05112~05112",
        "Fremd~05112~99999",
        "Gemeinden~05562016~05562020",
        "Leer~",
        "  ~05112~05170",
        "zwei\nZeilen~05112~05170",
        "kaputt\udcff~05112~05170",
        "=1+1~05112~05170",
        "<b>~05112~05170",
        f"{'x' * 61}~05112~05170",
    ],
)
def test_no_place(opened: Release, key: str) -> None:
    with pytest.raises(KeyError):
        place(opened, key)


def test_the_region_has_53_municipalities_in_15_districts(opened: Release) -> None:
    towns = places_of(opened, codes.MUNICIPALITY)
    assert len(towns) == config.region().municipality_count == 53
    assert [item.id for item in towns] == sorted(municipalities(opened))
    districts = places_of(opened, codes.DISTRICT)
    assert [item.id for item in districts] == sorted(config.region().districts)
    assert {item.id[:5] for item in towns} == {item.id for item in districts}
    assert len({item.name.de for item in towns}) == 53


def test_the_region_has_no_places_of_other_levels(opened: Release) -> None:
    with pytest.raises(ValueError, match="no places of the level 'state'"):
        places_of(opened, codes.STATE)


def test_a_city_is_written_as_its_level_writes_it(opened: Release) -> None:
    keys = ["05913", "05913000", "05978", "05562016", "RUHR", "meo"]
    municipal = ("05913000", "05978", "05562016", "RUHR", "meo")
    assert same_place(opened, keys, codes.MUNICIPALITY) == municipal
    assert same_place(opened, keys, codes.DISTRICT) == ("05913", *municipal[1:])
