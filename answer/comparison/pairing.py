"""Which text of one list became which of another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Parts two texts that are alike in the same measure: what stands at the same place in its list is the likelier origin.
_ORDER_COUNTS: Final = 0.02


def pair(old: Sequence[str], new: Sequence[str], *, at_least: float) -> list[tuple[int, int]]:
    """Pair texts so that the likeness over all pairs is greatest, each text in one pair at most.

    Likeness is the cosine of TF-IDF weighted character pairs, so that words which all the texts share count little.

    :param at_least: likeness in 0 to 1 below which two texts are no pair.
    :returns: positions in ``old`` and ``new``, ordered by the former.
    """
    if not (old and new):
        return []
    # Half a second, which who compares nothing should not wait for: the page's words name what comparing gives.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
    weights = vectorizer.fit_transform([*old, *new])
    alike: NDArray[np.float32] = (weights[: len(old)] @ weights[len(old) :].T).toarray()
    places = np.abs(np.linspace(0, 1, len(old))[:, None] - np.linspace(0, 1, len(new))[None, :])
    rows, columns = linear_sum_assignment(alike - _ORDER_COUNTS * places, maximize=True)
    return [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True) if alike[row, column] >= at_least
    ]


def moved(positions: Sequence[int]) -> set[int]:
    """Which of the positions stand out of order: all but a longest increasing run of them.

    Patience sorting, after Fredman, Discrete Mathematics 11 (1975).
    """
    tails: list[int] = []  # for each length the smallest position that ends an increasing run of it
    places: list[int] = []  # for each position the length of the longest run that it ends
    for position in positions:
        at = bisect_left(tails, position)
        tails[at : at + 1] = [position]
        places.append(at)
    kept: set[int] = set()
    wanted = len(tails) - 1
    for position, place in zip(reversed(positions), reversed(places), strict=True):
        if place == wanted and (not kept or position < min(kept)):
            kept.add(position)
            wanted -= 1
    return set(positions) - kept
