"""Two hundred links with nonsense in them: every page answers, and says what it could not use."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from s3dash import ROOT, session, state
from s3dash.frame.parts import PAGE_FILES
from s3dash.text import text
from tests.drawn import figures_of

SEED = 2026
LINKS_OF_PAGE = {
    state.START: 20,
    state.MAP: 40,
    state.PROFILE: 20,
    state.COMPARISON: 20,
    state.THEMES: 20,
    state.PRIORITIES: 20,
    state.POTENTIALS: 15,
    state.COOPERATION: 15,
    state.FLOWS: 10,
    state.DATA: 10,
    state.IMPRINT: 10,
    state.ACCESS: 5,
}
SHOWN = {
    state.START: ("html", 2),
    state.MAP: ("bidi_component", 3),
    state.PROFILE: ("figure", 1),
    state.COMPARISON: ("figure", 2),
    state.THEMES: ("html", 8),
    state.PRIORITIES: ("html", 3),
    state.POTENTIALS: ("figure", 1),
    state.COOPERATION: ("figure", 1),
    state.FLOWS: ("figure", 1),
    state.DATA: ("title", 1),
    state.IMPRINT: ("title", 1),
    state.ACCESS: ("title", 1),
}
"""Kind of element that carries a page's answer, and the least number of them."""

VALUES = {
    "indicator": [
        "employees",
        "population",
        "wealth",
        "degree_of_urbanisation",
        "students_per_1000",
    ],
    "sector": ["C", "B+D+E", "B D E", "TOTAL", "Q", "c", "R-T", ""],
    "theme": ["cyber_ai", "health", "magic", "CYBER_AI"],
    "occupation": ["431", "TOTAL", "NA", "999", "43", "4310"],
    "level": ["municipality", "district", "state", "Kreis"],
    "year": ["2020", "2013", "1812", "2999", "--5", "20.20", "soon", "٢٠٢٠", "9" * 30],
    "from": ["2015", "2009", "2030", "never", "-1"],
    "reference": ["germany", "nrw", "ruhr", "bavaria", "DE"],
    "regions": [
        "05913",
        "05913,05913000",
        "05562016",
        "05562016,05978,RUHR,DE,NRW,meo,05112",
        "09162",
        "00000000",
        "RUHR,,,",
        "Süd~05914~05954",
        "100 % **Grün**~05112~05170",
        "=1+1~05112~05170",
        "<b>x</b>~05112~05170",
        "~~~",
        ",".join(f"{number:05d}" for number in range(60)),
    ],
    "classes": ["round", "std_deviation", "fisher_jenks", "pretty"],
    "k": ["3", "7", "0", "12", "viele"],
    "chart": ["dots", "radar", "pie"],
    "index": ["2015", "1990", "x"],
    "direction": ["in", "out", "both"],
    "focus": ["cyber_ai", "health", "K", "B+D+E", "431", "011", "NA", "gold"],
    "threshold": ["1", "1.2", "2", "1.5", "0", "viel"],
    "size": ["5", "25", "10", "100"],
    "growth": ["0", "10", "-5"],
    "weights": [
        "size~2",
        "size=3,demand=0",
        "size~9",
        "love~1",
        "size~0,specialisation~0,growth~0,growth_nation~0,relatedness~0,complexity~0,demand~0",
    ],
    "fields": ["themes", "occupations", "sectors"],
    "matrix": ["themes", "sectors", "cells"],
    "figure": ["share", "quotient", "change", "sum"],
    "ties": ["complementary", "projects", "friends"],
    "release": ["2026.11", "1999.01", "../.."],
    "s": ["1o7ZT8IUtAA", "1broken", "\x00"],
    "lang": ["de", "en", "fr", "EN"],
    "embed": ["true", "false"],
}
NONSENSE = [
    "",
    " ",
    "null",
    "NaN",
    "-0",
    "\x00",
    "\n",
    "%",
    "%2",
    "{field}",
    "{0}",
    "$x$",
    "`x`",
    "[a](javascript:alert(1))",
    "https://example.org",
    "a@example.org",
    "<script>alert(1)</script>",
    "'; DROP TABLE data; --",
    "../../etc/passwd",
    "😀",
    "\u202e",
    "ß" * 2000,
]


def links() -> Iterator[tuple[str, dict[str, str]]]:
    """Pages with random addresses, always the same ones."""
    dice = random.Random(SEED)
    for page, count in LINKS_OF_PAGE.items():
        for _ in range(count):
            keys = dice.sample(list(VALUES), dice.randint(1, 7))
            query = {key: dice.choice(VALUES[key]) for key in keys}
            for key in dice.sample(keys, min(len(keys), dice.randint(0, 2))):
                query[key] = dice.choice(NONSENSE)
            if dice.random() < 0.3:
                query[dice.choice(["utm_source", "x", "Indicator", "ß", "lang "])] = "1"
            yield page, query


def test_there_are_more_than_two_hundred_links_most_of_them_unusable() -> None:
    found = list(links())
    broken = [
        query for page, query in found if state.read_view(query, session.options(), page=page)[1]
    ]
    assert len(found) == 205
    assert len(broken) > 150


@pytest.mark.parametrize("page", LINKS_OF_PAGE, ids=lambda page: page or "start")
def test_every_link_is_answered(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(PAGE_FILES[page])
    for query in (query for name, query in links() if name == page):
        visit(app, query)
        where = f"/{page} {query} (seed {SEED})"
        assert not app.exception, f"{where}: {[item.value for item in app.exception]}"
        assert not app.error, where
        kind, least = SHOWN[page]
        found = figures_of(app) if kind == "figure" else app.get(kind)
        assert len(found) >= least, where
        assert_notes(app, page, query)


def visit(app: AppTest, query: dict[str, str]) -> None:
    app.query_params.clear()
    for key, value in query.items():
        app.query_params[key] = value
    app.run()


def assert_notes(app: AppTest, page: str, query: dict[str, str]) -> None:
    """What could not be used stands above the page, in the page's language."""
    view, notes = state.read_view(query, session.options(), page=page)
    said = [info.value.replace("\\", "").replace("\N{WORD JOINER}", "") for info in app.info]
    if not notes:
        return
    first = text(f"note.{notes[0].reason}", view.lang, part="|", given="|").split("|")[0]
    assert any(words.startswith(first) for words in said), (query, said)
