"""Hochschulkompass (HRK) 2023: universities by municipality of their seat, and their students.

The list has every state or state-recognised university, so a municipality without a row is the
seat of none: a true zero. Students are another matter: the list counts all students of a
university at its seat and says nothing of other sites (the university Duisburg-Essen stands in
Essen only). So students of municipalities without a seat are `not_published`, never zero.

Rules of calculated figures: `sum of rows …`, `count of rows …` (lines of the file), `not listed`,
`sum` (see places.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED, NOT_PUBLISHED
from s3dash.config import Region
from s3dash.ingest.places import with_districts, with_unlisted
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, sum_rows
from s3dash.ingest.raw_file import RawFileError, calculated, file_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "hochschulen-2023"
YEAR: Final = 2023
SEATS: Final = "universities_seated"
STUDENTS: Final = "students_at_seat"
_FOUNDED: Final = r"1[0-9]{3}|20[0-9]{2}"

_COLUMNS: Final = (
    "hs_nr", "name", "type", "sponsor", "students", "founded", "street", "plz", "city", "ags",
    "url",
)  # fmt: skip


def require_seats(file: PlainCsv, municipalities: Mapping[str, str]) -> None:
    """Check that each key is that of the municipality which the row names, and columns are theirs.

    Raises
    ------
    RawFileError
        If one is not.
    """
    founded = file.rows["founded"]
    if not (fits := founded.str.fullmatch(_FOUNDED)).all():
        line = fits.index[~fits][0]
        raise RawFileError(
            f"{file.path.name}, line {line}, column founded: '{founded[line]}' is no year; look for"
            " exchanged columns"
        )
    for line, key, city in file.rows[["ags", "city"]].itertuples():
        if not municipalities.get(key, "").startswith(city or "?"):
            raise RawFileError(
                f"{file.path.name}, line {line}: '{key}' is not the key of {city} in the region;"
                " compare it with the Gemeindeverzeichnis"
            )


def seat_values(file: PlainCsv) -> pd.DataFrame:
    """Number of universities per municipality that is a seat.

    Raises
    ------
    RawFileError
        If a university stands twice.
    """
    rows = file.rows
    if (twice := rows["hs_nr"].duplicated()).any():
        line = twice.index[twice][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: '{rows['name'][line]}' stands twice; keep one row"
        )
    lines = rows.index.to_series().groupby(rows["ags"])
    counts = lines.size().rename("value").astype(float).reset_index()
    rule = lines.agg(lambda found: "count of rows " + ", ".join(map(str, found)))
    values = counts.assign(variable=SEATS, field="", year=YEAR, status=CALCULATED)
    return calculated(values, rule="").assign(
        raw_file=f"{SOURCE}/{file.path.name}", raw_rule=rule.to_numpy()
    )


def student_values(file: PlainCsv) -> pd.DataFrame:
    """Students of the universities seated in each municipality that is a seat."""
    return sum_rows(
        cell_values(
            file, "students", variable=STUDENTS, ags=file.rows["ags"], year=YEAR, decimals=0
        )
    )


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `universities`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If the file is unexpected or has a key outside the region.
    """
    path = file_of(raw, SOURCE, "hochschulen_ruhr.csv")
    file = read_plain_csv(path, _COLUMNS)
    require_seats(file, municipalities)
    places = [
        with_unlisted(seat_values(file), municipalities),
        with_unlisted(student_values(file), municipalities, status=NOT_PUBLISHED),
    ]
    table = Table(
        name="universities",
        title_de="Hochschulen nach Sitz",
        title_en="Universities by seat",
        values=with_districts(pd.concat(places, ignore_index=True), region),
        variables={
            SEATS: Variable("count", SOURCE, "year", 0),
            STUDENTS: Variable("persons", SOURCE, "year", 0),
        },
        origins=(origin_of(raw, path, as_of="2023"),),
        territorial_status="keys assigned from the address of the seat",
    )
    return [table]
