"""A link's query in few letters: compressed into the address, so that nothing need be stored.

The first letter names the dictionary of words that the text was compressed with (`words-1.txt`).
A dictionary is never changed, only followed by another one: a short link that was given away
keeps its meaning.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

KEY: Final = "s"
"""Key of the address that holds the short form."""

NEWEST: Final = "1"
LONGEST: Final = 4096
"""Letters that a query has at most; what claims to be longer is no short link of ours."""

_WINDOW: Final = -15
"""A raw deflate stream without head and sum, in a window of 32 KiB (RFC 1951)."""


def shorten(query: Mapping[str, str]) -> str:
    """Short form of a query; the same query always gives the same text.

    >>> lengthen(shorten({"indicator": "population", "lang": "de"}))
    {'indicator': 'population', 'lang': 'de'}
    """
    return pack(urlencode(query, safe=",~", quote_via=quote))


def lengthen(short: str) -> dict[str, str] | None:
    """Query of a short form, or None where the text is none.

    >>> lengthen("1broken") is None
    True
    """
    query = unpack(short, LONGEST)
    try:
        return None if query is None else dict(parse_qsl(query, strict_parsing=bool(query)))
    except ValueError:
        return None


def pack(text: str) -> str:
    """Text compressed into letters that an address may hold; always the same ones."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _WINDOW, 9, zdict=_words(NEWEST))
    packed = packer.compress(text.encode()) + packer.flush()
    return NEWEST + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack(packed: str, longest: int) -> str | None:
    """Text of what `pack` wrote, or None where it is none or longer than `longest` bytes."""
    if not packed.isascii() or packed[:1] != NEWEST:
        return None
    letters = packed[1:]
    unpacker = zlib.decompressobj(_WINDOW, zdict=_words(NEWEST))
    try:
        content = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        text = unpacker.decompress(content, longest).decode()
    except (binascii.Error, zlib.error, ValueError):
        return None
    return text if unpacker.eof and not unpacker.unused_data else None


@cache
def _words(dictionary: str) -> bytes:
    return (Path(__file__).parent / f"words-{dictionary}.txt").read_bytes()
