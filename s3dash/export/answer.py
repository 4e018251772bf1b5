"""A view as a file, for an address: what stands behind `export/<page>.<form>?<query>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from s3dash import export, state, views
from s3dash.session import options_of

START: Final = "start"
"""Name of the first page in addresses of files; as a page it has none."""


@dataclass(frozen=True)
class File:
    """A file: its bytes, the name to save it under, and its media type."""

    content: bytes
    name: str
    media: str


def answer(name: str, query: Mapping[str, str], base: str) -> File:
    """File of a view, the figures as CSV together with their description.

    Parameters
    ----------
    name : page and form of the file, e.g. `karte.xlsx`
    query : keys and values of the view's address; what cannot be used is read as on the page
    base : address of the dashboard, put before the links inside

    Raises
    ------
    LookupError
        If there is no such page, or the page cannot be had in this form.
    ReleaseError
        If the release that the address is pinned to cannot be used.
    """
    page, _, form = name.rpartition(".")
    known = {one or START: one for one in state.PAGES}
    if page not in known or form not in export.FORMATS:
        raise LookupError(f"no file '{name}'; there are {', '.join(export.FORMATS)} of a page")
    long = state.long_query(query)
    options = options_of(long)
    view, _ = state.read_view(long, options, page=known[page])
    try:
        if form == "csv":
            export.require_file(view, form)
            content, ending = export.to_zip(options, view, views.table(options, view), base), "zip"
        else:
            content, ending = export.to_file(options, view, form, base), form
    except export.NoFileError as error:
        raise LookupError(error.words(view.lang)) from error
    media = export.ZIP if form == "csv" else export.MEDIA[form]
    return File(content, f"{export.file_name(view)}.{ending}", media)
