"""CORDIS: which organisation of which municipality takes part in which EU research project.

From the same file as the sums in `cordis.py`, one row per participation. Places are those of the
file, assigned from city and postcode of the legal seat.

Names: an organisation is named if its name cannot be that of a natural person or sole trader.
Universities, research organisations and public bodies are named. All others (companies, other
bodies, and those without a kind) are named if their name holds the form of a legal person (GmbH,
AG, e. V. …), or if somebody has looked at it (`LOOKED_AT`). Otherwise, as for partnerships and
sole traders (e. K., GbR, OHG, KG, Partnerschaft), name and number are left out; the participation
and its money stay. A new name without such a form is therefore left out by itself.

Amounts: third parties, partners and associated partners have no amount of their own in CORDIS; a
0 in their rows is `missing`, not zero. Of participants and coordinators 0 is what was granted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED
from s3dash.config import Region
from s3dash.ingest.cordis import PROGRAMMES, SINGLE, SOURCE, TYPES
from s3dash.ingest.plain_csv import PlainCsv, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, file_of, origin_of, require_single
from s3dash.release import PROJECT_COLUMNS, Participations

ROLES: Final = ("coordinator", "participant", "partner", "thirdParty", "associatedPartner")
WITHOUT_AMOUNT: Final = ("partner", "thirdParty", "associatedPartner")
"""Roles whose money, if any, is listed at the organisation that they belong to."""

PUBLIC_KINDS: Final = ("HES", "REC", "PUB")
"""Universities, research organisations, public bodies: never natural persons."""

LEGAL_FORM: Final = re.compile(
    r"G?GMBH|\bM\.?\s?B\.?\s?H\b|GESELLSCHAFTMBH|MIT BESCHR(Ä|A|AE)NKTER HAFTUNG"
    r"|AKTIENGESELLSCHAFT|STIFTUNG|\b(AG|SE|UG|EG|E\.?\s?V)\.?(?=\s*($|\())"
)
"""Forms of legal persons, in capitals; the short ones at the end or before a bracket only."""

LOOKED_AT: Final = {
    "AG PR ARBEITSGEM PVC BODENBELAG RECYCLING": "working group of producers, no person named",
    "IDEMIA IDENTITY & SECURITY GERMANYAG": "AG without a space before it",
    "Nordex Energy": "company of the Nordex group, no person named",
}
"""Names without a legal form that somebody has looked at, and why they may be listed."""

COLUMNS: Final = {
    "project": {"de": "Nummer des Projekts in CORDIS", "en": "number of the project in CORDIS"},
    "acronym": {"de": "Kurzname des Projekts", "en": "acronym of the project"},
    "title": {"de": "Titel des Projekts, wie veröffentlicht", "en": "title as published"},
    "programme": {"de": "Rahmenprogramm", "en": "framework programme"},
    "scheme": {"de": "Art der Förderung (Kürzel der EU)", "en": "funding scheme (EU code)"},
    "start": {"de": "Beginn des Projekts", "en": "start of the project"},
    "end": {"de": "Ende des Projekts", "en": "end of the project"},
    "project_status": {
        "de": "SIGNED läuft oder beginnt, CLOSED abgeschlossen, TERMINATED abgebrochen",
        "en": "SIGNED running or to begin, CLOSED finished, TERMINATED broken off",
    },
    "organisation_id": {
        "de": "Nummer der Organisation in CORDIS; leer, wenn der Name nicht genannt wird",
        "en": "number of the organisation in CORDIS; empty where the name is not given",
    },
    "organisation": {
        "de": "Name der Organisation, wie veröffentlicht; leer, wenn er der Name einer Person"
        " oder eines Einzelunternehmens sein kann",
        "en": "name of the organisation as published; empty where it can be the name of a person"
        " or a sole trader",
    },
    "kind": {
        "de": "HES Hochschule, REC Forschungseinrichtung, PRC Unternehmen, PUB öffentliche"
        " Stelle, OTH andere; leer, wenn nicht angegeben",
        "en": "HES university, REC research organisation, PRC company, PUB public body, OTH"
        " other; empty where not stated",
    },
    "role": {
        "de": "coordinator leitet, participant ist beteiligt, partner und associatedPartner"
        " sind ohne eigenes Geld beteiligt, thirdParty gehört zu einem Beteiligten",
        "en": "coordinator leads, participant takes part, partner and associatedPartner take"
        " part without money of their own, thirdParty belongs to a participant",
    },
    "ags": {
        "de": "Gemeinde des rechtlichen Sitzes, aus Ort und Postleitzahl bestimmt",
        "en": "municipality of the legal seat, determined from city and postcode",
    },
    "ec_contribution_eur": {
        "de": "zugesagter Beitrag der EU in Euro; leer, wenn keiner ausgewiesen ist",
        "en": "contribution granted by the EU in euros; empty where none is listed",
    },
    "status": {
        "de": "Status des Beitrags: reported oder missing",
        "en": "status of the contribution: reported or missing",
    },
    "raw_row": {
        "de": "Zeile in der Datei der Quelle, ab 1 gezählt",
        "en": "line in the source's file, counted from 1",
    },
}

_SAME: Final = ("acronym", "title", "programme", "status", "startDate", "endDate", "fundingScheme")
"""What all rows of a project must say alike."""

_FORMS: Final = {
    "projectID": r"\d+",
    "organisationID": r"\d+",
    "startDate": r"20\d\d-\d\d-\d\d",
    "endDate": r"20\d\d-\d\d-\d\d",
    "ecContribution": r"\d+(\.\d{1,2})?",
    "title": r".*\S.*",
    "name": r".*\S.*",
    "role": "|".join(ROLES),
    "activityType": "|".join(TYPES),
    "programme": "|".join(PROGRAMMES),
}
"""What stands in the cells of a column, as a regular expression."""


def may_be_named(name: str, kind: str) -> bool:
    """Whether an organisation's name can be listed; see the rule above.

    Parameters
    ----------
    name : as published
    kind : activity type of CORDIS, or empty

    Examples
    --------
    >>> may_be_named("WILO SE", "PRC"), may_be_named("Muster & Partner", "PRC")
    (True, False)
    """
    if kind in PUBLIC_KINDS or name in LOOKED_AT:
        return True
    return LEGAL_FORM.search(name.upper()) is not None


def participation_rows(file: PlainCsv, municipalities: Mapping[str, str]) -> pd.DataFrame:
    """Rows with the columns of `release.PROJECT_COLUMNS`, by municipality, project and line.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If a cell has another form than expected, a place is no municipality of the region, two
        rows of a project differ, or a participation stands twice.
    """
    rows, name = file.rows, file.path.name
    for column, form in _FORMS.items():
        _require(rows[column].str.fullmatch(form), rows[column], name, "expected is " + form)
    places = "no municipality of the region; compare with the Gemeindeverzeichnis"
    _require(rows["ags"].isin(list(municipalities)), rows["ags"], name, places)
    for column in _SAME:
        first = rows.groupby("projectID")[column].transform("first")
        other = "another row of the project says otherwise; is the file from one release of CORDIS?"
        _require(rows[column] == first, rows[column], name, other)
    require_single(rows, ["projectID", "organisationID", "role"], file=name)
    named = pd.Series(
        [may_be_named(*pair) for pair in zip(rows["name"], rows["activityType"], strict=True)],
        index=rows.index,
    )
    amount = rows["ecContribution"].astype(float)
    unknown = rows["role"].isin(WITHOUT_AMOUNT) & (amount == 0)
    found = pd.DataFrame(
        {
            "project": rows["projectID"],
            "acronym": rows["acronym"],
            "title": rows["title"],
            "programme": rows["programme"],
            "scheme": rows["fundingScheme"],
            "start": rows["startDate"],
            "end": rows["endDate"],
            "project_status": rows["status"],
            "organisation_id": rows["organisationID"].where(named, ""),
            "organisation": rows["name"].where(named, ""),
            "kind": rows["activityType"],
            "role": rows["role"],
            "ags": rows["ags"],
            "ec_contribution_eur": amount.mask(unknown),
            "status": unknown.map({True: MISSING, False: REPORTED}),
            "raw_row": rows.index,
        }
    )
    return found.loc[:, list(PROJECT_COLUMNS)].sort_values(["ags", "project", "raw_row"])


def _require(fits: pd.Series, cells: pd.Series, file: str, expected: str) -> None:
    wrong = cells[~fits.astype(bool)]
    if len(wrong):
        raise RawFileError(
            f"{file}, line {wrong.index[0]}, column {cells.name}: '{wrong.iloc[0]}': {expected}"
        )


def participations(raw: Path, region: Region, municipalities: Mapping[str, str]) -> Participations:
    """Read the participations of organisations in the region's municipalities.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If the file is missing or not what is expected.
    """
    path = file_of(raw, SOURCE, "cordis_participations_ruhr_*.csv")
    rows = participation_rows(read_plain_csv(path, SINGLE), municipalities)
    return Participations(
        title_de=f"{region.name.de}: Organisationen in EU-Forschungsprojekten",
        title_en=f"{region.name.en}: organisations in EU research projects",
        rows=rows,
        source=SOURCE,
        columns=COLUMNS,
        counts={
            "without_name": int((rows["organisation"] == "").sum()),
            "without_kind": int((rows["kind"] == "").sum()),
            "without_contribution": int((rows["status"] == MISSING).sum()),
        },
        note_de="Alle Beteiligungen an Horizont 2020 und Horizont Europa bis 6. August 2026,"
        " gezählt am rechtlichen Sitz: Die Universität Duisburg-Essen zählt ganz in Essen,"
        " Fraunhofer-Institute zählen am Sitz der Gesellschaft in München und fehlen hier."
        " Kein gemeinsames Projekt heißt: keines in dieser Quelle. Namen, die der einer Person"
        " oder eines Einzelunternehmens sein können, sind weggelassen.",
        note_en="All participations in Horizon 2020 and Horizon Europe until 6 August 2026,"
        " counted at the legal seat: the University of Duisburg-Essen counts wholly in Essen,"
        " Fraunhofer institutes count at their society's seat in Munich and are not listed here."
        " No common project means: none in this source. Names that can be those of a person or a"
        " sole trader are left out.",
        origin=origin_of(raw, path, as_of="2026-08-06"),
    )
