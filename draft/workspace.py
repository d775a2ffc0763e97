"""Drafts kept in a home: one JSON file each, written in one step, so that work is found again as it was saved.

Each save makes a new version, and names the version that it goes out from: two people, or two tabs, who change the same
draft do not silently undo each other's work.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock

from draft.types import Draft
from ingest.errors import PolicyKBError

_FOLDER: Final = "drafts"
_LAYOUT: Final = 1
_ID: Final = re.compile(r"[0-9]{8}-[0-9a-f]{12}")


class DraftError(PolicyKBError):
    """A draft that cannot be found, read or saved."""


class DraftMissing(DraftError):
    """There is no such draft."""


class DraftChanged(DraftError):
    """Someone has saved the draft since it was loaded."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it is kept.

    :ivar id: letters, digits and a hyphen; its file is called so.
    :ivar owner: who may see it; empty where nobody logs in.
    :ivar version: counts saves, from 1.
    :ivar saved_at: in UTC, to the second, ISO form.
    """

    id: str
    owner: str
    version: int
    saved_at: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in one line.

    :ivar title: of the proposal.
    """

    id: str
    owner: str
    version: int
    saved_at: str
    title: str
    number: str | None
    due_on: str | None


class _File(msgspec.Struct, frozen=True):
    """What a file holds."""

    layout: int
    saved: SavedDraft


class Workspace:
    """The drafts of one home; safe to use from several threads and processes.

    :param home: its folder ``drafts`` is made with the first draft.
    """

    def __init__(self, home: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = home / _FOLDER
        self._now = now

    def create(self, draft: Draft, owner: str = "") -> SavedDraft:
        """Keep a new draft."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = f"{self._now():%Y%m%d}-{secrets.token_hex(6)}"
        saved = SavedDraft(key, owner, 1, self._stamp(), draft)
        self._write(saved)
        return saved

    def save(self, saved: SavedDraft) -> SavedDraft:
        """Keep a changed draft.

        :param saved: as it was loaded, with another ``draft``; its version must still be the newest.
        :returns: the same with its new version.
        :raises DraftChanged: it was saved elsewhere since.
        :raises DraftMissing: it was deleted since.
        """
        with FileLock(self._lock()):
            current = self.load(saved.id, saved.owner)
            if current.version != saved.version:
                raise DraftChanged(
                    f"draft {saved.id}: saved elsewhere since version {saved.version} (now {current.version}). "
                    "Load it again, and make the change there."
                )
            newer = replace(saved, version=saved.version + 1, saved_at=self._stamp())
            self._write(newer)
        return newer

    def load(self, key: str, owner: str = "") -> SavedDraft:
        """A draft of this owner.

        :raises DraftMissing: this owner has no such draft.
        :raises DraftError: its file cannot be read.
        """
        path = self._path(key)
        try:
            saved = _read(path)
        except FileNotFoundError:
            raise DraftMissing(f"draft {key}: there is no such draft.") from None
        if saved.owner != owner:
            raise DraftMissing(f"draft {key}: there is no such draft.")
        return saved

    def list(self, owner: str = "") -> tuple[DraftRow, ...]:
        """The drafts of this owner, last saved first; a file that cannot be read is left out, and stays."""
        rows = []
        for path in self._folder.glob("*.json"):
            try:
                saved = _read(path)
            except (DraftError, FileNotFoundError):
                continue
            if saved.owner == owner:
                rows.append(_row(saved))
        return tuple(sorted(rows, key=lambda row: (row.saved_at, row.id), reverse=True))

    def delete(self, key: str, owner: str = "") -> None:
        """Forget a draft.

        :raises DraftMissing: this owner has no such draft.
        """
        with FileLock(self._lock()):
            self.load(key, owner)
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        if not _ID.fullmatch(key):
            raise DraftMissing(f"draft {key!r}: there is no such draft.")
        return self._folder / f"{key}.json"

    def _lock(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._folder / ".lock"

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _write(self, saved: SavedDraft) -> None:
        """Write beside the file and put it in its place in one step: a reader meets the old or the new, never half."""
        path = self._path(saved.id)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as stream:
                stream.write(encode(saved))
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def encode(saved: SavedDraft) -> bytes:
    """A draft as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(_File(_LAYOUT, saved)), indent=1)


def decode(data: bytes) -> SavedDraft:
    """A draft from what its file holds.

    :raises DraftError: it is no such file.
    """
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DraftError(f"not a draft that can be read ({error})") from error
    if file.layout != _LAYOUT:
        raise DraftError(f"a draft of layout {file.layout}, expected {_LAYOUT}. Update policykb.")
    return file.saved


def _read(path: Path) -> SavedDraft:
    try:
        return decode(path.read_bytes())
    except DraftError as error:
        raise DraftError(f"{path}: {error}") from error


def _row(saved: SavedDraft) -> DraftRow:
    proposal, due = saved.draft.proposal, saved.draft.milestones.due_on
    return DraftRow(
        saved.id,
        saved.owner,
        saved.version,
        saved.saved_at,
        proposal.title,
        proposal.number,
        due.isoformat() if due else None,
    )
