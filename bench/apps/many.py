"""Our map component with the areas of a case, for which the dashboard has no page of its own."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import streamlit as st

from bench.apps.figures import load
from s3dash.charts import scales, theme
from s3dash.component import WORDS, region_map

STATUS = dict.fromkeys("rcsmn", "")
METHODS = ("quantile", "equal_interval")
WORDS_SHOWN = dict.fromkeys(WORDS, "{n}") | {"status": STATUS, "regions": {"other": "{count}"}}


@st.cache_resource
def tables() -> dict[str, Any]:
    """Values of each indicator, as years × areas, and the keys of the areas."""
    _, figures = load()
    return {
        name: rows.pivot(index="year", columns="ags", values="value")
        for name, rows in figures.groupby("indicator")
    }


@st.cache_resource
def shown(indicator: str) -> dict[str, Any]:
    """What the component is given for one indicator; made once, as the dashboard does it."""
    table = tables()[indicator]
    ids, years = list(table.columns), [int(year) for year in table.index]
    values = table.to_numpy().reshape(-1)
    edges = {
        name: scales.breaks(values, method=name, k=5, centre=None, log=True) for name in METHODS
    }
    return {
        "shapes": f"/app/static/{next(Path(__file__).parent.glob('static/shapes.*.json')).name}",
        "level": "municipality", "ids": ids, "names": ids, "years": years, "year": years[-1],
        "dates": [str(year) for year in years], "breaks": [], "lines": [],
        "values": [[None if np.isnan(v) else v for v in row] for row in table.to_numpy()],
        "status": ["r" * len(ids)] * len(years), "low": None, "high": None,
        "mark": "fill", "centre": None, "scale": "log", "method": METHODS[0], "k": 5, "ks": [5],
        "classes": {
            f"{name}-5": {"breaks": [float(edge) for edge in found],
                          "colors": theme.ramp("sequential", found, None, mode="light")}
            for name, found in edges.items()
        },
        "methods": [[name, name] for name in METHODS], "categories": None, "decimals": 1,
        "unit": "", "unit_long": indicator, "locale": "de", "selected": [], "max_selected": 6,
        "palette": list(theme.palette("light").regions), "title": indicator, "source": "",
        "sentences": {}, "words": WORDS_SHOWN,
        "profile_url": "?{ags}", "trace_url": "?{ags}",
    }  # fmt: skip


indicator = st.selectbox("Indicator", sorted(tables()))
region_map(shown(indicator), key="map", on_change=lambda: None)
