"""Which two documents the screen of comparisons shows, as its address carries them; and which pairs it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from index import Index
from index.errors import UnknownDocument
from index.types import DocumentCard
from ingest.document import Document
from page.choice import text_of
from page.knowledge_base import KnowledgeBase

#: Names in the screen's address, in the order of its components.
NAMES: Final = ("old", "new")
_MOST_OFFERED: Final = 30


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Two documents by their ids; empty where none was chosen."""

    old: str = ""
    new: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The documents that components, or an address, name: anything may come."""
        return cls(text_of(values.get("old")), text_of(values.get("new")))

    def address(self) -> str:
        """The part of an address behind its path that asks for this again."""
        return "?" + urlencode({name: value for name, value in (("old", self.old), ("new", self.new)) if value})

    def swapped(self) -> Self:
        return type(self)(self.new, self.old)


@dataclass(frozen=True, slots=True)
class OfferedPair:
    """Two documents that are likely worth comparing.

    :ivar repeals: the new one says that it ends the old one.
    :ivar similarity: which share of their texts they have in common, in [0, 1]; ``None`` where that is not known.
    """

    old: DocumentCard
    new: DocumentCard
    repeals: bool
    similarity: float | None = None
    same_title: bool = False


def document_of(knowledge: KnowledgeBase, key: str) -> Document:
    """A document by its id, and by nothing else that the index would find one by.

    :raises UnknownDocument: none goes by it.
    :raises IndexUnavailable: there is no index.
    """
    document = knowledge.document(key)
    if document.id != key:
        raise UnknownDocument(f"{key}: no id of a document. `policykb list` shows them.")
    return document


def offered_pairs(index: Index) -> tuple[OfferedPair, ...]:
    """Documents that end others, then likely versions of one another, each pair once."""
    with index.snapshot() as snapshot:
        cards = {card.document: card for card in snapshot.store.cards().values()}
        versions = snapshot.store.likely_versions()
    found = {(pair.old.id, pair.new.id): pair for pair in _repealing(cards)}
    for version in sorted(versions, key=lambda version: -version.similarity):
        old, new = cards[version.of], cards[version.document]
        repeals = (old.id, new.id) in found
        found[old.id, new.id] = OfferedPair(old, new, repeals, version.similarity, version.same_title)
    return tuple(found.values())[:_MOST_OFFERED]


def _repealing(cards: Mapping[str, DocumentCard]) -> Iterator[OfferedPair]:
    for old in cards.values():
        new = cards.get(old.repealed_in or "")
        if new is not None:
            yield OfferedPair(old, new, repeals=True)
