"""Sheets on paper: two pages about each municipality and district, and one page of any view."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from s3dash import codes, session
from s3dash.exhibits import Exhibit
from s3dash.indicators import place, places_of
from s3dash.languages import sort_key
from s3dash.packed import released_on
from s3dash.state import Options

WORKERS: Final = 2

_LOWER: Final = (0.0, 5.0, 10.0, 15.0)
"""Millimetres by which the charts of a place may be lower, so that long texts have their room."""

_HEIGHTS: Final = (146.0, 134.0, 122.0, 108.0, 94.0)
"""Millimetres that the charts of a view may be high together, the most that leaves room first."""


def sheet_pdf(
    options: Options, place_id: str, lang: str, base: str = "", today: datetime.date | None = None
) -> bytes:
    """Two pages about a municipality or district of the region, as PDF.

    Parameters
    ----------
    base : address of the dashboard; without one the sheet has no QR code
    today : date of the file, from which the age of figures is counted; today if None

    Raises
    ------
    OverflowingError
        If it does not fit on two pages even with the lowest charts.
    """
    from s3dash.sheets.profile import profile_sheet  # matplotlib takes seconds to load
    from s3dash.sheets.typeset import fitting

    day = today or datetime.date.today()
    make = profile_sheet(options, place_id, lang, base, day)
    return fitting("profile", make, _LOWER, lang, day)


def view_pdf(exhibit: Exhibit, shapes: Path) -> bytes:
    """One page across about any view that has charts, as PDF; it bears the date of its release.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps

    Raises
    ------
    ValueError
        If the view has nothing to draw.
    OverflowingError
        If notes and sources leave the charts no room.
    """
    from s3dash.sheets.typeset import fitting
    from s3dash.sheets.view import view_sheet

    if not exhibit.charts:
        raise ValueError(f"'{exhibit.title}' has no chart to draw; ask for a view that has one")
    return fitting(
        "view",
        lambda height: view_sheet(exhibit, shapes, height),
        _HEIGHTS,
        exhibit.lang,
        released_on(exhibit.release),
    )


def sheet_places(options: Options) -> tuple[str, ...]:
    """Keys of all places that have a sheet: the districts, then the municipalities."""
    levels = (codes.DISTRICT, codes.MUNICIPALITY)
    return tuple(item.id for level in levels for item in places_of(options.release, level))


def sheet_name(options: Options, place_id: str, lang: str) -> str:
    """Name of the file of a sheet: key and name of the place without special letters."""
    name = place(options.release, place_id).name.in_language(lang)
    plain = "".join(sign if sign.isalnum() else " " for sign in sort_key(name))
    return f"{place_id}-{'-'.join(plain.split())}-{lang}.pdf"


def all_sheets(out: Path, place_ids: Sequence[str], lang: str, base: str = "") -> Iterator[Path]:
    """Write the sheets of some places, several at a time; each file is given back when it is there.

    The workers open the release of this installation themselves.

    Raises
    ------
    OverflowingError
        If a sheet does not fit on its pages; it says whose.
    OSError
        If a file cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    write = partial(_write, out, lang, base)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        yield from pool.map(write, place_ids)


def _write(out: Path, lang: str, base: str, place_id: str) -> Path:
    from s3dash.sheets.typeset import OverflowingError

    options = session.options()
    path = out / sheet_name(options, place_id, lang)
    try:
        path.write_bytes(sheet_pdf(options, place_id, lang, base))
    except OverflowingError as error:
        error.about = place_id
        raise
    return path
