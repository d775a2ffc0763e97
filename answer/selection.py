"""Which of the scored sentences are quoted, and in what order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.question import Question, Wanted
from index.tokens import fold

_SINGLE_MARGIN = 0.85
_LIST_MARGIN = 0.7
_SINGLE_MOST = 3
_ITEM = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、．.]|^[①-⑳]")


@dataclass(frozen=True, slots=True)
class Group:
    """Quoted sentences that stand under one heading of one document, in the order of the text."""

    sentences: tuple[Evidence, ...]


def select(question: Question, evidence: Sequence[Evidence], most: int) -> tuple[Group, ...]:
    """The sentences to quote, grouped by document and heading, the best group first.

    A sentence that announces items takes them along; an item takes along the sentence that announces it.

    :param evidence: best first.
    :param most: how many sentences to quote, items not counted.
    """
    if not evidence:
        return ()
    wide = question.lists or question.wanted is Wanted.OTHER
    margin, most = (_LIST_MARGIN, most) if wide else (_SINGLE_MARGIN, min(most, _SINGLE_MOST))
    chosen: dict[tuple[int, int], Evidence] = {}
    said: set[str] = set()
    leaders = 0
    for sentence in evidence:
        if leaders >= most or sentence.score < margin * evidence[0].score:
            break
        plain = re.sub(r"\W", "", fold(sentence.text))
        if plain in said or not plain:
            continue
        leaders += 1
        for member in _with_items(sentence, evidence):
            said.add(re.sub(r"\W", "", fold(member.text)))
            chosen.setdefault((member.chunk.id, member.position), member)
    groups: dict[tuple[int, tuple[str, ...]], list[Evidence]] = {}
    for sentence in chosen.values():
        groups.setdefault((sentence.card.ordinal, sentence.chunk.heading_path), []).append(sentence)
    return tuple(Group(tuple(sorted(members, key=lambda member: member.span.start))) for members in groups.values())


def _with_items(sentence: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentence with the items that it announces, or that it stands among, as far as its passage holds them."""
    siblings = sorted((other for other in evidence if other.chunk.id == sentence.chunk.id), key=lambda e: e.position)
    if sentence.text.endswith(("：", ":")):
        items: list[Evidence] = []
        for sibling in siblings[sentence.position + 1 :]:
            if not _ITEM.match(sibling.text):
                break
            items.append(sibling)
        return [sentence, *items]
    if _ITEM.match(sentence.text):
        for sibling in reversed(siblings[: sentence.position]):
            if sibling.text.endswith(("：", ":")):
                return [sibling, sentence]
            if not _ITEM.match(sibling.text):
                break
    return [sentence]
