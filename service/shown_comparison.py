"""Two versions of a rule as programs are shown them; positions are string offsets into the documents' texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from answer.comparison import Comparison, Fate, Side
from answer.comparison.provisions import Provision
from answer.comparison.rewording import ChangeKind, Step
from ingest.document import Document, Span


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """One of the two versions."""

    document: str
    id: str
    title: str
    document_number: str | None
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class FateCounts:
    """How many provisions met each fate; ``moved`` ones are among the others."""

    same: int
    changed: int
    added: int
    removed: int
    moved: int


@dataclass(frozen=True, slots=True)
class ComparedProvision:
    """An article, or the text under one heading, in one of the two versions.

    :ivar start: ``text`` is the document's text from ``start`` to ``end``.
    """

    heading_path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that stayed (``=``), went (``-``) or came (``+``)."""

    step: Step
    text: str


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words and where they stand in their document's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure or a condition that is not what it was.

    :ivar before: null for what is new.
    :ivar after: null for what was dropped.
    """

    kind: ChangeKind
    before: PlacedWords | None
    after: PlacedWords | None


@dataclass(frozen=True, slots=True)
class ProvisionPair:
    """What became of a provision.

    :ivar moved: its place among the others changed.
    :ivar edits: from the old words to the new; empty unless it changed.
    """

    fate: Fate
    moved: bool
    old: ComparedProvision | None
    new: ComparedProvision | None
    edits: tuple[Edit, ...]
    changes: tuple[ComparedFigure, ...]


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """Two versions of a rule, article by article, in the order of the new one; dropped ones where they stood."""

    old: ComparedDocument
    new: ComparedDocument
    counts: FateCounts
    provisions: tuple[ProvisionPair, ...]


def shown_comparison(comparison: Comparison) -> ShownComparison:
    """A comparison as ``compare --json`` gives it."""
    counts = {fate.value: count for fate, count in comparison.counts.items()}
    return ShownComparison(
        old=_document(comparison.old),
        new=_document(comparison.new),
        counts=FateCounts(**counts, moved=comparison.moved),
        provisions=tuple(_pair(side) for side in comparison.provisions),
    )


def _document(document: Document) -> ComparedDocument:
    metadata = document.metadata
    return ComparedDocument(document.name, document.id, metadata.title, metadata.document_number, metadata.issued_on)


def _pair(side: Side) -> ProvisionPair:
    return ProvisionPair(
        fate=side.fate,
        moved=side.moved,
        old=_provision(side.old),
        new=_provision(side.new),
        edits=tuple(Edit(step, words) for step, words in side.edits),
        changes=tuple(
            ComparedFigure(change.kind, _placed(side.old, change.before), _placed(side.new, change.after))
            for change in side.changes
        ),
    )


def _provision(provision: Provision | None) -> ComparedProvision | None:
    if provision is None:
        return None
    return ComparedProvision(provision.heading_path, provision.page, provision.start, provision.end, provision.text)


def _placed(provision: Provision | None, span: Span | None) -> PlacedWords | None:
    if provision is None or span is None:
        return None
    return PlacedWords(provision.start + span.start, provision.start + span.end, provision.text[span.start : span.end])
