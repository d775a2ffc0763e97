"""The answer to “what did they ask for”: every wish of the request that the question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from answer.evidence import Evidence, cut
from answer.question import Question
from answer.selection import Group
from answer.wanted import Wanted
from index.snapshot import Snapshot
from ingest.chunk import ChunkRole

# 附：网络征集意见: others' voices, stored as wishes so that nobody takes them for a finding.
_ANNEX: Final = re.compile(r"附[件录表]?\s*\d*\s*[：:]")


def wish_groups(snapshot: Snapshot, question: Question, evidence: Sequence[Evidence]) -> tuple[Group, ...]:
    """All that the document with the best evidence asks for, in the order of its text; nothing for other questions.

    :param evidence: best first.
    """
    if question.demand.wanted is not Wanted.WISHES:
        return ()
    best = next((sentence for sentence in evidence if sentence.chunk.role is ChunkRole.REQUEST), None)
    if best is None:
        return ()
    said = takewhile(lambda chunk: not _ANNEX.match(chunk.text), snapshot.store.chunks_of(best.card.ordinal))
    wishes = [chunk for chunk in said if chunk.role is ChunkRole.REQUEST]
    return tuple(
        Group(
            tuple(
                replace(best, chunk=chunk, position=position, span=span, text=cut(chunk, span))
                for position, span in enumerate(chunk.sentences)
            )
        )
        for chunk in wishes
    )
