"""Which documents the planned files hold, and what became of each since the generation before."""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from index.plan import Plan, PlannedFile, is_storable
from index.previous import Previous
from index.types import Failure
from ingest.file_orders import Answer, Means, Unpack, Unpacked, Unread
from ingest.inner_path import container_path, inner_path
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost
from ingest.reader_version import READER_VERSION
from ingest.sidecars import is_sidecar
from ingest.sources import place_of

#: Code of the failures of corrections by hand.
CORRECTION: Final = "correction"

_HEAD: Final = 1024
_ARCHIVE: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OUTLOOK: Final = "__properties_version1.0".encode("utf-16-le")
_MAIL: Final = re.compile(rb"(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A file that is a document, on disk or in a container.

    :ivar name: the document's.
    :ivar path: where it lies; into its container, if it lies in one.
    :ivar source: path of its source.
    :ivar size: in bytes.
    :ivar page_texts: what a person typed for some of its pages, from 1.
    """

    name: str
    path: str
    source: str
    size: int
    content_hash: str
    page_texts: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def kind(self) -> tuple[str, str]:
        """What it depends on whether and how it can be read: its content, and the ending of its name."""
        return self.content_hash, ending_of(self.name)


def ending_of(name: str) -> str:
    """The ending of a file's name, which may decide how it is read: ``.md``."""
    return PurePosixPath(name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Changes:
    """The files found, on disk or in containers, sorted by what became of them; several may have one content.

    :ivar found: how many files were found, readable or not; a container counts as what is in it.
    :ivar failures: files that cannot be read; ``path`` is as a document's.
    :ivar gone: names of known files that are no longer there.
    """

    found: int
    added: tuple[FoundDocument, ...]
    changed: tuple[FoundDocument, ...]
    unchanged: tuple[FoundDocument, ...]
    failures: tuple[Failure, ...]
    gone: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Of all files found that are, or may be, readable."""
        return frozenset(found.name for group in (self.added, self.changed, self.unchanged) for found in group)

    @property
    def leaving(self) -> frozenset[str]:
        """Names of known files that are not what they were."""
        return self.gone | {found.name for found in self.changed}

    def to_read(self, at_hand: Collection[str]) -> list[FoundDocument]:
        """Which files to read, by name: one of each content; where its names end differently, one of each ending.

        What is unchanged is among them where its content is not at hand in the form that its own ending asks for.

        :param at_hand: hashes of the contents that need no reading.
        """
        chosen: dict[tuple[str, str], FoundDocument] = {}
        for found in sorted((*self.added, *self.changed, *self.unchanged), key=lambda found: found.name):
            if found.content_hash not in at_hand:
                chosen.setdefault(found.kind, found)
        return list(chosen.values())

    def once_read(self, at_hand: Collection[str], failures: Mapping[tuple[str, str], Failure]) -> Changes:
        """What is left after reading: the others of the added and changed ones are failures.

        :param at_hand: hashes of the contents that could be read, from whichever file.
        :param failures: why the others could not, by ``FoundDocument.kind``.
        """
        added, changed = (
            tuple(found for found in group if found.content_hash in at_hand) for group in (self.added, self.changed)
        )
        unread = [found for found in (*self.added, *self.changed) if found.content_hash not in at_hand]
        unread.sort(key=lambda found: found.name)
        rows = (replace(failures[found.kind], path=found.path) for found in unread)
        return Changes(self.found, added, changed, self.unchanged, (*self.failures, *rows), self.gone)


def find_changes(
    plan: Plan, previous: Previous, pool: WorkerPool, means: Means, limits: Limits, *, named: Sequence[Path], full: bool
) -> Changes:
    """Look at the bytes of every planned file, and into containers.

    A container that cannot be opened (any more) keeps the documents that were read from it before.

    :param pool: of ``PERFORM``; starts nothing where there is no container.
    :param named: what the user named: what was taken out comes back where its file or its container is named itself.
    :param full: everything counts as changed.
    """
    sorting = _Sorting(previous, frozenset(str(place_of(path)) for path in named), full=full)
    sorting.failures += plan.unreachable
    for planned in plan.files:
        sorting.look_at(planned, limits)
    sorting.look_into_containers(pool, means)
    gone = {
        name
        for name in plan.gone - sorting.names
        if container_path(previous.versions[name].path) not in sorting.unopened
    }
    return Changes(
        len(sorting.names),
        tuple(sorting.added),
        tuple(sorting.changed),
        tuple(sorting.unchanged),
        tuple(sorting.failures),
        frozenset(gone),
    )


def _is_outlook(head: bytes, descriptor: int) -> bool:
    """Whether it may be a mail that Outlook saved: an OLE file with the name of such a mail's main stream in it."""
    if not head.startswith(_OLE):
        return False
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as content:
        return content.find(_OUTLOOK) >= 0


@dataclass(slots=True)
class _Sorting:
    """The work of ``find_changes``.

    :ivar names: of documents found, readable or not.
    :ivar perhaps: files that may hold others.
    :ivar unopened: paths of containers that could not be opened, or not to the end.
    """

    previous: Previous
    named: frozenset[str]
    full: bool = field(kw_only=True)
    added: list[FoundDocument] = field(default_factory=list)
    changed: list[FoundDocument] = field(default_factory=list)
    unchanged: list[FoundDocument] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    perhaps: list[FoundDocument] = field(default_factory=list)
    unopened: set[str] = field(default_factory=set)

    def look_at(self, planned: PlannedFile, limits: Limits) -> None:
        """Sort a file by its bytes, or put it aside because it may hold others."""
        path = planned.file.path
        self.names.add(planned.file.name)
        if not is_storable(path):
            message = "its name is not UTF-8, so that it could be neither stored nor shown. Rename the file."
            self.failures.append(Failure(str(path), "unreadable", message))
            return
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                if size > limits.file_bytes:
                    message = f"larger than {limits.file_mb} MB. Split it, or raise file_mb in settings.toml."
                    self.failures.append(Failure(str(path), "too_large", message))
                    return
                head = file.read(_HEAD)
                file.seek(0)
                content_hash = hashlib.file_digest(file, "sha256").hexdigest()
                is_mail = _MAIL.match(head) is not None or _is_outlook(head, file.fileno())
        except OSError as error:
            message = f"cannot be opened ({error.strerror}). Check the file's permissions."
            self.failures.append(Failure(str(path), "unreadable", message))
            return
        found = FoundDocument(planned.file.name, str(path), str(planned.source.path), size, content_hash)
        # An office document is an archive, too; one that is known as a document holds no others.
        if is_mail or (head.startswith(_ARCHIVE) and not self._is_unchanged(found)):
            self.perhaps.append(found)
        else:
            self._sort(found)

    def look_into_containers(self, pool: WorkerPool, means: Means) -> None:
        """Sort what was put aside, and what is in it."""
        orders = [msgspec.json.encode(Unpack(found.path, means)) for found in self.perhaps]
        for number, result in sorted(pool.run(orders), key=lambda item: item[0]):
            container = self.perhaps[number]
            answer = result if isinstance(result, Lost) else msgspec.json.decode(result, type=Answer)
            if isinstance(answer, Unpacked):
                self._sort_unpacked(container, answer)
            elif isinstance(answer, Lost | Unread):
                self._leave_closed(container, answer.code, answer.message)

    def _sort_unpacked(self, container: FoundDocument, unpacked: Unpacked) -> None:
        if unpacked.is_document:
            self._sort(container)
        else:
            self.names.discard(container.name)
        for packed in unpacked.files:
            name = f"{container.name}/{packed.name}"
            if is_sidecar(PurePosixPath(packed.name).name):
                message = (
                    "corrections do not count in an archive. Put it below `corrections` in the home, or rename it."
                )
                self.failures.append(Failure(inner_path(container.path, packed.name), CORRECTION, message))
            elif name not in self.previous.excluded or container.path in self.named:
                path = inner_path(container.path, packed.name)
                self._sort(FoundDocument(name, path, container.source, packed.size, packed.content_hash))
        for refused in unpacked.refused:
            if refused.name:
                self.names.add(f"{container.name}/{refused.name}")
                path = inner_path(container.path, refused.name)
                self.failures.append(Failure(path, refused.code, refused.message))
            else:
                self._leave_closed(container, refused.code, refused.message)

    def _leave_closed(self, container: FoundDocument, code: str, message: str) -> None:
        self.unopened.add(container.path)
        self.failures.append(Failure(container.path, code, message))

    def _sort(self, found: FoundDocument) -> None:
        self.names.add(found.name)
        if found.name not in self.previous.versions:
            self.added.append(found)
        elif self._is_unchanged(found):
            self.unchanged.append(found)
        else:
            self.changed.append(found)

    def _is_unchanged(self, found: FoundDocument) -> bool:
        known = self.previous.versions.get(found.name)
        if self.full or known is None:
            return False
        return (known.content_hash, known.reader_version) == (found.content_hash, READER_VERSION)
