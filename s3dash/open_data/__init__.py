"""The release as an open data product: archive, metadata for portals, data dictionary."""

from s3dash.open_data.archive import NOT_INCLUDED, archive, contents, file_name
from s3dash.open_data.dictionary import dictionary
from s3dash.open_data.parts import Part, Selection, select

__all__ = [
    "NOT_INCLUDED",
    "Part",
    "Selection",
    "archive",
    "contents",
    "dictionary",
    "file_name",
    "select",
]
