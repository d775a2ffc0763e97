"""Every support measure that fits a topic, from the table that was written when the index was built."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.labels import OUT_OF_FORCE
from answer.question import Question, Term
from answer.support import held
from index.snapshot import Snapshot
from index.store import Passage, StoredMeasure
from index.tokens import bigrams, fold
from index.types import DocumentCard, Filters, Status
from index.validity import is_valid_in, status_of
from ingest.document import DocumentKind
from ingest.measures.support_measure import SupportMeasure

# Words of a topic that any measure answers to.
_GENERAL_WORDS: Final = (
    "企业 公司 单位 厂家 厂商 机构 支持 扶持 资助 补助 补贴 奖励 奖补 奖金 优惠 政策 措施 项目 办法 申请 申报 资金"
    " 专项资金 规定 经济 产业 行业 发展 领域 工作"
)
_GENERAL: Final = frozenset(_GENERAL_WORDS.split())
_FIELD_ENDINGS: Final = ("经济", "产业", "行业")
_SHORTEST_STEM: Final = 2
_LEAST_COVERAGE: Final = 0.75
# Without all its words a measure fits where its meaning stands out, in standard deviations over all passages.
_PARTLY_COVERED: Final = 0.5
_STANDING_PARTLY: Final = 2.5
_STANDING_ALONE: Final = 3.6
# Share of the smaller one's character pairs that two wordings of one measure have in common.
_SAME_WORDS: Final = 0.5
# An explanation names a measure in a few words.
_EXPLAINED_WORDS: Final = 0.15
_ORDER: Final = (Status.IN_FORCE, Status.NOT_YET, Status.UNKNOWN, Status.EXPIRED, Status.REPEALED)
_RANK: Final = (
    DocumentKind.LAW,
    DocumentKind.RULE,
    DocumentKind.NOTICE,
    DocumentKind.PLAN,
    DocumentKind.OTHER,
    DocumentKind.REPLY,
    DocumentKind.EXPLAINER,
)
# A year asks for what is valid in it.
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_FIGURES: Final = re.compile(r"[\d.,]+\s*[%亿万千百]*元?")


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure that fits, with what a reader needs to judge it.

    :ivar status: of its document at the date asked for, with its reason.
    :ivar text: its sentence, clause or row, as it stands in the document.
    :ivar fit: how well it fits the topic, 0 to 1; 1 for all where no topic was given.
    :ivar repeated: other documents that say the same, or said it before.
    """

    stored: StoredMeasure
    card: DocumentCard
    status: Status
    status_reason: str
    text: str
    page: int | None
    fit: float
    repeated: tuple[DocumentCard, ...] = ()

    @property
    def measure(self) -> SupportMeasure:
        return self.stored.measure


def find_measures(
    snapshot: Snapshot,
    topic: Question | None,
    vector: NDArray[np.float32] | None,
    *,
    as_of: date,
    filters: Filters = Filters(),  # noqa: B008 - immutable
    statuses: frozenset[Status] | None = None,
) -> tuple[FoundMeasure, ...]:
    """Every measure that fits, each once: in force first, then by document and place in its text.

    All measures of the index are judged, one by one, not the best passages only. What several documents say is given
    for the one that counts most; the others, and former versions, are named in ``repeated``.

    :param topic: ``None`` for all measures.
    :param vector: of the topic; without one, words alone decide.
    :param statuses: only of documents with one of these; former versions then stand for themselves. By default all but
        those that nobody could know at the date.
    """
    stored = snapshot.store.measures(snapshot.documents_passing(filters, as_of))
    cards = snapshot.store.cards({item.document for item in stored})
    status = {ordinal: status_of(card, as_of) for ordinal, card in cards.items()}
    wanted = [
        item
        for item in stored
        if (status[item.document][0] in statuses if statuses else _is_known(cards[item.document], as_of))
    ]
    found = [
        FoundMeasure(item, cards[item.document], *status[item.document], text, page, fit)
        for item, text, page, fit in _fitting(snapshot, cards, wanted, topic, vector)
    ]
    found.sort(key=_weight)
    return tuple(_each_once(found, keep_former=statuses is not None))


def _is_known(card: DocumentCard, as_of: date) -> bool:
    return card.issued_on is None or card.issued_on <= as_of


def _fitting(
    snapshot: Snapshot,
    cards: dict[int, DocumentCard],
    wanted: Sequence[StoredMeasure],
    topic: Question | None,
    vector: NDArray[np.float32] | None,
) -> Iterator[tuple[StoredMeasure, str, int | None, float]]:
    terms = _telling(topic.terms) if topic else ()
    years = [term.text for term in topic.terms if _YEAR.fullmatch(term.text)] if topic else []
    # A title that names the topic beside another one says nothing of a single measure.
    named = {
        ordinal: () if any(_is_beside_another(term, card.title) for term in terms) else (card.title,)
        for ordinal, card in cards.items()
    }
    standings = [0.0] * len(wanted)
    if terms and vector is not None:
        cosines = snapshot.sentence_cosines(vector, [(item.chunk, item.sentence) for item in wanted])
        standings = [snapshot.standing(vector, cosine) for cosine in cosines]
    for item, standing, passage in zip(wanted, standings, _passages(snapshot, wanted), strict=True):
        fit = 1.0
        if terms:
            where = (*named[item.document], *item.measure.heading_path, item.measure.target, passage.text)
            fit = _fit(terms, fold("\n".join(where)), standing)
        if not all(year in passage.text or _may_hold_in(cards[item.document], year) for year in years):
            continue
        if fit > 0:
            yield item, passage.text, passage.page, fit


def _passages(snapshot: Snapshot, wanted: Sequence[StoredMeasure]) -> Iterator[Passage]:
    """What each measure says; a document's text is read once for all of its measures that stand together."""
    for document, items in groupby(wanted, key=lambda item: item.document):
        yield from snapshot.store.passages(document, [item.measure.span for item in items])


def _is_beside_another(term: Term, title: str) -> bool:
    """首台套和专精特新项目清单 is about two things."""
    folded = fold(title)
    words = "|".join(re.escape(word) for word in term.alternatives)
    return (
        re.search(rf"(?:[和与及、]|以及)(?:{words})|(?:{words})(?:企业|产业|行业|项目)?[和与及、]", folded) is not None
    )


def _may_hold_in(card: DocumentCard, year: str) -> bool:
    """Whether a document is valid in a year, names it in its title, or has no date to tell by."""
    has_date = card.issued_on is not None or card.effective_from is not None
    return not has_date or year in card.title or is_valid_in(card, year)


def _telling(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that tell one measure from another; what is done with things only where nothing else is said."""
    telling = [term for term in terms if not _is_general(term) and not _YEAR.fullmatch(term.text)]
    things = [term for term in telling if term.weight >= 1.0]
    return tuple(_widened(term) for term in things or telling)


def _widened(term: Term) -> Term:
    """Held by its stem as well: what is said of 低空 is said of 低空经济."""
    stems = (
        word.removesuffix(ending)
        for word in term.alternatives
        for ending in _FIELD_ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
    )
    return replace(term, alternatives=tuple(dict.fromkeys((*term.alternatives, *stems))))


def _is_general(term: Term) -> bool:
    return bool({term.text, *term.alternatives[:1]} & _GENERAL)


def _fit(terms: Sequence[Term], folded: str, standing: float) -> float:
    """How well a measure fits, 0 where it does not."""
    total = sum(term.weight for term in terms)
    coverage = sum(term.weight * held(term, folded) for term in terms) / total
    if coverage >= _LEAST_COVERAGE:
        return coverage
    if standing >= _STANDING_ALONE or (coverage >= _PARTLY_COVERED and standing >= _STANDING_PARTLY):
        return max(coverage, 0.1)
    return 0.0


def _weight(found: FoundMeasure) -> tuple[int, int, int, int, int]:
    """Sorts what counts more before what counts less: in force, then by kind, then the newest; then by place."""
    rank = _RANK.index(DocumentKind(found.card.kind)) if found.card.kind in _RANK else len(_RANK)
    issued = found.card.issued_on.toordinal() if found.card.issued_on else 0
    return _ORDER.index(found.status), rank, -issued, found.card.ordinal, found.measure.span.start


def _each_once(found: Sequence[FoundMeasure], *, keep_former: bool) -> Iterator[FoundMeasure]:
    """Leave out what a measure that counts more says already; it then names the other's document."""
    kept: list[FoundMeasure] = []
    # Only these can be the same, whatever else there is: thousands of measures are not held against each other.
    alike: defaultdict[object, list[int]] = defaultdict(list)
    repeated: dict[int, list[DocumentCard]] = {}
    words = _Words()
    for item in found:
        facts = item.measure.facts
        may_differ = item.card.kind == DocumentKind.EXPLAINER or item.card.repealed_by is not None
        candidates = range(len(kept)) if may_differ else sorted({*alike[item.text], *(alike[facts] if facts else ())})
        shared = [
            (words.shared(kept[at], item), -at)
            for at in candidates
            if kept[at].card.ordinal != item.card.ordinal and _is_same(kept[at], item, words, keep_former=keep_former)
        ]
        if not shared:
            alike[item.text].append(len(kept))
            alike[facts].append(len(kept))
            kept.append(item)
            continue
        others = repeated.setdefault(-max(shared)[1], [])
        if item.card not in others:
            others.append(item.card)
    for at, item in enumerate(kept):
        yield replace(item, repeated=tuple(repeated.get(at, ())))


def _is_same(first: FoundMeasure, second: FoundMeasure, words: _Words, *, keep_former: bool) -> bool:
    """Whether the second, which counts less, says what the first does."""
    ours, theirs = first.measure.facts, second.measure.facts
    if first.text == second.text:
        return not keep_former or first.card.kind != second.card.kind
    if second.card.kind == DocumentKind.EXPLAINER and first.card.title and first.card.title in second.card.title:
        return bool(theirs) and theirs <= ours and words.shared(first, second) >= _EXPLAINED_WORDS
    if keep_former and first.card.kind == second.card.kind:
        return False
    if _replaces(first.card, second.card) and second.status in OUT_OF_FORCE:
        # A former version gives other amounts for the same thing.
        return words.shared(first, second) >= _SAME_WORDS
    return bool(ours) and ours == theirs and words.shared(first, second) >= _SAME_WORDS


def _replaces(newer: DocumentCard, former: DocumentCard) -> bool:
    return former.repealed_by is not None and bool(newer.title) and f"《{newer.title}》" in former.repealed_by


class _Words:
    """The character pairs of measures, each taken once; figures are left out, as versions differ in them."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[int, int], frozenset[str]] = {}

    def shared(self, first: FoundMeasure, second: FoundMeasure) -> float:
        """Of the shorter one's pairs the share that both have, 0 to 1."""
        ours, theirs = self._of(first), self._of(second)
        return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)

    def _of(self, found: FoundMeasure) -> frozenset[str]:
        key = (found.card.ordinal, found.measure.span.start)
        if key not in self._pairs:
            text = _FIGURES.sub("", f"{' '.join(found.measure.heading_path[-1:])} {found.measure.target} {found.text}")
            self._pairs[key] = frozenset(bigrams(text))
        return self._pairs[key]
