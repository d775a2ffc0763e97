"""Which files a build looks at, and what became of each since the generation before."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.store import StoredVersion
from index.types import Failure
from ingest import Source, SourceError, SourceFile
from ingest.inner_path import container_path
from ingest.sources import Survey, place_of, survey


@dataclass(frozen=True, slots=True)
class Scope:
    """A source, and the part of it that is to be brought up to date.

    :ivar path: where that part lies, links followed.
    """

    source: Source
    path: Path

    def holds(self, path: Path) -> bool:
        return path.is_relative_to(self.path)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that the build looks at, and the source that it belongs to."""

    file: SourceFile
    source: Source


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is to do.

    :ivar sources: every source to be remembered afterwards.
    :ivar gone: names of stored documents under which there is no file; documents in containers are always among them,
        since only ``find_changes`` looks into those.
    :ivar unreachable: remembered sources that cannot be reached; their documents stay.
    :ivar sidecars: corrections by hand in the sources that are looked at, also outside the part that is.
    """

    sources: tuple[Source, ...]
    files: tuple[PlannedFile, ...]
    gone: frozenset[str]
    unreachable: tuple[Failure, ...]
    sidecars: tuple[PlannedFile, ...] = ()


def make_plan(
    paths: Sequence[Path],
    remembered: Sequence[Source],
    stored: Mapping[str, StoredVersion],
    excluded: Collection[str],
    home: Path | None = None,
) -> Plan:
    """Find the files to look at.

    A path inside a remembered source stays that source's; any other path becomes a source of its own. A file belongs
    to the innermost source that holds it, so that no document is there twice.

    :param paths: what the user named; empty for every remembered source.
    :param excluded: documents that stay out unless their file is named itself.
    :param home: the index's own folder: within a source, what lies there is no document, unless a source lies there.
    :raises SourceError: a named path cannot be reached.
    """
    sources = list(remembered)
    scopes: list[Scope] = [] if paths else [Scope(source, place_of(source.path)) for source in sources]
    named = [place_of(path) for path in paths]
    for path in named:
        if not path.exists():
            raise SourceError(f"{path}: no such file or folder. Check the path.")
        if not is_storable(path):
            raise SourceError(f"{path}: its name is not UTF-8, so that it could not be remembered. Rename it.")
        owner = _owner(path, sources)
        if owner is None:
            owner = _new_source(path, sources)
            sources.append(owner)
        scopes.append(Scope(owner, path))
        inside = (Scope(inner, place_of(inner.path)) for inner in sources if inner != owner)
        scopes += (scope for scope in inside if scope.path.is_relative_to(path))
    files: dict[str, PlannedFile] = {}
    sidecars: dict[str, PlannedFile] = {}
    reached: list[Scope] = []
    unreachable: list[Failure] = []
    places = {source: place_of(source.path) for source in sources}
    if home is not None:
        places[Source("", home)] = place_of(home)
    for scope in scopes:
        try:
            there = survey(scope.source)
        except SourceError as error:
            if paths:
                raise
            unreachable.append(Failure(str(scope.source.path), "unreachable", str(error)))
            continue
        reached.append(scope)
        for file in there.files:
            if _belongs(file, scope, places) and (file.name not in excluded or file.path in named):
                files[file.name] = PlannedFile(file, scope.source)
        sidecars |= {planned.file.name: planned for planned in _own_sidecars(scope.source, there, places)}
    gone = frozenset(
        name
        for name, version in stored.items()
        if name not in files and any(_held(version, scope) for scope in reached)
    )
    ordered = tuple(files[name] for name in sorted(files))
    return Plan(tuple(sources), ordered, gone, tuple(unreachable), tuple(sidecars.values()))


def sidecars_of(source: Source, sources: Iterable[Source]) -> list[PlannedFile]:
    """The corrections by hand in a source.

    :param sources: all that are remembered; one inside this one has its own.
    :raises SourceError: it cannot be reached.
    """
    return list(_own_sidecars(source, survey(source), {each: place_of(each.path) for each in sources}))


def is_storable(path: Path) -> bool:
    """Whether a path has a UTF-8 form; file systems take names in other encodings, SQLite does not."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _own_sidecars(source: Source, there: Survey, places: Mapping[Source, Path]) -> Iterator[PlannedFile]:
    for file in there.sidecars:
        if _innermost(file.path, places) == source or source.path.is_file():
            yield PlannedFile(file, source)


def _held(version: StoredVersion, scope: Scope) -> bool:
    whole = scope.path == place_of(scope.source.path)
    return version.source == str(scope.source.path) and (whole or scope.holds(Path(container_path(version.path))))


def _owner(path: Path, sources: Sequence[Source]) -> Source | None:
    return _innermost(path, {source: place_of(source.path) for source in sources})


def _belongs(file: SourceFile, scope: Scope, places: Mapping[Source, Path]) -> bool:
    # Below a folder, files have its links followed already; a file that is a source itself may not.
    place = file.path if file.path != scope.source.path else places[scope.source]
    return scope.holds(place) and _innermost(place, places) == scope.source


def _innermost(path: Path, places: Mapping[Source, Path]) -> Source | None:
    holding = [source for source, place in places.items() if path.is_relative_to(place)]
    return max(holding, key=lambda source: len(places[source].parts), default=None)


def _new_source(path: Path, sources: Sequence[Source]) -> Source:
    """A source named after the folder; a number is added where another folder of that name is remembered."""
    base = path if path.is_dir() else path.parent
    plain = unicodedata.normalize("NFC", base.name) or "root"
    taken = {source.name for source in sources if _base(source) != base}
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return Source(name, path)


def _base(source: Source) -> Path:
    return source.path.parent if source.path.is_file() else source.path
