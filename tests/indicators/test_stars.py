"""Stars and shares: by hand on made figures, and by brute force over all districts of Germany."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, codes
from s3dash.indicators import (
    OCCUPATION,
    SECTOR,
    STARS,
    THEME,
    Question,
    StarRule,
    answer,
    evaluated,
    explain,
    place,
    places_of,
)
from s3dash.indicators.amounts import of_all_districts
from s3dash.indicators.stars import criteria, size_cut_off
from s3dash.release import Release
from s3dash.state import Options
from tests.indicators.small_release import Cells, small_release

NAN = float("nan")
BASE, YEAR = 2015, 2020

# Ten districts; the field C in five with 50, 40, 30, 20, 10 employees and none elsewhere. Everybody
# has 100 employees in all, so Germany has 150 of 1000: a quotient of 1 is 15 employees.
COUNTS = {"05112": 50, "05113": 40, "05117": 30, "05119": 20, "05170": 10}
OTHERS = ("05512", "05513", "05562", "05911", "05913")
SECTORS: Cells = {
    **{("C", key, YEAR): count for key, count in COUNTS.items()},
    **{("C", key, YEAR): 0 for key in OTHERS},
    **{("C", key, BASE): 20 for key in COUNTS},
    **{("C", key, BASE): 10 for key in OTHERS},
    **{("TOTAL", key, year): 100 for key in (*COUNTS, *OTHERS) for year in (BASE, YEAR)},
    ("C", "DE", BASE): 150,
    ("C", "DE", YEAR): 150,
    ("TOTAL", "DE", BASE): 1000,
    ("TOTAL", "DE", YEAR): 1000,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return small_release(tmp_path_factory.mktemp("made"), {"employees": SECTORS})


def sector(options: Options, rule: StarRule) -> Question:
    return Question(options.indicators[STARS], SECTOR, "C", "germany", BASE, rule)


def stars_of(release: Release, question: Question, keys: tuple[str, ...]) -> list[float]:
    found = answer(release, question, [place(release, key) for key in keys]).at([YEAR])
    return [float(value) for value in found.value[:, 0]]


def test_stars_on_paper(made: Release, options: Options) -> None:
    # top fifth of ten: 50 and 40 are large; from 1.5 · 15 = 22.5 employees on specialised;
    # Germany stands still, so more than 20 employees is growing
    rule = StarRule(threshold=1.5, top_percent=20)
    keys = (*COUNTS, "05512")
    assert stars_of(made, sector(options, rule), keys) == [3, 3, 2, 0, 0, 0]


def test_each_cut_off_acts_by_itself(made: Release, options: Options) -> None:
    rule, keys = StarRule(threshold=1.5, top_percent=20), tuple(COUNTS)
    larger = replace(rule, top_percent=10)
    assert stars_of(made, sector(options, larger), keys) == [3, 2, 2, 0, 0]
    lower = replace(rule, threshold=1.0)
    assert stars_of(made, sector(options, lower), keys) == [3, 3, 2, 1, 0]
    ahead = replace(rule, lead=100)  # 40 is twice 20: exactly 100 points, not more
    assert stars_of(made, sector(options, ahead), keys) == [3, 2, 1, 0, 0]


def test_a_group_has_no_size_and_so_no_stars(made: Release, options: Options) -> None:
    question = sector(options, StarRule())
    group = place(made, "Zwei~05112~05113")
    found = answer(made, question, [group]).at([YEAR])
    assert codes.STATUSES[found.status[0, 0]] == codes.MISSING
    assert np.isnan([found.value, found.low, found.high]).all()
    marks = criteria(made, question, [group])
    column = marks.size.figure.years.index(YEAR)
    assert np.isnan(marks.size.holds[0, column])
    assert marks.specialisation.holds[0, column] == 1, "90 of 200 against 150 of 1000"
    assert marks.growth.holds[0, column] == 1, "from 40 to 90"


def test_nation_does_not_grow_faster_than_itself(made: Release, options: Options) -> None:
    marks = criteria(made, sector(options, StarRule()), [place(made, "DE")])
    assert marks.growth.holds[0, marks.size.figure.years.index(YEAR)] == 0


def test_suppressed_sector_can_be_anything(tmp_path: Path, options: Options) -> None:
    cells: Cells = {**SECTORS, ("C", "05113", YEAR): codes.SUPPRESSED}
    release = small_release(tmp_path, {"employees": cells})
    question = sector(options, StarRule(top_percent=20))
    found = answer(release, question, [place(release, key) for key in COUNTS]).at([YEAR])
    assert codes.STATUSES[found.status[1, 0]] == codes.SUPPRESSED
    assert [found.low[1, 0], found.high[1, 0]] == [0, 3]
    # 30 is third of the known counts; were 05113 small, it would be second and so large
    assert [found.low[2, 0], found.value[2, 0], found.high[2, 0]] == [2, 3, 3]
    cut = size_cut_off(release, question)
    at = cut.years.index(YEAR)
    assert [cut.low[at], cut.value[at], cut.high[at]] == [30, 30, 50]


def test_start_of_nothing_has_no_growth(tmp_path: Path, options: Options) -> None:
    cells: Cells = {**SECTORS, ("C", "05113", BASE): 0}
    release = small_release(tmp_path, {"employees": cells})
    found = answer(release, sector(options, StarRule()), [place(release, "05113")]).at([YEAR])
    assert codes.STATUSES[found.status[0, 0]] == codes.MISSING


def test_all_districts_at_once_are_the_same_as_one_by_one(opened: Release) -> None:
    for variable, fields in (("employees_occupation", ("431", "432")), ("employees", ("K",))):
        keys, found = of_all_districts(opened, variable, fields)
        for key in ("05913", "09184", "16055"):
            single = _amounts(opened, variable, fields, key)
            row = keys.index(key)
            for name in ("value", "low", "high", "status"):
                ours, own = getattr(found, name)[row], getattr(single, name)[0]
                assert np.array_equal(ours.astype(float), own.astype(float), equal_nan=True)


def _amounts(release: Release, variable: str, fields: tuple[str, ...], key: str) -> object:
    from s3dash.indicators.amounts import amounts

    return amounts(release, variable, fields, [place(release, key)])


# --- brute force over all districts, from the tables themselves ------------------------------


def occupations() -> pd.DataFrame:
    table = pd.read_parquet(ROOT / "data" / "employees_by_occupation.parquet")
    return table[table["variable"] == "employees_occupation"].astype({"field": str, "ags": str})


def expected_stars(groups: list[str], rule: StarRule, base: int, year: int) -> pd.Series:
    """Stars of every district by the published figures, worked out in pandas alone."""
    table = occupations()
    counted = table[table["field"].isin(groups)].pivot_table(
        index="ags", columns="year", values="value", aggfunc="sum"
    )
    whole = table[table["year"] == year].groupby("ags")["value"].sum()
    rank = counted[year].rank(ascending=False, method="min")
    large = rank <= len(whole) * rule.top_percent // 100
    share, national = counted[year] / whole, counted[year].sum() / whole.sum()
    specialised = share / national >= rule.threshold
    growth = 100 * (counted[year] / counted[base] - 1)
    nation = 100 * (counted[year].sum() / counted[base].sum() - 1)
    return large.astype(int) + specialised.astype(int) + (growth > nation + rule.lead).astype(int)


@pytest.mark.parametrize("theme", ["cyber_ai", "new_industry", "health"])
@pytest.mark.parametrize("rule", [StarRule(), StarRule(1.2, 20, 5)])
def test_stars_of_every_german_district(
    options: Options, opened: Release, theme: str, rule: StarRule
) -> None:
    expected = expected_stars(list(opened.themes[theme].occupations), rule, 2013, 2025)
    question = Question(options.indicators[STARS], THEME, theme, "germany", 2013, rule)
    places = [place(opened, key) for key in expected.index]
    assert len(places) == 401
    found = answer(opened, question, places).at([2025])
    assert found.value[:, 0].tolist() == expected.tolist()
    assert (found.low <= found.value).all() & (found.value <= found.high).all()
    assert {0, 1, 2} <= set(expected)


def test_every_occupation_group_has_stars(options: Options, opened: Release) -> None:
    places = places_of(opened, codes.DISTRICT)
    for group in opened.fields["kldb2010"]:
        question = Question(options.indicators[STARS], OCCUPATION, group, "germany", 2013)
        found = answer(opened, question, places).at([2025])
        known = ~np.isnan(found.value)
        assert (found.low[known] <= found.value[known]).all()
        assert (found.value[known] <= found.high[known]).all()
        assert set(found.value[known]) <= {0, 1, 2, 3}


def test_sectors_have_a_cut_off_in_every_year_and_rule(options: Options, opened: Release) -> None:
    for field, top in itertools.product(codes.SECTORS, (5, 10, 20, 25)):
        rule = StarRule(top_percent=top)
        cut = size_cut_off(opened, Question(options.indicators[STARS], SECTOR, field, rule=rule))
        assert np.isfinite(cut.high).all(), "more suppressed districts than large ones"
        assert (cut.low <= cut.high).all()
        assert set(cut.districts) == {401, 402}


@pytest.mark.parametrize(
    ("name", "kind", "field", "key"),
    [
        (STARS, THEME, "cyber_ai", "05913"),
        (STARS, SECTOR, "K", "05112"),
        (STARS, OCCUPATION, "431", "05117"),
        ("share_of_area", THEME, "health", "05916"),
        ("share_of_theme", OCCUPATION, "431", "RUHR"),
        ("locational_gini", THEME, "cyber_ai", "RUHR"),
        ("locational_gini", SECTOR, "J", "Zwei~05112~05113~05913"),
    ],
)
def test_trace_gives_the_figure_again(
    options: Options, opened: Release, name: str, kind: str, field: str, key: str
) -> None:
    indicator = options.indicators[name]
    reference = "ruhr" if indicator.references and name != STARS else "germany"
    base = indicator.base_years(2020, kind)[0] if indicator.compares_years else None
    question = Question(indicator, kind, field, reference if indicator.references else "", base)
    found = explain(opened, question, place(opened, key), 2020)
    assert evaluated(found) == pytest.approx(found.value)
    assert not np.isnan(found.value)
    assert all(item.cells for item in found.operands)


# --- shares and concentration ----------------------------------------------------------------


@pytest.mark.parametrize(("kind", "field"), [(THEME, "health"), (SECTOR, "A"), (OCCUPATION, "111")])
def test_shares_of_the_region_add_up(
    options: Options, opened: Release, kind: str, field: str
) -> None:
    question = Question(options.indicators["share_of_area"], kind, field, "ruhr")
    found = answer(opened, question, places_of(opened, codes.DISTRICT)).at([2020])
    assert np.nansum(found.value) == pytest.approx(100)
    assert (found.low <= found.high).all()


def test_shares_of_a_theme_add_up_and_others_have_none(options: Options, opened: Release) -> None:
    indicator, ruhr = options.indicators["share_of_theme"], [place(opened, "RUHR")]
    for theme in opened.themes.values():
        shares = [
            answer(opened, Question(indicator, OCCUPATION, code), ruhr).at([2025]).value[0, 0]
            for code in theme.occupations
        ]
        assert sum(shares) == pytest.approx(100)
    lonely = answer(opened, Question(indicator, OCCUPATION, "111"), ruhr).at([2025])
    assert codes.STATUSES[lonely.status[0, 0]] == codes.NOT_PUBLISHED


def test_gini_by_hand_from_pairs_of_districts(options: Options, opened: Release) -> None:
    table = occupations()
    table = table[(table["year"] == 2025) & table["ags"].isin(_districts(opened))]
    whole = table.groupby("ags")["value"].sum()
    groups = opened.themes["cyber_ai"].occupations
    field = table[table["field"].isin(groups)].groupby("ags")["value"].sum()
    p, q = whole / whole.sum(), field / field.sum()
    pairs = itertools.product(p.index, repeat=2)
    expected = sum(p[a] * p[b] * abs(q[a] / p[a] - q[b] / p[b]) for a, b in pairs) / 2
    question = Question(options.indicators["locational_gini"], THEME, "cyber_ai")
    found = answer(opened, question, [place(opened, "RUHR")]).at([2025])
    assert found.value[0, 0] == pytest.approx(expected)
    assert found.low[0, 0] < found.value[0, 0] < found.high[0, 0]


def _districts(release: Release) -> list[str]:
    return [item.id for item in places_of(release, codes.DISTRICT)]


def test_gini_of_one_district_has_no_meaning(options: Options, opened: Release) -> None:
    question = Question(options.indicators["locational_gini"], THEME, "health")
    found = answer(opened, question, [place(opened, "05913")]).at([2025])
    assert codes.STATUSES[found.status[0, 0]] == codes.MISSING
