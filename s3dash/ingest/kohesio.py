"""Kohesio: EU cohesion policy expenditure per district, one total, 2024.

Published are the total and the same per inhabitant, both taken as they stand. Projects that work
for a whole programme are counted in one place: Dortmund, which is flagged in corrections.toml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.plain_csv import cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, file_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "kohesio-2024"
YEAR: Final = 2024

_COLUMNS: Final = (
    "nuts", "ags5", "name", "gdp_per_inhabitant_eur", "eligible_expenditure_per_inhabitant_eur",
    "total_eligible_expenditure_eur",
)  # fmt: skip
_VARIABLES: Final = {
    "cohesion_expenditure": "total_eligible_expenditure_eur",
    "cohesion_expenditure_per_head": "eligible_expenditure_per_inhabitant_eur",
}
_PLAUSIBLE_INHABITANTS: Final = (50_000, 1_000_000)


def district_values(path: Path, region: Region) -> pd.DataFrame:
    """Long values of the region's districts.

    Raises
    ------
    RawFileError
        If the districts are not the region's, or the two columns cannot be of one district.
    """
    file = read_plain_csv(path, _COLUMNS)
    ags = file.rows["ags5"]
    if sorted(ags) != sorted(region.districts):
        differing = sorted(set(ags) ^ set(region.districts))
        raise RawFileError(
            f"{path.name}: the districts differ from the region's in {differing}; compare the keys"
            " with config/region.toml"
        )
    total, per_head = (
        cell_values(file, column, variable=name, ags=ags, year=YEAR, decimals=0)
        for name, column in _VARIABLES.items()
    )
    heads = total["value"] / per_head["value"]
    if not (fits := heads.between(*_PLAUSIBLE_INHABITANTS)).all():
        raise RawFileError(
            f"{path.name}, line {total.loc[~fits, 'raw_row'].iloc[0]}: total and amount per"
            " inhabitant do not fit together; look for exchanged columns"
        )
    return pd.concat([total, per_head], ignore_index=True)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `cohesion_policy`.

    Raises
    ------
    RawFileError
        If the file is unexpected.
    """
    path = file_of(raw, SOURCE, "kohesio_nuts3.csv")
    table = Table(
        name="cohesion_policy",
        title_de="Ausgaben der EU-Kohäsionspolitik nach Kreisen",
        title_en="Expenditure of EU cohesion policy by district",
        values=district_values(path, region),
        variables={
            "cohesion_expenditure": Variable("EUR", SOURCE, "year", 0),
            "cohesion_expenditure_per_head": Variable("EUR per inhabitant", SOURCE, "year", 0),
        },
        origins=(origin_of(raw, path, as_of="2024"),),
        territorial_status="NUTS 3 with the keys of the districts",
    )
    return [table]
