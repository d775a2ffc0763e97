"""What an index is to hold: each content once, however many files have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from index.changes import FoundDocument
from index.store import StoredVersion
from index.types import Place


@dataclass(frozen=True, slots=True)
class Holding:
    """A content and the files that have it.

    :ivar original: the file after which the document is called.
    """

    content_hash: str
    original: Place
    copies: tuple[Place, ...]


def holdings(
    known: Mapping[str, StoredVersion], staying: Iterable[StoredVersion], arriving: Iterable[FoundDocument]
) -> list[Holding]:
    """Bring files of one content together, in order of the documents' names.

    A document goes on being called as it is; a new one, or one whose file left, is called after the first by name.

    :param known: the files that the generation before knows, by name.
    :param staying: those among them that stay what they were.
    :param arriving: those that are new or have another content now.
    """
    files = [(version.content_hash, Place(version.document, version.path, version.source)) for version in staying]
    files += [(found.content_hash, Place(found.name, found.path, found.source)) for found in arriving]
    called = {(version.content_hash, version.document) for version in known.values() if not version.is_copy}
    groups: dict[str, list[Place]] = {}
    for content, place in sorted(files, key=lambda file: ((file[0], file[1].name) not in called, file[1].name)):
        groups.setdefault(content, []).append(place)
    found = [Holding(content, first, tuple(others)) for content, (first, *others) in groups.items()]
    return sorted(found, key=lambda holding: holding.original.name)


def staying_files(known: Mapping[str, StoredVersion], leaving: Collection[str]) -> list[StoredVersion]:
    """The files that stay what they were: all but those of the names given."""
    return [version for name, version in known.items() if name not in leaving]


def count_removed(known: Mapping[str, StoredVersion], gone: Iterable[str], staying: Iterable[StoredVersion]) -> int:
    """How many documents left with the files that are gone: one of which a copy stays did not."""
    left = {known[name].content_hash for name in gone if not known[name].is_copy}
    return len(left - {version.content_hash for version in staying})
