"""What the maps of the other frameworks share: boundaries, figures, and the usual plotly call."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

CASE = "BENCH_CASE"
"""Environment variable with the folder that holds `areas.geojson` and `figures.csv`."""


def load() -> tuple[dict[str, Any], pd.DataFrame]:
    """Boundaries and figures of the case that the harness asks for."""
    folder = Path(os.environ[CASE])
    areas: dict[str, Any] = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))
    return areas, pd.read_csv(folder / "figures.csv", dtype={"ags": str})


def figure(areas: dict[str, Any], table: pd.DataFrame, indicator: str, year: int) -> go.Figure:
    """Map of one indicator and year, by the call that plotly's documentation shows first."""
    rows = table[(table["indicator"] == indicator) & (table["year"] == year)]
    drawn = px.choropleth(
        rows, geojson=areas, locations="ags", featureidkey="properties.ags", color="value"
    )
    return drawn.update_geos(fitbounds="locations", visible=False)
