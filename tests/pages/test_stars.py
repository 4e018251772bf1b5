"""Stars in signs say their number, or the range that suppressed cells leave, also in words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from s3dash import session, state
from s3dash.frame.page import Page
from s3dash.frame.stars import stars_link
from s3dash.indicators import STARS, THEME, Amounts, Question, place
from s3dash.views import Answered

NAN = float("nan")
YEAR = 2020


def shown(value: float, low: float, high: float) -> str:
    options = session.options()
    view = state.default_view(options, page=state.THEMES, lang="en")
    question = Question(options.indicators[STARS], THEME, "health", "germany", YEAR - 5)
    ends = (np.array([[part]]) for part in (value, low, high))
    found = Amounts((YEAR,), *ends, np.zeros((1, 1), dtype=np.uint8))
    answer = Answered(question, (place(options.release, "05913"),), found)
    return stars_link(Page(options, view, ()), answer, "05913", YEAR)


@pytest.mark.parametrize(
    ("ends", "signs", "words"),
    [
        ((0, 0, 0), "☆☆☆", "0 of 3 stars"),
        ((2, 2, 2), "★★☆", "2 of 3 stars"),
        ((3, 3, 3), "★★★", "3 of 3 stars"),
        ((2, 1, 3), "★★☆ ?", "1 to 3 of 3 stars, depending on suppressed cells"),
        ((NAN, 1, 3), "★☆☆ ?", "1 to 3 of 3 stars, depending on suppressed cells"),
    ],
)
def test_signs_and_words_agree(ends: tuple[float, float, float], signs: str, words: str) -> None:
    html = shown(*ends)
    assert re.findall(r">([^<]*)</a>", html) == [signs]
    assert f'aria-label="{words}"' in html


def test_stars_lead_to_their_trace() -> None:
    (link,) = re.findall(r'href="([^"]+)"', shown(2, 2, 2))
    assert link.startswith("herkunft?")
    assert all(part in link for part in ("theme=health", f"year={YEAR}", "regions=05913"))


def test_without_a_figure_there_are_no_stars_and_no_link() -> None:
    assert shown(NAN, NAN, NAN) == "–"
