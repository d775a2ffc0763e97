"""Which files could not be read, as the last build that looked at each of them found.

A generation holds what was read; what was not is kept here, so that it can be shown until it is mended or gone.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

import msgspec

from index.types import Failure
from ingest.inner_path import container_path

_FILE: Final = Path("cache") / "failures.json"


def read_failures(home: Path) -> tuple[Failure, ...]:
    """The rows, but for files that are there no longer; none where the log is missing or damaged: a build makes it."""
    try:
        rows = msgspec.json.decode((home / _FILE).read_bytes(), type=tuple[Failure, ...])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return ()
    return tuple(row for row in rows if row.code == "unreachable" or os.path.lexists(container_path(row.path)))


def write_failures(home: Path, failures: Iterable[Failure], looked_at: Collection[Path] | None) -> None:
    """Keep what a build reports, and of what was known before what it did not look at.

    The writer's lock must be held.

    :param looked_at: the files and folders that the build was about; ``None`` for all that is remembered.
    """
    before = () if looked_at is None else read_failures(home)
    kept = [
        row for row in before if not any(Path(container_path(row.path)).is_relative_to(at) for at in looked_at or ())
    ]
    rows = sorted({encoded for row in (*kept, *failures) if (encoded := _encoded(row))})
    path = home / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".tmp")
    aside.write_bytes(b"[" + b",\n".join(rows) + b"]")
    aside.replace(path)


def _encoded(failure: Failure) -> bytes:
    """As JSON; empty for a file whose name is not UTF-8, which has no such form."""
    try:
        return msgspec.json.encode(failure)
    except UnicodeEncodeError:
        return b""
