"""CORDIS: EU research money by municipality of the organisation's seat, release of 6 August 2026.

Read are the sums per municipality, programme, start year and type of organisation, and the single
participations to count organisations and to check the sums. The keys were assigned from city and
postcode. CORDIS lists every participation, so a municipality without a row has none: a true zero.
Projects that start in 2027 are in the totals of Horizon Europe only.

Rules of calculated figures: `sum of rows …` and `count of rows …` (lines of the file), `a + b`
(types), `sum of years`
(this year and all before, from 2014), `different organisations` (numbers of organisation in the
participations with a start up to this year), `not listed`, `sum` (see places.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.places import (
    add_up,
    require_known,
    running_sums,
    with_districts,
    with_unlisted,
)
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, sum_rows
from s3dash.ingest.raw_file import RawFileError, calculated, file_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "cordis-2026"
LAST_START: Final = 2026
"""Year of the release: contracts for later starts have only begun to be signed."""

TYPES: Final = {
    "HES": "eu_research_universities",
    "REC": "eu_research_institutes",
    "PRC": "eu_research_companies",
    "PUB": "eu_research_public_bodies",
    "OTH": "eu_research_others",
    "": "eu_research_type_unknown",
}
TOTAL: Final = "eu_research_money"
PARTICIPATIONS: Final = "eu_research_participations"
ORGANISATIONS: Final = "eu_research_organisations"
SHARED: Final = "eu_research_shared_participations"
"""Participations in projects that have an organisation of another municipality of the region."""

PROGRAMMES: Final = {
    "Horizon 2020": ("eu_research_horizon_2020", 2022),
    "Horizon Europe": ("eu_research_horizon_europe", LAST_START),
}
"""Variable of each programme's total, and the year that it stands for: that of its last start,
of the running programme that of the release."""

RUNNING: Final = "_since_2014"
_ADDED_UP: Final = (TOTAL, PARTICIPATIONS, SHARED, *(TYPES[kind] for kind in ("HES", "REC", "PRC")))
DIFFERENT: Final = "different organisations"

_SUMS: Final = (
    "ags", "programme", "start_year", "activityType", "participations", "projects",
    "organisations", "ec_contribution_eur",
)  # fmt: skip
SINGLE: Final = (
    "ags", "programme", "projectID", "acronym", "title", "status", "startDate", "endDate",
    "fundingScheme", "role", "organisationID", "name", "shortName", "activityType", "SME",
    "postCode", "city", "nutsCode", "ecContribution", "netEcContribution",
)  # fmt: skip
"""Head line of the single participations."""
_CITIES: Final = ("city_key", "programme", "participations", "ec_contribution_eur")
_WHOLE: Final = "GERMANY TOTAL"


def money_values(sums: PlainCsv) -> pd.DataFrame:
    """Money by type and participations per municipality and start year, both programmes together.

    Raises
    ------
    RawFileError
        If a type of organisation or a programme is unknown.
    """
    rows = sums.rows
    for column, known in (("activityType", TYPES), ("programme", PROGRAMMES)):
        if strangers := sorted(set(rows[column]) - set(known)):
            raise RawFileError(
                f"{sums.path.name}: {strangers} in the column {column} are unknown; add them to"
                f" the module beside {sorted(known)}"
            )
    used = rows[rows["start_year"].astype(int) <= LAST_START]
    year = used["start_year"].astype(int)
    kind = used["activityType"].map(TYPES)
    money = cell_values(sums, "ec_contribution_eur", variable=kind, ags=used["ags"], year=year)
    number = cell_values(
        sums, "participations", variable=PARTICIPATIONS, ags=used["ags"], year=year
    )
    return sum_rows(pd.concat([money, number], ignore_index=True))


def programme_values(sums: PlainCsv, cities: PlainCsv) -> pd.DataFrame:
    """Money per municipality and programme, all start years, beside the total of Germany."""
    places = _programmes(sums, sums.rows["ags"])
    whole = cities.rows[cities.rows["city_key"] == _WHOLE]
    if len(whole) != len(PROGRAMMES):
        raise RawFileError(
            f"{cities.path.name}: {len(whole)} lines '{_WHOLE}' instead of {len(PROGRAMMES)}"
        )
    nation = _programmes(cities, pd.Series(GERMANY, index=whole.index))
    return pd.concat([sum_rows(places), nation], ignore_index=True)


def _programmes(file: PlainCsv, ags: pd.Series) -> pd.DataFrame:
    programme = file.rows.loc[ags.index, "programme"].map(PROGRAMMES)
    return cell_values(
        file, "ec_contribution_eur", variable=programme.str[0], ags=ags, year=programme.str[1]
    )


def organisation_values(single: PlainCsv) -> pd.DataFrame:
    """Organisations with a participation that started up to each year, per municipality.

    Raises
    ------
    RawFileError
        If an organisation has two municipalities: then Kreise cannot be summed up.
    """
    rows = single.rows.assign(year=single.rows["startDate"].str[:4].astype(int))
    seats = rows.groupby("organisationID")["ags"].nunique()
    if (seats > 1).any():
        raise RawFileError(
            f"{single.path.name}: organisation {seats.idxmax()} has {seats.max()} municipalities;"
            " decide on one before organisations are counted"
        )
    first = rows.groupby("organisationID").agg(ags=("ags", "first"), year=("year", "min"))
    years = range(rows["year"].min(), LAST_START + 1)
    counts = pd.crosstab(first["ags"], first["year"]).reindex(columns=years, fill_value=0)
    long = counts.cumsum(axis=1).reset_index().melt(id_vars="ags", var_name="year")
    values = long.assign(variable=ORGANISATIONS, field="", status=CALCULATED)
    return calculated(values.assign(value=values["value"].astype(float)), rule=DIFFERENT).assign(
        raw_file=f"{SOURCE}/{single.path.name}"
    )


def shared_values(single: PlainCsv) -> pd.DataFrame:
    """Participations with a partner elsewhere in the region, per municipality and start year.

    Counted like all participations, so that they add up; projects would not, as one project
    counts in every place that takes part in it.
    """
    towns = single.rows.groupby("projectID")["ags"].transform("nunique")
    year = single.rows["startDate"].str[:4].astype(int)
    rows = single.rows.assign(year=year)[(towns > 1) & (year <= LAST_START)]
    lines = rows.index.to_series().groupby([rows["ags"], rows["year"]])
    found = lines.size().rename("value").reset_index()
    rule = lines.agg(lambda listed: "count of rows " + ", ".join(map(str, listed)))
    values = found.assign(variable=SHARED, field="", status=CALCULATED)
    return calculated(values.assign(value=values["value"].astype(float)), rule="").assign(
        raw_file=f"{SOURCE}/{single.path.name}", raw_rule=rule.to_list()
    )


def check_sums(sums: PlainCsv, single: PlainCsv) -> None:
    """The sums are those of the single participations.

    Raises
    ------
    RawFileError
        If one differs by a cent, or is missing.
    """
    key = ["ags", "programme", "start_year", "activityType"]
    rows = single.rows.assign(
        start_year=single.rows["startDate"].str[:4],
        cents=(single.rows["ecContribution"].astype(float) * 100).round(),
    )
    found = rows.groupby(key)["cents"].sum()
    stated = (sums.rows.set_index(key)["ec_contribution_eur"].astype(float) * 100).round()
    differs = found.sub(stated, fill_value=float("inf")).abs() > 0.5
    if differs.any():
        raise RawFileError(
            f"{sums.path.name}: {differs.idxmax()} is not the sum of {single.path.name};"
            " both files must come from one release of CORDIS"
        )


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `eu_research`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If a file is unexpected, or the sums are not those of the participations.
    """
    paths = [
        file_of(raw, SOURCE, pattern)
        for pattern in (
            "cordis_by_municipality_year_type.csv",
            "cordis_participations_ruhr_*.csv",
            "cordis_cities_de_over_5m.csv",
        )
    ]
    sums, single, cities = (
        read_plain_csv(path, head)
        for path, head in zip(paths, (_SUMS, SINGLE, _CITIES), strict=True)
    )
    check_sums(sums, single)
    require_known(sums.rows["ags"], municipalities, file=paths[0].name, region=region)
    table = Table(
        name="eu_research",
        title_de="EU-Forschungsgeld aus Horizont 2020 und Horizont Europa",
        title_en="EU research money of Horizon 2020 and Horizon Europe",
        values=complete_values(sums, single, cities, region, municipalities),
        variables=_variables(),
        origins=tuple(origin_of(raw, path, as_of="2026-08-06") for path in paths),
        territorial_status="keys assigned from city and postcode of the seat",
        file_format="parquet",
    )
    return [table]


def complete_values(
    sums: PlainCsv,
    single: PlainCsv,
    cities: PlainCsv,
    region: Region,
    municipalities: Mapping[str, str],
) -> pd.DataFrame:
    """Long values of all municipalities, districts and Germany."""
    listed = pd.concat([money_values(sums), shared_values(single)], ignore_index=True)
    money = with_unlisted(listed, municipalities)
    types = [name for name in TYPES.values() if name in set(money["variable"])]
    flows = add_up(money, TOTAL, types)
    programmes = programme_values(sums, cities)
    own = programmes[programmes["ags"] != GERMANY]
    places = pd.concat(
        [
            flows,
            running_sums(flows[flows["variable"].isin(_ADDED_UP)], RUNNING),
            with_unlisted(organisation_values(single), municipalities),
            *(with_unlisted(rows, municipalities) for _, rows in own.groupby("variable")),
        ],
        ignore_index=True,
    )
    nation = programmes[programmes["ags"] == GERMANY]
    return pd.concat([with_districts(places, region), nation], ignore_index=True)


def _variables() -> dict[str, Variable]:
    money, count = Variable("EUR", SOURCE, "year", 0), Variable("count", SOURCE, "year", 0)
    flows = dict.fromkeys((*TYPES.values(), TOTAL), money)
    flows |= dict.fromkeys((PARTICIPATIONS, SHARED), count)
    running = {f"{name}{RUNNING}": flows[name] for name in _ADDED_UP}
    programmes = {name: money for name, _ in PROGRAMMES.values()}
    return flows | running | programmes | {ORGANISATIONS: count}
