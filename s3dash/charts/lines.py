"""Lines over years, in the indicator's unit or indexed to a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import Style, canvas, value_title, wrap
from s3dash.charts.labels import Labels, hover
from s3dash.charts.theme import SIZE_SMALL, SIZE_TEXT, Mode, palette

HEIGHT: Final = 380
MOST_DIRECT: Final = 6

_TOP, _BOTTOM = 44, 32
_LABEL_WIDTH: Final = 14
_CHARACTER: Final = 7.6
_LINE: Final = 17.0
_MOST_YEARS: Final = 8


def lines(
    table: pd.DataFrame,
    labels: Labels,
    *,
    style: Style,
    base_year: int | None = None,
    breaks: Sequence[int] = (),
    mode: Mode = "light",
) -> go.Figure:
    """One line per region; a year without a value is a gap with a mark at the bottom.

    Parameters
    ----------
    table : DataFrame
        `region, name, field, field_label, value, status, low, high, year` of one field.
    labels : Labels
        Words and number format of the values as they stand in the table.
    style : mapping
        Colour and marker per region. Up to six lines are named at their ends, more in a legend.
    base_year : int, optional
        Year that becomes 100. Regions without a value above 0 in that year have no line, and
        lines end at series breaks: figures beyond cannot be compared with the base.
    breaks : sequence of int
        First years of new series: the line is cut before each.
    mode : str
        `"light"` or `"dark"`.

    Raises
    ------
    ValueError
        If the table holds several fields.
    """
    if table["field"].nunique() > 1:
        raise ValueError(f"{table['field'].nunique()} fields in one chart of lines; expected one")
    drawn = table[table["region"].isin(list(style))].sort_values("year")
    drawn = drawn.assign(series=np.searchsorted(sorted(breaks), drawn["year"], side="right"))
    drawn = drawn.assign(shown=drawn["value"] if base_year is None else _index(drawn, base_year))
    bottom, top = _range(drawn["shown"])
    figure = canvas(labels, height=HEIGHT, mode=mode)
    for region, look in style.items():
        rows = drawn[drawn["region"] == region]
        if not rows.empty:
            figure.add_traces(_line(rows, labels, look, bottom + 0.025 * (top - bottom)))
    figure.update_layout(
        margin={"t": _TOP, "b": _BOTTOM},
        xaxis={"showgrid": False, "tickformat": "d", **_year_ticks(drawn["year"])},
        yaxis={"range": [bottom, top], "nticks": 6, "tickformat": ",~f"},
    )
    words = labels.words
    value_title(
        figure,
        labels.axis
        if base_year is None
        else f"{labels.value}, {words.index_of.format(year=base_year)}",
    )
    if base_year is not None:
        figure.add_hline(y=100, line={"color": palette(mode).muted, "width": 1}, layer="below")
    _mark_breaks(figure, drawn["year"], breaks, words.series_break, mode)
    if len(style) <= MOST_DIRECT:
        _name_ends(figure, drawn, style, (bottom, top))
    else:
        figure.update_layout(showlegend=True, margin={"t": _TOP + 40}, legend={"y": 1.14})
    return figure


def _index(rows: pd.DataFrame, base_year: int) -> pd.Series:
    """Values with those of the base year as 100 [1]; missing beyond a series break."""
    base = rows[(rows["year"] == base_year) & (rows["value"] > 0)].set_index("region")
    comparable = rows["series"] == rows["region"].map(base["series"])
    return (100 * rows["value"] / rows["region"].map(base["value"])).where(comparable)


def _range(values: pd.Series) -> tuple[float, float]:
    """Ends of the axis, with a little air; from 0 where the values come near it anyway."""
    low, high = values.min(), values.max()
    if pd.isna(low):
        return 0.0, 1.0
    air = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    bottom = 0.0 if 0 <= low < 0.35 * high else low - air
    return float(bottom), float(high + air)


def _line(
    rows: pd.DataFrame,
    labels: Labels,
    look: tuple[str, str],
    floor: float,
) -> list[go.Scatter]:
    """Line of one region, cut at breaks and gaps; years without a value get a mark on the floor."""
    colour, symbol = look
    cut = rows.assign(text=hover(rows, labels))
    ends = cut[cut["series"].diff() > 0].assign(shown=np.nan)
    cut = pd.concat([ends, cut]).sort_values(["year", "shown"], na_position="first", kind="stable")
    line = go.Scatter(
        x=cut["year"],
        y=cut["shown"],
        customdata=cut["value"],
        mode="lines+markers",
        name=rows["name"].iloc[0],
        line={"color": colour, "width": 2.4},
        marker={"size": 7, "symbol": symbol, "color": colour},
        cliponaxis=False,
        hovertext=cut["text"],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    unknown = cut[cut["shown"].isna() & cut["value"].isna()].drop_duplicates("year")
    if unknown.empty:
        return [line]
    marks = go.Scatter(
        x=unknown["year"],
        y=[floor] * len(unknown),
        mode="markers",
        name=labels.words.no_value,
        marker={"size": 9, "symbol": "x-thin", "line": {"color": colour, "width": 2}},
        cliponaxis=False,
        showlegend=False,
        hovertext=unknown["text"],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return [line, marks]


def _year_ticks(years: pd.Series) -> dict[str, object]:
    known = sorted(years.unique().tolist())
    if not known:
        return {}
    air = 0.03 * (known[-1] - known[0]) or 0.5
    ticks: dict[str, object] = {
        "range": [known[0] - air, known[-1] + air],
        "nticks": 7,
        "tickangle": 0,
    }
    if len(known) <= _MOST_YEARS:
        ticks |= {"tickvals": known}
    return ticks


def _mark_breaks(
    figure: go.Figure, years: pd.Series, breaks: Sequence[int], words: str, mode: Mode
) -> None:
    for first in breaks:
        before, after = years[years < first], years[years >= first]
        if before.empty or after.empty:
            continue
        figure.add_vline(
            x=(before.max() + after.min()) / 2,
            line={"color": palette(mode).muted, "width": 1, "dash": "dot"},
            layer="below",
            annotation={
                "text": wrap(words, 14),
                "font": {"size": SIZE_SMALL, "color": palette(mode).muted},
                "align": "left",
                "yanchor": "top",
                "hovertext": words,
            },
            annotation_position="top right",
        )


def _name_ends(
    figure: go.Figure, rows: pd.DataFrame, style: Style, span: tuple[float, float]
) -> None:
    """Write each region's name beside the last point of its line, none over another."""
    last = rows.dropna(subset="shown").drop_duplicates("region", keep="last")
    last = last.sort_values("shown")
    names = [wrap(name, _LABEL_WIDTH) for name in last["name"]]
    pixels = (HEIGHT - _TOP - _BOTTOM) / (span[1] - span[0])
    wanted = ((last["shown"] - span[0]) * pixels).tolist()
    heights = [_LINE * (1 + name.count("<br>")) for name in names]
    placed = apart(wanted, heights)
    for name, region, end, from_end in zip(
        names,
        last["region"],
        last["shown"],
        np.subtract(placed, wanted).tolist(),
        strict=True,
    ):
        figure.add_annotation(
            text=name,
            x=1,
            xref="paper",
            y=end,
            yshift=from_end,
            xanchor="left",
            xshift=4,
            align="left",
            showarrow=False,
            font={"size": SIZE_TEXT, "color": style[region][0], "weight": 500},
        )
    widest = max((len(line) for name in names for line in name.split("<br>")), default=0)
    figure.update_layout(margin={"r": round(widest * _CHARACTER) + 12})


def apart(wanted: list[float], heights: list[float]) -> list[float]:
    """Move ascending places apart so that labels of the given heights do not touch.

    >>> apart([0, 2, 50], [10, 10, 10])
    [-4.0, 6.0, 50.0]
    """
    groups: list[tuple[float, list[float]]] = []
    for place, height in zip(wanted, heights, strict=True):
        centre, members = float(place), [height]
        while groups and groups[-1][0] + sum(groups[-1][1]) / 2 > centre - sum(members) / 2:
            other, others = groups.pop()
            count = len(others) + len(members)
            centre = (other * len(others) + centre * len(members)) / count
            members = others + members
        groups.append((centre, members))
    placed = []
    for centre, members in groups:
        edge = centre - sum(members) / 2
        for height in members:
            placed.append(edge + height / 2)
            edge += height
    return placed
