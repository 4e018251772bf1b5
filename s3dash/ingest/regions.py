"""The list of regions: key, level, name for readers, kind and parent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, MUNICIPALITY, STATE, district_of
from s3dash.codes import GERMANY as NATION
from s3dash.codes import REGION as REGION_LEVEL
from s3dash.config import Region
from s3dash.ingest.areas import CITY_STATES, GERMANY
from s3dash.ingest.raw_file import RawFileError
from s3dash.release import REGION_COLUMNS

INDEPENDENT_CITY: Final = "kreisfreie Stadt"
RURAL_DISTRICT: Final = "Kreis"

_BEFORE: Final = {"Kreis", "Landkreis", "Regionalverband"}
"""Words that official lists put behind the name, and readers before it."""

_SURPLUS: Final = re.compile(r" \(einschl\..*\)$|^Kreisfreie Stadt ")
_NAMES_ITSELF: Final = re.compile(r"[Kk]reis$|^Region ")
_CITY: Final = re.compile(r"[Ss]tadt$|Stadtkreis$")
_KREIS: Final = re.compile(r"[Kk]reis|[Rr]egion")


def display_name(official: str) -> str:
    """Name of a district or state as readers know it.

    >>> display_name("Unna, Kreis"), display_name("Kiel, Landeshauptstadt, kreisfreie Stadt")
    ('Kreis Unna', 'Kiel')
    >>> display_name("Städteregion Aachen (einschl. Stadt Aachen)")
    'Städteregion Aachen'
    >>> display_name("Enzkreis, Landkreis"), display_name("Kreisfreie Stadt Rostock, Hansestadt")
    ('Enzkreis', 'Rostock')
    """
    name, *words = _SURPLUS.sub("", official).split(", ")
    before = [word for word in words if word in _BEFORE]
    if not before or _NAMES_ITSELF.search(name):
        return name
    return f"{before[0]} {name}"


def kind_of(official: str) -> str:
    """Kind of a district by its official name: an independent city or a Kreis.

    Bavarian cities stand without any word behind their name, and so do Kreise whose name says it.

    >>> kind_of("Bochum, kreisfreie Stadt"), kind_of("Amberg"), kind_of("Ennepe-Ruhr-Kreis")
    ('kreisfreie Stadt', 'kreisfreie Stadt', 'Kreis')
    """
    name, *words = official.split(", ")
    if any(_CITY.search(word) for word in words):
        return INDEPENDENT_CITY
    return RURAL_DISTRICT if words or _KREIS.search(name) else INDEPENDENT_CITY


def list_regions(
    municipalities: pd.DataFrame, official: Mapping[str, str], region: Region
) -> pd.DataFrame:
    """Build the list of all regions of the release, label points still empty.

    Parameters
    ----------
    municipalities : the region's municipalities: ags, name, kind
    official : official names of states and districts by AGS
    region : the region, for its own row and Germany's

    Raises
    ------
    RawFileError
        If a district of the region has no name.
    """
    if missing := sorted(set(region.districts) - set(official)):
        raise RawFileError(f"no official name for the districts {missing} of config/region.toml")
    rows = [
        (GERMANY, NATION, region.nation_name.de, "", ""),
        (region.id, REGION_LEVEL, region.name.de, "", region.state),
    ]
    for ags, name in official.items():
        if len(ags) == 2 and ags != GERMANY:
            rows.append((ags, STATE, display_name(name), "Land", GERMANY))
        elif len(ags) == 5 and ags not in CITY_STATES.values():
            rows.append((ags, DISTRICT, display_name(name), kind_of(name), ags[:2]))
    for city_state, ags in CITY_STATES.items():
        rows.append((ags, DISTRICT, official[city_state], INDEPENDENT_CITY, city_state))
    for ags, name, kind in municipalities[["ags", "name", "kind"]].itertuples(index=False):
        rows.append((ags, MUNICIPALITY, name, kind, district_of(ags)))
    listed = pd.DataFrame(rows, columns=list(REGION_COLUMNS[:5])).sort_values("ags")
    return listed.assign(label_x="", label_y="").reset_index(drop=True)
