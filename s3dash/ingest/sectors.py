"""Employees by sector group as the statistical offices publish them: sums and differences.

The published groups overlap (`B-F` holds `B-E` and `F`, `B-E` holds `C`). Here the sums are
checked, `B+D+E` is calculated as `B-E` less `C`, and the wider groups are left out.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED, SUPPRESSED, TOTAL, WITHOUT_VALUE
from s3dash.ingest.raw_file import RawFileError, calculated

INDUSTRY_AND_CONSTRUCTION: Final = "B-F"
INDUSTRY: Final = "B-E"
MANUFACTURING: Final = "C"
INDUSTRY_WITHOUT_MANUFACTURING: Final = "B+D+E"

LARGEST_REMAINDER: Final = 0.002
"""Share of all employees that may have no sector; the greatest found is 0.12 %."""

DIFFERENCE: Final = "B-E - C"
"""Rule by which B+D+E is calculated, as the lineage names it."""

_KEY: Final = ["variable", "ags", "year"]


def check_sums(values: pd.DataFrame, *, services: str, parts: tuple[str, ...], file: str) -> None:
    """Check that the published groups add up, wherever no part is suppressed.

    B-F = B-E + F, services = sum of parts, A + B-F + services ≤ TOTAL. What remains of the total
    are employees without a sector; it is not spread over the sectors.

    Parameters
    ----------
    values : long values with the fields as published
    services : the field of all services, `G-U` or `G-T`
    parts : the fields that make up the services
    file : name of the raw file, for the message

    Raises
    ------
    RawFileError
        If a sum differs, or more than `LARGEST_REMAINDER` of the total remains.
    """
    wide = values.pivot_table(index=_KEY, columns="field", values="value", aggfunc="first")
    industry = wide[[INDUSTRY, "F"]].sum(axis=1, skipna=False)
    _require(industry - wide[INDUSTRY_AND_CONSTRUCTION], 0, "B-E + F against B-F", file)
    service_sum = wide[list(parts)].sum(axis=1, skipna=False)
    _require(service_sum - wide[services], 0, f"the parts against {services}", file)
    known = wide[["A", INDUSTRY_AND_CONSTRUCTION, services]].sum(axis=1, skipna=False)
    allowed = wide[TOTAL] * LARGEST_REMAINDER
    _require(wide[TOTAL] - known, allowed, "all employees less the sectors", file)


def _require(difference: pd.Series, most: pd.Series | int, what: str, file: str) -> None:
    wrong = difference[(difference < 0) | (difference > most)]
    if len(wrong):
        variable, ags, year = wrong.index[0]
        raise RawFileError(
            f"{file}: {what} differs by {wrong.iloc[0]:.0f} in {ags} ({variable}, {year}), and in"
            f" {len(wrong) - 1} more rows; compare the file with a new download"
        )


def disjoint(values: pd.DataFrame, *, services: str) -> pd.DataFrame:
    """Add B+D+E and leave out the groups that are needed for sums only.

    B+D+E = B-E − C, status `calculated`; suppressed where either is.
    """
    industry = values[values["field"] == INDUSTRY].set_index(_KEY)
    manufacturing = values[values["field"] == MANUFACTURING].set_index(_KEY)
    difference = industry[["value"]] - manufacturing[["value"]]
    unknown = industry["status"].isin(WITHOUT_VALUE) | manufacturing["status"].isin(WITHOUT_VALUE)
    difference["status"] = unknown.map({True: SUPPRESSED, False: CALCULATED})
    difference["field"] = INDUSTRY_WITHOUT_MANUFACTURING
    kept = values[~values["field"].isin([INDUSTRY_AND_CONSTRUCTION, services])]
    new = calculated(difference.reset_index(), rule=DIFFERENCE)
    return pd.concat([kept, new], ignore_index=True)
