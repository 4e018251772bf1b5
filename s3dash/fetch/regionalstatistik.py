"""The web service of the Regionaldatenbank (GENESIS, REST 2020): one table, one year, as CSV.

User and password, or a token in the place of the user, go into the head of each request: never
into the address, so that they stand in no log. A table that is too large for a direct answer is
made by a job on the service, which only user and password may start.
"""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from s3dash.fetch.web import BACKOFF, RETRIED, FetchError, ask

SERVICE: Final = "https://www.regionalstatistik.de/genesisws/rest/2020/"

JOB_POLL: Final = 10.0
JOB_LONGEST: Final = 900.0
"""Seconds between two questions for a job, and for all of them."""

TOO_LARGE: Final = 98
NOT_FOUND: Final = (90, 104)
NOT_ALLOWED: Final = (15,)
FOOT: Final = "\n____"
"""Line of underscores that ends the rows of each table."""

_JOB: Final = re.compile(r"\b[\w-]+_\d{6,}\b")
_ACCESS: Final = re.compile(r"Nutzername|Passwort|Kennung|Benutzer|username|password", re.I)


@dataclass(frozen=True)
class Table:
    """A table of the service.

    Parameters
    ----------
    name : its code
    year_pattern : where the year stands in the file: a pattern with one group, per line
    """

    name: str
    year_pattern: str


@dataclass(frozen=True)
class Service:
    """The service and one's access to it; the access is not part of the text of this object."""

    user: str = field(repr=False)
    password: str = field(repr=False)
    address: str = SERVICE
    backoff: float = BACKOFF
    poll: float = JOB_POLL
    longest: float = JOB_LONGEST

    def table(self, name: str, year: int) -> bytes:
        """Bytes of a table's CSV form for one year.

        Raises
        ------
        FetchError
            If the service cannot be reached or says no.
        """
        wanted = {"name": name, "startyear": str(year), "endyear": str(year), **_FORM}
        answer = self._ask("data/tablefile", {**wanted, "job": "false"})
        if isinstance(answer, bytes):
            return answer
        if answer.code == TOO_LARGE and self.password:
            return self._job(self._ask("data/tablefile", {**wanted, "job": "true"}), name)
        raise self._refusal(answer, name)

    def _job(self, started: bytes | Status, name: str) -> bytes:
        """Wait for a job and take its result."""
        if isinstance(started, bytes):
            return started
        if not (job := _JOB.search(started.words)):
            raise self._refusal(started, name)
        until = time.monotonic() + self.longest
        while time.monotonic() < until:
            answer = self._ask("data/resultfile", {"name": job[0], **_FORM})
            if isinstance(answer, bytes):
                return answer
            if answer.code not in NOT_FOUND:
                raise self._refusal(answer, name)
            time.sleep(self.poll)
        raise FetchError(
            f"{name}: the service has not made the table within {self.longest:.0f} seconds; its job"
            f" is {job[0]}, so look for it at www.regionalstatistik.de or try again later"
        )

    def _ask(self, method: str, form: Mapping[str, str]) -> bytes | Status:
        """Post a form; the file that comes back, or what the service says instead."""
        http, content = ask(
            "POST",
            self.address + method,
            backoff=self.backoff,
            form=form,
            head={"username": self.user, "password": self.password},
        )
        return _answer(http, content)

    def _refusal(self, answer: Status, name: str) -> FetchError:
        said = answer.words
        for secret in (self.password, self.user):
            said = said.replace(secret, "***") if secret else said
        return FetchError(f"{name}: {_advice(answer)}; the service says: {said or 'nothing'}")


_FORM: Final = {
    "area": "all",
    "compress": "false",
    "transpose": "false",
    "language": "de",
    "format": "datencsv",
}


@dataclass(frozen=True)
class Status:
    """What the service says in place of a file: HTTP status, its own code, and words."""

    http: int
    code: int
    words: str


def _answer(http: int, content: bytes) -> bytes | Status:
    """File of an answer, unpacked where it is a ZIP archive, or the status."""
    if http == 200 and content[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return archive.read(archive.namelist()[0])
        except (zipfile.BadZipFile, IndexError):
            return Status(http, 0, "an archive that breaks off")
    start = content.lstrip()[:1]
    if start == b"{":
        return _status(http, content)
    if http == 200 and start != b"<":
        return content
    return Status(http, 0, "a web page instead of a table" if start == b"<" else "")


def _status(http: int, content: bytes) -> Status:
    try:
        said = json.loads(content)
    except ValueError:
        return Status(http, 0, "an answer that breaks off")
    status = said.get("Status", said)
    if not isinstance(status, dict):
        return Status(http, 0, str(status))
    code = status.get("Code")
    return Status(http, code if isinstance(code, int) else 0, str(status.get("Content") or ""))


def _advice(answer: Status) -> str:
    """What a refusal means and what to do."""
    if answer.http in (401, 403) or answer.code in NOT_ALLOWED or _ACCESS.search(answer.words):
        return "the service does not accept the access; check user and password, or the token"
    if answer.code in NOT_FOUND:
        return "the service has no such table or year; look for it at www.regionalstatistik.de"
    if answer.code == TOO_LARGE:
        return (
            "the table is too large for a direct answer and a token may not start a job; use user"
            " and password, or download it at www.regionalstatistik.de"
        )
    if answer.http in RETRIED or answer.http in range(300, 400) or "web page" in answer.words:
        return (
            f"the service is not available (HTTP {answer.http}), maybe for maintenance; try later"
        )
    return f"the service says no (HTTP {answer.http}, code {answer.code})"


def check_table(content: bytes, table: Table, year: int) -> None:
    """Check that a file is the table, whole, and of the year.

    Raises
    ------
    FetchError
        If it is not.
    """
    text = content.decode("iso-8859-1")
    first = text.split("\n", 1)[0].strip()
    body, foot, _ = text.replace("\r\n", "\n").partition(FOOT)
    years = {int(found) for found in re.findall(table.year_pattern, body, re.MULTILINE)}
    if table.name not in first:
        raise FetchError(f"{table.name}: the file begins with '{first[:80]}'; it is another table")
    if not foot:
        raise FetchError(f"{table.name}: the file breaks off before its foot; fetch it again")
    if years != {year}:
        found = ", ".join(map(str, sorted(years))) or "no year"
        raise FetchError(f"{table.name}: the file is of {found} instead of {year}; ask for another")
