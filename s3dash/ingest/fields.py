"""The list of fields: sectors and occupation groups with their names in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.ingest.raw_file import RawFileError
from s3dash.release import CATALOGUE, FIELD_COLUMNS

WZ2008: Final = "wz2008"
KLDB2010: Final = "kldb2010"
FILES: Final = {WZ2008: "sectors.toml", KLDB2010: "occupations.toml"}


def list_fields(used: Mapping[str, Collection[str]], folder: Path = CATALOGUE) -> pd.DataFrame:
    """Names of the fields that occur in the tables, in the order of the authored files.

    Parameters
    ----------
    used : codes that occur, by classification
    folder : holds the authored names

    Raises
    ------
    RawFileError
        If a code that occurs has no name.
    """
    rows: list[dict[str, str]] = []
    for classification, file in FILES.items():
        names = tomllib.loads((folder / file).read_text(encoding="utf-8"))
        codes = set(used[classification])
        if unnamed := sorted(codes - set(names)):
            raise RawFileError(f"catalogue/{file}: no names for {unnamed}; add them")
        rows.extend(
            {"classification": classification, "code": code, **entry}
            for code, entry in names.items()
            if code in codes
        )
    return pd.DataFrame(rows, columns=list(FIELD_COLUMNS))
