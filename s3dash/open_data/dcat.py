"""Metadata for open data portals: DCAT-AP.de as JSON-LD.

Specification: https://www.dcat-ap.de/def/dcatde/2.0/spec/. Addresses are relative; they start at
the operator's public address, or at the document where none is set. A portal adds the operator's
own id (`dcatde:contributorID`) when it registers the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from s3dash import codes, config
from s3dash.config import Named, Operator
from s3dash.open_data import licences
from s3dash.open_data.parts import Part
from s3dash.release import Release

TITLE: Final = Named(
    "S3-Dashboard Metropole Ruhr: offene Daten", "S3-Dashboard Ruhr Metropolis: open data"
)
ABOUT: Final = Named(
    "Amtliche Zahlen zur Stärke der Kommunen der Metropole Ruhr, einheitlich aufbereitet, mit"
    " Quelle, Lizenz und Herkunft jeder Zahl.",
    "Official figures on the strengths of the municipalities of the Ruhr, in one form, with source,"
    " licence and origin of each figure.",
)
KEYWORDS: Final = (
    Named("Metropole Ruhr", "Ruhr Metropolis"),
    Named("Regionalstatistik", "regional statistics"),
)
NOBODY: Final = "nicht angegeben"
"""Name of the publisher where the operator has not set one."""

_PAGE: Final = "daten"
_OPERATOR: Final = "impressum#operator"
_EU: Final = "http://publications.europa.eu/resource/authority"
_GEOCODING: Final = "http://dcat-ap.de/def/politicalGeocoding"
_LEVELS: Final = {
    codes.MUNICIPALITY: f"{_GEOCODING}/Level/municipality",
    codes.DISTRICT: f"{_GEOCODING}/Level/administrativeDistrict",
    codes.STATE: f"{_GEOCODING}/Level/state",
    codes.GERMANY: f"{_GEOCODING}/Level/federal",
}
_MEDIA: Final = "https://www.iana.org/assignments/media-types"
_FORMATS: Final = {
    "csv": ("CSV", f"{_MEDIA}/text/csv"),
    "parquet": ("PARQUET", f"{_MEDIA}/application/vnd.apache.parquet"),
    "geojson": ("GEOJSON", f"{_MEDIA}/application/geo+json"),
}
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Node = dict[str, Any]


def catalogue(
    parts: Sequence[Part], hashes: Mapping[str, str], release: Release, operator: Operator
) -> Node:
    """Catalogue with one dataset for each part, as a JSON-LD document.

    Parameters
    ----------
    parts : what may be handed on
    hashes : file → SHA-256
    """
    datasets = [_dataset(part, hashes, release, operator) for part in parts]
    base = {"@base": f"{address}/"} if (address := operator.public_address.rstrip("/")) else {}
    listed = {
        "@id": f"{_PAGE}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _both(TITLE),
        "dct:description": _both(ABOUT),
        "dct:publisher": {"@id": _OPERATOR},
        "dct:language": [_ref(f"{_EU}/language/DEU"), _ref(f"{_EU}/language/ENG")],
        "dct:spatial": _places(),
        "dcat:themeTaxonomy": _ref(f"{_EU}/data-theme"),
        "foaf:homepage": {"@id": _PAGE},
        "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
    }
    publisher = {
        "@id": _OPERATOR,
        "@type": "foaf:Agent",
        "foaf:name": operator.operator or NOBODY,
    }
    return {"@context": {**_CONTEXT, **base}, "@graph": [listed, publisher, *datasets]}


def _dataset(part: Part, hashes: Mapping[str, str], release: Release, operator: Operator) -> Node:
    sources = [release.sources[name] for name in part.sources]
    contact = {
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": operator.operator or NOBODY,
            "vcard:hasEmail": {"@id": f"mailto:{operator.contact_email}"},
        }
    }
    files = [name for name in part.files if name.rpartition(".")[2] in _FORMATS]
    figures = [name for name in files if not name.startswith("data/lineage/")]
    return {
        "@id": f"{_PAGE}#{part.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": part.name,
        "dct:title": _both(part.title),
        "dct:description": _both(_description(part, sources)),
        "dct:publisher": {"@id": _OPERATOR},
        **(contact if operator.contact_email else {}),
        "dct:creator": [
            {"@type": "foaf:Agent", "foaf:name": source["producer_de"]} for source in sources
        ],
        "dct:accessRights": _ref(f"{_EU}/access-right/PUBLIC"),
        "dct:language": [_ref(f"{_EU}/language/DEU"), _ref(f"{_EU}/language/ENG")],
        "dct:temporal": _period(part.years),
        "dct:spatial": _places(),
        "dcatde:politicalGeocodingURI": _places(),
        "dcatde:politicalGeocodingLevelURI": [
            _ref(uri) for level, uri in _LEVELS.items() if level in part.levels
        ],
        "dcat:theme": _ref(f"{_EU}/data-theme/REGI"),
        "dcat:keyword": [word for keyword in KEYWORDS for word in _both(keyword)],
        "dcat:version": release.version,
        "dcat:landingPage": {"@id": _PAGE},
        "dcat:distribution": [_distribution(name, part, sources, hashes[name]) for name in figures],
    }


def _distribution(name: str, part: Part, sources: Sequence[Mapping[str, Any]], sha256: str) -> Node:
    file_type, media_type = _FORMATS[name.rpartition(".")[2]]
    terms = {
        lang: " | ".join(licences.attribution(source, lang) for source in sources)
        for lang in ("de", "en")
    }
    return {
        "@id": f"{_PAGE}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": _both(Named(f"{part.title.de} ({name})", f"{part.title.en} ({name})")),
        "dcat:accessURL": {"@id": _PAGE},
        "dct:format": _ref(f"{_EU}/file-type/{file_type}"),
        "dcat:mediaType": _ref(media_type),
        "dcat:packageFormat": _ref(f"{_MEDIA}/application/zip"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _ref("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": sha256},
        },
        "dct:license": _ref(licences.vocabulary_uri(sources)),
        "dcatde:licenseAttributionByText": _both(Named(terms["de"], terms["en"])),
    }


def _description(part: Part, sources: Sequence[Mapping[str, Any]]) -> Named:
    first, last = part.years[0], part.years[-1]
    said = {}
    for lang, source_word in (("de", "Quelle"), ("en", "Source")):
        years = str(first) if first == last else f"{first}–{last}"
        words = [f"{part.title.in_language(lang)}, {years}."]
        for source in sources:
            words.append(f"{source_word}: {source[f'title_{lang}']}. {source[f'note_{lang}']}")
        said[lang] = " ".join(words)
    return Named(said["de"], said["en"])


def _period(years: Sequence[int]) -> Node:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@type": "xsd:date", "@value": f"{years[0]}-01-01"},
        "dcat:endDate": {"@type": "xsd:date", "@value": f"{years[-1]}-12-31"},
    }


def _places() -> list[Node]:
    return [
        {"@id": f"{_GEOCODING}/districtKey/{key}", "@type": "dct:Location"}
        for key in config.region().districts
    ]


def _both(words: Named) -> list[Node]:
    return [{"@language": "de", "@value": words.de}, {"@language": "en", "@value": words.en}]


def _ref(uri: str) -> Node:
    return {"@id": uri}
