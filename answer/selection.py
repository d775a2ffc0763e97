"""Which of the scored sentences are quoted, and in what order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.leaning import ITEM, is_department
from answer.question import Question
from answer.wanted import Demand, Wanted
from index.tokens import fold
from index.types import DocumentCard

_FLOOR_SINGLE = 0.85
_FLOOR_OPEN = 0.7
_FLOOR_SUPPORT = 0.6
_FLOOR_DOCUMENT = 0.85
_FLOOR_OPEN_DOCUMENT = 0.8
_FLOOR_ITEMS = 0.8
# （一）航线覆盖不足。 says little without the sentence below it.
_HEADLINE = 20
_OPEN = frozenset({Wanted.OTHER, Wanted.WHETHER, Wanted.MANNER, Wanted.DEFINITION})
_MOST_SINGLE, _MOST_OPEN, _MOST_SUPPORT = 3, 6, 20


@dataclass(frozen=True, slots=True)
class Group:
    """Quoted sentences that stand under one heading of one document, in the order of the text."""

    sentences: tuple[Evidence, ...]

    @property
    def card(self) -> DocumentCard:
        return self.sentences[0].card

    @property
    def heading_path(self) -> tuple[str, ...]:
        return self.sentences[0].chunk.heading_path


def select(question: Question, evidence: Sequence[Evidence], most: int | None = None) -> tuple[Group, ...]:
    """The sentences to quote, grouped by document and heading, the best group first.

    A list of items is quoted whole, with the sentence that announces it, where either answers well. What is not in
    force is quoted only where it answers best. Where not several things were asked for, a document is quoted only if
    its best sentence comes close to the best of all.

    :param evidence: best first.
    :param most: how many sentences to quote, items not counted; ``None`` for as many as such a question wants.
    """
    if not evidence:
        return ()
    floor, usual = _breadth(question.demand)
    most = usual if most is None else most
    chosen: dict[tuple[int, int], Evidence] = {}
    said: set[str] = set()
    leaders = 0
    for sentence in _of_close_documents(question.demand, evidence):
        if leaders >= most or sentence.score < floor * evidence[0].score:
            break
        plain = _letters(sentence)
        if plain in said or not plain or _gives_way(sentence, evidence[0]):
            continue
        members = _with_items(question.demand, sentence, evidence)
        if len(members) > 1 and sentence.score < _FLOOR_ITEMS * evidence[0].score:
            continue
        leaders += 1
        for member in members:
            said.add(_letters(member))
            chosen.setdefault((member.chunk.id, member.position), member)
    return _grouped(list(chosen.values()))


def _of_close_documents(demand: Demand, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    if demand.lists:
        return evidence
    best: dict[int, float] = {}
    for sentence in evidence:
        best.setdefault(sentence.card.ordinal, sentence.score)
    floor = _FLOOR_OPEN_DOCUMENT if demand.wanted in _OPEN else _FLOOR_DOCUMENT
    return [sentence for sentence in evidence if best[sentence.card.ordinal] >= floor * evidence[0].score]


def _grouped(chosen: Sequence[Evidence]) -> tuple[Group, ...]:
    """Documents, and the headings within each, in the order of their best sentence; sentences in that of the text.

    Headings that stand under the same one stay together: the points of one list are not torn apart.
    """
    documents: dict[int, dict[tuple[str, ...], dict[tuple[str, ...], list[Evidence]]]] = {}
    for sentence in chosen:
        headings = sentence.chunk.heading_path
        above = documents.setdefault(sentence.card.ordinal, {}).setdefault(headings[:-1], {})
        above.setdefault(headings, []).append(sentence)
    return tuple(
        Group(tuple(sorted(members, key=lambda member: member.span.start)))
        for parents in documents.values()
        for headings in parents.values()
        for members in headings.values()
    )


def _breadth(demand: Demand) -> tuple[float, int]:
    """How far below the best a sentence may score, as a share of it, and how many are usually quoted."""
    if demand.wanted is Wanted.SUPPORT or demand.listed:
        return _FLOOR_SUPPORT, _MOST_SUPPORT
    if demand.lists or demand.wanted in _OPEN:
        return _FLOOR_OPEN, _MOST_OPEN
    return _FLOOR_SINGLE, _MOST_SINGLE


def _gives_way(sentence: Evidence, best: Evidence) -> bool:
    """Whether a sentence is not worth quoting beside the best: a bare heading, or what is not in force."""
    return (sentence.bare and not best.bare) or (sentence.outdated and not best.outdated)


def _with_items(demand: Demand, sentence: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentence, with the whole list of items that it announces or stands in, as far as its passage holds them.

    A list is announced by a sentence, or by a heading that says what was asked for: 四、申报材料.
    """
    siblings = sorted((other for other in evidence if other.chunk.id == sentence.chunk.id), key=lambda e: e.position)
    if is_department(sentence.text):
        subjects = [sibling for sibling in siblings if sibling.position in sentence.leans_on and not sibling.bare]
        return [*sorted(subjects, key=lambda sibling: -sibling.score)[:1], sentence]
    is_item = ITEM.match(sentence.text) is not None
    first = sentence.position
    while is_item and first > 0 and ITEM.match(siblings[first - 1].text):
        first -= 1
    lead = first - 1 if is_item and first > 0 else first
    if siblings[lead].text.endswith(("：", ":")):
        return [siblings[lead], *_items_from(siblings[lead + 1 :])]
    headings = sentence.chunk.heading_path
    if is_item and headings and demand.is_met_under(headings[-1]):
        return _items_from(siblings[first:])
    return [sentence]


def _items_from(siblings: Sequence[Evidence]) -> list[Evidence]:
    """The items that follow one another from the first sentence on, each with its sentence where they are headlines."""
    headlines = bool(siblings) and siblings[0].text.endswith("。") and len(siblings[0].text) <= _HEADLINE
    items: list[Evidence] = []
    for sentence in siblings:
        is_headed = headlines and bool(items) and ITEM.match(items[-1].text) is not None
        if not is_headed and not ITEM.match(sentence.text):
            break
        items.append(sentence)
    return items


def _letters(sentence: Evidence) -> str:
    return re.sub(r"\W", "", fold(sentence.text))
