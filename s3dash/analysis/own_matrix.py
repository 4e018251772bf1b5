"""Measures on anybody's own numbers: a matrix of regions and fields in a CSV file."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from s3dash import measures
from s3dash.measures.ratio import Array

DEFAULT_THRESHOLD: Final = 1.0
"""Location quotient from which a field counts as a region's strength."""

UNKNOWN: Final = ("", ".", "NA")
"""What stands in a cell whose number is not known."""


class MatrixError(ValueError):
    """A file that no measure can be made of; the message names file, line and what is expected."""


@dataclass(frozen=True)
class Matrix:
    """Counts of regions in disjoint fields.

    Parameters
    ----------
    file : name for messages
    regions, fields : names, each of them once
    counts : float array (regions, fields), at least 0; NaN means not known
    """

    file: str
    regions: tuple[str, ...]
    fields: tuple[str, ...]
    counts: Array


def read_matrix(path: Path) -> Matrix:
    """Read a matrix: a head line with the fields, then a line per region that begins with its name.

    Cells are separated by commas; or by semicolons, and then a number may have a decimal comma.
    A cell of `UNKNOWN` is a number that is not known.

    Raises
    ------
    MatrixError
        If the file cannot be read, has no two fields or no region, a name twice, a line of another
        length than the head line, or a cell that is no number from 0 up.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise MatrixError(f"{path} cannot be read: {reason}") from None
    lines = text.splitlines()
    semicolons = bool(lines) and lines[0].count(";") > lines[0].count(",")
    reader = csv.reader(lines, delimiter=";" if semicolons else ",")
    rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    rows = [(line, row) for line, row in rows if any(row)]
    if len(rows) < 2 or len(rows[0][1]) < 3:
        raise MatrixError(
            f"{path}: a head line with at least two fields after the first column, and at least "
            "one line with a region's name and numbers are expected"
        )
    (head_line, head), *body = rows
    fields = _once(path, "field", [(head_line, name) for name in head[1:]])
    regions = _once(path, "region", [(line, row[0]) for line, row in body])
    counts = [_numbers(path, line, row, fields, decimal_comma=semicolons) for line, row in body]
    return Matrix(str(path), regions, fields, np.array(counts))


def _once(path: Path, what: str, names: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    seen: set[str] = set()
    for line, name in names:
        if not name or name in seen:
            fault = f"the {what} '{name}' stands twice" if name else f"a {what} has no name"
            raise MatrixError(f"{path}, line {line}: {fault}; give each {what} a name of its own")
        seen.add(name)
    return tuple(name for _, name in names)


def _numbers(
    path: Path, line: int, row: Sequence[str], fields: Sequence[str], *, decimal_comma: bool
) -> list[float]:
    if len(row) != len(fields) + 1:
        raise MatrixError(
            f"{path}, line {line}: {len(row)} cells found, {len(fields) + 1} expected "
            "(a name and one number for each field of the head line)"
        )
    cells = zip(fields, row[1:], strict=True)
    return [_number(path, line, name, cell, decimal_comma=decimal_comma) for name, cell in cells]


def _number(path: Path, line: int, field: str, cell: str, *, decimal_comma: bool) -> float:
    if cell in UNKNOWN:
        return math.nan
    try:
        value = float(cell.replace(",", ".") if decimal_comma else cell)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise MatrixError(
            f"{path}, line {line}, field '{field}': a number from 0 up is expected, without "
            f"separators of thousands, found '{cell}'; leave the cell empty where it is not known"
        )
    return value


# --- measures ------------------------------------------------------------------------------


def measured(matrix: Matrix, measure: str, *, threshold: float = DEFAULT_THRESHOLD) -> pd.DataFrame:
    """Measure of a matrix; a region's reference is always the sum of all regions.

    Parameters
    ----------
    measure : one of `MEASURES`
    threshold : location quotient from which a field is a region's strength, for `WITH_THRESHOLD`

    Returns
    -------
    DataFrame
        Names first, `value` last: a row per region (`eci`, `hhi`, `krugman`), per field (`pci`),
        per region and field (`location_quotient`, `relatedness_density`), or per two fields
        (`proximity`). The value is missing where it is not known or has no meaning.

    Raises
    ------
    MatrixError
        If a cell is not known that the measure needs, or the matrix is degenerate; says why.
    """
    if measure != "hhi" and np.isnan(matrix.counts).any():
        region, field = (int(i) for i in np.argwhere(np.isnan(matrix.counts))[0])
        raise MatrixError(
            f"{matrix.file}: '{matrix.fields[field]}' of '{matrix.regions[region]}' is not known, "
            f"and {measure} needs the sum of all regions; leave out the region or the field"
        )
    try:
        return MEASURES[measure](matrix, threshold)
    except ValueError as error:
        raise MatrixError(f"{matrix.file}: {error}") from None


def _quotients(matrix: Matrix) -> Array:
    """Location quotients; NaN where a region or a field has nobody at all."""
    counts = matrix.counts
    return measures.location_quotient(
        counts,
        counts.sum(axis=1, keepdims=True),
        reference=counts.sum(axis=0),
        reference_total=counts.sum(),
    )


def _presence(matrix: Matrix, threshold: float) -> Array:
    """Strengths of each region; who has nobody in any field, or in this one, has none."""
    return np.nan_to_num(measures.binary_location_quotient(_quotients(matrix), threshold=threshold))


def _location_quotient(matrix: Matrix, threshold: float) -> pd.DataFrame:
    return _pairs("region", matrix.regions, "field", matrix.fields, _quotients(matrix))


def _density(matrix: Matrix, threshold: float) -> pd.DataFrame:
    presence = _presence(matrix, threshold)
    density = measures.relatedness_density(presence, measures.proximity(presence))
    return _pairs("region", matrix.regions, "field", matrix.fields, density)


def _proximity(matrix: Matrix, threshold: float) -> pd.DataFrame:
    near = measures.proximity(_presence(matrix, threshold))
    return _pairs("field", matrix.fields, "other_field", matrix.fields, near)


def _eci(matrix: Matrix, threshold: float) -> pd.DataFrame:
    found = measures.economic_complexity(_presence(matrix, threshold))
    return pd.DataFrame({"region": matrix.regions, "value": found.eci})


def _pci(matrix: Matrix, threshold: float) -> pd.DataFrame:
    found = measures.economic_complexity(_presence(matrix, threshold))
    return pd.DataFrame({"field": matrix.fields, "value": found.pci})


def _hhi(matrix: Matrix, threshold: float) -> pd.DataFrame:
    found = measures.herfindahl_hirschman(matrix.counts)
    return pd.DataFrame({"region": matrix.regions, "value": found})


def _krugman(matrix: Matrix, threshold: float) -> pd.DataFrame:
    found = measures.krugman(matrix.counts, reference=matrix.counts.sum(axis=0))
    return pd.DataFrame({"region": matrix.regions, "value": found})


def _pairs(
    first: str, names: Sequence[str], second: str, others: Sequence[str], values: Array
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            first: np.repeat(names, len(others)),
            second: np.tile(others, len(names)),
            "value": values.reshape(-1),
        }
    )


MEASURES: Final[dict[str, Callable[[Matrix, float], pd.DataFrame]]] = {
    "eci": _eci,
    "pci": _pci,
    "proximity": _proximity,
    "relatedness_density": _density,
    "location_quotient": _location_quotient,
    "hhi": _hhi,
    "krugman": _krugman,
}
"""Measures by the name that the command line gives them."""

WITH_THRESHOLD: Final = ("eci", "pci", "proximity", "relatedness_density")
"""Measures that look at strengths, and so at the location quotient from which one counts."""
