"""ZIP files, and the office files that are such, with the same bytes each time they are made."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

_FILE_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every part: the first that ZIP knows."""

_LEVEL: Final = 6
_RELATIONS: Final = "_rels/.rels"
_THUMBNAIL: Final = "docProps/thumbnail.jpeg"
_TO_THUMBNAIL: Final = re.compile(rb"<Relationship [^>]*thumbnail\.jpeg[^>]*/>")
_PROPERTIES: Final = "docProps/core.xml"
_TIME: Final = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(?=</dcterms:\2>)")


def released_on(version: str) -> datetime.datetime:
    """Date that files with the figures of a release bear: the first day of its month.

    >>> released_on("2026.11").isoformat()
    '2026-11-01T00:00:00+00:00'
    """
    year, month = (int(part) for part in version.split(".")[:2])
    return datetime.datetime(year, month, 1, tzinfo=datetime.UTC)


def packed(files: Mapping[str, bytes]) -> bytes:
    """ZIP file of some files, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FILE_DATE)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
    return buffer.getvalue()


def steady(office: bytes, version: str) -> bytes:
    """Office file without the time of its making and the small picture of the library's template.

    So are the workbooks of its charts.

    Parameters
    ----------
    office : file of Word, PowerPoint or Excel
    version : of the release, whose date the file bears

    Raises
    ------
    zipfile.BadZipFile
        If it is no such file.
    """
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(_THUMBNAIL, None)
    stamp = released_on(version).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    for name, content in parts.items():
        if name == _PROPERTIES:
            parts[name] = _TIME.sub(rb"\g<1>" + stamp, content)
        elif name == _RELATIONS:
            parts[name] = _TO_THUMBNAIL.sub(b"", content)
        elif name.endswith(".xlsx"):
            parts[name] = steady(content, version)
    return packed(parts)
