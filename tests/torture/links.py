"""Links that nobody would make: every page answers all of them, with the figures of the command."""

from __future__ import annotations

import contextlib
import io
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from s3dash import ROOT, __main__, codes, labels, session, state, storyboard
from s3dash.frame.parts import PAGE_FILES
from s3dash.text import format_number, text
from tests.drawn import figures_of, sent
from tests.torture.outcome import Outcome

SEED = 2026
LEAST_TIMED = 0.05
"""Seconds of work below which a link is not called slow: the clock of a process is too coarse."""
Query = dict[str, list[str]]

_OPTIONS = session.options()
_PLACES = ("05913", "05913000", "05562016", "RUHR", "DE", "NRW", "meo", "05978", "Süd~05914~05954")
VALID: dict[str, tuple[str, ...]] = {
    "indicator": tuple(_OPTIONS.indicators),
    "sector": (*codes.SECTORS, codes.TOTAL, "B+D+E"),
    "theme": tuple(_OPTIONS.release.themes),
    "occupation": ("431", "434", "TOTAL", "011"),
    "level": state.LEVELS,
    "year": tuple(str(year) for year in range(2008, 2026)),
    "from": ("2009", "2013", "2020"),
    "reference": state.REFERENCES,
    "regions": (*_PLACES, "05913,05112", "05913,,05562016", "05913,05112,05911,05914,05915,05916"),
    "classes": state.METHODS,
    "k": tuple(map(str, state.CLASS_COUNTS)),
    "chart": state.CHARTS,
    "index": ("2015",),
    "direction": state.DIRECTIONS,
    "focus": ("cyber_ai", "health", "K", "431"),
    "threshold": state.THRESHOLDS,
    "size": state.TOP_PERCENTS,
    "growth": state.LEADS,
    "weights": ("size~2", "size~0,demand~3"),
    "fields": state.RANKED_FIELDS,
    "matrix": state.MATRICES,
    "figure": state.MATRIX_FIGURES,
    "ties": state.TIES,
    "release": _OPTIONS.versions,
    "lang": ("de", "en"),
}
MEAN = (
    "", " ", "\0", "\n", "\u202e", "%", "%2", "{0}", "{field}", "null", "NaN", "-0", "1e999",
    "٢٠٢٠", "9" * 400, "ß" * 3000, "../../etc/passwd", "<script>alert(1)</script>",
    "'; DROP TABLE x; --", "[a](javascript:alert(1))", "$\\frac{1}{0}$",
    ",".join(["05913"] * 500), "~~~", "a~b~c~d",
    ",,,,,,", "2026.11/../2026.11", "1999.01", "😀" * 50, "\ud7ff\ue000", "__proto__", "True",
)  # fmt: skip
UNKNOWN = ("utm_source", "x", "Indicator", "lang ", "ß", "\0", "embed_options", "k" * 2000)


def _mutated(value: str) -> some.SearchStrategy[str]:
    cut = some.integers(0, max(1, len(value)))
    return some.builds(
        lambda at, put: value[:at] + put + value[at + 1 :], cut, some.text(max_size=3)
    )


def _any_value(key: str) -> some.SearchStrategy[str]:
    right = some.sampled_from(VALID.get(key, MEAN))
    anything = some.text(some.characters(exclude_categories=("Cs",)), max_size=40)
    return some.one_of(right, right, right.flatmap(_mutated), some.sampled_from(MEAN), anything)


def _pairs(keys: list[str]) -> some.SearchStrategy[Query]:
    each = {key: some.lists(_any_value(key), min_size=1, max_size=2) for key in keys}
    return some.fixed_dictionaries(each)


def _short(query: Query) -> Query:
    """The same in the short form, perhaps with a letter changed by hand elsewhere."""
    one = {key: values[-1] for key, values in query.items()}
    view = state.read_view(one, _OPTIONS, page=state.MAP)[0]
    return {"s": [view.to_short_link().partition("s=")[2]]}


def _story(query: Query) -> Query:
    link = "/karte?" + urlencode({key: values[-1] for key, values in query.items()})
    packed = storyboard.pack((storyboard.Slide(link, "x", ""),))
    return query | {"story": [packed], "slide": ["7"], "present": ["1"]}


def usual() -> some.SearchStrategy[Query]:
    """Links as readers make them: some keys, each with a value that there is."""
    keys = some.lists(some.sampled_from([*VALID]), max_size=6, unique=True)
    return keys.flatmap(
        lambda names: some.fixed_dictionaries(
            {name: some.sampled_from(VALID[name]).map(lambda value: [value]) for name in names}
        )
    )


def broken() -> some.SearchStrategy[Query]:
    """Links with anything in them."""
    keys = some.lists(
        some.sampled_from([*state.KEYS, "s", *UNKNOWN, "embed"]), max_size=9, unique=True
    )
    base = keys.flatmap(_pairs)
    return some.one_of(base, base, base, base.map(_short), base.map(_story))


def _drawn(strategy: some.SearchStrategy[Query], count: int, number: int) -> list[Query]:
    """Some links of a kind, always the same ones."""
    found: list[Query] = []

    @seed(SEED + number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(query: Query) -> None:
        found.append(query)

    draw()
    return found[:count]


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    if page != state.START:
        app.switch_page(PAGE_FILES[page])
    return app


def visit(app: AppTest, query: Query) -> float:
    """Open a link; seconds of work that it took."""
    app.query_params.clear()
    for key, values in query.items():
        app.query_params[key] = values
    start = time.process_time()
    app.run()
    return time.process_time() - start


def page_links(page: str, *, count: int, usual_count: int, timed: bool = True) -> Outcome:
    """Visit a page by usual and by broken links: no exception, no wrong figure, no slow path."""
    found = Outcome(f"links: /{page}")
    app, number = opened(page), state.PAGES.index(page)
    plain = _drawn(usual(), usual_count, number)
    times = [min(visit(app, query) for _ in range(2)) for query in plain]
    limit = 2 * max(statistics.quantiles(times, n=10)[-1], statistics.median(times))
    slow = 0.0
    for query in [*plain, *_drawn(broken(), count, number)]:
        took = visit(app, query)
        if took > limit:  # the first one may have to make what the next finds
            took = min(visit(app, query) for _ in range(2))
        wrong = [f"exception {item.message}" for item in app.exception]
        refused = {text("refused.title", lang) for lang in state.LANGUAGES}
        wrong += [item.value for item in app.title if item.value in refused]
        wrong += _wrong_figures(app, page, query)
        if timed and took > max(limit, LEAST_TIMED):
            wrong.append(f"slow: {took:.2f} s of work, usual are {statistics.median(times):.2f} s")
        slow = max(slow, took / statistics.median(times))
        found.expect(not wrong, f"/{page}?{urlencode(query, doseq=True)[:300]}: {wrong}")
    found.seen = f"work at most {slow:.1f} times the median of usual links"
    return found


def _wrong_figures(app: AppTest, page: str, query: Query) -> list[str]:
    """Figures of the page that are not those of `table --link`."""
    compare = COMPARED.get(page)
    embedded = query.get("embed") or not figures_of(app)
    one = {key: values[-1] for key, values in query.items()}
    long = {"lang": "de"} | state.long_query(one)
    view, _ = state.read_view(long, session.options_of(long), page=page)
    if compare is None or view.present or (embedded and page != state.MAP):
        return []
    return compare(app, view, command_table(view))


def command_table(view: state.View) -> pd.DataFrame:
    """What `table --link` prints for a view."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = __main__.main(["table", "--link", view.to_link()])
    assert code == 0, view.to_link()
    printed.seek(0)
    keys = {"ags": str, "sector": str, "occupation": str}
    return pd.read_csv(printed, dtype=keys, keep_default_na=False, na_values={"value": [""]})


def map_values(app: AppTest, view: state.View, rows: pd.DataFrame) -> list[str]:
    """Values of the map's year that differ."""
    received = [sent(one.proto) for one in app.get("bidi_component")]
    drawn = next((one for one in received if one.get("part") == "map"), None)
    if drawn is None:
        return ["no map"]
    ids = next(one["ids"] for one in received if one.get("name") == drawn["fixed"])
    values = drawn["values"][drawn["years"].index(view.year)]
    shown = dict(zip(ids, values, strict=True))
    told = dict(zip(rows["ags"], rows["value"], strict=True))
    return [
        f"{ags}: {shown[ags]} on the map, {told.get(ags)} by the command"
        for ags in shown
        if not _same(shown[ags], told.get(ags))
    ]


def _same(shown: float | None, told: float | None) -> bool:
    if shown is None or told is None or told != told:
        return shown is None and (told is None or told != told)
    return abs(shown - told) <= 5e-6 * abs(told)  # the map is sent six digits


def profile_values(app: AppTest, view: state.View, rows: pd.DataFrame) -> list[str]:
    """Key figures of the profile that the command does not have."""
    options = session.options_of(view.to_query())
    html = "\n".join(block.proto.body for block in app.get("html"))
    place = rows["ags"].iloc[0]
    wrong = []
    for name in PROFILE_FIGURES:
        mine = rows[(rows["indicator"] == name) & (rows["ags"] == place)].dropna(subset="value")
        if mine.empty:
            continue
        last = mine.loc[mine["year"].idxmax()]
        decimals = labels.row_decimals(options, name, last["unit"])
        number = format_number(float(last["value"]), view.lang, decimals)
        if number not in html:
            wrong.append(f"{name}: {number} of the command is not on the page")
    return wrong


PROFILE_FIGURES = ("population", "unemployment_rate", "employees_per_1000")
COMPARED: dict[str, Callable[[AppTest, state.View, pd.DataFrame], list[str]]] = {
    state.MAP: map_values,
    state.PROFILE: profile_values,
}


def all_pages(*, count: int = 60, usual_count: int = 12) -> list[Outcome]:
    """Every page by many links."""
    return [page_links(page, count=count, usual_count=usual_count) for page in state.PAGES]
