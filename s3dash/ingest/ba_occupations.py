"""Statistik der Bundesagentur für Arbeit: employees by occupation (KldB 2010, 3 digits), 30 June.

An R data frame of 4.4 million rows (about 2 GB while it is read). Used are employees subject to
social insurance, all of them: women, foreigners and marginal part-time jobs are left out.
`n` missing is suppressed, a missing group is "no information" and part of the total.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import pyreadr

from s3dash.codes import (
    DISTRICT,
    NO_INFORMATION,
    REPORTED,
    SUPPRESSED,
    is_ags,
    is_occupation,
    level_of,
)
from s3dash.ingest.raw_file import (
    RawFileError,
    file_of,
    from_cells,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "ba-occupations-2025"

_TYPE: Final = "social insurance"
_ALL: Final = "total"
_EMPLOYEES: Final = "employees_by_workplace"
_REGIONS: Final = "region_codes"
_COLUMNS: Final = ("region", "occupational_group", "year", "type", "group", "n")


def occupation_values(rows: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """Turn the rows of the data frame into long values.

    Raises
    ------
    RawFileError
        If columns are missing, no row is of the kind that is used, a group has no KldB code, a
        key is none of a district, a row stands twice, or a region lacks a group in a year.
    """
    if missing := sorted(set(_COLUMNS) - set(rows.columns)):
        raise RawFileError(f"{file}: the columns {missing} are missing; found {list(rows.columns)}")
    numbered = rows.assign(row=range(1, len(rows) + 1))
    used = numbered[(rows["type"] == _TYPE) & (rows["group"] == _ALL)].set_index("row", drop=False)
    if not len(used):
        raise RawFileError(
            f"{file}: no row has the type '{_TYPE}' and the group '{_ALL}'; found"
            f" {sorted(rows['type'].dropna().unique())} and"
            f" {sorted(rows['group'].dropna().unique())}, so adapt the module to the new labels"
        )
    keys = used["region"].astype(str)
    require_district_keys(keys, file=file)
    require_single(used, ["region", "occupational_group", "year"], file=file, what="row")
    field = used["occupational_group"].fillna(NO_INFORMATION)
    strangers = sorted({c for c in field.unique() if c != NO_INFORMATION and not is_occupation(c)})
    if strangers:
        raise RawFileError(f"{file}: {strangers} are no groups of the KldB 2010 with 3 digits")
    values = pd.DataFrame(
        {
            "variable": "employees_occupation",
            "field": field.astype(str),
            "ags": used["region"].astype(str),
            "year": used["year"].astype(int),
            "value": used["n"].astype(float),
            "status": used["n"].isna().map({True: SUPPRESSED, False: REPORTED}),
        }
    )
    check_complete(values, file=file)
    text = used["n"].map("{:.0f}".format, na_action="ignore").fillna("NA")
    noted = from_cells(
        Path(SOURCE) / file,
        values,
        row=used["row"],
        column=list(rows.columns).index("n") + 1,
        text=text,
    )
    return noted.reset_index(drop=True)


def require_district_keys(keys: pd.Series, *, file: str) -> None:
    """Stop where a key is none of a district.

    Raises
    ------
    RawFileError
        If there is such a key.
    """
    if no_keys := [key for key in keys.unique() if not is_ags(key) or level_of(key) != DISTRICT]:
        raise RawFileError(f"{file}: {no_keys[:3]} are no district keys of 5 digits")


def check_complete(values: pd.DataFrame, *, file: str) -> None:
    """Every region has every group in every year, so that no gap can pass for a zero.

    Raises
    ------
    RawFileError
        If one has not.
    """
    counts = values.groupby(["ags", "year"])["field"].nunique()
    expected = values["field"].nunique()
    if len(incomplete := counts[counts != expected]):
        ags, year = incomplete.index[0]
        raise RawFileError(
            f"{file}: {ags} has {incomplete.iloc[0]} of {expected} groups in {year};"
            " find out whether a missing row is a zero before it is used"
        )


def read_frame(path: Path) -> pd.DataFrame:
    """The one data frame of an R file.

    Raises
    ------
    RawFileError
        If there is none.
    """
    try:
        (frame,) = pyreadr.read_r(str(path)).values()
    except (pyreadr.PyreadrError, pyreadr.LibrdataError, ValueError) as error:
        raise RawFileError(
            f"{path.name}: no single R data frame can be read ({error}); is the file whole?"
        ) from error
    return pd.DataFrame(frame)


def read_region_names(raw: Path) -> dict[str, str]:
    """Names of the districts as this source writes them, by AGS."""
    path = file_of(raw, SOURCE, f"{_REGIONS}.rda")
    frame = read_frame(path)
    return dict(zip(frame["code"].astype(str), frame["name"].astype(str), strict=True))


def read(raw: Path) -> list[Table]:
    """Read the table `employees_by_occupation`.

    Raises
    ------
    RawFileError
        If the data frame is unexpected or has gaps.
    """
    path = file_of(raw, SOURCE, f"{_EMPLOYEES}.rda")
    table = Table(
        name="employees_by_occupation",
        title_de="Sozialversicherungspflichtig Beschäftigte am Arbeitsort nach Berufen",
        title_en="Employees subject to social insurance at the place of work by occupation",
        values=occupation_values(read_frame(path), file=path.name),
        variables={"employees_occupation": Variable("persons", SOURCE, "30.06.", 0)},
        origins=(origin_of(raw, path),),
        territorial_status="July 2026",
        file_format="parquet",
    )
    return [table]
