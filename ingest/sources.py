"""The folders and files that the user names, and the documents that lie below them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.errors import SourceError
from ingest.sidecars import is_sidecar

# Lock files of Word and WPS, and of LibreOffice: not documents, and often not readable.
_LOCK_PREFIXES: Final = ("~$", ".~")


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or a single file that is kept up to date.

    :ivar name: the first part of the names of its documents.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file below a source.

    :ivar name: the source's name, a slash, and the path below it with slashes, in NFC. Of files whose paths differ in
        their Unicode form only, all but one have a number added.
    """

    name: str
    path: Path


def place_of(path: Path) -> Path:
    """Where a path leads: absolute, links followed, but for a file's own name, by which its document goes."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies below a source, each sorted by name.

    :ivar files: what may be documents.
    :ivar sidecars: corrections by hand; named like files, but no documents.
    """

    files: tuple[SourceFile, ...]
    sidecars: tuple[SourceFile, ...]


def survey(source: Source) -> Survey:
    """The files of a source; hidden and lock files are left out.

    A file given as a source is named by its parent folder and itself; the corrected pages beside it are its sidecars.
    Links are followed only to what lies inside the source.

    :raises SourceError: for a path that does not exist, a folder that cannot be listed (a part of a source must not
        pass for the whole), or a sidecar given as a source.
    """
    try:
        root = source.path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise SourceError(
            f"{source.path}: no such file or folder. Check the path, or remove it from the sources."
        ) from error
    if root.is_file():
        return _survey_of_file(source)
    files = sorted(_named(source, root), key=lambda file: file.name)
    return Survey(
        tuple(file for file in files if not is_sidecar(file.path.name)),
        tuple(file for file in files if is_sidecar(file.path.name)),
    )


def _survey_of_file(source: Source) -> Survey:
    path = source.path
    if is_sidecar(path.name):
        raise SourceError(f"{path}: holds corrections, and is no document. Name its folder, or rename it.")
    beside = [each for each in path.parent.glob(f"{escape(path.name)}.page-*.txt") if is_sidecar(each.name)]
    (file, *sidecars) = (SourceFile(_normal(f"{source.name}/{each.name}"), each) for each in (path, *sorted(beside)))
    return Survey((file,), tuple(sidecars))


def _named(source: Source, root: Path) -> Iterator[SourceFile]:
    """The files below a source, each with a name of its own.

    Some file systems keep é.txt in two Unicode forms side by side. The composed one goes by the name that both have, so
    that a document keeps its name when the other comes or goes.
    """
    written = {f"{source.name}/{path.relative_to(root).as_posix()}": path for path in _files(root, root)}
    taken: set[str] = set()
    for name in sorted(written, key=lambda name: (name != _normal(name), name)):
        plain = PurePosixPath(_normal(name))
        free, number = str(plain), 2
        while free in taken:
            free, number = str(plain.with_name(f"{plain.stem} ({number}){plain.suffix}")), number + 1
        taken.add(free)
        yield SourceFile(free, written[name])


def _files(folder: Path, root: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be listed ({error.strerror or error}). Check its permissions.") from error
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name.startswith(_LOCK_PREFIXES):
            continue
        if entry.is_symlink() and not _leads_inside(path, root):
            continue
        if entry.is_dir():
            yield from _files(path, root)
        elif entry.is_file():
            yield path


def _leads_inside(link: Path, root: Path) -> bool:
    """Whether a link's end lies inside the source, and not above itself (which would never end)."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(root) and not link.parent.resolve().is_relative_to(target)


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)
