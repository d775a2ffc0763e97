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
from answer.refusal import RefusalModel, load_refusal_models
from answer.signs import weigh
from answer.support import term_weights
from draft.types import Proposal, Suggestion
from index import Index
from index.snapshot import Snapshot

#: Share of the likelihood of an answer from which on a person should see what was found and judge: a new request seldom
#: has the words of the old one. On the sample corpus 18 of 19 right precedents reach it.
MAY_BEAR: Final = 0.35
# From here on it surely does: less than an answer must have, since a request seldom puts things as a rule does.
_SURE: Final = 0.85
# 出台专项扶持政策 is asked for in every field: in its own topic, too, what was found must be likely.
_IN_TOPIC: Final = 0.4
# As much of a wish as one vector holds well.
_LONGEST_WISH: Final = 300
_TOPIC: Final = re.compile(r"^关于(?P<topic>.+?)(?:的(?:几点|若干)?(?:提案|建议|议案|思考))?$")


@dataclass(frozen=True, slots=True)
class Wish:
    """A suggestion, read for searching.

    :ivar questions: its subject as a question, alone and with the proposal's topic; they decide whether what is found
        bears on it. ``question_vectors`` are theirs, shape ``[2, d]``.
    :ivar queries: what is searched for: the topic with the subject, and the wish itself.
    :ivar vectors: of ``queries``, shape ``[2, d]``.
    """

    questions: tuple[Question, Question]
    question_vectors: NDArray[np.float32]
    queries: tuple[str, str]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whether what was found bears on a wish.

    :ivar likelihood: 0 to 1.
    :ivar is_likely: whether a person should see it and judge.
    :ivar is_sure: whether it surely does.
    """

    likelihood: float
    is_likely: bool
    is_sure: bool


class LookUp:
    """What looking up the suggestions of one proposal takes.

    :param snapshot: the generation that all of them are looked up in.
    """

    def __init__(self, index: Index, snapshot: Snapshot, as_of: date) -> None:
        self.snapshot = snapshot
        self.as_of = as_of
        self._encode = index.embed_queries
        self._known: dict[str, NDArray[np.float32]] = {}
        self._vocabulary: Vocabulary = load_vocabulary(index.settings.home)
        self._refusal: Mapping[Language, RefusalModel] = load_refusal_models().unread

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, shape ``[n, d]``; each text is embedded once, since much is asked again and again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def wish(self, proposal: Proposal, suggestion: Suggestion) -> Wish:
        """Read and embed a suggestion."""
        in_topic = f"{topic_of(proposal)} {suggestion.subject}".strip()
        questions = tuple(read_question(text, self._vocabulary, self.as_of) for text in (suggestion.subject, in_topic))
        queries = (in_topic, suggestion.text[:_LONGEST_WISH])
        vectors = self.embed([*queries, suggestion.subject])
        alone, together = questions
        return Wish((alone, together), vectors[[2, 0]], queries, vectors[:2])

    def bearing(self, wish: Wish, contexts: Sequence[str], cosines: Sequence[float]) -> Bearing:
        """How likely texts bear on a wish, by the model that tells answers from refusals.

        :param contexts: the texts with what they stand under; none are not likely at all.
        :param cosines: of each of ``wish.questions`` and the best of the texts.
        """
        if not contexts:
            return Bearing(0.0, is_likely=False, is_sure=False)
        found = []
        for question, vector, cosine in zip(wish.questions, wish.question_vectors, cosines, strict=True):
            weights = term_weights(question.terms, self.snapshot.lexical)
            signs = weigh(
                self.snapshot,
                question,
                vector,
                self.embed,
                contexts=contexts,
                coverage=max(weights.coverage(question.terms, context) for context in contexts),
                cosine=cosine,
            )
            found.append(self._refusal[question.language].probability(signs))
        answers = self._refusal[Language.CHINESE].threshold
        least, most = min(found), max(found)
        return Bearing(most, most >= MAY_BEAR * answers, most >= _SURE * answers and least >= _IN_TOPIC * answers)


def topic_of(proposal: Proposal) -> str:
    """What a proposal is about: its title without 关于 … 的提案."""
    match = _TOPIC.match("".join(proposal.title.split()))
    return match["topic"] if match else proposal.title
