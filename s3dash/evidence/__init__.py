"""Evidence sheets: what speaks for a joint project of some places, and what the figures leave open.

Every sentence is made of figures that the pages show; nothing is said about whether a project would
succeed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s3dash import state
from s3dash.evidence.brings import brings, name_of_field
from s3dash.evidence.gathered import (
    LEAST,
    MOST,
    EvidenceError,
    Gathered,
    gather,
    is_possible,
)
from s3dash.evidence.limits import limits, sources
from s3dash.evidence.model import Block, Document, Drawing, Section, Sentences, Table
from s3dash.evidence.region import region, summary
from s3dash.evidence.together import complement, ties
from s3dash.evidence.views_on_paper import view_document
from s3dash.state import Options
from s3dash.text import join_list, text


def evidence_sheet(
    options: Options, focus: str, regions: Sequence[str], lang: str, base: str = ""
) -> Document:
    """Evidence sheet for a joint project of some places in a field.

    Parameters
    ----------
    focus : id of a theme, or an occupation group
    regions : keys of two to four municipalities and districts of the region
    base : address of the dashboard, put before the links

    Raises
    ------
    EvidenceError
        If the field or a place is unknown, or there are too few or too many places.
    """
    found = gather(options, focus, regions, lang)
    names = join_list([item.name.in_language(lang) for item in found.asked], lang)
    release = options.release.version
    parts = (summary, brings, complement, ties, region, limits, sources)
    return Document(
        title=text("evidence.title", lang, field=name_of_field(found)),
        subtitle=text("evidence.subtitle", lang, places=names, release=release),
        sections=tuple(part(found) for part in parts),
        rows=found.table,
        links=tuple(_links(found, base)),
        foot=text("evidence.foot", lang, release=release),
        release=release,
        lang=lang,
    )


def _links(found: Gathered, base: str) -> list[tuple[str, str]]:
    """Views that show the figures: the theme, and each pair of places."""
    lang = found.lang
    views = [found.view, *(pair.view for pair in found.pairs)]
    pinned = [replace(view, release=found.options.release.version) for view in views]
    return [
        (text(f"nav.{view.page}", lang) + _names(found, view), view.to_short_link(base))
        for view in pinned
    ]


def _names(found: Gathered, view: state.View) -> str:
    if view.page != state.COOPERATION:
        return f": {name_of_field(found)}"
    names = {item.id: item.name.in_language(found.lang) for item in found.asked}
    return f": {join_list([names[key] for key in view.regions], found.lang)}"


__all__ = [
    "LEAST",
    "MOST",
    "Block",
    "Document",
    "Drawing",
    "EvidenceError",
    "Gathered",
    "Section",
    "Sentences",
    "Table",
    "evidence_sheet",
    "gather",
    "is_possible",
    "view_document",
]
