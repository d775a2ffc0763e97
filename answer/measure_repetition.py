"""Support measures that several documents state, each given once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from answer.found_measure import FoundMeasure
from answer.labels import OUT_OF_FORCE
from index.tokens import bigrams
from index.types import DocumentCard
from ingest.document import DocumentKind

# Share of the smaller one's character pairs that two wordings of one measure have in common.
_SAME_WORDS: Final = 0.5
# An explanation names a measure in a few words.
_EXPLAINED_WORDS: Final = 0.15
_FIGURES: Final = re.compile(r"[\d.,]+\s*[%亿万千百]*元?")


def each_once(found: Sequence[FoundMeasure], *, keep_former: bool) -> Iterator[FoundMeasure]:
    """Leave out what a measure that counts more says already; it then names the other's document.

    :param found: those that count more first.
    :param keep_former: whether former versions stand for themselves.
    """
    kept: list[FoundMeasure] = []
    cards = {item.card.ordinal: item.card for item in found}
    related = {ordinal: _told_of(card, cards.values()) for ordinal, card in cards.items()}
    # Only these can be the same, whatever else there is: thousands of measures are not held against each other.
    alike: defaultdict[object, list[int]] = defaultdict(list)
    repeated: dict[int, list[DocumentCard]] = {}
    compared = _Compared()
    for item in found:
        facts, ordinal = compared.facts(item), item.card.ordinal
        keys: list[object] = [item.text, *([facts] if facts else ()), *related[ordinal]]
        candidates = sorted({at for key in keys for at in alike.get(key, ())})
        shared = [
            (compared.shared(kept[at], item), -at)
            for at in candidates
            if kept[at].card.ordinal != ordinal and _is_same(kept[at], item, compared, keep_former=keep_former)
        ]
        if not shared:
            for key in (item.text, facts, ordinal):
                alike[key].append(len(kept))
            kept.append(item)
            continue
        others = repeated.setdefault(-max(shared)[1], [])
        if item.card not in others:
            others.append(item.card)
    for at, item in enumerate(kept):
        yield replace(item, repeated=tuple(repeated[at])) if at in repeated else item


def _told_of(card: DocumentCard, cards: Iterable[DocumentCard]) -> list[int]:
    """The documents that an explanation explains, or that took a former version's place: ordinals."""
    if card.kind != DocumentKind.EXPLAINER and card.repealed_by is None:
        return []
    return [other.ordinal for other in cards if _explains(card, other) or _replaces(other, card)]


def _explains(card: DocumentCard, explained: DocumentCard) -> bool:
    return card.kind == DocumentKind.EXPLAINER and bool(explained.title) and explained.title in card.title


def _is_same(first: FoundMeasure, second: FoundMeasure, compared: _Compared, *, keep_former: bool) -> bool:
    """Whether the second, which counts less, says what the first does."""
    ours, theirs = compared.facts(first), compared.facts(second)
    if first.text == second.text:
        return not keep_former or first.card.kind != second.card.kind
    if _explains(second.card, first.card):
        return bool(theirs) and theirs <= ours and compared.shared(first, second) >= _EXPLAINED_WORDS
    if keep_former and first.card.kind == second.card.kind:
        return False
    if _replaces(first.card, second.card) and second.status in OUT_OF_FORCE:
        # A former version gives other amounts for the same thing.
        return compared.shared(first, second) >= _SAME_WORDS
    return bool(ours) and ours == theirs and compared.shared(first, second) >= _SAME_WORDS


def _replaces(newer: DocumentCard, former: DocumentCard) -> bool:
    return former.repealed_by is not None and bool(newer.title) and f"《{newer.title}》" in former.repealed_by


class _Compared:
    """What measures are compared by, each read once: figures, and the pairs of characters of all other words."""

    def __init__(self) -> None:
        self._facts: dict[int, frozenset[tuple[str, Decimal]]] = {}
        self._pairs: dict[int, frozenset[str]] = {}

    def facts(self, found: FoundMeasure) -> frozenset[tuple[str, Decimal]]:
        """The figures of all amounts by name."""
        if found.stored.id not in self._facts:
            self._facts[found.stored.id] = found.measure.facts
        return self._facts[found.stored.id]

    def shared(self, first: FoundMeasure, second: FoundMeasure) -> float:
        """Of the shorter one's pairs the share that both have, 0 to 1."""
        ours, theirs = self._pairs_of(first), self._pairs_of(second)
        return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)

    def _pairs_of(self, found: FoundMeasure) -> frozenset[str]:
        if found.stored.id not in self._pairs:
            text = _FIGURES.sub("", f"{' '.join(found.measure.heading_path[-1:])} {found.measure.target} {found.text}")
            self._pairs[found.stored.id] = frozenset(bigrams(text))
        return self._pairs[found.stored.id]
