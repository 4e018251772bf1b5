"""The account of a place's change: it adds up, is in the table, and is told without a cause."""

from __future__ import annotations

import re

import numpy as np
import pytest

from s3dash import codes, state, views
from s3dash.indicators import SHIFT_SHARE, place
from s3dash.session import options
from s3dash.views.growth import NATION, growth
from tests.pages.opening import html_of, open_page, words_of


def account(key: str) -> views.Growth:
    return growth(options(), place(options().release, key))


@pytest.mark.parametrize("key", ["05117", "05911", "05978", "RUHR", "NRW", "Paar~05113~05913"])
def test_account_adds_up_to_the_official_total(key: str) -> None:
    found = account(key)
    total, without = found.total, found.without_sector
    assert found.known
    assert sum(total.parts) + without.change == pytest.approx(total.change)
    for column in range(len(SHIFT_SHARE)):
        assert sum(row.parts[column] for row in found.rows) == pytest.approx(total.parts[column])
    assert sum(row.change for row in found.rows) + without.change == total.change
    assert sum(row.end for row in found.rows) + without.end == total.end


def test_the_row_without_a_sector_is_the_known_one() -> None:
    found = account("DE")
    assert (found.without_sector.start, found.without_sector.end) == (1947, 1550)
    assert found.without_sector.parts is None
    assert [row.field for row in found.rows] == list(codes.SECTORS)


def test_every_number_is_in_the_table_of_the_page() -> None:
    view, _ = state.read_view({"regions": "05117"}, options(), page=state.PROFILE)
    table = views.table(options(), view)
    found = account("05117")
    known = set(table["value"].round(6))
    for row in (*found.rows, found.without_sector, found.total):
        assert {round(v, 6) for v in (row.start, row.end, *(row.parts or ()))} <= known
    parts = table[table["indicator"].isin(SHIFT_SHARE) & (table["sector"] == codes.ALL)]
    assert parts["value"].sum() + found.without_sector.change == pytest.approx(found.total.change)


def suppressed_district() -> str:
    cube = options().release.cube("employees")
    fields = [cube.field_index[code] for code in codes.SECTORS]
    hidden = cube.status[fields][:, :, [0, -1]] == codes.STATUSES.index(codes.SUPPRESSED)
    return cube.ags[int(np.argwhere(hidden.any(axis=(0, 2)))[0, 0])]


def test_a_suppressed_sector_leaves_the_change_untaken_apart() -> None:
    key = suppressed_district()
    found = account(key)
    assert not found.known
    assert np.isnan(found.without_sector.start) or np.isnan(found.without_sector.end)
    assert not np.isnan(found.total.change)
    app = open_page(state.PROFILE, regions=f"Paar~{key}~05913")
    assert "Darum lässt sich die Veränderung nicht zerlegen" in words_of(app)
    assert not re.search(r"\b(None|nan)\b", html_of(app))


@pytest.mark.parametrize(
    ("lang", "title", "sentence", "own", "cause"),
    [
        (
            "de",
            "Mülheim an der Ruhr: 538 Beschäftigte mehr als 2015, und woraus sich das "
            "zusammensetzt",
            "ergäbe das +4.680. Die tatsächliche Veränderung der elf Zweige liegt um 4.145 "
            "darunter.",
            "−4.145",
            "nicht warum sie eintrat",
        ),
        (
            "en",
            "Mülheim an der Ruhr: 538 more employees than in 2015, and what this is made up of",
            "the change would be +4,680. The actual change of the eleven sectors lies 4,145 "
            "below that.",
            "−4,145",
            "not why it came about",
        ),
    ],
)
def test_profile_tells_the_account(lang, title, sentence, own, cause) -> None:
    app = open_page(state.PROFILE, regions="05117", lang=lang)
    html = html_of(app)
    assert title in [block.value for block in app.subheader]
    assert sentence in words_of(app)
    assert cause in html
    assert html.count('class="s3-growth"') == 1
    rows = html.split('class="s3-growth"')[1].split("</table>")[0].split("<tr>")[2:]
    assert len(rows) == len(codes.SECTORS) + 2
    assert own in rows[-1]
    assert (">1<" in rows[-2], ">4<" in rows[-2]) == (True, True)


def test_a_part_leads_to_its_trace_and_a_sector_to_its_map() -> None:
    html = html_of(open_page(state.PROFILE, regions="05117"))
    table = html.split('class="s3-growth"')[1].split("</table>")[0]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', table)]
    assert len(links) == len(codes.SECTORS) * 4 + 3
    page, query = state.split_link(links[-1])
    view, notes = state.read_view(query, options(), page=page)
    assert notes == ()
    assert (page, view.indicator, view.field) == (state.TRACE, "shift_share_regional", codes.ALL)
    assert (view.base, view.year, view.regions) == (2015, 2020, ("05117",))
    page, query = state.split_link(links[0])
    assert (page, query["indicator"]) == (state.MAP, "shift_share_regional")


def test_municipality_shows_the_account_of_its_kreis_only() -> None:
    app = open_page(state.PROFILE, regions="05562016")
    titles = [block.value for block in app.subheader if "Beschäftigte mehr als" in block.value]
    assert [title.partition(":")[0] for title in titles] == ["Kreis Recklinghausen"]


def test_germany_is_measured_against_nothing() -> None:
    app = open_page(state.PROFILE, regions=NATION)
    assert "so gewachsen wie in Deutschland" not in words_of(app)
    assert "+8,3 %." in html_of(app)


@pytest.mark.parametrize(
    ("key", "jumps"),
    [
        ("05117", [("B+D+E", 2020, 3914), ("C", 2020, -4521)]),
        ("05562", [("C", 2016, 5883), ("M-N", 2016, -6709)]),
        ("05911", []),
    ],
)
def test_jumps_in_a_single_year_are_told(key: str, jumps: list[tuple[str, int, int]]) -> None:
    found = [(jump.field, jump.year, jump.change) for jump in account(key).jumps]
    assert sorted(found) == jumps
    words = words_of(open_page(state.PROFILE, regions=key))
    assert ("Sprünge in einem einzigen Jahr" in words) == bool(jumps)
    for _, _, change in jumps:
        assert f"{abs(change):,}".replace(",", ".") in words
