"""The fields of a place in their order, and what may be said about it."""

from __future__ import annotations

import numpy as np
import pytest

from s3dash import config, session
from s3dash.analysis.priorities import DOUBTFUL, ROBUST, priorities
from s3dash.indicators import CRITERIA, OCCUPATION, THEME, place

RELEASE = session.options().release


@pytest.mark.parametrize("kind", [THEME, OCCUPATION])
@pytest.mark.parametrize("key", ["RUHR", *config.region().districts])
def test_fields_are_in_their_order(key, kind):
    found = priorities(RELEASE, place(RELEASE, key), kind)
    ranks = [field.rank for field in found.ranked]
    scores = [field.score for field in found.ranked]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    assert scores == sorted(scores, reverse=True)
    for field in found.ranked:
        assert sum(part.points for part in field.parts) == pytest.approx(field.score)
        assert field.best <= field.usual_best <= field.usual_worst <= field.worst
        assert field.best <= field.rank <= field.worst
        assert field.unknown == ()
    for field in found.unranked:
        assert field.rank is None
        assert set(field.unknown) & set(found.counted)
        assert np.isnan(field.score)


def test_robust_and_contested_fields_part_by_their_shares():
    found = priorities(RELEASE, place(RELEASE, "05913"), THEME)
    assert {field.field for field in found.robust} == {"cyber_ai", "health"}
    assert [field.field for field in found.contested] == ["smart_logistics", "smart_city"]
    assert all(ROBUST <= field.first_low <= field.first for field in found.robust)
    assert all(DOUBTFUL <= field.first <= field.first_high for field in found.contested)
    assert all(field.first_low < ROBUST for field in found.contested)


def test_what_dortmund_is_known_for_comes_first_among_the_occupations():
    found = priorities(RELEASE, place(RELEASE, "05913"), OCCUPATION)
    first = [field.field for field in found.ranked[:5]]
    assert "432" in first  # IT consulting
    assert "721" in first  # insurance and financial services


def test_a_criterion_without_weight_is_not_counted():
    weights = tuple((name, 0) for name in CRITERIA[:-1])
    found = priorities(RELEASE, place(RELEASE, "05913"), THEME, weights)
    assert found.counted == ("demand",)
    values = [field.parts[-1].value for field in found.ranked]
    assert values == sorted(values, reverse=True)
    assert {field.first for field in found.ranked} == {0.0, 1.0}
