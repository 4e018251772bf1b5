"""Copies of raw files, changed in one respect, and how to read them."""

import csv
import io
import re
import shutil

import pytest

from s3dash import config
from s3dash.ingest.raw_file import RawFileError, require_districts

KEY = ["variable", "field", "ags", "year"]


def figures(table):
    return table.values.set_index(KEY)["value"].sort_index()


def in_year(series, year):
    return series.xs(year, level="year")


class Copies:
    """Copies of the raw files of one source in a folder of their own.

    Parameters
    ----------
    folder : gets the copies
    source : folder of the originals
    files : their names; the first one is the one that is changed
    read : reads tables of long values from the raw folder
    """

    def __init__(self, folder, source, files, read):
        self.raw, self.name, self._read = folder, files[0], read
        self.folder = folder / source.name
        self.folder.mkdir()
        for file in files:
            shutil.copyfile(source / file, self.folder / file)
            (self.folder / file).chmod(0o644)
        self.path = self.folder / self.name

    @property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    def write(self, text, *, name=None, encoding="utf-8"):
        (self.folder / (name or self.name)).write_text(text, encoding=encoding, errors="replace")

    def cells(self):
        return list(csv.reader(io.StringIO(self.text)))

    def write_cells(self, rows):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(rows)
        self.write(stream.getvalue())

    def keep(self, wanted):
        """Leave out rows that are neither the head nor wanted."""
        head, *rows = self.cells()
        self.write_cells([head, *(row for row in rows if wanted(row))])

    def tables(self):
        tables = self._read(self.raw)
        for table in tables:
            require_districts(table.values, config.region())
        return tables

    def read(self):
        """All figures, in order of their keys."""
        (table,) = self.tables()
        return figures(table)

    def refused(self, words, *, name=None):
        with pytest.raises(RawFileError, match=words) as caught:
            self.read()
        assert (name or self.name)[:8] in str(caught.value), "the message names the file"


def with_point(number):
    """Number with a point between thousands, as German texts write it.

    >>> with_point("1190"), with_point("95015.0")
    ('1.190', '95.015')
    """
    return re.sub(r"(\d)(\d{3})(\.\d+)?$", r"\1.\2", number)


class Genesis:
    """Copy of one source with a single file, and how to read it."""

    def __init__(self, folder, raw_dir, module, file, *more):
        self.raw, self.module, self.more, self.name = folder, module, more, file
        self.path = folder / module.SOURCE / file
        self.path.parent.mkdir()
        shutil.copyfile(raw_dir / module.SOURCE / file, self.path)
        self.path.chmod(0o644)
        self.text = self.path.read_text(encoding="iso-8859-1")

    def write(self, text, *, name=None, encoding="iso-8859-1"):
        (self.path.parent / (name or self.name)).write_text(text, encoding=encoding)

    def edit(self, old, new, *, count=-1):
        assert old in self.text
        self.write(self.text.replace(old, new, count))

    def edit_rows(self, change):
        """Change the cells of all rows between head and foot."""
        body, foot = self.text.split("\n____", 1)
        lines = [
            ";".join(change(line.split(";"))) if line.count(";") > 5 and line[:1] != ";" else line
            for line in body.split("\n")
        ]
        self.write("\n".join(lines) + "\n____" + foot)

    def insert(self, number, line):
        lines = self.text.split("\n")
        self.write("\n".join([*lines[: number - 1], line, *lines[number - 1 :]]))

    def line_of(self, start):
        return next(n for n, line in enumerate(self.text.split("\n"), 1) if line.startswith(start))

    def read(self):
        (table,) = self.module.read(self.raw, *self.more)
        require_districts(table.values, config.region())
        return table

    def refused(self, words):
        with pytest.raises(RawFileError, match=words) as caught:
            self.read()
        assert self.name[:10] in str(caught.value), "the message names the file"


def exchanged(first, second):
    def change(cells):
        cells[first], cells[second] = cells[second], cells[first]
        return cells

    return change
