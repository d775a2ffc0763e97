"""The passages that a sentence may retell in words of its own, and the figures in which it departs from them.

Words around a figure alone do not pair 芯片公司做流片，花费的五成由财政承担 with 按照流片实际发生费用的40%给予资助.
What does: of all passages it is the one that the sentence and its item's heading have most of, and the sentence's other
figures stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from answer.evidence import cut
from draft.review.cells import quantities_of
from draft.review.event_days import are_other_months
from draft.review.quantities import Quantity, contradicts, quantities, times
from draft.review.reply import Statement
from draft.review.sources import Sources
from draft.review.wording import Rarity
from index import Filters, Index, Mode
from index.types import DocumentCard, StoredChunk
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Span
from ingest.figures import FigureKind

_PASSAGES: Final = 24
# Shares of a sentence with its heading, and of a figure's clause, by the weight of their pairs of characters. Set on
# letters in free wording; a figure is compared with others of its passage only from here on.
_RETOLD, _RETOLD_WITH_ONE_FIGURE, _RETOLD_WITH_MORE = 0.5, 0.35, 0.2
_CLAUSE: Final = 0.6
# What each other figure of the sentence, or of its item, adds to how near a passage is that holds it.
_OWN_FIGURE, _ITEM_FIGURE, _MOST_FIGURES = 0.15, 0.05, 3
# A passage this much less near than the nearest may still be where a figure comes from.
_AS_NEAR: Final = 0.35
# What holds less than this part of what another passage holds of the sentence is not what it retells, whatever its
# figures: 30%, 60万元 and 100万元 stand in many rules.
_AS_MUCH: Final = 0.5
# 一年 and 两个 stand anywhere.
_TELLING: Final = 3
# Which document says so is no word of what it says.
_NAMED: Final = re.compile("《[^《》]*》(?:[（(][^（）()]*号[）)])?")
_FROM: Final = re.compile("[由从](?:原来|原先|过去|以前|上年|平均)?的?约?$")
_TO: Final = re.compile("[，]?[\u4e00-\u9fff]{0,4}[到至为成]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage near to a sentence.

    :ivar around: its words with title and headings.
    :ivar coverage: share of the sentence with its heading that it holds, rare words counting more, 0 to 1.
    :ivar cosines: of the sentence and each of its sentences.
    """

    card: DocumentCard
    chunk: StoredChunk
    around: str
    coverage: float
    cosines: tuple[float, ...]

    @property
    def nearness(self) -> float:
        return self.coverage + max(self.cosines, default=0.0)

    def sentences(self) -> Iterator[tuple[Span, str, float]]:
        """Each sentence with its place and cosine."""
        for span, cosine in zip(self.chunk.sentences, self.cosines, strict=True):
            yield span, cut(self.chunk, span), cosine


@dataclass(frozen=True, slots=True)
class Departure:
    """A figure of a passage that a sentence gives otherwise.

    :ivar is_backed: whether other figures of the sentence or its item stand in the passage.
    """

    passage: Passage
    span: Span
    text: str
    quantity: Quantity
    is_backed: bool


@dataclass(frozen=True, slots=True)
class Retold:
    """What the figures of one sentence are held against.

    :ivar passages: the nearest first.
    :ivar of_item: all figures of the sentence's item: what one of them says already is not what another should say.
    """

    retellings: Retellings
    passages: tuple[Passage, ...]
    of_item: tuple[Quantity, ...]

    def departure(self, statement: Statement, quantity: Quantity) -> Departure | None:
        """The figure that the passage which a sentence retells has in place of one of the sentence."""
        return self.retellings.departure(statement, quantity, self.of_item, self.passages)

    def holds(self, quantity: Quantity) -> bool:
        """Whether a passage that the sentence may retell has the figure, in whatever words."""
        return any(
            quantity.is_same(each)
            for passage in retold(self.passages)
            for _, text, _ in passage.sentences()
            for each in quantities_of(passage.chunk, text)
        )


def retold(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Of the passages near to a sentence those that it may retell."""
    most = max((passage.coverage for passage in passages), default=0.0)
    return (passage for passage in passages if passage.coverage >= max(_AS_MUCH * most, _RETOLD_WITH_MORE))


class Retellings:
    """Finds what sentences retell, in one generation."""

    def __init__(self, index: Index, sources: Sources) -> None:
        self._index = index
        self._sources = sources
        self.rarity = Rarity(sources.snapshot.lexical)

    def passages(self, statement: Statement) -> tuple[Passage, ...]:
        """The passages nearest to a sentence, read under its item's heading; wishes prove nothing, and are left out."""
        query = f"{statement.topic}。{statement.text}" if statement.topic else statement.text
        vector = self._index.embed_queries([query])[0]
        snapshot = self._sources.snapshot
        candidates = snapshot.retrieve(
            query, vector, mode=Mode.HYBRID, count=_PASSAGES, filters=Filters(), as_of=self._sources.as_of
        )
        found = []
        for chunk in snapshot.store.chunks(candidate.chunk for candidate in candidates).values():
            card = self._sources.cards.get(chunk.document)
            if card is None or card.kind == DocumentKind.PROPOSAL or chunk.role is ChunkRole.REQUEST:
                continue
            around = "\n".join((card.title, *chunk.heading_path, chunk.text))
            vectors = snapshot.sentence_vectors(chunk)
            cosines = (vectors @ vector).tolist() if len(vectors) else [0.0] * len(chunk.sentences)
            found.append(Passage(card, chunk, around, self.rarity.coverage(query, around), tuple(cosines)))
        return tuple(sorted(found, key=lambda passage: (-passage.nearness, passage.chunk.id)))

    def departure(
        self, statement: Statement, quantity: Quantity, of_item: Sequence[Quantity], passages: Sequence[Passage]
    ) -> Departure | None:
        """As ``Retold.departure``."""
        own = quantities(statement.text)
        weighed = [self._weighed(statement, quantity, own, of_item, passage) for passage in passages]
        nearest = max(weighed, key=lambda each: each.nearness, default=None)
        if nearest is None or nearest.departure is None:
            return None
        if nearest.departure.passage not in retold(passages):
            return None
        departing = self._clause(quantity, nearest.departure.text, nearest.departure.passage)
        for each in weighed:
            # A sentence that has the figure and as many of the words around it, or the passage that holds more of the
            # sentence and the figure, tells of the thing itself.
            if each.said is not None and (
                each.said >= departing
                or each.nearness >= nearest.nearness - _AS_NEAR
                or each.passage.coverage > nearest.passage.coverage
            ):
                return None
        return nearest.departure

    def _weighed(
        self,
        statement: Statement,
        quantity: Quantity,
        own: Sequence[Quantity],
        of_item: Sequence[Quantity],
        passage: Passage,
    ) -> _Weighed:
        held = [
            (span, text, each) for span, text, _ in passage.sentences() for each in quantities_of(passage.chunk, text)
        ]
        with_own = _held(own, quantity, held) + _is_same_move(statement.text, quantity, own, held)
        with_item = _held([each for each in of_item if each not in own], quantity, held)
        best: Departure | None = None
        best_clause = 0.0
        said: float | None = None
        for span, text, candidate in held:
            clause = self._clause(quantity, text, passage)
            if quantity.is_same(candidate):
                said = max(clause, said or 0.0)
            best_clause = max(best_clause, clause)
            if not contradicts(quantity, candidate) or any(each.is_same(candidate) for each in of_item):
                continue
            if _are_other_moves(quantity, statement.text, candidate, text):
                continue
            if are_other_months(quantity, statement.text, candidate, text):
                continue
            if not _is_of_one_time(statement, text) or not (with_own or clause >= _CLAUSE):
                continue
            if best is None or self._pairing(quantity, candidate) > self._pairing(quantity, best.quantity):
                best = Departure(passage, span, text, candidate, bool(with_own or with_item))
        least = (_RETOLD, _RETOLD_WITH_ONE_FIGURE, _RETOLD_WITH_MORE)[min(with_own, 2)]
        counted = _OWN_FIGURE * min(with_own, _MOST_FIGURES) + _ITEM_FIGURE * min(with_item, _MOST_FIGURES)
        nearness = passage.nearness + best_clause + counted
        return _Weighed(passage, nearness, said, best if passage.coverage >= least else None)

    def _clause(self, quantity: Quantity, text: str, passage: Passage) -> float:
        """How much of a figure's clause a sentence under its headings holds."""
        said = _NAMED.sub("", quantity.clause)
        return self.rarity.coverage(said, f"{text}{' '.join(passage.chunk.heading_path)}")

    def _pairing(self, quantity: Quantity, candidate: Quantity) -> float:
        return self.rarity.coverage(quantity.clause, candidate.clause)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A passage weighed for one figure.

    :ivar said: how much of the figure's clause a sentence holds that has the figure; ``None`` where none has it.
    """

    passage: Passage
    nearness: float
    said: float | None
    departure: Departure | None


def _held(said: Sequence[Quantity], quantity: Quantity, held: Sequence[tuple[Span, str, Quantity]]) -> int:
    """How many other figures a passage holds too; days, and what stands anywhere, left out."""
    return sum(
        each is not quantity
        and not each.is_same(quantity)
        and each.kind not in (FigureKind.DATE, FigureKind.PERIOD)
        and not (each.kind is FigureKind.COUNT and not isinstance(each.value, str) and each.value <= _TELLING)
        and any(each.is_same(other) for _, _, other in held)
        for each in said
    )


def _is_same_move(
    said: str, quantity: Quantity, own: Sequence[Quantity], held: Sequence[tuple[Span, str, Quantity]]
) -> bool:
    """Whether a figure is where something came to from what it was in the passage, too: 由七个月缩短到四个月."""
    before = next((each for each in reversed(own) if each.span.end <= quantity.span.start), None)
    if before is None or not before.is_like(quantity) or not is_start(said, before):
        return False
    return any(before.is_same(each) and is_start(text, each) for _, text, each in held)


def _are_other_moves(said: Quantity, said_in: str, known: Quantity, known_in: str) -> bool:
    """Whether two figures are ends of moves whose other ends differ, too: 由6万元提高到9万元, 由15万元提高到25万元."""
    ours, theirs = _other_end(said, said_in), _other_end(known, known_in)
    return ours is not None and theirs is not None and not ours.is_same(theirs)


def _other_end(quantity: Quantity, text: str) -> Quantity | None:
    """What something came to from a figure, or was before it."""
    for before, after in pairwise(each for each in quantities(text) if each.is_like(quantity)):
        if is_start(text, before) and quantity.span in (before.span, after.span):
            return after if quantity.span == before.span else before
    return None


def is_start(text: str, quantity: Quantity) -> bool:
    """Whether a figure is what something was before: 60万元 in 由60万元提高到100万元."""
    return _FROM.search(text, 0, quantity.span.start) is not None and _TO.match(text, quantity.span.end) is not None


def _is_of_one_time(statement: Statement, source: str) -> bool:
    """Whether both may tell of the same time: 2475 by May 2025 and 1860 by May 2024 contradict nothing."""
    ours, theirs = times(statement.text) or times(statement.before), times(source)
    return not ours or not theirs or any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
