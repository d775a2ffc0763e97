"""The answer to “what supports are there for X”: the sentences of every measure that fits, by document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.evidence import Evidence, cut
from answer.found_measure import FoundMeasure
from answer.labels import OUT_OF_FORCE
from answer.measures import closest_measures
from answer.question import Question
from answer.selection import Group
from answer.wanted import Wanted
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Filters, StoredChunk

# Whether the question asks what there is, not whether one thing is so.
_ASKS_WHICH: Final = re.compile(
    r"哪些|哪几|有什么|有何|什么(?:样的)?(?:支持|扶持|政策|措施|补|奖|优惠|资助)|多少种|列出|盘点|汇总"
    r"|\bwhat\b|\bwhich\b|\blist\b|\bany\b"
)
# As many as a person reads; the whole list is what `policykb measures` is for.
_MOST: Final = 50
_SUPPORTS: Final = re.compile(r"支持|扶持|补贴|补助|资助|奖励|奖补|贴息|优惠|\bsupport|\bsubsid|\bgrant|\bincentive")


@dataclass(frozen=True, slots=True)
class Supports:
    """What an answer quotes of the measures that fit, in force first.

    :ivar are_all: whether none that fits was left out for length.
    """

    groups: tuple[Group, ...] = ()
    are_all: bool = True


def support_groups(
    snapshot: Snapshot,
    question: Question,
    vector: NDArray[np.float32],
    *,
    as_of: date,
    filters: Filters,
    most: int | None = None,
) -> Supports:
    """The measures that a question asks for; none where it asks for something else, or none fits.

    What is out of force is left out as long as anything else fits.

    :param most: how many at most, those that fit best; 50 by default.
    """
    folded = fold(question.text)
    # 哪几项奖励 counts nothing.
    is_asked_for = question.demand.wanted is Wanted.SUPPORT or (
        question.demand.wanted is Wanted.COUNT and question.demand.lists and _SUPPORTS.search(folded)
    )
    if not is_asked_for or not _ASKS_WHICH.search(folded):
        return Supports()
    found, left_out = closest_measures(snapshot, question, vector, most or _MOST, as_of=as_of, filters=filters)
    chunks = snapshot.store.chunks({item.stored.chunk for item in found})
    quoted: dict[tuple[int, int], Evidence] = {}
    for item in found:
        evidence = _evidence(item, chunks[item.stored.chunk])
        quoted.setdefault((evidence.chunk.id, evidence.span.start), evidence)
    places = groupby(quoted.values(), key=lambda evidence: (evidence.card.ordinal, evidence.chunk.heading_path))
    return Supports(tuple(Group(tuple(members)) for _, members in places), are_all=not left_out)


def _evidence(found: FoundMeasure, chunk: StoredChunk) -> Evidence:
    """The whole sentence that the measure stands in."""
    span = chunk.sentences[found.stored.sentence]
    return Evidence(
        chunk=chunk,
        card=found.card,
        position=found.stored.sentence,
        span=span,
        text=cut(chunk, span),
        cosine=0.0,
        coverage=found.fit,
        fits=True,
        bare=False,
        outdated=found.status in OUT_OF_FORCE,
        score=found.fit,
    )
