"""Marktstammdatenregister: installed renewable capacity in kW, summed per municipality.

Two files, 2021 and 31 December 2024, with different rules of counting: the total of 2024 for
photovoltaics is below the published one, that of 2021 is not. Both years are kept, but they break:
no change is drawn between them. Water includes pumped storage, and some plants are keyed to the
operator's place. A zero says that no plant of the kind is registered.

Rule of calculated figures: `a + b` (kinds of plant).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.areas import CITY_STATES, GERMANY, require_sums
from s3dash.ingest.places import add_up, require_full_keys
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, files_of, named_part, origin_of, require_single
from s3dash.release import Table, Variable

SOURCE: Final = "mastr-municipalities"
OTHER_COUNT: Final = 2024
"""First year of the other rules of counting."""

KINDS: Final = {
    "pv": "renewable_photovoltaics",
    "wind_on": "renewable_wind",
    "biomass": "renewable_biomass",
    "water": "renewable_water",
}
TOTAL: Final = "renewable_capacity"
ROUNDING: Final = 1.0
"""Difference of sums that rounding explains [kW]."""

_COLUMNS: Final = ("ags", *KINDS)
_NAME: Final = r"renewable_(\d{4})\.csv"
_NATION: Final = "DG000000"


def keys_of(file: PlainCsv, region: Region) -> pd.DataFrame:
    """Our keys of the rows: one per row, two for an independent city.

    Returns
    -------
    DataFrame with ags; the index is the line in the file. A key of 8 digits that ends in 000 is
    a district, in 000000 a state.
    """
    raw = file.rows["ags"]
    state = raw.str.fullmatch(r"\d{2}0{6}")
    district = raw.str.fullmatch(r"\d{5}000") & ~state
    key = raw.mask(state, raw.str[:2]).mask(district, raw.str[:5]).mask(raw == _NATION, GERMANY)
    own = (raw.str.len() == 8) & raw.str[:5].isin(region.districts) & ~district
    cities = raw[raw.str[:5].isin(region.independent_cities)]
    city_states = key[key.isin(list(CITY_STATES))].map(CITY_STATES)
    larger = key[key.str.len() != 8]
    return pd.DataFrame({"ags": pd.concat([larger, raw[own], cities, city_states])})


def capacity_values(file: PlainCsv, year: int, region: Region) -> pd.DataFrame:
    """Long values of one year by kind of plant and in total.

    Raises
    ------
    RawFileError
        If a municipality or district of the region is missing, a row stands twice, or a key has
        lost its zero.
    """
    require_full_keys(file.rows["ags"], file=file.path.name)
    require_single(file.rows, ["ags"], file=file.path.name)
    keys = keys_of(file, region)["ags"]
    places = [key for key in keys if key[:5] in region.districts]
    if len(places) != region.municipality_count + len(region.districts):
        raise RawFileError(
            f"{file.path.name}: {len(places)} rows of municipalities and districts of"
            f" {region.name.de} instead of {region.municipality_count} and"
            f" {len(region.districts)}; compare the keys with config/region.toml"
        )
    cells = [
        _kind_values(file, column, variable=name, ags=keys, year=year)
        for column, name in KINDS.items()
    ]
    return add_up(pd.concat(cells, ignore_index=True), TOTAL, tuple(KINDS.values()))


def _kind_values(
    file: PlainCsv, column: str, *, variable: str, ags: pd.Series, year: int
) -> pd.DataFrame:
    """Values of one kind; a row that has two keys is read for each of them."""
    second = ags.index.duplicated()
    return pd.concat(
        [
            cell_values(file, column, variable=variable, ags=part, year=year, decimals=3)
            for part in (ags[~second], ags[second])
        ],
        ignore_index=True,
    )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `renewable_capacity`.

    Raises
    ------
    RawFileError
        If a file is unexpected.
    """
    values, origins = [], []
    for path in files_of(raw, SOURCE, "renewable_*.csv"):
        file, year = read_plain_csv(path, _COLUMNS), int(named_part(path, _NAME))
        values.append(capacity_values(file, year, region))
        require_sums(values[-1], file=path.name, unit="kW", tolerance=ROUNDING)
        origins.append(origin_of(raw, path))
    described = Variable("kW", SOURCE, "31.12.", 0, (OTHER_COUNT,))
    table = Table(
        name="renewable_capacity",
        title_de="Installierte Leistung erneuerbarer Energien",
        title_en="Installed renewable capacity",
        values=pd.concat(values, ignore_index=True),
        variables=dict.fromkeys((*KINDS.values(), TOTAL), described),
        origins=tuple(origins),
        territorial_status="as published for each year",
        file_format="parquet",
    )
    return [table]
