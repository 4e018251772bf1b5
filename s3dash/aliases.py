"""What parts of links were called before: a key that is renamed keeps its former name here.

Whoever renames a page, a key of the address, an indicator, a theme or a group adds the former name
to `FORMER`; links that were given away then go on showing what they showed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAGE: Final = "page"
KEY: Final = "key"

FORMER: Final[Mapping[str, Mapping[str, str]]] = {
    PAGE: {},
    KEY: {},
    "indicator": {},
    "theme": {},
    "focus": {},
    "regions": {},
}
"""Kind of name → former name → name of today. Kinds other than page and key are keys of links."""


def page_today(page: str) -> str:
    """Name of a page today."""
    return FORMER[PAGE].get(page, page)


def query_today(query: Mapping[str, str]) -> dict[str, str]:
    """Query with the names of today; a key of today wins over a former one beside it."""
    renamed = {FORMER[KEY].get(key, key): value for key, value in query.items()}
    current = renamed | {key: value for key, value in query.items() if key not in FORMER[KEY]}
    return {key: _value_today(key, value) for key, value in current.items()}


def _value_today(key: str, value: str) -> str:
    """Value of a key, part by part where it is a list."""
    former = FORMER.get(key, {})
    return ",".join(former.get(part, part) for part in value.split(",")) if former else value
