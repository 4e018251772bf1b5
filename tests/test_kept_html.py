"""HTML is written once for all who see the same, and anew for another view, theme, or day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import cast

import pytest

from s3dash.frame import kept as module
from s3dash.frame.kept import MOST, kept
from s3dash.frame.page import Page


@dataclass(frozen=True)
class Shown:
    """What of a page the keeping looks at, beside that it can be hashed."""

    view: str
    mode: str = "light"


class Clock(datetime.date):
    """A calendar that stands at a day of our choice."""

    now = datetime.date(2026, 12, 31)

    @classmethod
    def today(cls) -> Clock:
        return cls(cls.now.year, cls.now.month, cls.now.day)


def test_another_view_theme_day_or_place_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.datetime, "date", Clock)
    written: list[tuple[Page, str]] = []

    @kept
    def table(page: Page, place: str) -> str:
        written.append((page, place))
        return f"{page.view} {page.mode} {place} {Clock.today().year}"

    def shown(view: str, mode: str = "light", place: str = "Hagen") -> str:
        return table(cast(Page, Shown(view, mode)), place)

    first = shown("a")
    assert shown("a") == first == "a light Hagen 2026"
    assert len(written) == 1
    assert [shown("b"), shown("a", "dark"), shown("a", place="Hamm")] == [
        "b light Hagen 2026",
        "a dark Hagen 2026",
        "a light Hamm 2026",
    ]
    assert len(written) == 4
    monkeypatch.setattr(Clock, "now", datetime.date(2027, 1, 1))
    assert shown("a") == "a light Hagen 2027", "a figure may have become old overnight"


def test_no_more_is_kept_than_said() -> None:
    written = []

    @kept
    def piece(page: Page) -> str:
        written.append(page)
        return ""

    for number in [*range(MOST + 1), 0]:
        piece(cast(Page, Shown(str(number))))
    assert len(written) == MOST + 2, "the oldest had gone"
