"""The charts of a comparison in Dash: figures as plain data, made once; a choice shows others."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from bench.apps.figures import CASE

views = json.loads((Path(os.environ[CASE]) / "charts.json").read_text(encoding="utf-8"))
names = list(views)
count = len(views[names[0]])

app = Dash()
app.layout = html.Div(
    [
        dcc.Dropdown(names, names[0], id="view", clearable=False),
        *(dcc.Graph(id=f"chart{number}") for number in range(count)),
    ]
)


@app.callback(
    [Output(f"chart{number}", "figure") for number in range(count)], Input("view", "value")
)
def draw(view: str) -> list[go.Figure]:
    """All charts of a view."""
    return [go.Figure(one) for one in views[view]]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
