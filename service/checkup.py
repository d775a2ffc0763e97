"""The examination of a home, by ``policykb doctor`` in a process of its own: it reads gigabytes, and opens models."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from index.health.finding import Finding
from ingest.errors import PolicyKBError
from service.own_program import own_environment, own_program

_SECONDS: Final = 600


class CheckupFailed(PolicyKBError):
    """The examination did not come to its end."""


class _Row(msgspec.Struct, frozen=True):
    code: str
    subject: str
    message: str
    fix: str
    mendable: bool


class _Report(msgspec.Struct, frozen=True):
    faults: tuple[_Row, ...]
    notices: tuple[_Row, ...]
    mended: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What an examination found.

    :ivar mended: how many faults were mended before.
    """

    findings: tuple[Finding, ...]
    mended: int


def check_up(home: Path, *, fix: bool = False) -> Checkup:
    """Examine a home.

    :param fix: mend what needs no choice first.
    :raises CheckupFailed: it could not be examined, or mended, at all: the settings cannot be read, a build is running.
    """
    command = [*own_program(home), "doctor", "--json", *(["--fix"] if fix else [])]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; no argument is a user's
            command, capture_output=True, encoding="utf-8", check=False, timeout=_SECONDS, env=own_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise CheckupFailed(f"it took longer than {_SECONDS} s. Run `policykb doctor`.") from error
    try:
        report = msgspec.json.decode(done.stdout, type=_Report)
    except msgspec.DecodeError as error:
        last_words = done.stderr.strip().rpartition("\n")[2].removeprefix("policykb: ")
        raise CheckupFailed(last_words or f"it ended with status {done.returncode}.") from error
    return Checkup(tuple(_findings(report)), len(report.mended))


def _findings(report: _Report) -> list[Finding]:
    return [
        Finding(row.code, row.subject, row.message, row.fix, is_fault, row.mendable)
        for rows, is_fault in ((report.faults, True), (report.notices, False))
        for row in rows
    ]
