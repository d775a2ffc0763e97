"""How much of a question's meaning a text holds, word by word."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.question import Term
from index.lexical import LexicalField, LexicalIndex
from index.tokens import bigrams, fold

_PARTLY = 0.6


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How rare each of a question's words is among the passages (inverse document frequency)."""

    weights: Mapping[str, float]

    def coverage(self, terms: Sequence[Term], text: str) -> float:
        """The share of the question's weight that a text holds, 0 to 1; 0 for a question without such words.

        A Chinese word that does not stand there as a whole counts in part by the share of its character pairs that do.
        """
        total = sum(self.weights[term.text] for term in terms)
        folded = fold(text)
        return sum(self.weights[term.text] * held(term, folded) for term in terms) / total if total else 0.0


def held(term: Term, folded: str) -> float:
    """How far a folded text holds a word: 1 as a whole, less in part, 0 not at all."""
    if any(word in folded for word in term.alternatives):
        return 1.0
    best = 0.0
    for word in term.alternatives:
        pairs = bigrams(word)
        if len(pairs) > 1:
            best = max(best, sum(pair in folded for pair in pairs) / len(pairs))
    return _PARTLY * best


def term_weights(terms: Sequence[Term], lexical: LexicalIndex) -> TermWeights:
    """Weights by document frequency; a word that occurs nowhere weighs most."""
    passages = len(lexical)
    return TermWeights({term.text: _idf(_frequency(term, lexical), passages) for term in terms})


def _frequency(term: Term, lexical: LexicalIndex) -> int:
    """In how many passages the commonest alternative occurs, by its rarest pair of characters or as a word."""
    best = 0
    for word in term.alternatives:
        as_word = lexical.document_frequency(LexicalField.WORDS, word)
        pairs = [lexical.document_frequency(LexicalField.BIGRAMS, pair) for pair in bigrams(word)]
        best = max(best, as_word, min(pairs, default=0))
    return best


def _idf(frequency: int, passages: int) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
