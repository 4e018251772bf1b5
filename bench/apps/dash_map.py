"""The same map in Dash, as fast as its documentation teaches: boundaries fetched once, by address.

With its defaults, on the server that `app.run()` starts.
"""

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from dash import Dash, Input, Output, dcc, html

from bench.apps.figures import CASE, load

_, table = load()
indicators = sorted(table["indicator"].unique())
years = {
    name: sorted(map(int, rows["year"].unique()), reverse=True)
    for name, rows in table.groupby("indicator")
}

app = Dash(assets_folder=os.environ[CASE])
app.layout = html.Div(
    [
        dcc.Dropdown(indicators, indicators[0], id="indicator", clearable=False),
        dcc.Dropdown(years[indicators[0]], years[indicators[0]][0], id="year", clearable=False),
        dcc.Graph(id="map"),
    ]
)


@app.callback(
    Output("year", "options"),
    Output("year", "value"),
    Input("indicator", "value"),
    prevent_initial_call=True,
)
def offer(indicator: str) -> tuple[list[int], int]:
    """Years of the chosen indicator, the newest chosen."""
    return years[indicator], years[indicator][0]


@app.callback(Output("map", "figure"), Input("indicator", "value"), Input("year", "value"))
def draw(indicator: str, year: int) -> dict[str, Any]:
    """Map of the chosen indicator and year."""
    shown = year if year in years[indicator] else years[indicator][0]
    rows = table[(table["indicator"] == indicator) & (table["year"] == shown)]
    trace = {
        "type": "choropleth",
        "geojson": app.get_asset_url("areas.geojson"),
        "featureidkey": "properties.ags",
        "locations": rows["ags"].tolist(),
        "z": rows["value"].tolist(),
    }
    return {"data": [trace], "layout": {"geo": {"fitbounds": "locations", "visible": False}}}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
