"""A release with the real catalogue and places and a handful of invented figures."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from s3dash import ROOT, codes, release
from s3dash.release import Origin, Release, Table, Variable

Cells = Mapping[tuple[str, str, int], float | str]
"""(field, ags, year) → a reported number, or the status of a cell that has none."""

AUTHORED = ("indicators.json", "sources.json", "regions.csv", "fields.csv", "release.json")


def small_release(
    folder: Path, variables: Mapping[str, Cells], *, unit: str = "persons"
) -> Release:
    """Write one table with some variables, and open it beside the real catalogue."""
    data = folder / "data"
    data.mkdir()
    for name in AUTHORED:
        shutil.copy(ROOT / "data" / name, data / name)
    release.write_table(data, made_table(variables, unit))
    return release.open_release(folder)


def made_table(variables: Mapping[str, Cells], unit: str) -> Table:
    rows = [
        {"variable": variable, "field": field, "ags": ags, "year": year, **cell_of(given)}
        for variable, cells in variables.items()
        for (field, ags, year), given in cells.items()
    ]
    return Table(
        name="made",
        title_de="erfunden",
        title_en="made",
        values=pd.DataFrame(rows),
        variables=dict.fromkeys(variables, Variable(unit, "made", "30.06.", 0)),
        origins=(Origin("made", "made.csv", "0" * 64),),
        territorial_status="made",
    )


def cell_of(given: float | str) -> dict[str, object]:
    if isinstance(given, str):
        return {"value": float("nan"), "status": given}
    return {"value": float(given), "status": codes.REPORTED}
