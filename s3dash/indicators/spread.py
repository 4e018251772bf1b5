"""How a field is spread over places: their shares of an area, and how uneven these are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from s3dash import measures
from s3dash.config import Theme
from s3dash.indicators.amounts import MISSING, NOT_PUBLISHED, Amounts, Floats, Statuses, amounts
from s3dash.indicators.asked import Question, calculated, counts, reference_place, totals
from s3dash.indicators.places import Place, place
from s3dash.release import Release


def share_of_area(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Share of the reference area's employees of the field that work in each place [per cent]."""
    own, whole = (
        counts(release, question, about) for about in (places, reference_place(question, release))
    )
    share = measures.share_percent
    value, high = share(own.value, whole.value), share(own.high, whole.low)
    high = np.where(value <= 100.0, np.minimum(high, 100.0), high)
    return calculated(own.years, value, share(own.low, whole.high), high, (own, whole))


def share_of_theme(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Share of an occupation group in the employees of its theme, in each place [per cent].

    Not published for a group that counts in no theme.
    """
    own = counts(release, question, places)
    theme = theme_of(release, question.field)
    if theme is None:
        empty = np.full(own.value.shape, np.nan)
        return Amounts(
            own.years, empty, empty, empty, np.full(empty.shape, NOT_PUBLISHED, np.uint8)
        )
    whole = amounts(release, question.variable, theme.occupations, places)
    share = measures.share_percent
    high = np.minimum(share(own.high, whole.low), 100.0)
    found = share(own.value, whole.value), share(own.low, whole.high), high
    return calculated(own.years, *found, (own, whole))


def theme_of(release: Release, group: str) -> Theme | None:
    """Theme that an occupation group counts in; None where it counts in none."""
    themes = release.themes.values()
    return next((theme for theme in themes if group in theme.occupations), None)


def locational_gini(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Locational Gini of the field over the districts of each place [1].

    Missing for a place that is no group of districts: one district alone has no spread.
    """
    rows = [_of_area(release, question, about) for about in places]
    years = rows[0].years if rows else ()
    stacked = (
        np.array([getattr(row, name)[0] for row in rows]).reshape(len(rows), len(years))
        for name in ("value", "low", "high", "status")
    )
    value, low, high, status = stacked
    return Amounts(years, value, low, high, status.astype(np.uint8))


def _of_area(release: Release, question: Question, about: Place) -> Amounts:
    """The one row of a place."""
    inside = [place(release, key) for key in about.members]
    if len(inside) < 2:
        own = counts(release, question, [about])
        empty = np.full(own.value.shape, np.nan)
        return Amounts(own.years, empty, empty, empty, np.full(empty.shape, MISSING, np.uint8))
    own, whole = counts(release, question, inside), totals(release, question, inside)
    found = [
        _of_year(column) for column in zip(*(part.T for part in _parts(own, whole)), strict=True)
    ]
    value, low, high = np.array(found).T[:, None, :]
    worst = Amounts(own.years, value, low, high, _worst(own, whole))
    return calculated(own.years, value, low, high, (worst,))


def _parts(own: Amounts, whole: Amounts) -> tuple[Floats, ...]:
    return own.value, own.low, own.high, whole.value, whole.low, whole.high


def _worst(own: Amounts, whole: Amounts) -> Statuses:
    """Worst status of any district, as one row."""
    return np.asarray(np.maximum(own.status, whole.status).max(axis=0, keepdims=True))


def _of_year(column: tuple[Floats, ...]) -> tuple[float, float, float]:
    """Index with its range; unknown where the field has nobody in any of the districts."""
    own, least, most, whole, whole_least, whole_most = column
    if not np.nansum(most) > 0 or not (whole > 0).all():
        return np.nan, np.nan, np.nan
    low, high = measures.locational_gini_bounds((least, most), (whole_least, whole_most))
    value = measures.locational_gini(own, whole) if np.nansum(own) > 0 else np.nan
    return float(value), float(low), float(high)
