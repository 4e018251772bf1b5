"""A small sample of each kind of torture; `make torture` runs all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash import state
from tests.torture import damage, links, load
from tests.torture.__main__ import BEGIN, END, written
from tests.torture.outcome import Outcome, table


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    found = damage.release_files(tmp_path, files=2)
    assert found.runs > 20
    assert found.failures == []


def test_damaged_settings_are_refused_by_name(tmp_path: Path) -> None:
    found = damage.settings_files(tmp_path, flips=3)
    assert found.runs > 300
    assert found.failures == []


def test_a_reader_is_told_in_words_that_the_release_is_damaged(tmp_path: Path) -> None:
    found = damage.pages(tmp_path, names=("data/population.csv",), on=(state.MAP,))
    assert found.failures == []


@pytest.mark.parametrize("page", [state.MAP, state.FLOWS])
def test_links_that_nobody_would_make_are_answered(page: str) -> None:
    found = links.page_links(page, count=5, usual_count=2, timed=False)
    assert found.runs == 7
    assert found.failures == []


@pytest.mark.browser
def test_visitors_who_come_at_once_are_served(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with load.server(log) as (address, _):
        wrong, took = load.crowd(address, load.SEED, 3, 4, 0.0)
    assert wrong == []
    assert len(took) >= 12
    assert load.tracebacks(log) == []


def test_what_does_not_hold_is_counted() -> None:
    found = Outcome("made", seen="something")
    found.expect(True, "held")
    found.expect(False, "did not hold")
    assert found.failures == ["did not hold"]
    assert table([found]).endswith("| made | 2 | 1 | something |")


def test_a_part_that_is_run_again_replaces_its_own_rows_and_keeps_the_others() -> None:
    empty = f"before {BEGIN}\n{END} after"
    one = Outcome("links of the map", 30, [], "work at most 1.2 times")
    two = Outcome("soak, 60 minutes", 1200, ["memory grew"], "memory 300 MB")
    first = written(empty, {"links": [one], "soak": [two]}, "2026-11-29")
    again = written(first, {"soak": [Outcome("soak, 5 minutes", 90)]}, "2026-11-30")
    assert "| links | links of the map | 30 | 0 | work at most 1.2 times | 2026-11-29 |" in again
    assert "| soak | soak, 60 minutes | 1,200 | 1 | memory 300 MB | 2026-11-29 |" in first
    assert "60 minutes" not in again
    assert "| soak | soak, 5 minutes | 90 | 0 |  | 2026-11-30 |" in again
    assert (again.startswith("before"), again.endswith("after")) == (True, True)
    assert again.count("| part |") == 1
