"""What speaks for an answer: the features that the decision to answer or to refuse is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.evidence import Evidence
from answer.question import Question
from answer.support import TermWeights
from index.snapshot import Snapshot
from index.types import Candidate

_JUDGED = 4
_FOREMOST = 5
_HIGHEST = 6.0
# Among fewer passages no deviation says anything: there the best stands as high as it usually does.
_FEWEST, _USUAL = 10, 3.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer; all but ``standing`` lie in 0 to 1.

    :ivar coverage: share of the question's meaning that the best sentence holds in its context.
    :ivar own: the same without the context: what a sentence itself says.
    :ivar unknown: share of the question's meaning that no passage of the index holds at all; speaks against one.
    :ivar standing: the best sentence's cosine above the corpus's, in standard deviations, 0 to 6.
    :ivar agreement: share of the foremost passages by meaning that are foremost by words, too.
    :ivar anchored: whether one of the best sentences holds the places and numbers asked about, in its context.
    """

    coverage: float
    own: float
    unknown: float
    standing: float
    agreement: float
    anchored: bool = True


def signs_of(
    snapshot: Snapshot,
    question: Question,
    weights: TermWeights,
    vector: NDArray[np.float32],
    candidates: Sequence[Candidate],
    evidence: Sequence[Evidence],
) -> Signs:
    """What speaks for an answer from this evidence.

    Only sentences that hold the kind of thing asked for are looked at, and of these the first few.

    :param evidence: best first.
    """
    best = [sentence for sentence in evidence if sentence.fits][:_JUDGED]
    standing = _USUAL
    if snapshot.manifest.searchable >= _FEWEST:
        standing = snapshot.standing(vector, max((e.cosine for e in best), default=0.0))
    return Signs(
        coverage=max((e.coverage for e in best), default=0.0),
        own=max((weights.coverage(question.terms, e.text) for e in best), default=0.0),
        unknown=weights.unknown(question.terms),
        standing=max(min(standing, _HIGHEST), 0.0),
        agreement=_agreement(candidates),
        anchored=any(e.anchored for e in best),
    )


def _agreement(candidates: Sequence[Candidate]) -> float:
    by_meaning = sorted(candidates, key=lambda c: (-(c.cosine or 0.0), c.chunk))[:_FOREMOST]
    by_words = sorted(candidates, key=lambda c: (-(c.words + c.bigrams), c.chunk))[:_FOREMOST]
    both = {c.chunk for c in by_meaning} & {c.chunk for c in by_words if c.words + c.bigrams > 0}
    return len(both) / len(by_meaning) if by_meaning else 0.0
