"""Which languages there are, what data say in those they are not written in, and German order.

A language is one file of words, `s3dash/text/<code>.toml`; `docs/recipes/language.md` tells how to
add one. No words are read here: figures and addresses need only the codes.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from s3dash import ROOT

DEFAULT: Final = "de"
"""Language of an address, and of a reader, that asks for none that there is."""

WRITTEN: Final = ("de", "en")
"""Languages in which names and notes stand in the data, the catalogue and the settings."""


def _found() -> tuple[str, ...]:
    codes = sorted(path.stem for path in (ROOT / "s3dash" / "text").glob("*.toml"))
    return (DEFAULT, *(code for code in codes if code != DEFAULT))


LANGUAGES: Final = _found()
"""Codes of the languages, the default first."""


def in_data(lang: str) -> str:
    """Language of the data for readers of a language: English where the data do not have theirs.

    >>> in_data("de"), in_data("en"), in_data("nl")
    ('de', 'en', 'en')
    """
    return lang if lang in WRITTEN else "en"


def wished(locale: str | None) -> str:
    """Language for a reader whose browser names a locale, such as "de-AT".

    Those whose language there is not get English, those who name none the default.

    >>> wished("de-AT"), wished("en-US"), wished("fr"), wished(None)
    ('de', 'en', 'en', 'de')
    """
    if not locale:
        return DEFAULT
    code = locale.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else "en"


def sort_key(name: str) -> str:
    """Key for sorting names the German way (DIN 5007-1): ä as a, ß as ss, case ignored.

    >>> sorted(["Oberhausen", "Mülheim", "Moers", "Ölde"], key=sort_key)
    ['Moers', 'Mülheim', 'Oberhausen', 'Ölde']
    """
    parts = unicodedata.normalize("NFD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
