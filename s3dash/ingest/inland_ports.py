"""Inland shipping statistics: goods handled in inland ports [t], by municipality.

The file is two lists: ports with Kreise and states first, then more ports, which are in the states
but not in the Kreise. So a Kreis is its row and its ports of the second list; with that the
districts of the state add up to the state's row, which is checked. As they add up, a municipality
without a row handled nothing: a true zero. But a Kreis with more goods than its ports (estimates
for gravel pits were left out) has goods that are in no known municipality: its municipalities
without a row are `missing`.

Rules of calculated figures: `sum of rows …` (lines of the file), `not listed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.places import require_full_keys, require_known, with_unlisted
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, sum_rows
from s3dash.ingest.raw_file import (
    RawFileError,
    calculated,
    files_of,
    named_part,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "inland-ports"
GOODS: Final = "inland_port_goods"
ROUNDING: Final = 2.0
"""Difference of sums that rounding explains [t]."""

_COLUMNS: Final = ("ags", "municipality", "port", "inland_goods_transfer_t")
_NAME: Final = r"inland_goods_(\d{4})\.csv"
_NATION: Final = "DG000000"


def district_values(cells: pd.DataFrame) -> pd.DataFrame:
    """Districts of one state from the rows of its places: the row of a Kreis and what it lacks.

    Parameters
    ----------
    cells : values of the places with raw keys of 8 digits and their lines, without the state
    """
    kreis = cells["ags"].str.endswith("000")
    district = cells["ags"].str[:5]
    own_row = cells[kreis].set_index(district[kreis])["raw_row"]
    line = district.map(own_row)
    in_row = ~kreis & line.notna() & (cells["raw_row"] < line)
    return sum_rows(cells[~in_row].assign(ags=district[~in_row]))


def complete_values(
    file: PlainCsv, year: int, region: Region, municipalities: Mapping[str, str]
) -> pd.DataFrame:
    """Long values of the region's municipalities and districts, the state and Germany.

    Raises
    ------
    RawFileError
        If a row stands twice, a key is not the one of the place that the row names, the districts
        do not add up to the state, or the ports exceed their Kreis.
    """
    keys = file.rows["ags"]
    require_full_keys(keys, file=file.path.name)
    in_land = keys.str.startswith(region.state) | (keys == _NATION)
    require_single(file.rows[in_land], ["ags"], file=file.path.name)
    _require_own_keys(file, region, municipalities)
    cells = cell_values(file, "inland_goods_transfer_t", variable=GOODS, ags=keys, year=year)
    state_row = cells["ags"] == f"{region.state}000000"
    state = cells[state_row].assign(ags=region.state)
    nation = cells[cells["ags"] == _NATION].assign(ags=GERMANY)
    in_state = cells[cells["ags"].str.startswith(region.state) & ~state_row]
    districts = district_values(in_state)
    rest = state["value"].sum() - districts["value"].sum()
    if abs(rest) > ROUNDING:
        raise RawFileError(
            f"{file.path.name}: the districts differ from the row of the state by {rest:.0f} t;"
            " find the port that is missing or counted twice"
        )
    ports = in_state[in_state["ags"].isin(list(municipalities))]
    kreise = {f"{district}000" for district in region.districts}
    strangers = set(in_state["ags"]) - kreise
    require_known(strangers, municipalities, file=file.path.name, region=region)
    own = _own_districts(districts, region)
    places = _unlocated_missing(with_unlisted(ports, municipalities), own)
    return pd.concat([places, own, state, nation], ignore_index=True)


def _require_own_keys(file: PlainCsv, region: Region, municipalities: Mapping[str, str]) -> None:
    """A municipality of the region that the list names has its key: else it would be a zero."""
    own = {name: key for key, name in municipalities.items()}
    in_state = file.rows[file.rows["ags"].str.startswith(region.state)]
    for line, key, name in in_state[["ags", "municipality"]].itertuples():
        if own.get(name, key) != key:
            raise RawFileError(
                f"{file.path.name}, line {line}: {name} has the key '{key}' instead of"
                f" '{own[name]}'; compare it with the Gemeindeverzeichnis"
            )


def _own_districts(districts: pd.DataFrame, region: Region) -> pd.DataFrame:
    return with_unlisted(districts[districts["ags"].isin(region.districts)], region.districts)


def _unlocated_missing(places: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """Make zeros missing in a Kreis that handled more than its ports."""
    parts = places.groupby(places["ags"].str[:5])["value"].sum()
    beyond = districts.set_index("ags")["value"] - parts
    if (beyond < -ROUNDING).any():
        raise RawFileError(
            f"{SOURCE}: the ports of {beyond.idxmin()} exceed the district; look for a doubled row"
        )
    unlocated = set(beyond.index[beyond > ROUNDING])
    unknown = (places["raw_row"] == 0) & places["ags"].str[:5].isin(list(unlocated))
    missing = calculated(places[unknown].assign(value=float("nan"), status=MISSING), rule="")
    return pd.concat([places[~unknown], missing], ignore_index=True)


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `inland_ports`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If the file is unexpected or does not add up.
    """
    paths = files_of(raw, SOURCE, "inland_goods_*.csv")
    values = [
        complete_values(
            read_plain_csv(path, _COLUMNS), int(named_part(path, _NAME)), region, municipalities
        )
        for path in paths
    ]
    table = Table(
        name="inland_ports",
        title_de="Güterumschlag der Binnenhäfen",
        title_en="Goods handled in inland ports",
        values=pd.concat(values, ignore_index=True),
        variables={GOODS: Variable("t", SOURCE, "year", 0)},
        origins=tuple(origin_of(raw, path) for path in paths),
        territorial_status="as published",
    )
    return [table]
