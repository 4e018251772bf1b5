"""Words, numbers and dates in German and English.

The words live in one file a language, such as `de.toml`, under dotted keys; all files have the same
keys and the same placeholders. Words about a number of things have a form for each plural of their
language. Numbers and dates follow the app's language, never the browser's.
"""

from __future__ import annotations

import datetime
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from numbers import Integral
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.dates import format_date as babel_date
from babel.lists import format_list
from babel.numbers import format_decimal

from s3dash.languages import LANGUAGES

_MINUS: Final = "\N{MINUS SIGN}"

PLURALS: Final = ("zero", "one", "two", "few", "many", "other")
"""Names that CLDR has for the forms of words; each language has some of them, all have the last."""


def text(key: str, lang: str, **values: object) -> str:
    """Words under a dotted key, with the placeholders filled in.

    Parameters
    ----------
    key : str
        Such as `"format.no_value"`.
    lang : str
        One of `languages.LANGUAGES`.
    **values
        What to put into the placeholders; numbers come in as text that is already formatted. Only
        the `count` of words with plural forms is a whole number: it picks the form and is formatted
        here.

    Raises
    ------
    KeyError
        If the language or the key is unknown, or a placeholder gets no value.
    TypeError
        If the `count` of words with plural forms is no whole number.

    Examples
    --------
    >>> text("format.no_value", "de")
    'keine Angabe'
    >>> text("map.regions", "de", count=1), text("map.regions", "de", count=1500)
    ('1 Gebiet', '1.500 Gebiete')
    """
    forms = plural_forms(key, lang)
    if forms and "count" in values:
        count = values["count"]
        if not isinstance(count, Integral):
            raise TypeError(f"{lang}.toml, '{key}': count is {count!r}; expected a whole number")
        words = forms.get(_plural(int(count), lang), forms["other"])
        values |= {"count": format_number(int(count), lang)}
    elif forms:
        raise KeyError(f"{lang}.toml, '{key}': the placeholder 'count' got no value")
    elif key in all_texts(lang):
        words = all_texts(lang)[key]
    else:
        raise KeyError(f"{lang}.toml has no key '{key}'; add it there and in the other language")
    try:
        return words.format(**values)
    except KeyError as error:
        raise KeyError(f"{lang}.toml, '{key}': the placeholder {error} got no value") from None


def plural_forms(key: str, lang: str) -> Mapping[str, str]:
    """Words under a key by the plural that they are for; empty where a key has one text only.

    >>> plural_forms("map.regions", "en")
    {'one': '{count} region', 'other': '{count} regions'}
    """
    words = all_texts(lang)
    if f"{key}.other" not in words:
        return {}
    return {name: words[f"{key}.{name}"] for name in PLURALS if f"{key}.{name}" in words}


def _plural(count: int, lang: str) -> str:
    """Plural that a number of things asks for in a language."""
    form: str = Locale.parse(_locale(lang)).plural_form(count)
    return form


@cache
def all_texts(lang: str) -> Mapping[str, str]:
    """All texts of a language by their dotted key.

    Raises
    ------
    KeyError
        If the language is unknown.
    ValueError
        If an entry is no text.
    """
    if lang not in LANGUAGES:
        raise KeyError(f"'{lang}' is no language; expected one of {', '.join(LANGUAGES)}")
    content = (Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(content), f"{lang}.toml"))


def locale_tag(lang: str) -> str:
    """Language and country as documents name them.

    >>> locale_tag("de"), locale_tag("en")
    ('de-DE', 'en-GB')
    """
    return _locale(lang).replace("_", "-")


def _locale(lang: str) -> str:
    """Locale whose rules numbers, dates and lists follow."""
    return text("language.locale", lang)


def _flatten(table: Mapping[str, Any], file: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in table.items():
        if isinstance(entry, Mapping):
            yield from _flatten(entry, file, f"{prefix}{name}.")
        elif isinstance(entry, str):
            yield prefix + name, entry
        else:
            raise ValueError(f"{file}: '{prefix}{name}' is {entry!r}; expected a text in quotes")


@lru_cache(maxsize=16_384)
def format_number(value: float | None, lang: str, decimals: int = 0, *, sign: bool = False) -> str:
    """Format a number for the eye.

    Rounds half away from zero, as official tables do: 0.125 gives 0.13. A number that rounds to
    zero has no sign. Negative numbers get the true minus sign (U+2212), so such a text is for
    reading and not for calculating.

    Parameters
    ----------
    value : float or None
        None, NaN and infinity give the words for "no value".
    lang : str
        One of `languages.LANGUAGES`.
    decimals : int
        Places after the decimal separator, always shown.
    sign : bool
        Whether a number above zero gets a plus sign.

    Examples
    --------
    >>> format_number(1234.565, "de", 2), format_number(1234.565, "en", 2)
    ('1.234,57', '1,234.57')
    >>> format_number(-0.04, "de", 1), format_number(2.5, "en", sign=True)
    ('0,0', '+3')
    >>> format_number(float("nan"), "de")
    'keine Angabe'
    """
    if value is None or not math.isfinite(value):
        return text("format.no_value", lang)
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    digits = format_decimal(abs(rounded), format=pattern, locale=_locale(lang))
    if rounded < 0:
        return _MINUS + digits
    return "+" + digits if sign and rounded > 0 else digits


def format_percent(value: float | None, lang: str, decimals: int = 1, *, sign: bool = False) -> str:
    """Format a percentage (0 to 100, not 0 to 1) with its sign.

    >>> format_percent(4.44, "de").replace(chr(0xA0), "~"), format_percent(4.44, "en")
    ('4,4~%', '4.4%')
    """
    number = format_number(value, lang, decimals, sign=sign)
    if value is None or not math.isfinite(value):
        return number
    return text("format.percent", lang, number=number)


def format_date(date: datetime.date, lang: str) -> str:
    """Format a day.

    >>> format_date(datetime.date(2020, 6, 30), "de"), format_date(datetime.date(2020, 6, 30), "en")
    ('30.06.2020', '30 June 2020')
    """
    return babel_date(date, format=text("language.date", lang), locale=_locale(lang))


def join_list(items: Sequence[str], lang: str) -> str:
    """Join names as in a sentence.

    >>> join_list(["Bochum", "Essen", "Herne"], "de"), join_list(["Bochum", "Essen"], "en")
    ('Bochum, Essen und Herne', 'Bochum and Essen')
    """
    return format_list(list(items), locale=_locale(lang))
