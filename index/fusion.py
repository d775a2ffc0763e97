"""One ranking out of several: a convex combination of scores scaled over the candidates.

Convex combination of min-max scores beats rank fusion for few retrievers (Bruch, Gai and Ingber, "An Analysis of
Fusion Functions for Hybrid Retrieval", ACM TOIS 2023), and does so on the sets measured here: ``docs/decisions/0003``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much each retriever counts; only their proportions matter.

    Cross-validated on two question sets by ``benchmarks/fusion.py``; the figures are in ``docs/decisions/0003``.
    """

    dense: float = 1.0
    words: float = 0.1
    bigrams: float = 0.3


def scaled(scores: Mapping[Key, float], *, floor: float | None = None) -> dict[Key, float]:
    """Scores mapped linearly so that the best becomes 1 and the least 0.

    :param floor: what counts as 0 instead of the least score; BM25 has the natural floor 0, cosines have none.
    :returns: all 1 where every score is the same (above the floor), so that a lone candidate is not lost.
    """
    if not scores:
        return {}
    least = min(scores.values()) if floor is None else floor
    spread = max(scores.values()) - least
    return {key: (score - least) / spread if spread > 0 else 1.0 for key, score in scores.items()}


def fuse(rankings: Sequence[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    """Combine scaled scores.

    :param rankings: ``(weight, scores)`` for each retriever, scores in [0, 1]; a candidate that a retriever did not
        score counts 0 there.
    :returns: fused scores in [0, 1], higher is better, for every candidate of any retriever.
    """
    total = sum(weight for weight, _ in rankings) or 1.0
    fused: dict[int, float] = {}
    for weight, scores in rankings:
        for key, score in scores.items():
            fused[key] = fused.get(key, 0.0) + weight / total * score
    return fused


@dataclass(frozen=True, slots=True)
class RetrieverScores:
    """What each retriever gave its best chunks, by chunk id; empty for one that was not asked."""

    cosines: Mapping[int, float]
    words: Mapping[int, float]
    bigrams: Mapping[int, float]


def combine(scores: RetrieverScores, weights: FusionWeights) -> dict[int, float]:
    """Fused scores in [0, 1] of every chunk that any retriever found."""
    return fuse(
        [
            (weights.dense if scores.cosines else 0.0, scaled(scores.cosines)),
            (weights.words if scores.words else 0.0, scaled(scores.words, floor=0.0)),
            (weights.bigrams if scores.bigrams else 0.0, scaled(scores.bigrams, floor=0.0)),
        ]
    )
