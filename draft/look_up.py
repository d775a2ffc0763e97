"""One suggestion as it is looked up: the words and vectors that stand for it, and whether what is found bears on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.question import Language, Question, Vocabulary, load_vocabulary, read_question
from answer.refusal import RefusalModel, is_answered, load_refusal_models
from answer.signs import Embed, Signs, weigh
from answer.support import TermWeights, term_weights
from draft.types import Proposal, Suggestion
from index import Index
from index.snapshot import Snapshot

# As much of a wish as one vector holds well.
_LONGEST_WISH: Final = 300
_TOPIC: Final = re.compile(r"^关于(?P<topic>.+?)(?:的(?:几点|若干)?(?:提案|建议|议案|思考))?$")


@dataclass(frozen=True, slots=True)
class Wish:
    """A suggestion, read for searching.

    :ivar question: its subject as a question; decides whether what is found bears on it.
    :ivar queries: what is searched for: the proposal's topic with the subject, and the wish itself.
    :ivar vectors: of ``queries``, shape ``[len(queries), d]``; ``vector`` that of the question.
    """

    question: Question
    queries: tuple[str, ...]
    vectors: NDArray[np.float32]
    vector: NDArray[np.float32]


class LookUp:
    """What looking up the suggestions of one proposal takes.

    :param snapshot: the generation that all of them are looked up in.
    """

    def __init__(self, index: Index, snapshot: Snapshot, as_of: date) -> None:
        self.snapshot = snapshot
        self.as_of = as_of
        self._embed: Embed = index.embed_queries
        self._vocabulary: Vocabulary = load_vocabulary(index.settings.home)
        self._refusal: Mapping[Language, RefusalModel] = load_refusal_models()

    def wish(self, proposal: Proposal, suggestion: Suggestion) -> Wish:
        """Read and embed a suggestion."""
        question = read_question(suggestion.subject, self._vocabulary, self.as_of)
        queries = (f"{topic_of(proposal)} {suggestion.subject}".strip(), suggestion.text[:_LONGEST_WISH])
        vectors = self._embed([*queries, question.text])
        return Wish(question, queries, vectors[:-1], vectors[-1])

    def weights(self, wish: Wish) -> TermWeights:
        """How much each word of the wish's subject counts in this index."""
        return term_weights(wish.question.terms, self.snapshot.lexical)

    def signs(self, wish: Wish, contexts: Sequence[str], cosine: float) -> Signs:
        """What speaks for texts bearing on a wish.

        :param cosine: of the wish and the best of them.
        """
        weights = self.weights(wish)
        coverage = max((weights.coverage(wish.question.terms, context) for context in contexts), default=0.0)
        return weigh(
            self.snapshot, wish.question, wish.vector, self._embed, contexts=contexts, coverage=coverage, cosine=cosine
        )

    def bears_on(self, wish: Wish, signs: Signs) -> bool:
        """Whether what was found bears on the wish, by the same model that tells answers from refusals."""
        return is_answered(self._refusal, wish.question.language, signs)


def topic_of(proposal: Proposal) -> str:
    """What a proposal is about: its title without 关于 … 的提案."""
    match = _TOPIC.match("".join(proposal.title.split()))
    return match["topic"] if match else proposal.title
