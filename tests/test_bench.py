"""The ratios of `make bench`: what is met, and when a run falls behind."""

import pytest

from bench.names import BARE, DASH, OURS
from bench.targets import TARGETS, TOLERANCE, fallen_behind, results


def measures(first: float, held: float) -> dict[str, dict[str, float]]:
    return {
        "first map drawn, ms": {BARE: 1000.0, DASH: 4000.0, OURS: first},
        "sessions held": {BARE: 50.0, OURS: held},
    }


def test_a_ratio_is_ours_by_theirs_and_met_at_its_limit() -> None:
    found = {one.target.name: one for one in results(measures(first=1100.0, held=149.0))}
    bare = found[f"first map drawn, ms / {BARE}"]
    assert (bare.ratio, bare.met) == (pytest.approx(1.1), True)
    assert found[f"first map drawn, ms / {DASH}"].met is True
    assert found[f"sessions held / {BARE}"].met is False  # 2.98 times, at least 3


def test_what_was_not_measured_gives_no_ratio() -> None:
    assert results({"first map drawn, ms": {OURS: 100.0}}) == []


@pytest.mark.parametrize(("factor", "behind"), [(1 + TOLERANCE, 0), (1.3 + TOLERANCE, 1)])
def test_a_run_falls_behind_beyond_the_tolerance_only(factor: float, behind: int) -> None:
    before = {one.target.name: one.ratio for one in results(measures(first=1000.0, held=150.0))}
    slower = results(measures(first=1000.0 * factor, held=150.0))
    fewer = results(measures(first=1000.0, held=150.0 / factor))
    assert len(fallen_behind(fewer, before)) == behind
    assert len(fallen_behind(slower, before)) == 2 * behind


def test_a_ratio_that_was_never_accepted_is_no_step_back() -> None:
    assert fallen_behind(results(measures(first=9000.0, held=1.0)), {}) == []


def test_each_target_has_a_name_of_its_own() -> None:
    assert len({target.name for target in TARGETS}) == len(TARGETS)
