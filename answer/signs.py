"""What speaks for an answer: the features that the decision to answer or to refuse is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.evidence import Evidence
from answer.question import Question, Term
from answer.support import held
from index.snapshot import Snapshot
from index.tokens import fold

_JUDGED = 4
_HIGHEST = 6.0
# Among fewer passages no deviation says anything: there the best stands as high as it usually does.
_FEWEST, _USUAL = 10, 3.0
# The subject of a short question: without it little is left of what was asked.
_MOST_MISSING = 0.1

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer.

    :ivar coverage: share of the question's meaning that the best sentence holds in its context, 0 to 1.
    :ivar missing: how far the question's vector turns (1 - cosine) where the most telling word that no good sentence
        holds is left out, 0 to 0.1, less for words that say less; speaks against an answer. A word that may as well be
        left out is no sign that its sentence is missing: 头一回 turns a vector by .005, 物业费 by .024, 拖拉机 by .058.
    :ivar standing: the best sentence's cosine above the corpus's, in standard deviations, 0 to 6.
    :ivar fits: 1 where the best sentence of all holds the kind of thing asked for, 0 where it only speaks of the
        subject and a sentence further down holds such a thing.
    :ivar anchored: whether one of the best sentences holds the places and numbers asked about, in its context.
    :ivar reading: the likelihood of a ``Reading``; ``None`` where there is none.
    """

    coverage: float
    missing: float
    standing: float
    fits: float
    anchored: bool = True
    reading: float | None = None


def signs_of(
    snapshot: Snapshot, question: Question, vector: NDArray[np.float32], embed: Embed, evidence: Sequence[Evidence]
) -> Signs:
    """What speaks for an answer from this evidence.

    Only sentences that hold the kind of thing asked for, and the places and numbers, are looked at, and of these the
    first few.

    :param vector: the embedded question, shape ``[d]``.
    :param embed: gives the vectors of queries, shape ``[n, d]``.
    :param evidence: best first.
    """
    fitting = [sentence for sentence in evidence if sentence.fits]
    anchored = [sentence for sentence in fitting if sentence.anchored][:_JUDGED]
    best = anchored or fitting[:_JUDGED]
    return weigh(
        snapshot,
        question,
        vector,
        embed,
        contexts=[f"{sentence.known}\n{sentence.context}" for sentence in best],
        coverage=max((e.coverage for e in best), default=0.0),
        cosine=max((e.cosine for e in best), default=0.0),
        fits=bool(evidence) and evidence[0].fits,
        anchored=bool(anchored),
    )


def weigh(
    snapshot: Snapshot,
    question: Question,
    vector: NDArray[np.float32],
    embed: Embed,
    *,
    contexts: Sequence[str],
    coverage: float,
    cosine: float,
    fits: bool = True,
    anchored: bool = True,
) -> Signs:
    """The signs of texts that may answer.

    :param contexts: the texts, with what they stand under.
    :param coverage: share of the question's meaning that the best of them holds.
    :param cosine: of the question and the best of them.
    :param fits: whether the best of all holds the kind of thing asked for.
    """
    standing = _USUAL
    if snapshot.manifest.searchable >= _FEWEST:
        standing = snapshot.standing(vector, cosine)
    return Signs(
        coverage=coverage,
        missing=_missing(question, vector, embed, [fold(context) for context in contexts]),
        standing=max(min(standing, _HIGHEST), 0.0),
        fits=float(fits),
        anchored=anchored,
    )


def _missing(question: Question, vector: NDArray[np.float32], embed: Embed, contexts: Sequence[str]) -> float:
    if not contexts:
        return _MOST_MISSING
    absent = {term: term.weight * (1 - max(held(term, context) for context in contexts)) for term in question.terms}
    without = {_without(question.text, term): share for term, share in absent.items() if share > 0}
    if not without:
        return 0.0
    turned = 1 - embed(list(without)) @ vector
    return float(np.clip(np.max(turned * np.array([*without.values()])), 0.0, _MOST_MISSING))


def _without(text: str, term: Term) -> str:
    return re.sub(re.escape(term.text), "", text, flags=re.IGNORECASE)
