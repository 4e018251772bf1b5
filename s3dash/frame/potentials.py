"""Parts of the page of potentials: what lies near to the strengths of a place, and why."""

from __future__ import annotations

import html
import math
from typing import Any, Final

import pandas as pd
import streamlit as st

from s3dash import codes, labels, state, views
from s3dash.analysis.potentials import (
    COMPLEX_FROM,
    NEAR_COMPLEX,
    QUADRANTS,
    TILTED_FROM,
    Ends,
    Potential,
)
from s3dash.charts.labels import Labels
from s3dash.charts.scatter import HEIGHT, ScatterWords, scatter
from s3dash.exhibits.on_potentials import potential_subtitle, potential_title
from s3dash.frame.figures import (
    address,
    asked,
    chart_words,
    draw_bare,
    headline,
    height_or,
    lead,
    reader_of,
    to_drawing,
)
from s3dash.frame.page import Page, show_choice
from s3dash.frame.parts import caption, region_options, select, source_caption
from s3dash.frame.settings import THRESHOLD, settings, worked_figure
from s3dash.indicators import OCCUPATION, Question, to_csv_file
from s3dash.text import format_number, join_list
from s3dash.views import NATION_LISTED, PotentialFigures

REASONS: Final = 6
"""Strengths that are listed one by one; the others are added up."""

_LITTLE: Final = 0.01
"""Part of Germany's employees below which their range is left to the table of figures."""

_WRITTEN: Final = 9
_CHART: Final = "potentials"
_ROWS: Final = 12
_WIDTHS: Final = {
    "group": 300,
    "theme": 130,
    "quadrant": 145,
    "density": 135,
    "pci": 165,
    "quotient": 160,
    "employees": 130,
    "nation": 190,
}
"""Widths of the columns in pixels, in their order."""
_DECIMALS: Final = {"density": 2, "pci": 2, "quotient": 2, "employees": 0, "part": 3}


def potentials_headline(page: Page, shown: PotentialFigures) -> None:
    """What is near and valuable, as a sentence; below it what was compared."""
    headline(
        potential_title(page.options, shown, page.lang),
        potential_subtitle(page.options, shown, page.lang),
    )


def _name(page: Page, code: str) -> str:
    return labels.field_name(page.options, OCCUPATION, code, page.lang, short=True)


def _threshold(page: Page, shown: PotentialFigures) -> str:
    value = shown.found.threshold
    return format_number(value, page.lang, len(f"{value:g}".partition(".")[2]))


def potential_choices(page: Page, shown: PotentialFigures) -> None:
    """Choice of the place, of a theme, and of the group that is looked at closer."""
    names = {item["id"]: item["name"] for item in region_options(page)}
    names.setdefault(shown.asked.id, shown.asked.name.in_language(page.lang))
    others = page.view.regions[1:]
    with st.container(horizontal=True, vertical_alignment="bottom", key="potential-choices"):
        show_choice("potential_place", shown.asked.id)
        st.selectbox(
            page.words("potentials.place"),
            list(names),
            key="potential_place",
            format_func=names.__getitem__,
            on_change=lambda: page.choose_regions(
                list(dict.fromkeys((st.session_state["potential_place"], *others)))
            ),
        )
        show_choice("potential_theme", shown.theme)
        st.selectbox(
            page.words("potentials.theme"),
            ["", *page.options.release.themes],
            key="potential_theme",
            format_func=lambda key: _theme(page, key) or page.words("potentials.all_themes"),
            on_change=lambda: page.go(focus=st.session_state["potential_theme"]),
        )
        if shown.chosen is not None:
            select(
                page,
                "focus",
                [item.field for item in shown.listed],
                shown.chosen.field,
                show=lambda code: labels.field_option(page.options, OCCUPATION, code, page.lang),
                label=page.words("potentials.group"),
            )


def _theme(page: Page, key: str) -> str:
    themes = page.options.release.themes
    return themes[key].short.in_language(page.lang) if key in themes else ""


def potential_notes(page: Page, shown: PotentialFigures) -> None:
    """Which place answers for the chosen one, which group is strong already, and what one sees."""
    about, asked_for = shown.found.place, shown.asked
    names = {
        "place": about.name.in_language(page.lang),
        "asked": asked_for.name.in_language(page.lang),
    }
    if asked_for.level == codes.MUNICIPALITY and asked_for.id[:5] == about.id:
        lead(page.words("potentials.district_only", **names))
    elif asked_for.id != about.id:
        lead(page.words("potentials.nation", **names))
    if page.view.focus in codes.SECTORS:
        lead(page.words("potentials.no_sectors"))
    if shown.already:
        field = labels.field_name(page.options, OCCUPATION, shown.already, page.lang)
        lead(page.words("potentials.already", field=field, place=names["place"]))
    tilt = page.words(f"potentials.{_tilt(shown)}", place=names["place"])
    lead(f"{tilt} {page.words('potentials.guide')}")


def _tilt(shown: PotentialFigures) -> str:
    """Key of the sentence that says whether what is complex lies near here."""
    if abs(shown.found.tilt) < TILTED_FROM:
        return "tilt_none"
    return "tilt_near" if shown.found.tilt > 0 else "tilt_far"


def potential_chart(page: Page, shown: PotentialFigures) -> None:
    """Scatter of all groups in which the place is not strong; a click looks closer at one."""
    words = ScatterWords(
        across=page.words("potentials.across"),
        upwards=page.words("potentials.upwards"),
        top_right=page.words("potentials.near_complex"),
        top_left=page.words("potentials.far_complex"),
        bottom_right=page.words("potentials.near_simple"),
        bottom_left=page.words("potentials.far_simple"),
        mean=page.words("potentials.mean"),
    )
    figure = scatter(
        _points(page, shown),
        Labels(
            value=words.across,
            unit="",
            number=lambda value: _number(page, "density", value),
            words=chart_words(page.lang),
            alt=_alt(page, shown),
        ),
        words,
        cut=(shown.found.near_from, COMPLEX_FROM),
        groups=[(key, _theme(page, key)) for key in page.options.release.themes],
        chosen=shown.chosen.field if shown.chosen else "",
        height=height_or(HEIGHT),
        mode=page.mode,
    )

    def clicked() -> None:
        page.go(focus=str(st.session_state[_CHART].clicked["customdata"]))

    draw_bare(page, to_drawing(reader_of(page), figure), key=_CHART, on_click=clicked)


def _points(page: Page, shown: PotentialFigures) -> pd.DataFrame:
    """Rows of the scatter; names for the groups of the themes, near and complex ones first."""
    listed = {item.field for item in shown.listed}
    order = sorted(
        shown.found.groups,
        key=lambda item: (
            item.field not in listed,
            QUADRANTS.index(item.quadrant),
            -item.employees_nation[1],
        ),
    )
    themed = [item.field for item in order if item.theme and item.field in listed]
    named = {*themed[:_WRITTEN], shown.chosen.field if shown.chosen else ""}
    return pd.DataFrame(
        [
            {
                "key": item.field,
                "name": _name(page, item.field) if item.field in named else "",
                "group": item.theme,
                "x": item.density[1],
                "x_low": item.density[0],
                "x_high": item.density[2],
                "y": item.pci[1],
                "y_low": item.pci[0],
                "y_high": item.pci[2],
                "size": item.employees_nation[1],
                "open": item.may_be_strong,
                "faint": item.field not in listed,
                "text": _box(page, item),
            }
            for item in order
        ]
    )


def _box(page: Page, item: Potential) -> str:
    lines = [
        f"<b>{labels.field_option(page.options, OCCUPATION, item.field, page.lang)}</b>",
        page.words(f"potentials.{item.quadrant}"),
        page.words("potentials.box_density", value=_between(page, "density", item.density)),
        page.words("potentials.box_pci", value=_between(page, "pci", item.pci)),
        page.words("potentials.box_quotient", value=_between(page, "quotient", item.quotient)),
        page.words("potentials.box_here", value=_between(page, "employees", item.employees)),
        page.words("potentials.box_nation", value=_in_germany(page, item)),
    ]
    return "<br>".join(lines)


def _alt(page: Page, shown: PotentialFigures) -> str:
    near = [_name(page, item.field) for item in shown.listed if item.quadrant == NEAR_COMPLEX]
    return page.words(
        "potentials.alt",
        place=shown.found.place.name.in_language(page.lang),
        count=len(shown.listed),
        near=join_list(near[:5], page.lang) or page.words("potentials.nobody"),
    )


def _number(page: Page, name: str, value: float) -> str:
    return format_number(value, page.lang, _DECIMALS[name], sign=name == "pci")


def _between(page: Page, name: str, ends: Ends) -> str:
    """Value, with its range where rounding does not hide it; only the range where it is unknown."""
    low, value, high = (_number(page, name, end) if end == end else "" for end in ends)
    if low == high:
        return value or low
    key = "potentials.ranged" if value else "potentials.range_only"
    return page.words(key, value=value, low=low, high=high)


def _in_germany(page: Page, item: Potential) -> str:
    """Germany's employees; with their range where suppressed cells make out more than a little."""
    low, value, high = item.employees_nation
    if high - low > _LITTLE * value:
        return _between(page, "employees", item.employees_nation)
    return _number(page, "employees", value)


def potential_why(page: Page, shown: PotentialFigures) -> None:
    """The chosen group: how big, how near and to what, and who is strong in it."""
    item, found = shown.chosen, shown.why
    if item is None or found is None:
        return
    about = shown.found.place.name.in_language(page.lang)
    field = labels.field_option(page.options, OCCUPATION, item.field, page.lang)
    parts = [page.words(f"potentials.{item.quadrant}"), _theme(page, item.theme)]
    body = [
        f"<h2>{html.escape(field)}</h2>",
        f'<p class="s3-quadrant">{html.escape(" · ".join(filter(None, parts)))}</p>',
        *(f"<p>{html.escape(line)}</p>" for line in _sentences(page, shown, item, about)),
        _reasons(page, shown),
        *_strong_places(page, shown),
        _links(page, shown, item),
    ]
    st.html(f'<section class="s3-why-panel">{"".join(body)}</section>')


def _sentences(page: Page, shown: PotentialFigures, item: Potential, about: str) -> list[str]:
    """How big the group is here and in Germany, and whether the place may be strong in it."""
    known = {
        "place": about,
        "employees": _between(page, "employees", item.employees),
        "quotient": _between(page, "quotient", item.quotient),
        "nation": _in_germany(page, item),
        "threshold": _threshold(page, shown),
    }
    if not math.isnan(item.employees[1]):
        return [page.words("potentials.size", **known)]
    key = "may_be_strong" if item.may_be_strong else "surely_not"
    return [page.words("potentials.size_hidden", **known), page.words(f"potentials.{key}", **known)]


def _reasons(page: Page, shown: PotentialFigures) -> str:
    """Table of the strengths that the group is near to; its last line is the density."""
    item, found = shown.chosen, shown.why
    assert item is not None
    assert found is not None
    first, rest = found.reasons[:REASONS], found.reasons[REASONS:]
    rows = [
        (_name(page, reason.field), _number(page, "quotient", reason.quotient[1]), reason.part)
        for reason in first
    ]
    if rest:
        others = page.words("potentials.others", n=str(len(rest)))
        rows.append((others, "", sum(reason.part for reason in rest)))
    total = (page.words("potentials.together"), "", item.density[1])
    cells = "".join(
        f"<tr><th scope='row'>{html.escape(name)}</th><td>{html.escape(quotient)}</td>"
        f"<td>{html.escape(_number(page, 'part', part))}</td></tr>"
        for name, quotient, part in (*rows, total)
    )
    heads = "".join(
        f"<th scope='col'>{html.escape(page.words(f'potentials.head_{key}'))}</th>"
        for key in ("strength", "quotient", "part")
    )
    title = page.words("potentials.reasons")
    mean = page.words(
        "potentials.compared",
        density=_between(page, "density", item.density),
        mean=_number(page, "density", shown.found.near_from),
    )
    return (
        f"<h3>{html.escape(title)}</h3><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{cells}</tbody></table><p>{html.escape(mean)}</p>"
    )


def _strong_places(page: Page, shown: PotentialFigures) -> list[str]:
    """Who is strong in the group: in the region, and the strongest in Germany."""
    assert shown.why is not None
    listed = (("in_region", shown.why.region), ("in_nation", shown.why.nation[:NATION_LISTED]))
    lines = []
    for key, places in listed:
        named = [
            f"{labels.place_name(page.options, item.ags, page.lang)}"
            f" ({_number(page, 'quotient', item.quotient[1])})"
            for item in places
        ]
        words = page.words(
            f"potentials.{key}",
            threshold=_threshold(page, shown),
            places=join_list(named, page.lang) or page.words("potentials.nobody"),
        )
        lines.append(f"<p>{html.escape(words)}</p>")
    return lines


def _links(page: Page, shown: PotentialFigures, item: Potential) -> str:
    """Map of the group, and the trace of its nearness."""
    quotient = asked(_quotient(page, item.field), shown.found.year)
    density = asked(_density(page, item.field), shown.found.year, shown.found.place.id)
    links = (
        (page.link(state.MAP, **quotient, level=codes.DISTRICT), "potentials.to_map"),
        (page.link(state.TRACE, **density), "potentials.to_trace"),
    )
    body = " · ".join(
        f'<a href="{address(link)}" target="_self">{html.escape(page.words(key))}</a>'
        for link, key in links
    )
    return f'<p class="s3-links">{body}</p>'


def _quotient(page: Page, code: str) -> Question:
    return Question(page.options.indicators["location_quotient"], OCCUPATION, code, "germany")


def _density(page: Page, code: str) -> Question:
    return Question(page.options.indicators["relatedness_density"], OCCUPATION, code)


def potential_settings(page: Page, shown: PotentialFigures) -> None:
    """From where on the place counts as strong, and the formulas of the chosen group."""
    about, year = shown.found.place, shown.found.year
    worked = []
    if shown.chosen is not None:
        code = shown.chosen.field
        for question, key in (
            (_quotient(page, code), "meaning_quotient"),
            (_density(page, code), "meaning_density"),
            (Question(page.options.indicators["eci"]), "meaning_eci"),
        ):
            meaning = page.words(f"potentials.{key}")
            worked.append(worked_figure(page, question, about, year, meaning=meaning))
    settings(page, (THRESHOLD,), worked=worked)


def potential_rows(page: Page, shown: PotentialFigures) -> None:
    """Table of the listed groups, and the same as CSV."""
    st.header(page.words("potentials.list"), anchor=False)
    columns: dict[str, list[Any]] = {
        "group": [
            labels.field_option(page.options, OCCUPATION, item.field, page.lang)
            for item in shown.listed
        ],
        "theme": [_theme(page, item.theme) for item in shown.listed],
        "quadrant": [page.words(f"potentials.{item.quadrant}") for item in shown.listed],
        "density": [_between(page, "density", item.density) for item in shown.listed],
        "pci": [_between(page, "pci", item.pci) for item in shown.listed],
        "quotient": [_between(page, "quotient", item.quotient) for item in shown.listed],
        "employees": [_between(page, "employees", item.employees) for item in shown.listed],
        "nation": [_in_germany(page, item) for item in shown.listed],
    }
    table = pd.DataFrame(
        {page.words(f"potentials.column_{key}"): cells for key, cells in columns.items()}
    )
    st.dataframe(
        table,
        hide_index=True,
        height=35 * (min(len(table), _ROWS) + 1) + 3,
        column_config={
            page.words(f"potentials.column_{key}"): st.column_config.Column(width=width)
            for key, width in _WIDTHS.items()
        },
        alt=page.words("potentials.list"),
    )
    name = f"s3_potentials_{shown.found.place.id.partition('~')[0]}_{shown.found.year}.csv"
    st.download_button(
        page.words("potentials.csv"),
        lambda: to_csv_file(views.potential_list(page.options, page.view)),
        name,
        "text/csv",
        key="download_potentials",
        on_click="ignore",
    )


def potential_source(page: Page, shown: PotentialFigures) -> None:
    """What the figures do not say, and where they come from."""
    caption(page.words("potentials.limits"))
    indicator = page.options.indicators["relatedness_density"]
    line = labels.source_line(page.options, indicator, OCCUPATION, page.lang)
    if shown.chosen is None:
        caption(line)
        return
    question = _density(page, shown.chosen.field)
    source_caption(page, line, **asked(question, shown.found.year, shown.found.place.id))
