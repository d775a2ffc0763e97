"""Whether every name of a sentence stands in its sources: titles, places, bodies, products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Final

import rjieba

from answer.english import forms
from answer.question import Language, Vocabulary
from index.tokens import fold

_TITLE: Final = re.compile(r"《([^《》]+)》")
# Where the code of the issuer begins in 根据海工信规〔2025〕2号, no expression can tell either.
_NUMBERED: Final = re.compile(r"([\u4e00-\u9fff]{2}〔\d{4}〕第?\d+号)")
_BRACKETS: Final = re.compile(r"[\[(](\d{4})[\])]")
# The two characters before it tell one body from another; where such a name begins, no expression can tell.
_BODY: Final = re.compile(
    r"[\u4e00-\u9fff]{2}(?:委员会|办公室|实验室|研究院|(?<![大餐客网税])(?<!服务)厅|(?<![布格全大结当我本该司])局(?![部面限势域]))"
    r"|[\u4e00-\u9fff]{4}有限(?:责任)?公司"
)
_BODY_ENDINGS: Final = ("局", "委", "办", "厅", "部")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.&+][A-Za-z0-9]+)*|\d+[A-Za-z]+")
# The dictionary calls 城市 and 上门 places, too.
_TAGGED: Final = {
    "ns": re.compile(r".{2,}[省市县区州镇乡村]"),
    "nt": re.compile(r".{2,}(?:[局部委厅会署府]|大学|银行)"),
}
_CURRENCIES: Final = frozenset({"rmb", "cny"})
_CAPITAL: Final = re.compile(r"(?<=[a-z,;’'] )[A-Z][a-z]+")


class Standing(IntEnum):
    """How far a sentence's names are supported, worst last."""

    SUPPORTED = 0
    UNKNOWN = 1  # an English name that cannot be compared with Chinese text
    FOREIGN = 2  # a name that the sources do not hold


class Names:
    """Compares the names of sentences with those of their sources."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._places = vocabulary.places
        self._glossary = vocabulary.glossary
        self._synonyms = vocabulary.synonyms
        bodies = [word for word in vocabulary.synonyms.words if word.endswith(_BODY_ENDINGS)]
        self._bodies = re.compile("|".join(map(re.escape, bodies)) or "(?!)")

    def standing(self, sentence: str, sources: Sequence[str], question: str, language: Language) -> Standing:
        """The worst standing of any name.

        :param sources: the quotes that the sentence cites, with what is known of their documents.
        :param question: Latin names in it may be repeated; places and bodies may not, since the question may be about
            others than the sources.
        """
        known = self._compact("\n".join(sources))
        if any(name not in known for name in self._chinese_names(sentence)):
            return Standing.FOREIGN
        words = {fold(word) for word in _LATIN.findall("\n".join((*sources, question)))}
        unknown = [word for word in _LATIN.findall(sentence) if not self._is_known(fold(word), words, language)]
        if any(language is Language.CHINESE or _is_like_a_product(word) for word in unknown):
            return Standing.FOREIGN
        return Standing.UNKNOWN if any(word in unknown for word in _CAPITAL.findall(sentence)) else Standing.SUPPORTED

    def _chinese_names(self, sentence: str) -> Iterator[str]:
        said = self._compact(sentence)
        yield from _BODY.findall(said)
        yield from (name for pattern in (_TITLE, _NUMBERED) for name in pattern.findall(said))
        for word, tag in rjieba.tag(said, False):
            is_tagged = tag in _TAGGED and _TAGGED[tag].fullmatch(word) is not None
            if is_tagged or word in self._places:
                yield word

    def _is_known(self, word: str, words: set[str], language: Language) -> bool:
        if word in words or word in _CURRENCIES:
            return True
        terms = self._glossary.vocabulary | self._glossary.stopwords
        return language is Language.ENGLISH and any(form in words or form in terms for form in forms(word))

    def _compact(self, text: str) -> str:
        """Folded, without blanks, each body by one of its names."""
        folded = _BRACKETS.sub(r"〔\1〕", re.sub(r"\s", "", fold(text)))
        return self._bodies.sub(lambda body: min(self._synonyms.alternatives(body[0])), folded)


def _is_like_a_product(word: str) -> bool:
    """Whether an English word is written as the name of a product or a programme: EDA, AEC-Q100, eVTOL."""
    return sum(char.isupper() for char in word) > 1 or any(char.isdigit() for char in word)
