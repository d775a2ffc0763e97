"""What speaks for an answer: the features that the decision to answer or to refuse is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.evidence import Evidence
from answer.question import Question
from answer.support import TermWeights, held
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate

_JUDGED = 4
_FOREMOST = 5
_HIGHEST = 6.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer; all but ``standing`` and ``sentence_standing`` lie in 0 to 1.

    :ivar coverage: share of the question's meaning that the best sentence holds in its context.
    :ivar own: the same without the context: what the sentence itself says.
    :ivar together: the share that the best few sentences hold together.
    :ivar salient: how far the best few hold the question's weightiest word.
    :ivar unknown: share of the question's meaning that no passage of the index holds at all.
    :ivar standing: the best passage's cosine above the corpus's, in standard deviations, at most 6.
    :ivar sentence_standing: the same for the best sentence.
    :ivar agreement: share of the foremost passages by meaning that are foremost by words, too.
    :ivar fits: whether any of the best sentences holds the kind of thing asked for.
    :ivar anchored: whether one of the best holds the places and numbers asked about, in its context.
    """

    coverage: float
    own: float
    together: float
    salient: float
    unknown: float
    standing: float
    sentence_standing: float
    agreement: float
    fits: bool
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

    :param evidence: best first.
    """
    best = [sentence for sentence in evidence if sentence.fits][:_JUDGED]
    cosines = [candidate.cosine for candidate in candidates if candidate.cosine is not None]
    near = "\n".join(sentence.context for sentence in best)
    weightiest = max(question.terms, key=lambda term: weights.weights[term.text], default=None)

    def standing(cosine: float) -> float:
        return max(min(snapshot.standing(vector, cosine), _HIGHEST), 0.0)

    return Signs(
        coverage=max((e.coverage for e in best), default=0.0),
        own=max((weights.coverage(question.terms, e.text) for e in best), default=0.0),
        together=weights.coverage(question.terms, near),
        salient=held(weightiest, fold(near)) if weightiest else 0.0,
        unknown=weights.unknown(question.terms),
        standing=standing(max(cosines, default=0.0)),
        sentence_standing=standing(max((e.cosine for e in best), default=0.0)),
        agreement=_agreement(candidates),
        fits=bool(best),
        anchored=any(e.anchored for e in best),
    )


def _agreement(candidates: Sequence[Candidate]) -> float:
    by_meaning = sorted(candidates, key=lambda c: (-(c.cosine or 0.0), c.chunk))[:_FOREMOST]
    by_words = sorted(candidates, key=lambda c: (-(c.words + c.bigrams), c.chunk))[:_FOREMOST]
    both = {c.chunk for c in by_meaning} & {c.chunk for c in by_words if c.words + c.bigrams > 0}
    return len(both) / _FOREMOST
