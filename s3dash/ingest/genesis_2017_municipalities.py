"""Regionaldatenbank as of October 2017: municipalities in 2015 and 2016.

Six tables of one year each: employees by sex and nationality, commuters across municipal borders,
unemployed people, taxes, tourism, non-residential buildings. Each has all municipalities,
districts and states. Commuters are kept for municipalities only: the row of a Kreis is the sum of
its municipalities and so counts those who never leave the Kreis.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from s3dash.config import Region
from s3dash.ingest.genesis_2017 import Column, RawTable, read_table
from s3dash.release import Table

PERSONS: Final = "persons"
COMMUTERS: Final = "commuters"
"""No `persons`: commuters of two places do not add up to the commuters of both together."""
COUNT: Final = "count"
THOUSAND_EUR: Final = "1000 EUR"

EMPLOYEES: Final = RawTable(
    code="13111-01-03-5",
    head_lines=11,
    year_line=7,
    reference_date="30.06.",
    columns={
        "employees_at_workplace": Column(
            2, "Nationalität / Insgesamt / Geschlecht / Insgesamt", PERSONS
        ),
        "employees_at_workplace_women": Column(
            4, "Nationalität / Insgesamt / Geschlecht / weiblich", PERSONS
        ),
        "employees_at_workplace_foreigners": Column(
            5, "Nationalität / Ausländer(innen) / Geschlecht / Insgesamt", PERSONS
        ),
    },
    parts={
        "employees_at_workplace": (
            "employees_at_workplace_women",
            "employees_at_workplace_foreigners",
        )
    },
)

COMMUTING: Final = RawTable(
    code="13111-08-02-5",
    head_lines=8,
    year_line=6,
    reference_date="30.06.",
    columns={
        "municipal_in_commuters": Column(
            3,
            "Einpendler(innen) über Gemeindegrenze (Arbeitsort) / Anzahl",
            COMMUTERS,
            municipalities_only=True,
        ),
        "employees_at_residence": Column(
            4, "Sozialversicherungspfl. Beschäftigte (Wohnort) / Anzahl", PERSONS
        ),
        "municipal_out_commuters": Column(
            5,
            "Auspendler(innen) über Gemeindegrenzen (Wohnort) / Anzahl",
            COMMUTERS,
            municipalities_only=True,
        ),
        "municipal_commuter_balance": Column(
            6,
            "Pendlersaldo (über Gemeindegrenze) / Anzahl",
            COMMUTERS,
            municipalities_only=True,
        ),
    },
    parts={
        "employees_at_residence": ("municipal_out_commuters",),
        "municipal_in_commuters": ("municipal_commuter_balance",),
    },
)

UNEMPLOYED: Final = RawTable(
    code="13211-01-03-5",
    head_lines=10,
    year_line=6,
    reference_date="annual average",
    columns={
        "municipal_unemployed": Column(2, "Arbeitslose insgesamt / Anzahl", PERSONS),
        "municipal_unemployed_foreigners": Column(
            3, "Arbeitslose / und zwar / Ausländer / Anzahl", PERSONS
        ),
        "municipal_unemployed_under_25": Column(
            6, "Arbeitslose / und zwar / 15 bis unter 25 Jahre / Anzahl", PERSONS
        ),
        "municipal_unemployed_over_54": Column(
            7, "Arbeitslose / und zwar / 55 bis unter 65 Jahre / Anzahl", PERSONS
        ),
        "municipal_unemployed_long_term": Column(
            8, "Arbeitslose / und zwar / langzeitarbeitslos / Anzahl", PERSONS
        ),
    },
    parts={
        "municipal_unemployed": (
            "municipal_unemployed_foreigners",
            "municipal_unemployed_under_25",
            "municipal_unemployed_over_54",
            "municipal_unemployed_long_term",
        ),
    },
)

TAXES: Final = RawTable(
    code="71231-01-02-5",
    head_lines=7,
    year_line=5,
    columns={
        "property_tax_b_yield": Column(3, "Grundsteuer B - Istaufkommen / Tsd. EUR", THOUSAND_EUR),
        "trade_tax_yield": Column(4, "Gewerbesteuer - Istaufkommen / Tsd. EUR", THOUSAND_EUR),
        "trade_tax_base": Column(7, "Gewerbesteuer - Grundbetrag / Tsd. EUR", THOUSAND_EUR),
        "property_tax_b_rate": Column(9, "Grundsteuer B - Hebesatz / Prozent", "%"),
        "trade_tax_rate": Column(10, "Gewerbesteuer - Hebesatz / Prozent", "%"),
        "income_tax_municipal_share": Column(
            11, "Gemeindeanteil an der Einkommensteuer / Tsd. EUR", THOUSAND_EUR
        ),
        "sales_tax_municipal_share": Column(
            12, "Gemeindeanteil an der Umsatzsteuer / Tsd. EUR", THOUSAND_EUR
        ),
        "trade_tax_net": Column(
            14, "Gewerbesteuereinnahmen (Aufkommen abzgl. Umlage) / Tsd. EUR", THOUSAND_EUR
        ),
    },
    parts={
        "trade_tax_yield": ("trade_tax_base", "trade_tax_net"),
        "income_tax_municipal_share": ("sales_tax_municipal_share",),
    },
)

TOURISM: Final = RawTable(
    code="45412-01-02-5",
    head_lines=8,
    year_line=6,
    columns={
        "lodgings": Column(2, "Geöffnete Beherbergungsbetriebe / Anzahl", COUNT),
        "guest_beds": Column(3, "Angebotene Gästebetten / Anzahl", COUNT),
        "overnight_stays": Column(4, "Gästeübernachtungen / Anzahl", COUNT),
        "guest_arrivals": Column(5, "Gästeankünfte / Anzahl", COUNT),
    },
    parts={
        "overnight_stays": ("guest_arrivals",),
        "guest_arrivals": ("guest_beds",),
        "guest_beds": ("lodgings",),
    },
)

BUILDINGS: Final = RawTable(
    code="31121-02-02-5",
    head_lines=9,
    year_line=7,
    columns={
        "non_residential_buildings": Column(2, "Nichtwohngebäude / Anzahl", COUNT),
        "non_residential_floor_area": Column(3, "Nutzfläche / 1000 qm", "1000 m2", 1),
    },
)

TABLES: Final = (EMPLOYEES, COMMUTING, UNEMPLOYED, TAXES, TOURISM, BUILDINGS)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `municipal_structure`.

    Raises
    ------
    RawFileError
        If a file is missing or not what is expected.
    """
    table = read_table(
        raw,
        TABLES,
        region,
        name="municipal_structure",
        title_de="Gemeinden: Beschäftigte, Pendler, Arbeitslose, Steuern, Tourismus, Bauten",
        title_en="Municipalities: employees, commuters, unemployed, taxes, tourism, buildings",
    )
    return [table]
