"""Official keys: regions (AGS), sectors (WZ 2008), occupation groups (KldB 2010), statuses.

Keys are text, always: a lost leading zero makes another place. Nothing here reads a file.
"""

from __future__ import annotations

import re
from typing import Final

MUNICIPALITY: Final = "municipality"
DISTRICT: Final = "district"
STATE: Final = "state"
GERMANY: Final = "germany"
REGION: Final = "region"
GROUP: Final = "group"

REPORTED: Final = "reported"
CALCULATED: Final = "calculated"
SUPPRESSED: Final = "suppressed"
MISSING: Final = "missing"
NOT_PUBLISHED: Final = "not_published"

STATUSES: Final = (REPORTED, CALCULATED, SUPPRESSED, MISSING, NOT_PUBLISHED)
"""How a value came to be. The last three have no number; the order is the code in arrays."""

WITHOUT_VALUE: Final = (SUPPRESSED, MISSING, NOT_PUBLISHED)

TOTAL: Final = "TOTAL"
"""All sectors, or all occupations."""

ALL: Final = "ALL"
"""The eleven disjoint sectors, each computed by itself and then summed."""

NO_INFORMATION: Final = "NA"
"""Employees whose occupation is not known; part of the total."""

SECTORS: Final = ("A", "B+D+E", "C", "F", "G-I", "J", "K", "L", "M-N", "O-Q", "R-U")
"""The eleven disjoint sector groups of the WZ 2008 that add up to all employees with a sector."""

SECTORS_DECEMBER: Final = (*SECTORS[:-1], "R-T")
"""The same groups in table 13111-54i, whose last one ends at T."""

_AGS = re.compile(r"[0-9]{8}|[0-9]{5}|[0-9]{2}")
_KLDB3 = re.compile(r"[0-9]{3}")


def is_ags(text: str) -> bool:
    """Whether a text is a well-formed AGS of 2, 5 or 8 digits (not whether the place exists)."""
    return _AGS.fullmatch(text) is not None


def is_occupation(text: str) -> bool:
    """Whether a text has the form of a KldB 2010 group of 3 digits."""
    return _KLDB3.fullmatch(text) is not None


def level_of(ags: str) -> str:
    """Level that an AGS belongs to by its length.

    >>> level_of("05913"), level_of("05562016"), level_of("05")
    ('district', 'municipality', 'state')

    Raises
    ------
    ValueError
        If the text is no AGS.
    """
    if not is_ags(ags):
        raise ValueError(f"'{ags}' is no AGS: 2, 5 or 8 digits are expected")
    return {2: STATE, 5: DISTRICT, 8: MUNICIPALITY}[len(ags)]


def district_of(ags: str) -> str:
    """District of a municipality or district: the first five digits.

    >>> district_of("05562016")
    '05562'
    """
    if level_of(ags) == STATE:
        raise ValueError(f"'{ags}' is a state and lies in no district")
    return ags[:5]


def municipality_key(district: str) -> str:
    """Eight-digit key of an independent city, which is district and municipality at once.

    >>> municipality_key("05913")
    '05913000'
    """
    return district + "000"
