"""EFRE.NRW 2014-2020: list of operations as of 31 December, summed up per municipality.

Only sums of municipality and category are kept: no names. The key is the beneficiary's seat. An
operation that is keyed to a Kreis belongs to one of its municipalities, but the list does not say
to which: their figures of that category, and their totals, are `missing`, and the Kreis has the
sum of all its rows. Otherwise a municipality without an operation on the list has none: a true
zero.

Rules of calculated figures: `sum of rows …` (lines of the file), `a + b` (categories), `not
listed`, `sum` (see places.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING
from s3dash.config import Region
from s3dash.ingest.places import add_up, with_districts, with_unlisted
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, sum_rows
from s3dash.ingest.raw_file import (
    RawFileError,
    calculated,
    file_of,
    named_part,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "efre-nrw"
TOTAL: Final = "efre_operations"

_NAME: Final = r"efre_2014_2020_ruhr_asof_(\d{4})-12-31\.csv"
_COLUMNS: Final = (
    "ags", "beneficiary", "operation", "start", "end", "eur", "category", "category_label",
)  # fmt: skip


def complete_values(
    file: PlainCsv, year: int, region: Region, municipalities: Mapping[str, str]
) -> pd.DataFrame:
    """Long values of all municipalities and districts, by category and in total.

    Raises
    ------
    RawFileError
        If a key is neither a municipality nor a Kreis of the region, an operation stands twice, or
        an amount is no number.
    """
    require_single(file.rows, ["ags", "operation", "start", "eur"], file=file.path.name)
    keys = file.rows["ags"]
    kreise = {f"{district}000" for district in region.districts} - set(municipalities)
    if strangers := sorted(set(keys) - set(municipalities) - kreise):
        raise RawFileError(
            f"{file.path.name}: {strangers} are neither municipalities nor Kreise of"
            f" {region.name.de}; compare the keys with the Gemeindeverzeichnis"
        )
    cells = cell_values(
        file,
        "eur",
        variable="efre_category_" + file.rows["category"],
        ags=keys,
        year=year,
        decimals=2,
    )
    open_keys = cells.loc[cells["ags"].isin(list(kreise)), ["variable", "ags"]]
    unplaced = set(zip(open_keys["variable"], open_keys["ags"].str[:5], strict=True))
    places = with_unlisted(sum_rows(cells[~cells["ags"].isin(list(kreise))]), municipalities)
    listed = with_districts(_without(places, unplaced), region)
    whole = sum_rows(cells.assign(ags=cells["ags"].str[:5]))
    whole = whole[_within(whole, unplaced)]
    is_whole = (listed["ags"].str.len() == 5) & _within(listed, unplaced)
    values = pd.concat([listed[~is_whole], whole], ignore_index=True)
    return add_up(values, TOTAL, sorted(values["variable"].unique()))


def _within(values: pd.DataFrame, groups: set[tuple[str, str]]) -> pd.Series:
    """Whether a row is of one of the pairs of variable and district."""
    pairs = zip(values["variable"], values["ags"].str[:5], strict=True)
    return pd.Series([pair in groups for pair in pairs], index=values.index, dtype=bool)


def _without(values: pd.DataFrame, groups: set[tuple[str, str]]) -> pd.DataFrame:
    """Make figures missing whose municipality may have one more operation."""
    inside = _within(values, groups)
    unknown = calculated(values[inside].assign(value=float("nan"), status=MISSING), rule="")
    return pd.concat([values[~inside], unknown], ignore_index=True)


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `efre`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If the list is unexpected.
    """
    path = file_of(raw, SOURCE, "efre_2014_2020_ruhr_asof_*.csv")
    file, year = read_plain_csv(path, _COLUMNS), named_part(path, _NAME)
    values = complete_values(file, int(year), region, municipalities)
    table = Table(
        name="efre",
        title_de=f"Vorhaben des EFRE in Nordrhein-Westfalen, Stand 31.12.{year}",
        title_en=f"Operations of the ERDF in North Rhine-Westphalia as of 31 December {year}",
        values=values,
        variables=dict.fromkeys(
            sorted(values["variable"].unique()), Variable("EUR", SOURCE, "31.12.", 0)
        ),
        origins=(origin_of(raw, path, as_of=f"{year}-12-31"),),
        territorial_status="keys of the beneficiary's seat",
    )
    return [table]
