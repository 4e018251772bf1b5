"""Statistik der Bundesagentur für Arbeit: vacancies and unemployed by occupation, annual averages.

Reported vacancies for jobs subject to social insurance, and all unemployed, by the occupation that
is offered or looked for (KldB 2010, 3 digits). Twelfths of a person are averages over the months.
A missing number is one that was not delivered, not a secret one. Vacancies that lie in no district
are left out, so that sums over all districts are about 0.3 % below the total.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, NO_INFORMATION, REPORTED, is_occupation
from s3dash.ingest.ba_occupations import (
    SOURCE,
    check_complete,
    read_frame,
    require_district_keys,
)
from s3dash.ingest.raw_file import RawFileError, file_of, from_cells, origin_of, require_single
from s3dash.release import Table, Variable, plain_text

ROUNDING: Final = 1e-6
_ALL: Final = "total"
_KEYS: Final = ("region", "occupational_group", "year")
_FILES: Final = {
    "vacancies": ("jobs", "social_insurance"),
    "unemployed_occupation": ("unemployed_total", "total"),
}
"""File and column by our variable."""


def occupation_averages(
    rows: pd.DataFrame, *, variable: str, column: str, file: str
) -> pd.DataFrame:
    """Turn the rows of a data frame into long values.

    Raises
    ------
    RawFileError
        If a column is missing, a key is none of a district, a row stands twice, a part is
        more than the total, a group has no KldB code, or a district lacks a group in a year.
    """
    if missing := sorted({*_KEYS, _ALL, column} - set(rows.columns)):
        raise RawFileError(f"{file}: the columns {missing} are missing; found {list(rows.columns)}")
    numbered = rows.assign(row=range(1, len(rows) + 1)).set_index("row", drop=False)
    used = numbered.dropna(subset=["region"])
    require_district_keys(used["region"].astype(str), file=file)
    require_single(used, list(_KEYS), file=file, what="row")
    _require_parts(used, file=file)
    field = used["occupational_group"].fillna(NO_INFORMATION).astype(str)
    strangers = sorted({c for c in field.unique() if c != NO_INFORMATION and not is_occupation(c)})
    if strangers:
        raise RawFileError(f"{file}: {strangers} are no groups of the KldB 2010 with 3 digits")
    values = pd.DataFrame(
        {
            "variable": variable,
            "field": field,
            "ags": used["region"].astype(str),
            "year": used["year"].astype(int),
            "value": used[column].astype(float),
            "status": used[column].isna().map({True: MISSING, False: REPORTED}),
        }
    )
    check_complete(values, file=file)
    text = plain_text(values["value"]).replace({"": "NA"})
    position = list(rows.columns).index(column) + 1
    noted = from_cells(Path(SOURCE) / file, values, row=used["row"], column=position, text=text)
    return noted.reset_index(drop=True)


def _require_parts(rows: pd.DataFrame, *, file: str) -> None:
    """Columns beside the total are parts of it."""
    for part in rows.columns.difference([*_KEYS, _ALL, "row"]):
        if (wrong := rows[part] > rows[_ALL] + ROUNDING).any():
            raise RawFileError(
                f"{file}, row {wrong.index[wrong][0]}: {part} is more than {_ALL}; look for"
                " exchanged columns"
            )


def read(raw: Path) -> list[Table]:
    """Read the table `labour_market_by_occupation`.

    Raises
    ------
    RawFileError
        If a data frame is unexpected or has gaps.
    """
    values, origins = [], []
    for variable, (name, column) in _FILES.items():
        path = file_of(raw, SOURCE, f"{name}.rda")
        frame = read_frame(path)
        values.append(occupation_averages(frame, variable=variable, column=column, file=path.name))
        origins.append(origin_of(raw, path))
    table = Table(
        name="labour_market_by_occupation",
        title_de="Gemeldete Stellen und Arbeitslose nach Zielberuf, Jahresdurchschnitt",
        title_en="Reported vacancies and unemployed people by target occupation, annual average",
        values=pd.concat(values, ignore_index=True),
        variables={
            "vacancies": Variable("count", SOURCE, "annual average", 0),
            "unemployed_occupation": Variable("persons", SOURCE, "annual average", 0),
        },
        origins=tuple(origins),
        territorial_status="July 2026",
        file_format="parquet",
    )
    return [table]
