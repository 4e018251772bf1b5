"""The figure that the page on origins traces."""

from __future__ import annotations

import pandas as pd

from s3dash import config
from s3dash.indicators import Place, figures, place, same_place
from s3dash.state import Options, View


def traced_place(options: Options, view: View) -> Place:
    """Place whose figure a view traces: the first selected one, else the whole region."""
    keys = same_place(options.release, view.regions[:1], view.level) or (config.region().id,)
    return place(options.release, keys[0])


def trace_table(options: Options, view: View) -> pd.DataFrame:
    """Row of the traced figure."""
    question = view.question(options.indicators)
    return figures(options.release, question, [traced_place(options, view)], [view.year])
