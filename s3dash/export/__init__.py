"""Views as files: figures, maps, pictures, slides, documents, each with sources and link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from s3dash import state, views
from s3dash.exhibits import exhibit, has_charts
from s3dash.export.tables import (
    EXCEL,
    ZIP,
    ReleaseTable,
    describe,
    describe_source,
    file_name,
    pinned_link,
    release_excel,
    release_tables,
    release_zip,
    to_excel,
    to_metadata,
    to_parquet,
    to_zip,
)
from s3dash.indicators import to_csv_file
from s3dash.state import Options, View

GEOJSON: Final = "application/geo+json"
GEOPACKAGE: Final = "application/geopackage+sqlite3"
PARQUET: Final = "application/vnd.apache.parquet"


def to_file(options: Options, view: View, form: str, base: str = "") -> bytes:
    """File of a view.

    Parameters
    ----------
    form : one of `FORMATS`
    base : address of the dashboard, put before the links inside

    Raises
    ------
    KeyError
        If the form is none of `FORMATS`.
    ValueError
        If the page shows no figures, or has nothing to draw, for pictures.
    """
    if view.page in WITHOUT_FIGURES:
        raise ValueError(f"the page '{view.page}' shows no figures")
    if form in NEED_CHARTS and not has_charts(view.page):
        raise ValueError(f"the page '{view.page}' has no chart to draw")
    return FORMATS[form](options, view, base)


def _csv(options: Options, view: View, base: str) -> bytes:
    return to_csv_file(views.table(options, view))


def _excel(options: Options, view: View, base: str) -> bytes:
    return to_excel(options, view, views.table(options, view), base)


def _parquet(options: Options, view: View, base: str) -> bytes:
    return to_parquet(options, view, views.table(options, view), base)


def _geojson(options: Options, view: View, base: str) -> bytes:
    from s3dash.export.geo import to_geojson

    return to_geojson(options, view, views.table(options, view), pinned_link(options, view, base))


def _geopackage(options: Options, view: View, base: str) -> bytes:
    from s3dash.export.geo import to_geopackage

    link = pinned_link(options, view, base)
    return to_geopackage(options, view, views.table(options, view), link)


def _png(options: Options, view: View, base: str) -> bytes:
    return _picture(options, view, base, "png")


def _svg(options: Options, view: View, base: str) -> bytes:
    return _picture(options, view, base, "svg")


def _picture(options: Options, view: View, base: str, form: str) -> bytes:
    from s3dash.pictures import picture  # matplotlib takes seconds to load

    return picture(exhibit(options, view, base), options.release.shapes, form)


def _slides(options: Options, view: View, base: str) -> bytes:
    from s3dash.slides import to_pptx

    return to_pptx([exhibit(options, view, base)], options.release.shapes)


def _word(options: Options, view: View, base: str) -> bytes:
    from s3dash.documents import to_docx

    return to_docx(exhibit(options, view, base), options.release.shapes)


def _pdf(options: Options, view: View, base: str) -> bytes:
    from s3dash.sheets import view_pdf

    return view_pdf(exhibit(options, view, base), options.release.shapes)


FORMATS: Final[dict[str, Callable[[Options, View, str], bytes]]] = {
    "csv": _csv,
    "xlsx": _excel,
    "parquet": _parquet,
    "geojson": _geojson,
    "gpkg": _geopackage,
    "png": _png,
    "svg": _svg,
    "pptx": _slides,
    "docx": _word,
    "pdf": _pdf,
}
"""Ending of a file → how it is made."""

WITHOUT_FIGURES: Final = (state.IMPRINT, state.ACCESS, state.HOW, state.STORY)
"""Pages of words, of which there is no file; a presentation's slides are made on its page."""

NEED_CHARTS: Final = ("png", "svg", "pptx", "docx", "pdf")
"""Kinds of file that only a view with a chart can be had as."""

MEDIA: Final = {
    "csv": "text/csv",
    "xlsx": EXCEL,
    "parquet": PARQUET,
    "geojson": GEOJSON,
    "gpkg": GEOPACKAGE,
    "png": "image/png",
    "svg": "image/svg+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

__all__ = [
    "EXCEL",
    "FORMATS",
    "MEDIA",
    "NEED_CHARTS",
    "WITHOUT_FIGURES",
    "ZIP",
    "ReleaseTable",
    "describe",
    "describe_source",
    "file_name",
    "pinned_link",
    "release_excel",
    "release_tables",
    "release_zip",
    "to_excel",
    "to_file",
    "to_metadata",
    "to_zip",
]
