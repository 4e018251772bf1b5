"""Doctored copies of the tables of 2017: one of municipalities, one of districts.

The copies hold the lines of Germany, the states and North Rhine-Westphalia. What happens to each
is listed in docs/new-year.md.
"""

import pytest

from s3dash import config
from s3dash.ingest import genesis_2017, genesis_2017_districts, genesis_2017_municipalities
from s3dash.ingest.genesis_2017_districts import REGISTRATIONS
from s3dash.ingest.genesis_2017_municipalities import TOURISM
from s3dash.ingest.raw_file import RawFileError
from tests.ingest.doctoring import KEY, exchanged, in_year

pytestmark = pytest.mark.raw

TABLES = (*genesis_2017_municipalities.TABLES, *genesis_2017_districts.TABLES)
FOOT = "\n____"


class Table:
    """Copy of one table in few lines, and how to read it."""

    def __init__(self, folder, raw_dir, table):
        self.table, self.path = table, folder / f"{table.code}.csv"
        self.at = 0 if table.year_line else 1
        text = (raw_dir / genesis_2017.SOURCE / self.path.name).read_text(encoding="utf-8")
        body, foot = text.split(FOOT, 1)
        lines = body.split("\n")
        self.head = lines[: table.head_lines]
        self.rows = [line for line in lines[table.head_lines :] if self.wanted(line)]
        self.foot = foot
        self.write()

    def wanted(self, line):
        key = line.split(";")[self.at]
        return len(key) == 2 or key[:2] == "05"

    def write(self, *, head=None, rows=None, foot=None, encoding="utf-8"):
        body = "\n".join([*(head or self.head), *(rows or self.rows)])
        text = f"{body}{FOOT}{self.foot}" if foot is None else body + foot
        self.path.write_text(text, encoding=encoding)

    def rows_of(self, key):
        return [row for row in self.rows if row.split(";")[self.at] == key]

    def changed(self, change):
        return [";".join(change(row.split(";"))) for row in self.rows]

    def read(self):
        values, _ = genesis_2017.read_values(self.path, self.table, config.region())
        return values.set_index(KEY)["value"].sort_index()

    def refused(self, words):
        with pytest.raises(RawFileError, match=words) as caught:
            self.read()
        assert self.path.name in str(caught.value), "the message names the file"


@pytest.fixture(params=[TOURISM, REGISTRATIONS], ids=["municipalities", "districts"])
def table(request, tmp_path, raw_dir):
    return Table(tmp_path, raw_dir, request.param)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "iso-8859-1"])
def test_another_encoding_gives_the_same_figures(table, encoding):
    before = table.read()
    table.write(encoding=encoding)
    assert table.read().equals(before)


def test_a_new_year_of_municipalities_is_taken(tmp_path, raw_dir):
    table = Table(tmp_path, raw_dir, TOURISM)
    before = table.read()
    at = TOURISM.year_line - 1
    table.head[at] = table.head[at].replace("2015", "2018")
    table.write()
    assert in_year(table.read(), 2018).equals(in_year(before, 2015))


def test_a_new_year_of_districts_is_taken(tmp_path, raw_dir):
    table = Table(tmp_path, raw_dir, REGISTRATIONS)
    before = table.read()
    new = ["2016" + row[4:] for row in table.rows if row.startswith("2015;")]
    table.write(rows=[*new, *table.rows])
    after = table.read()
    assert in_year(after, 2016).equals(in_year(before, 2015))
    assert after.drop(index=2016, level="year").equals(before)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.9])
def test_a_truncated_download_is_refused(table, share):
    table.write(rows=table.rows[: int(len(table.rows) * share)] or [""], foot="")
    table.refused("no line of underscores ends the rows; is the file whole")


def test_another_number_of_head_lines_is_refused(table):
    for at in (0, 4, len(table.head)):
        table.write(head=[*table.head[:at], ";" * table.head[-1].count(";"), *table.head[at:]])
        table.refused("line|head")


def test_moved_and_renamed_columns_are_refused(table):
    first, second = sorted(column.position for column in table.table.columns.values())[:2]

    def moved(line):
        cells = line.split(";")
        return ";".join(exchanged(first, second)(cells)) if len(cells) > second else line

    def renamed(line):
        return line.replace("Anzahl", "Tausend")

    for change in (moved, renamed):
        table.write(head=list(map(change, table.head)), rows=list(map(change, table.rows)))
        table.refused(rf"column {first + 1}: the head is '.*' instead of")


def test_another_table_is_refused(table):
    table.write(head=[table.head[0].replace(table.table.code, "99999-99-99-9"), *table.head[1:]])
    table.refused("line 1, cell 1: 'GENESIS-Tabelle: 99999-99-99-9' instead of")


def test_a_doubled_row_is_refused(table):
    (row, *_) = table.rows_of("05113")
    table.write(rows=[*table.rows, row])
    table.refused(r"line \d+: the row of 05113, \d+ stands twice")


def test_a_lost_or_renumbered_district_is_refused(table):
    lost = [row for row in table.rows if row not in table.rows_of("05113")]
    other = [row.replace("05113;", "05195;", 1) for row in table.rows]
    for rows in (lost, other):
        table.write(rows=rows)
        table.refused(r"no rows for the districts \['05113'\]")


def test_keys_that_lost_their_zero_are_refused(table):
    def change(cells):
        cells[table.at] = cells[table.at].removeprefix("0")
        return cells

    table.write(rows=table.changed(change))
    table.refused("no rows for the districts|0 municipalities of Metropole Ruhr")


def test_a_split_municipality_is_refused(tmp_path, raw_dir):
    table = Table(tmp_path, raw_dir, TOURISM)
    (row,) = table.rows_of("05978008")
    table.write(rows=[*table.rows, row.replace("05978008", "05978009")])
    table.refused("54 municipalities of Metropole Ruhr")


@pytest.mark.parametrize("cell", ["1.240", "1 240", "", "k. A.", "–"])
def test_a_cell_that_is_no_number_is_refused(table, cell):
    row = table.rows_of("05113")[0]
    cells = row.split(";")
    cells[3] = cell
    table.write(rows=[";".join(cells) if line == row else line for line in table.rows])
    table.refused(r"line \d+: the cell '.*' .* is neither a number nor one of the signs")


@pytest.mark.parametrize("year", ["15", "Jahr 2015", "2015/16"])
def test_another_word_for_the_year_is_refused(table, year):
    if table.at:
        table.write(rows=[row.replace("2015;", f"{year};", 1) for row in table.rows])
    else:
        at = table.table.year_line - 1
        table.write(head=[*table.head[:at], f"{year};;;;;", *table.head[at + 1 :]])
    table.refused(rf"line \d+: '{year}")


def first_exchange(table):
    """The first pair of columns of which one is never more than the other."""
    whole, parts = next(iter(table.parts.items()))
    return table.columns[whole].position, table.columns[parts[0]].position


@pytest.mark.parametrize(
    "table",
    [table for table in TABLES if table.parts],
    ids=lambda table: table.code,
)
def test_exchanged_figures_are_refused(tmp_path, raw_dir, table):
    made = Table(tmp_path, raw_dir, table)
    made.read()
    made.write(rows=made.changed(exchanged(*first_exchange(table))))
    made.refused("is larger than .* look for exchanged columns")


def test_tables_without_such_a_pair_are_few():
    assert {table.code for table in TABLES if not table.parts} == {
        "31121-02-02-5",
        "52111-02-01-4",
    }
