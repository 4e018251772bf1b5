"""INKAR, edition 2024 (BBSR): ready-made ratios of municipalities, districts, states, Germany.

How its tables are read stands in inkar_themes.py. Each row names its level, its key within that
level, and its area; only the Metropole Ruhr is kept of the metropolitan regions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, MUNICIPALITY, STATE
from s3dash.codes import GERMANY as NATION
from s3dash.codes import REGION as REGION_LEVEL
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.inkar_themes import CENSUS, Column, Edition, read_edition
from s3dash.release import Table

SOURCE: Final = "inkar-2024"
RUHR_NAME: Final = "Metropole Ruhr"
RUHR: Final = "RUHR"

_SEAT: Final = 2017
"""Essen and the region fall from 2016 to 2017 as if the seat no longer counted, see corrections."""

_TOURISM: Final = 2019
_NEEDY: Final = 2016
"""Years from which the source's own notes call a series not comparable with the years before."""

_LEVELS: Final = {
    "Gemeinden": MUNICIPALITY,
    "Kreise": DISTRICT,
    "Bundesländer": STATE,
    "Bund": NATION,
    "Metropolregionen": REGION_LEVEL,
}


def _gva(kuerzel: str, unit: str = "1000 EUR per worker") -> Column:
    return Column("wirtschaft", kuerzel, unit)


_PER_1000: Final = "per 1000 inhabitants"
_PER_10000: Final = "per 10000 inhabitants"
_HEALTH: Final = "medizinische_und_soziale_versorgung"

COLUMNS: Final = {
    "students_per_1000": Column("bildung", "q_stud", _PER_1000, "winter term", (*CENSUS, _SEAT)),
    "university_applied_students_per_1000": Column(
        "bildung", "q_stud_fh", _PER_1000, "winter term", (*CENSUS, _SEAT)
    ),
    "overnight_stays_per_head": Column(
        "wirtschaft", "q_übern_bev", "nights per inhabitant", "year", (*CENSUS, _TOURISM)
    ),
    "guest_beds_per_1000": Column("wirtschaft", "q_schlafg_bev", _PER_1000, "31.07."),
    "length_of_stay": Column("wirtschaft", "m_übern", "nights", "year", (_TOURISM,)),
    "doctors_per_10000": Column(_HEALTH, "q_ärzte_bev", _PER_10000, "31.12."),
    "general_practitioners_per_10000": Column(_HEALTH, "q_hausarzt_bev", _PER_10000, "31.12."),
    "hospital_beds_per_1000": Column(_HEALTH, "q_betten_bev", _PER_1000, "year", CENSUS),
    "people_and_jobs_density": Column(
        "siedlungsstruktur", "q_bevsva_qkm", "persons/km2", "31.12.", CENSUS
    ),
    "population_density_inkar": Column(
        "siedlungsstruktur", "q_bev_fl", "persons/km2", "31.12.", CENSUS
    ),
    "needy_persons_per_1000": Column(
        "sozialleistungen", "q_PBG_bev", _PER_1000, "year", (*CENSUS, _NEEDY)
    ),
    "gdp_per_head": Column("wirtschaft", "q_bip_ew", "1000 EUR per inhabitant", "year", CENSUS),
    "gdp_per_worker": _gva("q_bip_et"),
    "gva_per_worker": _gva("q_bws_et"),
    "gva_share_primary": _gva("a_bws_1sektor", "%"),
    "gva_share_secondary": _gva("a_bws_2sektor", "%"),
    "gva_share_tertiary": _gva("a_bws_3sektor", "%"),
    "gva_per_worker_primary": _gva("q_bws_1sektor"),
    "gva_per_worker_secondary": _gva("q_bws_2sektor"),
    "gva_per_worker_tertiary": _gva("q_bws_3sektor"),
    "industrial_turnover_per_worker": _gva("q_iumsatz"),
    "industrial_exports_per_worker": _gva("q_iumsatz_ausl"),
}
"""Our variables and the columns of INKAR that they come from."""


def _ags(rows: pd.DataFrame, _: str) -> pd.Series:
    """AGS of the rows of the five levels; the same `kennziffer` means another area per level."""
    level = rows["raumbezug"].map(_LEVELS)
    ags = rows["kennziffer"].where(level.isin([MUNICIPALITY, STATE]))
    ags = ags.mask(level == DISTRICT, rows["kennziffer"].str[:5])
    ags = ags.mask(level == NATION, GERMANY)
    return ags.mask((level == REGION_LEVEL) & (rows["name"] == RUHR_NAME), RUHR)


EDITION: Final = Edition(
    source=SOURCE,
    year="2024",
    columns=COLUMNS,
    keys=("raumbezug", "kennziffer", "name", "zeitbezug"),
    ags_of=_ags,
    needed=(RUHR,),
)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `inkar`.

    Raises
    ------
    RawFileError
        If a theme's table is unexpected.
    """
    table = read_edition(
        raw,
        EDITION,
        region,
        name="inkar",
        title_de="Indikatoren der Raum- und Stadtentwicklung",
        title_en="Indicators on spatial and urban development",
        territorial_status="31.12.2022",
    )
    return [table]
