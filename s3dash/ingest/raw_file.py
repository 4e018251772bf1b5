"""What all sources share: the error of an unexpected raw file, and where a table came from."""

from __future__ import annotations

from pathlib import Path

from s3dash.release import Origin, sha256


class RawFileError(ValueError):
    """A raw file is not what its module expects; the message says where, what, and what to do."""


def origin_of(raw: Path, path: Path, *, as_of: str | None = None) -> Origin:
    """Describe one raw file; its folder below `raw` is the source's id."""
    relative = path.relative_to(raw)
    return Origin(
        source=relative.parts[0],
        file=relative.as_posix(),
        sha256=sha256(path),
        as_of=as_of,
    )


def files_of(raw: Path, source: str, pattern: str) -> list[Path]:
    """Raw files of a source, in the order of their names.

    Raises
    ------
    RawFileError
        If there is none.
    """
    found = sorted((raw / source).glob(pattern))
    if not found:
        raise RawFileError(
            f"{source}: no file '{pattern}' in the raw folder {raw};"
            " put the files of this source there or name another folder"
        )
    return found
