"""Everything in a container, containers in it opened too, within limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.containers.container import ContainerKind, Member, Packed, Refusal, UnpackingLimits, refused
from ingest.containers.mail import Mail
from ingest.containers.zip_archive import ZipArchive
from ingest.errors import FileError
from ingest.readers.reader import FileContent

_MAIL: Final = Mail()
KINDS: Final[tuple[ContainerKind, ...]] = (ZipArchive(), _MAIL)


def is_container(file: FileContent) -> bool:
    """Whether there are files in this one; a mail may hold none."""
    return any(kind.recognises(file) for kind in KINDS)


def is_document_too(file: FileContent) -> bool:
    """Whether a container has a text of its own: a mail has, an archive has not."""
    return _MAIL.recognises(file)


def unpack(
    file: FileContent, limits: UnpackingLimits, passwords: Sequence[str] = (), *, wanted: str | None = None
) -> Iterator[Member | Refusal]:
    """The files in a container, one at a time, those of containers in it included.

    A container that is a document too, such as an attached mail, is given as well. Of several members of one name each
    later one is numbered: ``notice (2).pdf``.

    :param wanted: unpack only this one, by its name.
    :raises FileError: the container as a whole cannot be opened.
    """
    try:
        yield from _walk(file, "", 1, _Budget(limits), passwords, wanted)
    except (FileError, MemoryError):
        raise
    except Exception as error:
        # As where files are read: what parsers raise on broken ones is theirs, such as RecursionError on nested mails.
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise file.error("damaged", f"its content does not fit its format ({what}). Get a fresh copy.") from error


def read_member(file: FileContent, name: str, limits: UnpackingLimits, passwords: Sequence[str] = ()) -> bytes:
    """The bytes of one file in a container.

    :raises FileError: it is not there (any more), or is not given out.
    """
    for member in unpack(file, limits, passwords, wanted=name):
        if member.name == name:
            if isinstance(member, Refusal):
                raise FileError(f"{file.path}", member.code, member.message)
            return member.data
    raise file.error("unreadable", f"holds no {name} (any more). Run `policykb build` again.")


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked."""

    limits: UnpackingLimits
    size: int = field(init=False)
    members: int = field(init=False)

    def __post_init__(self) -> None:
        self.size, self.members = self.limits.total_size, self.limits.members

    def spend(self, file: FileContent, size: int) -> None:
        """Count one member.

        :raises FileError: it is one too many.
        """
        self.size -= size
        self.members -= 1
        if self.size < 0:
            raise file.error("too_large", f"unpacks to more than {self.limits.total_size >> 20} MiB. Unpack it.")
        if self.members < 0:
            raise file.error("too_large", f"holds more than {self.limits.members} files. Unpack it.")


def _walk(
    file: FileContent, prefix: str, depth: int, budget: _Budget, passwords: Sequence[str], wanted: str | None
) -> Iterator[Member | Refusal]:
    kind = next(kind for kind in KINDS if kind.recognises(file))
    taken: set[str] = set()
    for member in kind.members(file, budget.limits, passwords):
        name = prefix + _free(member.name, taken)
        if wanted is not None and wanted != name and not wanted.startswith(f"{name}/"):
            continue
        if isinstance(member, Refusal):
            yield Refusal(name, member.code, member.message)
            continue
        yield from _opened(file, member, name, depth, budget, passwords, wanted)


def _opened(
    file: FileContent,
    packed: Packed,
    name: str,
    depth: int,
    budget: _Budget,
    passwords: Sequence[str],
    wanted: str | None,
) -> Iterator[Member | Refusal]:
    try:
        data = packed.unpack()
    except FileError as error:
        yield refused(name, error)
        return
    budget.spend(file, len(data))
    inner = FileContent(Path(name), data, file.resources)
    if not is_container(inner):
        yield Member(name, data)
        return
    if is_document_too(inner):
        yield Member(name, data)
    if depth >= budget.limits.depth:
        yield Refusal(name, "too_large", f"an archive nested more than {budget.limits.depth} deep. Unpack it.")
        return
    try:
        yield from _walk(inner, f"{name}/", depth + 1, budget, passwords, wanted)
    except FileError as error:
        yield refused(name, error)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; taken from now on."""
    path, number, free = PurePosixPath(name), 2, name
    while free in taken:
        free, number = str(path.with_name(f"{path.stem} ({number}){path.suffix}")), number + 1
    taken.add(free)
    return free
