"""Views as files: figures, maps, pictures, slides, documents, each with sources and link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from s3dash import state, storyboard, views
from s3dash.exhibits import exhibit, has_charts
from s3dash.export.story import slide_view, story_slides, unshown
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
from s3dash.storyboard import REASONS as STORY_REASONS
from s3dash.storyboard import StoryError
from s3dash.text import text

GEOJSON: Final = "application/geo+json"
GEOPACKAGE: Final = "application/geopackage+sqlite3"
PARQUET: Final = "application/vnd.apache.parquet"


def to_file(options: Options, view: View, form: str, base: str = "") -> bytes:
    """File of a view.

    Parameters
    ----------
    form : one of `FORMATS`
    base : address of the dashboard, put before the links inside

    A presentation is one as slides (`STORY_FORMS`).

    Raises
    ------
    KeyError
        If the form is none of `FORMATS`.
    NoFileError
        If the page shows no figures, or has nothing to draw, for pictures; or if nothing of a
        presentation can be drawn.
    """
    require_file(view, form)
    if view.page == state.STORY:
        return _story(options, view, base)
    return FORMATS[form](options, view, base)


def require_file(view: View, form: str) -> None:
    """Refuse a file that the page of a view cannot be had as; see `to_file`."""
    if view.page == state.STORY:
        if form not in STORY_FORMS:
            raise NoFileError("story_form", view.page)
    elif view.page in WITHOUT_FIGURES:
        raise NoFileError("no_figures", view.page)
    elif form in NEED_CHARTS and not has_charts(view.page):
        raise NoFileError("no_chart", view.page)


class NoFileError(ValueError):
    """A view that there is no such file of.

    Parameters
    ----------
    reason : `no_figures` or `no_chart` (on that page), `story_form` (slides only), `no_picture` (a
        presentation without anything to draw), or that of a `StoryError`
    """

    def __init__(self, reason: str, page: str) -> None:
        super().__init__(reason, page)
        self.reason, self.page = reason, page

    def __str__(self) -> str:
        return self.words("en")

    def words(self, lang: str) -> str:
        """What there is not, in a language."""
        if self.reason in STORY_REASONS:
            return text(f"story.{self.reason}", lang)
        page = text(f"nav.{self.page or 'start'}", lang)
        return text(f"files.{self.reason}", lang, page=page, forms=", ".join(STORY_FORMS))


def _story(options: Options, view: View, base: str) -> bytes:
    try:
        story = storyboard.unpack(view.story, view.lang)
    except StoryError as error:
        raise NoFileError(error.reason, view.page) from None
    if all(unshown(slide, view.lang) for slide in story):
        raise NoFileError("no_picture", view.page)
    return story_slides(options, story, view.lang, base)


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
"""Pages of words, of which there is no file; but a presentation can be had as slides."""

STORY_FORMS: Final = ("pptx",)
"""Kinds of file that a presentation can be had as."""

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
    "STORY_FORMS",
    "WITHOUT_FIGURES",
    "ZIP",
    "NoFileError",
    "ReleaseTable",
    "describe",
    "describe_source",
    "file_name",
    "pinned_link",
    "release_excel",
    "release_tables",
    "release_zip",
    "require_file",
    "slide_view",
    "story_slides",
    "to_csv_file",
    "to_excel",
    "to_file",
    "to_metadata",
    "to_zip",
    "unshown",
]
