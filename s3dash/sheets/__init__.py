"""Sheets on paper: two pages about each municipality and district, and one page of any view."""

from __future__ import annotations

import datetime

from s3dash.sheets.profile import profile_sheet
from s3dash.sheets.typeset import to_pdf
from s3dash.state import Options


def sheet_pdf(
    options: Options, place_id: str, lang: str, base: str = "", today: datetime.date | None = None
) -> bytes:
    """Two pages about a municipality or district of the region, as PDF.

    Parameters
    ----------
    base : address of the dashboard; without one the sheet has no QR code
    today : date of the file, from which the age of figures is counted; today if None
    """
    day = today or datetime.date.today()
    return to_pdf("profile", profile_sheet(options, place_id, lang, base, day), lang, day)
