"""Figures show the table's values, bear units and years, and never draw the unknown as 0."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from s3dash.charts.canvas import quotient_span, quotient_words, wrap
from s3dash.charts.dots import dots
from s3dash.charts.heatmap import heatmap
from s3dash.charts.labels import SOFT_HYPHEN, Labels, hover
from s3dash.charts.lines import lines
from s3dash.charts.radar import radar
from s3dash.charts.theme import Mode, luminance, palette

from .conftest import quotient_labels

Style = dict[str, tuple[str, str]]


def trace(figure: Any, name: str) -> Any:
    (found,) = [part for part in figure.data if part.name == name]
    return found


def same(one: Any, other: list[float]) -> bool:
    return bool(np.array_equal(np.asarray(one, float), np.asarray(other, float), equal_nan=True))


# --- words ---


def test_hover_says_value_year_and_origin(quotients: pd.DataFrame, labels: Labels) -> None:
    boxes = hover(quotients, labels)
    assert boxes[3] == (
        "<b>Dortmund</b><br>Finanzen<br>Lokationsquotient: 1,52<br>2020 · eigene Berechnung"
    )


def test_hover_of_the_unknown_says_why(quotients: pd.DataFrame, labels: Labels) -> None:
    suppressed, missing = hover(quotients, labels)[4], hover(quotients, labels)[7]
    assert "Lokationsquotient: keine Angabe" in suppressed
    assert "zwischen 0,40 und 1,10" in suppressed
    assert "unterdrückt" in suppressed
    assert "zwischen" not in missing


def test_hover_bears_the_unit_and_the_language(years: pd.DataFrame, people: Labels) -> None:
    assert "Beschäftigte: 100\N{NO-BREAK SPACE}Personen" in hover(years, people)[0]
    english = hover(years.assign(value=1234.5), quotient_labels("en"))[0]
    assert "1,234.50" in english
    assert "officially published" in english


def test_no_value_has_no_unit(people: Labels) -> None:
    assert people.amount(math.nan) == "keine Angabe"


def test_axis_title_bears_the_unit(people: Labels, labels: Labels) -> None:
    assert people.axis == "Beschäftigte (Personen)"
    assert labels.axis == "Lokationsquotient"


@pytest.mark.parametrize(
    ("words", "width", "wrapped"),
    [
        ("", 10, ""),
        ("Industrie", 4, "Industrie"),
        ("Ennepe-Ruhr-Kreis", 12, "Ennepe-Ruhr-<br>Kreis"),
        (f"Unternehmens{SOFT_HYPHEN}dienste", 13, "Unternehmens-<br>dienste"),
        (f"Unternehmens{SOFT_HYPHEN}dienste", 30, "Unternehmensdienste"),
        ("Mülheim an der Ruhr", 14, "Mülheim an der<br>Ruhr"),
    ],
)
def test_wrap(words: str, width: int, wrapped: str) -> None:
    assert wrap(words, width) == wrapped


def test_quotient_span_reaches_around_1_and_has_limits() -> None:
    assert quotient_span([]) == (0.5, 2)
    assert quotient_span([1.1, 2.5]) == (0.5, 4)
    assert quotient_span([0.001, 900]) == (0.125, 8)


def test_long_scales_name_every_second_step_and_always_1(labels: Labels) -> None:
    assert quotient_words((0.125, 4), labels) == ["", "0,25", "", "1", "", "4"]
    assert quotient_words((0.5, 2), labels) == ["0,5", "1", "2"]


# --- radar ---


def test_radar_shows_the_values(quotients: pd.DataFrame, labels: Labels, style: Style) -> None:
    line = trace(radar(quotients, labels, style=style), "Dortmund")
    assert same(line.customdata, [0, 0.5, 1.25, 1.52, 0])
    assert same(line.r[1:4], [0.5, 1.25, 1.52])
    assert same(line.theta, [0, 90, 180, 270, 0])
    assert (line.line.color, line.marker.symbol) == style["05913"]


def test_radar_puts_0_at_the_inner_edge(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = radar(quotients, labels, style=style)
    axis, line = figure.layout.polar.radialaxis, trace(figure, "Dortmund")
    assert axis.type == "log"
    assert math.log10(line.r[0]) == pytest.approx(axis.range[0])
    assert (axis.tickvals[0], axis.ticktext[0]) == (line.r[0], "0")
    assert line.r[0] < line.r.min(initial=9, where=line.customdata > 0)


def test_radar_leaves_a_gap_and_says_so(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = radar(quotients, labels, style=style)
    line, unknown = trace(figure, "Mülheim an der Ruhr"), trace(figure, "keine Angabe")
    assert np.isnan(np.asarray(line.r, float)[[0, 3]]).all()
    assert not line.connectgaps
    assert list(unknown.r) == [8, 8]
    assert unknown.marker.symbol == "square-open"
    assert "unterdrückt" in unknown.hovertext[0]


def test_radar_keeps_what_is_beyond_the_scale_at_its_end(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    line = trace(radar(quotients, labels, style=style), "Mülheim an der Ruhr")
    assert (line.r[2], line.customdata[2]) == (8, 20)
    assert "20,00" in line.hovertext[2]


def test_radar_names_its_ring_and_keeps_a_given_span(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = radar(quotients, labels, style=style, span=(0.25, 4))
    assert set(trace(figure, "Deutschland = 1").r) == {1}
    assert figure.layout.polar.radialaxis.range[1] == pytest.approx(math.log10(4))


def test_radar_fills_one_whole_profile_only(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    def fill(region: str) -> str:
        figure = radar(quotients, labels, style={region: style[region]})
        return str(figure.data[1].fill)

    assert fill("05954") == "toself"
    assert fill("05117") == "none"


def test_radar_refuses_four_regions(quotients: pd.DataFrame, labels: Labels) -> None:
    with pytest.raises(ValueError, match="at most 3"):
        radar(quotients, labels, style={str(n): ("#000000", "circle") for n in range(4)})


# --- dots ---


def test_dots_show_the_values(quotients: pd.DataFrame, labels: Labels, style: Style) -> None:
    figure = dots(quotients, labels, style=style)
    marks = trace(figure, "Ennepe-Ruhr-Kreis")
    assert same(marks.x, [1, 1.9, 0.6, 0.7])
    assert np.round(np.asarray(marks.y, float)).tolist() == [0, 1, 2, 3]
    assert figure.layout.xaxis.type == "log"
    assert figure.layout.xaxis.title.text == "Lokationsquotient"
    assert figure.layout.yaxis.ticktext[1] == "Industrie"


def test_dots_keep_0_and_unknown_in_columns_of_their_own(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = dots(quotients, labels, style=style)
    names = dict(zip(figure.layout.xaxis.ticktext, figure.layout.xaxis.tickvals, strict=True))
    assert trace(figure, "Dortmund").x[0] == names["0"]
    unknown = trace(figure, "Mülheim an der Ruhr")
    assert unknown.x[0] == unknown.x[3] == names["keine<br>Angabe"]
    assert list(unknown.marker.symbol) == ["square-open", "square", "square", "square-open"]
    assert math.isnan(unknown.customdata[0])


def test_dots_draw_the_range_of_a_suppressed_figure(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = dots(quotients, labels, style=style)
    parity, bar = [part for part in figure.data if part.mode == "lines"]
    assert list(parity.x) == [1, 1]
    assert list(bar.x) == [0.4, 1.1, None]


def test_dots_have_no_column_for_the_unknown_without_need(
    quotients: pd.DataFrame, labels: Labels, style: Style
) -> None:
    figure = dots(quotients, labels, style={"05954": style["05954"]})
    assert "keine<br>Angabe" not in figure.layout.xaxis.ticktext


# --- lines ---


def test_lines_show_the_values_and_the_gap(
    years: pd.DataFrame, people: Labels, style: Style
) -> None:
    figure = lines(years, people, style=style)
    assert same(trace(figure, "Dortmund").y, [100, 110, 121, 130, 150])
    assert same(trace(figure, "Dortmund").x, [2015, 2016, 2017, 2018, 2019])
    gap = trace(figure, "Mülheim an der Ruhr")
    assert same(gap.y, [50, 49, math.nan, 48, 51])
    assert not gap.connectgaps
    mark = trace(figure, "keine Angabe")
    assert list(mark.x) == [2017]
    assert "unterdrückt" in mark.hovertext[0]


def test_lines_bear_the_unit_and_name_their_ends(
    years: pd.DataFrame, people: Labels, style: Style
) -> None:
    notes = [note.text for note in lines(years, people, style=style).layout.annotations]
    assert notes == ["Beschäftigte (Personen)", "Mülheim an der<br>Ruhr", "Dortmund"]


def test_lines_indexed(years: pd.DataFrame, people: Labels, style: Style) -> None:
    figure = lines(years, people, style=style, base_year=2016)
    line = trace(figure, "Dortmund")
    assert np.asarray(line.y, float) == pytest.approx(np.array([100, 110, 121, 130, 150]) / 1.1)
    assert line.customdata[0] == 100
    assert "Beschäftigte: 100" in line.hovertext[0]
    assert figure.layout.annotations[0].text == "Beschäftigte, 2016 = 100"


def test_line_without_a_base_is_not_drawn(
    years: pd.DataFrame, people: Labels, style: Style
) -> None:
    line = trace(lines(years, people, style=style, base_year=2017), "Mülheim an der Ruhr")
    assert np.isnan(np.asarray(line.y, float)).all()


def test_lines_are_cut_at_series_breaks(years: pd.DataFrame, people: Labels, style: Style) -> None:
    figure = lines(years, people, style=style, breaks=[2018, 2030])
    line = trace(figure, "Dortmund")
    assert same(line.y, [100, 110, 121, math.nan, 130, 150])
    (mark,) = figure.layout.shapes
    assert mark.x0 == 2017.5
    assert any(note.text == "Bruch in der<br>Zeitreihe" for note in figure.layout.annotations)


def test_index_ends_at_a_series_break(years: pd.DataFrame, people: Labels, style: Style) -> None:
    line = trace(lines(years, people, style=style, base_year=2015, breaks=[2018]), "Dortmund")
    assert same(line.y, [100, 110, 121, math.nan, math.nan, math.nan])
    assert line.customdata[-1] == 150


def test_many_lines_have_a_legend(years: pd.DataFrame, people: Labels) -> None:
    many = pd.concat([years.assign(region=f"r{n}", name=f"Kreis {n}") for n in range(7)])
    many = many.drop_duplicates(["region", "year"])
    style = {f"r{n}": ("#123456", "circle") for n in range(7)}
    figure = lines(many, people, style=style)
    assert figure.layout.showlegend
    assert len(figure.layout.annotations) == 1


def test_lines_refuse_several_fields(quotients: pd.DataFrame, labels: Labels, style: Style) -> None:
    with pytest.raises(ValueError, match="4 fields"):
        lines(quotients, labels, style=style)


def test_lines_of_nothing_are_an_empty_figure(
    years: pd.DataFrame, people: Labels, style: Style
) -> None:
    assert not lines(years.iloc[:0], people, style=style).data


# --- heat map ---


def test_heatmap_shows_the_values(quotients: pd.DataFrame, labels: Labels) -> None:
    figure = heatmap(quotients, labels)
    ground = figure.data[0]
    assert same(ground.customdata[0], [0, math.nan, 1])
    assert same(ground.z[1], [-1, 1, math.log2(1.9)])
    assert figure.layout.xaxis.ticktext[0] == "Dortmund"
    assert ground.zmin == -ground.zmax
    assert "0,50" in ground.hovertext[1][0]


def test_heatmap_writes_each_figure_once(quotients: pd.DataFrame, labels: Labels) -> None:
    _, pale, strong = heatmap(quotients, labels).data[:3]
    written = np.char.add(np.asarray(pale.text, str), np.asarray(strong.text, str))
    assert written[:, 0].tolist() == ["0,00", "0,50", "1,25", "1,52"]
    assert written[0, 1] == written[3, 1] == ""
    assert strong.textfont.color == palette("light").paper


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_figures_in_cells_can_be_read(labels: Labels, mode: Mode) -> None:
    steps = np.array([2.0 ** (power / 4) for power in range(-8, 9)])
    table = pd.DataFrame(
        {
            "region": "r", "name": "Ort", "value": steps, "low": np.nan, "high": np.nan,
            "field": [str(step) for step in steps], "field_label": "", "year": 2020,
            "status": "calculated",
        }
    )  # fmt: skip
    ground, *figures = heatmap(table, labels, mode=mode).data
    colours = [colour for _, colour in ground.colorscale]
    parts = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours])
    for trace in figures:
        for strength in np.array(trace.z, dtype=float)[~np.isnan(np.array(trace.z, dtype=float))]:
            at = (strength + 2) / 4 * (len(colours) - 1)
            rgb = [round(np.interp(at, range(len(colours)), parts[:, i])) for i in range(3)]
            grounds = luminance("#" + "".join(f"{part:02x}" for part in rgb))
            low, high = sorted((grounds, luminance(trace.textfont.color)))
            assert (high + 0.05) / (low + 0.05) >= 3.8, strength


def test_heatmap_hatches_the_unknown(quotients: pd.DataFrame, labels: Labels) -> None:
    hatch = heatmap(quotients, labels).data[-1]
    assert hatch.fillpattern.shape == "/"
    centres = np.asarray(hatch.x, float)[[0, 6]] + 0.47, np.asarray(hatch.y, float)[[0, 6]] + 0.47
    assert centres[0].tolist() == [1, 1]
    assert centres[1].tolist() == [0, 3]
    whole = quotients[quotients["region"] == "05954"]
    assert len(heatmap(whole, labels).data) == 3


def test_heatmap_runs_its_longer_side_downwards(quotients: pd.DataFrame, labels: Labels) -> None:
    two = quotients[quotients["field"].isin(["A", "C"])]
    figure = heatmap(two, labels)
    assert list(figure.layout.xaxis.ticktext) == ["Landwirtschaft", "Industrie"]
    assert same(figure.data[0].customdata[0], [0, 0.5])


# --- all of them ---


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_figure_has_its_height_alt_text_and_separators(
    mode: Any, quotients: pd.DataFrame, labels: Labels, style: Style, years: pd.DataFrame
) -> None:
    figures = [
        radar(quotients, labels, style=style, mode=mode),
        dots(quotients, labels, style=style, mode=mode),
        lines(years, labels, style=style, mode=mode),
        heatmap(quotients, labels, mode=mode),
    ]
    for figure in figures:
        assert figure.layout.height > 100
        assert figure.layout.meta == {"alt": "Profil von Dortmund"}
        assert figure.layout.separators == ",."
        assert figure.layout.title.text is None
        assert figure.layout.template.layout.font.color == palette(mode).ink
