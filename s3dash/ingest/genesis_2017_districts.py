"""Regionaldatenbank as of October 2017: the economy of all districts, long series to 2014 or 2015.

Value added and persons employed by sector (calculation of August 2015), establishments by size and
by section, business registrations, company insolvencies, manufacturing plants. Value added and
persons employed come from before the revisions of 2019 and 2024: not to be joined with newer ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from s3dash.config import Region
from s3dash.ingest.genesis_2017 import Column, RawTable, read_table
from s3dash.release import Table

COUNT: Final = "count"
PERSONS: Final = "persons"
THOUSAND_EUR: Final = "1000 EUR"
THOUSAND_PERSONS: Final = "1000 persons"

_SECTORS: Final = {
    "total": "Insgesamt",
    "agriculture": "Land- und Forstwirtschaft, Fischerei (A)",
    "production": "Produzierendes Gewerbe ohne Baugewerbe (B-E)",
    "manufacturing": "Verarbeitendes Gewerbe (C)",
    "construction": "Baugewerbe (F)",
    "trade_transport_ict": "Handel,Verkehr,Gastgewerbe,Informa-/Kommunikation",
    "finance_business_property": "Fin-,Vers.-,Unt.-dienstl.,Grundst.-/Wohnungswesen",
    "public_social_other": "öffentl. u. sonst. Dienstl.,Erziehung, Gesundheit",
}
"""Sectors of the accounts in the order of their columns; production includes manufacturing."""

_SECTIONS: Final = {
    "mining": "Bergbau u. Gewinnung v. Steinen und Erden (B)",
    "manufacturing": "Verarbeitendes Gewerbe (C)",
    "energy": "Energieversorgung (D)",
    "water_waste": "Wasserversorgung (E)",
    "construction": "Baugewerbe (F)",
    "trade": "Handel, Instandh. u. Rep. v. Kfz (G)",
    "transport": "Verkehr und Lagerei (H)",
    "hospitality": "Gastgewerbe (I)",
    "ict": "Information und Kommunikation (J)",
    "finance": "Erbringung von Finanz- und Vers.leistungen (K)",
    "property": "Grundstücks- und Wohnungswesen (L)",
    "professional": "Freiberufliche, wiss.u.techn. Dienstleistungen (M)",
    "support": "Sonstige wirtschaftliche Dienstleistungen (N)",
    "education": "Erziehung und Unterricht (P)",
    "health": "Gesundheits- und Sozialwesen (Q)",
    "arts": "Kunst, Unterhaltung und Erholung (R)",
    "other": "Erbringung von sonstigen Dienstleistungen (S)",
}
"""Sections of the WZ 2008 in the order of their columns; their establishments are disjoint."""


def _accounts(prefix: str, first: int, words: str, unit: str, decimals: int) -> dict[str, Column]:
    """Columns of the sectors, which stand side by side from `first` on."""
    heads = words.split("…")
    return {
        f"{prefix}_{name}": Column(first + i, heads[0] + sector + heads[1], unit, decimals)
        for i, (name, sector) in enumerate(_SECTORS.items())
    }


ACCOUNTS: Final = RawTable(
    code="82111-01-05-4",
    head_lines=9,
    columns={
        "gdp": Column(3, "Bruttoinlandsprodukt / Tsd. EUR", THOUSAND_EUR),
        **_accounts(
            "gva",
            6,
            "BWS zu Herstellungspreisen in jeweiligen Preisen"
            " / WZ 2008-Abschnitte und Zusammenfassungen / … / Tsd. EUR",
            THOUSAND_EUR,
            0,
        ),
    },
    parts={
        "gdp": ("gva_total",),
        "gva_total": tuple(f"gva_{name}" for name in _SECTORS if name != "total"),
    },
)

PERSONS_EMPLOYED: Final = RawTable(
    code="13312-01-04-4",
    head_lines=8,
    reference_date="annual average",
    columns=_accounts(
        "persons_employed",
        3,
        "Erwerbstätige im Jahresdurchschnitt / … / 1000",
        THOUSAND_PERSONS,
        1,
    ),
    parts={
        "persons_employed_total": tuple(
            f"persons_employed_{name}" for name in _SECTORS if name != "total"
        ),
        "persons_employed_production": ("persons_employed_manufacturing",),
    },
)

_SIZES: Final = "Betriebe / Beschäftigtengrößenklassen (URS) / "

ESTABLISHMENTS_BY_SIZE: Final = RawTable(
    code="52111-01-01-4",
    head_lines=9,
    columns={
        "establishments": Column(3, "Betriebe insgesamt (B-N,P-S) / Anzahl", COUNT),
        "establishments_0_to_9": Column(
            4, f"{_SIZES}0 bis 9 Sozialversicherungspflichtig Beschäftigte / Anzahl", COUNT
        ),
        "establishments_10_to_49": Column(
            5, f"{_SIZES}10 bis 49 Sozialversicherungspfl. Beschäftigte / Anzahl", COUNT
        ),
        "establishments_50_to_249": Column(
            6, f"{_SIZES}50 bis 249 Sozialversicherungspfl. Beschäftigte / Anzahl", COUNT
        ),
        "establishments_250_and_more": Column(
            7, f"{_SIZES}250 und mehr Sozialversicherungspfl. Beschäftigte / Anzahl", COUNT
        ),
    },
    parts={
        "establishments": ("establishments_0_to_9",),
        "establishments_0_to_9": ("establishments_10_to_49",),
        "establishments_10_to_49": ("establishments_50_to_249",),
        "establishments_50_to_249": ("establishments_250_and_more",),
    },
)

ESTABLISHMENTS_BY_SECTION: Final = RawTable(
    code="52111-02-01-4",
    head_lines=9,
    columns={
        f"establishments_{name}": Column(
            position, f"Betriebe / WZ 2008 (URS - Abschnitte) / {section} / Anzahl", COUNT
        )
        for position, (name, section) in enumerate(_SECTIONS.items(), start=4)
    },
)

REGISTRATIONS: Final = RawTable(
    code="52311-01-04-4",
    head_lines=8,
    columns={
        "business_registrations": Column(3, "Gewerbeanmeldungen / Anzahl", COUNT),
        "business_set_ups": Column(
            4, "Gewerbeanmeldungen / Neuerrichtungen / Neuerrichtungen / Anzahl", COUNT
        ),
        "business_foundations": Column(
            5, "Gewerbeanmeldungen / Neuerrichtungen / Betriebsgründungen / Anzahl", COUNT
        ),
        "business_deregistrations": Column(8, "Gewerbeabmeldungen / Anzahl", COUNT),
        "business_closures": Column(
            10, "Gewerbeabmeldungen / Aufgaben / Betriebsaufgaben / Anzahl", COUNT
        ),
    },
    parts={
        "business_registrations": ("business_set_ups",),
        "business_set_ups": ("business_foundations",),
        "business_deregistrations": ("business_closures",),
    },
)

_INSOLVENCIES: Final = "Insolvenzverfahren (Unternehmen) / Beantragte Verfahren / "

INSOLVENCIES: Final = RawTable(
    code="52411-02-01-4",
    head_lines=9,
    columns={
        "company_insolvencies": Column(3, f"{_INSOLVENCIES}Insgesamt / Anzahl", COUNT),
        "company_insolvencies_opened": Column(4, f"{_INSOLVENCIES}eröffnet / Anzahl", COUNT),
    },
    parts={"company_insolvencies": ("company_insolvencies_opened",)},
)

MANUFACTURING: Final = RawTable(
    code="42111-01-04-4",
    head_lines=7,
    columns={
        "manufacturing_plants": Column(3, "Betriebe / Anzahl", COUNT),
        "manufacturing_staff": Column(4, "Beschäftigte / Anzahl", PERSONS),
        "manufacturing_pay": Column(5, "Bruttoentgelte / Tsd. EUR", THOUSAND_EUR),
    },
    parts={
        "manufacturing_pay": ("manufacturing_staff",),
        "manufacturing_staff": ("manufacturing_plants",),
    },
)

TABLES: Final = (
    ACCOUNTS,
    PERSONS_EMPLOYED,
    ESTABLISHMENTS_BY_SIZE,
    ESTABLISHMENTS_BY_SECTION,
    REGISTRATIONS,
    INSOLVENCIES,
    MANUFACTURING,
)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `district_economy`.

    Raises
    ------
    RawFileError
        If a file is missing or not what is expected.
    """
    table = read_table(
        raw,
        TABLES,
        region,
        name="district_economy",
        title_de="Kreise: Wertschöpfung, Erwerbstätige, Betriebe, Gewerbeanzeigen, Insolvenzen",
        title_en="Districts: value added, persons employed, establishments, registrations,"
        " insolvencies",
    )
    return [table]
