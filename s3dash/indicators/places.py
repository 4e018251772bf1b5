"""Places that a figure can be about: municipalities, districts, the region, groups of districts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from s3dash import codes, config
from s3dash.config import Named
from s3dash.release import Release

OWN_GROUP: Final = "~"
"""Separates name and members of a group in a link: `Name~05112~05170`."""

_NAME = re.compile(r"(?![\s=+\-@])[^~,<>&\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,60}")
"""Names that stay one line of plain text wherever they are shown or exported."""


@dataclass(frozen=True)
class Place:
    """A place by the id that links use.

    Parameters
    ----------
    id : AGS of 8 or 5 digits, `RUHR`, `NRW`, `DE`, key of a group, or an own group's text
    level : municipality, district, region, state, germany, or group
    members : districts that its counts are the sum of; the place itself for a district
    """

    id: str
    level: str
    name: Named
    members: tuple[str, ...]


def place(release: Release, key: str) -> Place:
    """Find a place by its id.

    Raises
    ------
    KeyError
        If there is no such place, or a member of an own group is no district.
    """
    region = config.region()
    if key == region.id:
        return Place(key, codes.REGION, region.name, region.districts)
    if key == region.state_id:
        return Place(key, codes.STATE, region.state_name, ())
    if key == region.nation_id:
        return Place(key, codes.GERMANY, region.nation_name, ())
    if key in region.groups:
        group = region.groups[key]
        return Place(key, codes.GROUP, group.name, group.members)
    if OWN_GROUP in key:
        return _own_group(release, key)
    if key in release.regions and codes.is_ags(key) and len(key) > 2:
        name = release.regions[key]["name"]
        level = codes.level_of(key)
        return Place(key, level, Named(name, name), (codes.district_of(key),))
    raise KeyError(key)


def _own_group(release: Release, key: str) -> Place:
    name, *members = key.split(OWN_GROUP)
    districts = [m for m in members if m in release.regions and len(m) == 5]
    if not _NAME.fullmatch(name) or len(districts) != len(members) or len(set(members)) < 2:
        raise KeyError(key)
    return Place(key, codes.GROUP, Named(name, name), tuple(sorted(set(members))))


def places_of(release: Release, level: str) -> tuple[Place, ...]:
    """All municipalities, or all districts, of the region, in the order of their keys.

    Raises
    ------
    ValueError
        If the level is neither.
    """
    return _places_of(release, level, config.region().districts)


@lru_cache(maxsize=8)
def _places_of(release: Release, level: str, districts: tuple[str, ...]) -> tuple[Place, ...]:
    if level == codes.DISTRICT:
        return tuple(place(release, key) for key in districts)
    if level == codes.MUNICIPALITY:
        return tuple(place(release, key) for key in municipalities(release))
    raise ValueError(f"the region has no places of the level '{level}'")


def municipalities(release: Release) -> tuple[str, ...]:
    """Keys of the region's municipalities, in ascending order."""
    inside = set(config.region().districts)
    return tuple(sorted(key for key in release.regions if len(key) == 8 and key[:5] in inside))


def same_place(release: Release, keys: Iterable[str], level: str) -> tuple[str, ...]:
    """Keys as they are written at a level: an independent city has one for either.

    A municipality inside a Kreis keeps its own key at district level: a Kreis is another place.
    """
    cities = set(config.region().independent_cities)
    written = []
    for key in keys:
        if level == codes.MUNICIPALITY and key in cities:
            written.append(codes.municipality_key(key))
        elif level == codes.DISTRICT and len(key) == 8 and key[:5] in cities:
            written.append(key[:5])
        else:
            written.append(key)
    return tuple(dict.fromkeys(written))
