"""Licences of the sources, in the words of those who read them by machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

_VOCABULARY: Final = "http://dcat-ap.de/def/licenses/"
_IN_VOCABULARY: Final = {
    "dl-de/by-2-0": f"{_VOCABULARY}dl-by-de/2.0",
    "CC BY 4.0": f"{_VOCABULARY}cc-by/4.0",
    "GeoNutzV": f"{_VOCABULARY}geonutz/20130319",
}
RESTRICTED: Final = f"{_VOCABULARY}other-closed"
"""For terms in a source's own words: they allow passing on with source, and say no more."""

ATTRIBUTION: Final = "other-at"
"""Name of such terms in a Frictionless data package."""


def vocabulary_uri(sources: Iterable[Mapping[str, Any]]) -> str:
    """URI of the licence in the vocabulary of DCAT-AP.de.

    `RESTRICTED` where the terms are not in the vocabulary, or sources differ in theirs: never
    more than what all of them allow.
    """
    found = {_IN_VOCABULARY.get(source["licence"], RESTRICTED) for source in sources}
    return found.pop() if len(found) == 1 else RESTRICTED


def frictionless(source: Mapping[str, Any]) -> list[dict[str, str]]:
    """Licence of a source for a Frictionless data package; empty where none is stated."""
    if not source["licence"]:
        return []
    where = {"path": source["licence_url"]} if source["licence_url"] else {"name": ATTRIBUTION}
    return [{**where, "title": source["licence"]}]


def attribution(source: Mapping[str, Any], lang: str) -> str:
    """Attribution as the source demands it, with what was changed."""
    parts = (source["line"], source["licence"], source["licence_url"], source[f"changes_{lang}"])
    return "; ".join(part for part in parts if part)
