"""Files that keepers upload: received into a folder of the home, which is a source; deleted into another.

::

    HOME/uploads/                     what was uploaded, under the names that it came with
    HOME/uploads/.incoming/           on its way there; hidden, so that no build reads it
    HOME/trash/20261122-153000-1a2b/  what was deleted, for 30 days
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
import shutil
import stat
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.errors import PolicyKBError
from ingest.inner_path import split_inner_path
from ingest.isolation.limits import MEGABYTE
from ingest.sidecars import is_sidecar

KEPT_DAYS: Final = 30
# File systems take names of 255 bytes; a number in parentheses and the name of a page's correction must fit behind it.
_LONGEST_NAME: Final = 200
# Control characters, line and direction marks: a name must not pretend to be another.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES: Final = re.compile(r"\s+")
_LOCK_PREFIXES: Final = ("~$", ".~")
_TIME: Final = "%Y%m%d-%H%M%S"
_TRASH_FOLDER: Final = re.compile(r"(\d{8}-\d{6})-[0-9a-f]{4}")


class NotInTrash(PolicyKBError):
    """A file that is to be restored is gone."""


class UploadRefused(PolicyKBError):
    """A file that is not taken in.

    :ivar code: ``too_large``, ``empty``, ``name``, ``sidecar`` or ``lock_file``.
    """

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.code = code


class Clash(StrEnum):
    """What becomes of a file that has the name of another one with other content."""

    NUMBER = "number"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was taken in.

    :ivar path: where it lies now.
    :ivar size: in bytes.
    :ivar digest: as of :func:`digest_of`.
    :ivar before: where that lies now which lay there before: there, if it was the very same file, or in the trash.
    """

    path: Path
    size: int
    digest: str
    before: Path | None = None

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_known(self) -> bool:
        """Whether the very same file lay there already."""
        return self.before == self.path

    @property
    def replaced(self) -> bool:
        """Whether an older one of that name went to the trash."""
        return self.before is not None and not self.is_known


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the trash.

    :ivar key: what it is asked for by.
    :ivar deleted_at: UTC, like ``kept_until``, after which it is deleted for good.
    """

    key: str
    name: str
    size: int
    deleted_at: datetime

    @property
    def kept_until(self) -> datetime:
        return self.deleted_at + timedelta(days=KEPT_DAYS)


class Uploads:
    """The folder of uploaded files of a home, and its trash; safe to use from several threads of one server.

    :param most_mb: how large a file may be, in MiB.
    :ivar lock: held while files are moved; may be held by who does more with them that must not be seen half done.
    """

    def __init__(self, home: Path, most_mb: int) -> None:
        self.folder = home.resolve() / "uploads"
        self._trash = home.resolve() / "trash"
        self._most = most_mb * MEGABYTE
        self.lock = threading.RLock()

    def receive(self, file: Path, name: str, clash: Clash = Clash.NUMBER) -> Received:
        """Move a file that has arrived into the folder.

        :param file: where it lies; it is gone afterwards, unless it is refused.
        :param name: what its owner calls it; nothing of it but the last part counts, and no trick in that.
        :raises UploadRefused: it is too large or empty, or would be no document.
        """
        plain = safe_name(name)
        size = file.stat().st_size
        if size > self._most:
            raise UploadRefused(
                plain,
                "too_large",
                f"{size / MEGABYTE:.0f} MB, and {self._most // MEGABYTE} MB are allowed (upload_mb).",
            )
        if not size:
            raise UploadRefused(plain, "empty", "holds no bytes.")
        incoming = self.folder / ".incoming" / secrets.token_hex(8)
        incoming.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, incoming)
        digest = digest_of(incoming)
        with self.lock:
            target = self.folder / plain
            if digest_of(target) == digest:
                incoming.unlink()
                return Received(target, size, digest, before=target)
            before = None
            if target.exists() and clash is Clash.REPLACE:
                [before] = self._discard([target])
            target = _free(target)
            incoming.replace(target)
        return Received(target, size, digest, before)

    def take_back(self, path: str, digest: str, before: str) -> None:
        """Undo that a file was received: it goes to the trash, and what it replaced comes back.

        Nothing is done where it lies there no longer: it was deleted, or another has come in its place.

        :param digest: as of ``Received``; empty where nothing was received.
        :param before: as of ``Received``; empty for nothing.
        """
        with self.lock:
            if not digest or not self.holds(path) or digest_of(Path(path)) != digest:
                return
            self._discard([Path(path)])
            if before and Path(before).is_file():
                Path(before).replace(path)

    def holds(self, path: str) -> bool:
        """Whether a path is that of an uploaded file, and not into an archive."""
        return split_inner_path(path) is None and Path(path).parent == self.folder

    def discard(self, paths: Iterable[str]) -> list[str]:
        """Move uploaded files to the trash.

        :param paths: those of other files are left alone.
        :returns: the names of those that were there.
        """
        with self.lock:
            return [path.name for path in self._discard(Path(path) for path in paths if self.holds(path))]

    def trash(self) -> tuple[Trashed, ...]:
        """What is in the trash, the last deleted first."""
        found = []
        for folder in self._trash.glob("*"):
            match = _TRASH_FOLDER.fullmatch(folder.name)
            if match is None:
                continue
            deleted_at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
            for path, size in _files_in(folder):
                found.append(Trashed(f"{folder.name}/{path.name}", path.name, size, deleted_at))
        return tuple(sorted(found, key=lambda each: each.key, reverse=True))

    def restore(self, key: str) -> Received:
        """Put a file back from the trash; where another has its name now, it gets a number.

        :raises NotInTrash: it is there no longer.
        """
        with self.lock:
            if all(each.key != key for each in self.trash()):
                raise NotInTrash(f"{key}: is not in the trash (any more).")
            path = self._trash / key
            self.folder.mkdir(parents=True, exist_ok=True)
            target = _free(self.folder / path.name)
            path.replace(target)
            with contextlib.suppress(OSError):  # others were deleted together with it
                path.parent.rmdir()
            return Received(target, target.stat().st_size, digest_of(target))

    def empty_trash(self) -> None:
        """Delete for good what was deleted :data:`KEPT_DAYS` days ago or earlier."""
        before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).strftime(_TIME)
        with self.lock:
            for folder in self._trash.glob("*"):
                if folder.is_dir() and folder.name < before:
                    shutil.rmtree(folder)

    def _discard(self, paths: Iterable[Path]) -> list[Path]:
        """Where the files lie now that were there."""
        folder = self._trash / f"{datetime.now(UTC):{_TIME}}-{secrets.token_hex(2)}"
        gone = []
        for path in paths:
            if path.is_file():
                folder.mkdir(parents=True, exist_ok=True)
                gone.append(path.replace(folder / path.name))
        return gone


def safe_name(name: str) -> str:
    """The last part of a name, composed, without what cannot be seen, and of a length that can be stored.

    :raises UploadRefused: nothing is left of it, or a file of that name would be no document.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_visible(char))
    plain = _SPACES.sub(" ", seen).strip().lstrip(".").strip()
    if last.startswith(_LOCK_PREFIXES):
        raise UploadRefused(plain, "lock_file", "is the lock file of an open document. Upload the document itself.")
    if not plain.strip(". "):
        raise UploadRefused(name, "name", "is no name for a file. Rename it.")
    if is_sidecar(plain):
        raise UploadRefused(
            plain, "sidecar", "is named like a file of corrections, and would be no document. Rename it."
        )
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:16]
    room = _LONGEST_NAME - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + suffix


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE


def _free(path: Path) -> Path:
    """The path, with a number where another file has it."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem} ({number}){path.suffix}"), number + 1
    return free


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return ""


def _files_in(folder: Path) -> Iterator[tuple[Path, int]]:
    """The files of a folder, and their sizes; what vanishes meanwhile is left out."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for path in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                found = path.stat()
                if stat.S_ISREG(found.st_mode):
                    yield path, found.st_size
