"""How much of a question's meaning a text holds, word by word."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.question import Term
from index.lexical import LexicalField, LexicalIndex
from index.tokens import bigrams, fold

#: What a word counts at most of which only parts stand there.
PARTLY = 0.6
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How much each of a question's words counts."""

    weights: Mapping[str, float]

    def coverage(self, terms: Sequence[Term], text: str) -> float:
        """The share of the question's weight that a text holds, 0 to 1; 0 for a question without such words."""
        total = sum(self.weights[term.text] for term in terms)
        folded = fold(text)
        return sum(self.weights[term.text] * held(term, folded) for term in terms) / total if total else 0.0


def term_weights(terms: Sequence[Term], lexical: LexicalIndex) -> TermWeights:
    """Rare words count more, but no more than three times as much as the commonest: in a small corpus
    rarity says little.
    """
    passages = len(lexical)
    rarest = _idf(0, passages)
    frequencies = {term.text: _frequency(term, lexical) for term in terms}
    return TermWeights(
        {term.text: term.weight * (0.5 + _idf(frequencies[term.text], passages) / rarest) for term in terms}
    )


def held(term: Term, folded: str) -> float:
    """How far a folded text holds a word: 1 as a whole, less in part, 0 not at all.

    A Chinese word that does not stand there counts by the share of its character pairs that do; Latin words and
    numbers are matched whole, so that ``ai`` is no part of ``chain``.
    """
    if any(_stands_in(word, folded) for word in term.alternatives):
        return 1.0
    pairs = bigrams(term.text)
    return PARTLY * sum(_stands_in(pair, folded) for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _stands_in(word: str, folded: str) -> bool:
    if word not in folded:
        return False
    before, after = (
        ("(?<![a-z0-9])" if _LATIN.match(word[0]) else ""),
        ("(?![a-z0-9])" if _LATIN.match(word[-1]) else ""),
    )
    return not (before or after) or re.search(before + re.escape(word) + after, folded) is not None


def _frequency(term: Term, lexical: LexicalIndex) -> int:
    """In how many passages the commonest alternative occurs: as a word, or by its rarest pair of characters."""
    best = 0
    for word in term.alternatives:
        pairs = [lexical.document_frequency(LexicalField.BIGRAMS, pair) for pair in bigrams(word)]
        best = max(best, lexical.document_frequency(LexicalField.WORDS, word), min(pairs, default=0))
    return best


def _idf(frequency: int, passages: int) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
