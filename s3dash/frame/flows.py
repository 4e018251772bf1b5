"""The page of commuters between districts: arcs on a map, and the same flows as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from s3dash import codes, config, labels, state, views
from s3dash.charts.flow_map import Arc, Region, flow_map
from s3dash.charts.labels import Labels
from s3dash.exhibits.on_flows import MOST_LINES, flow_sentence, flow_title
from s3dash.frame.figures import (
    Drawing,
    chart_words,
    draw_bare,
    headline,
    lead,
    reader_of,
    to_drawing,
)
from s3dash.frame.page import Audience, Page, Reader, show_choice
from s3dash.frame.parts import PAGE_FILES, caption, select
from s3dash.indicators import TOTALS, Indicator, places_of, to_csv_file
from s3dash.languages import in_data, sort_key
from s3dash.text import format_number
from s3dash.views import FlowFigures

ROWS: Final = 15


def flows_headline(page: Page, shown: FlowFigures) -> None:
    """Who goes where; below it the date and what is counted."""
    date = labels.date_of(_total_indicator(page), shown.flows.year, page.lang)
    headline(flow_title(shown.flows, page.lang), page.words("flows.about", date=date))


def flow_choices(page: Page, shown: FlowFigures) -> None:
    """Choice of the district, and of the direction where there is one."""
    districts = sorted(
        places_of(page.options.release, codes.DISTRICT), key=lambda item: sort_key(item.name.de)
    )
    names = {item.id: item.name.in_language(page.lang) for item in districts}
    about = shown.flows.place
    others = page.view.regions[1:]
    with st.container(horizontal=True, vertical_alignment="bottom", key="flow-choices"):
        show_choice("flow_place", about.id if about else "")
        st.selectbox(
            page.words("flows.place"),
            ["", *names],
            key="flow_place",
            format_func=lambda key: names.get(key) or page.words("flows.all"),
            on_change=lambda: page.choose_regions(
                [key for key in (st.session_state["flow_place"], *others) if key]
                if st.session_state["flow_place"]
                else []
            ),
            width=340,
        )
        if about is not None:
            select(
                page,
                "direction",
                state.DIRECTIONS,
                page.view.direction,
                show=lambda name: page.words(f"flows.{name}"),
                label=page.words("flows.direction"),
            )


def flow_notes(page: Page, shown: FlowFigures) -> None:
    """Which Kreis is shown for a municipality, and how many commuters there are in all."""
    about = shown.flows.place
    first = page.view.regions[0] if page.view.regions else ""
    if about is not None and len(first) == 8 and first != codes.municipality_key(about.id):
        name = about.name.in_language(page.lang)
        town = labels.place_name(page.options, first, page.lang)
        lead(page.words("flows.districts_only", name=town, district=name))
    st.markdown(flow_sentence(shown, page.lang))


def _number(reader: Audience, value: float) -> str:
    return format_number(value, reader.lang)


def flow_arcs(page: Page, shown: FlowFigures) -> None:
    """Map with an arc for each flow inside the region."""
    with st.container(key="flow-map"):
        draw_bare(page, _arcs(reader_of(page), shown), key="flows")


@lru_cache(maxsize=128)
def _arcs(reader: Reader, shown: FlowFigures) -> Drawing:
    regions, size = districts_of(reader)
    rows = shown.flows.inside.head(MOST_LINES)
    arcs = [
        Arc(row["origin"], row["destination"], row["persons"], _flow_words(reader, row))
        for row in rows.to_dict("records")
    ]
    about = shown.flows.place
    figure = flow_map(
        regions,
        arcs,
        _labels(reader, shown),
        size=size,
        chosen=about.id if about else "",
        mode=reader.mode,
    )
    return to_drawing(reader, figure)


def _name(reader: Audience, key: str) -> str:
    return labels.place_name(reader.options, key, reader.lang)


def _flow_words(reader: Audience, row: Mapping[Any, Any]) -> str:
    return reader.words(
        "flows.flow",
        origin=_name(reader, row["origin"]),
        destination=_name(reader, row["destination"]),
        number=_number(reader, row["persons"]),
    )


def _labels(reader: Audience, shown: FlowFigures) -> Labels:
    """Words of the figure; its description names the three largest flows."""
    largest = [_flow_words(reader, row) for row in shown.flows.inside.head(3).to_dict("records")]
    alt = reader.words(
        "flows.alt", title=flow_title(shown.flows, reader.lang), largest="; ".join(largest)
    )
    return Labels(
        value=reader.words("flows.persons"),
        unit="",
        number=lambda value: _number(reader, value),
        words=chart_words(reader.lang),
        alt=alt,
    )


@cache
def drawing_of(geo: Path) -> dict[str, Any]:
    """Outlines and label points of the release, as `shapes.json` has them."""
    drawing: dict[str, Any] = json.loads((geo / "shapes.json").read_text(encoding="utf-8"))
    return drawing


def districts_of(reader: Reader) -> tuple[dict[str, Region], tuple[float, float]]:
    """Named outlines of the districts by id, and width and height of the drawing they are in."""
    outlines = drawing_of(reader.options.release.geo)
    width, height = outlines["viewBox"][2:]
    regions = {
        shape["ags"]: Region(_name(reader, shape["ags"]), shape["d"], tuple(shape["label"]))
        for shape in outlines["district"]
    }
    return regions, (width, height)


def flow_list(page: Page, shown: FlowFigures) -> None:
    """Every flow with its people, and the table as CSV."""
    flows = shown.flows
    _table(page, _columns(page, shown), alt=flow_title(flows, page.lang))
    name = f"s3_{flows.described['name']}_{flows.place.id if flows.place else 'RUHR'}"
    st.download_button(
        page.words("flows.csv"),
        lambda: to_csv_file(views.flow_table(page.options, page.view)),
        f"{name}_{flows.direction if flows.place else 'all'}_{flows.year}.csv",
        "text/csv",
        key="download_flows",
        on_click="ignore",
    )


def _columns(page: Page, shown: FlowFigures) -> dict[str, Any]:
    """Ends of each flow and its people, with their headings; of one district the other end only."""
    rows, flows = shown.flows.rows, shown.flows
    columns: dict[str, Any] = {}
    if flows.place is None:
        columns[page.words("flows.origin")] = [_name(page, key) for key in rows["origin"]]
        columns[page.words("flows.destination")] = [_name(page, key) for key in rows["destination"]]
    else:
        partners, ours = rows[flows.partner], set(config.region().districts)
        columns[page.words(f"flows.{flows.partner}")] = [_name(page, key) for key in partners]
        columns[page.words("flows.inside")] = [
            page.words("flows.yes" if key in ours else "flows.no") for key in partners
        ]
    columns[page.words("flows.persons")] = rows["persons"]
    return columns


def _table(page: Page, columns: Mapping[str, Any], *, alt: str) -> None:
    table = pd.DataFrame(columns)
    st.dataframe(
        table.style.format(
            subset=[page.words("flows.persons")],
            precision=0,
            thousands=page.words("format.thousands_separator"),
        ),
        hide_index=True,
        height=35 * (min(len(table), ROWS) + 1) + 3,
        alt=alt,
    )


def _rows_of_the_file(page: Page, shown: FlowFigures) -> None:
    """The official file, and in which of its rows each figure stands."""
    origin, words = shown.flows.described["origin"], page.words("flows.check")
    with st.expander(words):
        caption(
            page.words(
                "flows.file",
                file=origin["file"].rpartition("/")[2],
                column=shown.flows.described["raw_column"],
                digest=origin["sha256"],
            )
        )
        line = {page.words("flows.row"): shown.flows.rows["raw_row"]}
        _table(page, _columns(page, shown) | line, alt=words)


def flow_source(page: Page, shown: FlowFigures) -> None:
    """What is not listed, the source, the trace of the total, and the rows of the official file."""
    flows, indicator = shown.flows, _total_indicator(page)
    caption(flows.described[f"note_{in_data(page.lang)}"])
    caption(labels.source_line(page.options, indicator, "", page.lang))
    if flows.place is not None:
        view = state.choose(
            page.view,
            page.options,
            page=state.TRACE,
            indicator=indicator.id,
            level=codes.DISTRICT,
            year=str(flows.year),
            regions=flows.place.id,
        )
        st.page_link(
            PAGE_FILES[state.TRACE],
            label=page.words(f"flows.trace_{flows.direction}"),
            query_params=view.to_query(),
        )
    _rows_of_the_file(page, shown)


def _total_indicator(page: Page) -> Indicator:
    return page.options.indicators[TOTALS[page.view.direction]]
