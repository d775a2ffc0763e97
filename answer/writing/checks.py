"""What becomes of a sentence that a language model wrote: kept, marked, or struck, by what the quotes it cites hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.question import Language, language_of, load_vocabulary
from answer.types import Citation
from answer.writing.names import Names, Standing
from answer.writing.prompt import about
from answer.writing.quantities import unsupported
from answer.writing.sentences import Sentence

#: Least cosine of a sentence and the quote nearest to it; docs/decisions/0015 says how it was found.
LEAST_SUPPORT: Final = {Language.CHINESE: 0.925, Language.ENGLISH: 0.832}

# 不超过 and the like are caps, no negations.
_NEGATION: Final = re.compile(
    r"不(?!超过|低于|少于|高于|多于|足|大于|小于|晚于|早于|同|断)|未(?!来)|没有|无(?!人|线|偿|锡)|禁止|停止|取消|除外|暂缓"
    r"|\b(?:not|no|never|cannot|without|except|exclud\w*|unless)\b(?! more than| less than| fewer than| later than)",
    re.IGNORECASE,
)


class Verdict(StrEnum):
    """What a check came to."""

    SUPPORTED = "supported"
    UNVERIFIED = "unverified"
    UNCITED = "uncited"
    FIGURE = "figure"
    NAME = "name"

    @property
    def is_struck(self) -> bool:
        return self not in (Verdict.SUPPORTED, Verdict.UNVERIFIED)


class Checks:
    """Holds sentences against quotes.

    :param encode: a text's vector, of length 1, by the packaged model, whose cosines the bounds are for; ``None``
        leaves meaning unchecked.
    """

    def __init__(self, encode: Callable[[str], NDArray[np.float32]] | None) -> None:
        self._encode = encode
        self._names = Names(load_vocabulary())

    def verdict(self, sentence: Sentence, citations: Mapping[int, Citation], question: str) -> Verdict:
        """Judge a sentence.

        :param citations: those whose quotes were shown to the model, by number.
        """
        if not sentence.cited or any(n not in citations for n in sentence.cited):
            return Verdict.UNCITED
        language = language_of(sentence.text)
        cited = [citations[n] for n in sentence.cited]
        sources = [f"{citation.quote}\n{about(citation, language)}" for citation in cited]
        if unsupported(sentence.text, sources):
            return Verdict.FIGURE
        standing = self._names.standing(sentence.text, sources, question, language)
        if standing is Standing.FOREIGN:
            return Verdict.NAME
        support = self.support(sentence.text, cited)
        is_weak = support is not None and support < LEAST_SUPPORT[language]
        if is_weak or standing is Standing.UNKNOWN or _is_turned(sentence.text, [citation.quote for citation in cited]):
            return Verdict.UNVERIFIED
        return Verdict.SUPPORTED

    def support(self, text: str, cited: Sequence[Citation]) -> float | None:
        """The highest cosine of a text and any of the quotes."""
        if self._encode is None:
            return None
        vector = self._encode(text)
        return max(float(vector @ self._encode(citation.quote)) for citation in cited)


def _is_turned(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence denies what no quote denies, or grants what each denies."""
    denied = [_NEGATION.search(quote) is not None for quote in quotes]
    return not any(denied) if _NEGATION.search(sentence) else all(denied)
