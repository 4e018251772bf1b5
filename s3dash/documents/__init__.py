"""Documents on paper: Word to go on writing in, and PDF to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from s3dash.documents.pdf import pdf
from s3dash.documents.word import word
from s3dash.evidence import Document, view_document
from s3dash.exhibits import Exhibit

MEDIA: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def to_docx(exhibit: Exhibit, shapes: Path) -> bytes:
    """Word document of a view.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    """
    return word(view_document(exhibit), shapes)


def evidence_file(document: Document, shapes: Path, form: str) -> bytes:
    """File of an evidence sheet.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    form : one of `MEDIA`

    Raises
    ------
    KeyError
        If the form is none of `MEDIA`.
    """
    return {"docx": word, "pdf": pdf}[form](document, shapes)
