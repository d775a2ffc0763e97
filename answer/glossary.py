"""The Chinese words that an English question may stand for, so that it can be checked against Chinese text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product

from answer.english import forms, narrow, quantity, tokens
from index.tokens import fold


@dataclass(frozen=True, slots=True)
class Concept:
    """A word, phrase or number of a question, and what a passage that speaks of it may say.

    :ivar text: as in the question, full-width letters made narrow.
    :ivar alternatives: likeliest first, folded as by ``index.tokens.fold``; the word itself is always among them.
        Latin letters and digits have to be matched as whole words: ``ai`` is no part of ``chain``, nor 5 of 2025.
    """

    text: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """English terms with their Chinese alternatives; made by :meth:`of`.

    :ivar terms: the words of a term, joined by single spaces, to its alternatives, the term itself last.
    :ivar stopwords: words without content.
    :ivar vocabulary: every word of any term.
    :ivar longest: how many words the longest term has.
    """

    terms: Mapping[str, tuple[str, ...]]
    stopwords: frozenset[str]
    vocabulary: frozenset[str]
    longest: int

    @classmethod
    def of(cls, terms: Mapping[str, Iterable[str]], stopwords: Iterable[str] = ()) -> Glossary:
        """Index terms by their words: a hyphen and a space in a term are the same.

        :raises ValueError: two terms are the same then, as tape-out and tape out.
        """
        indexed: dict[str, tuple[str, ...]] = {}
        for term, chinese in terms.items():
            key = " ".join(token.word for token in tokens(term, is_known=lambda _: True))
            if key in indexed:
                raise ValueError(f"glossary: {term!r} is there twice, as {key!r}. Keep one of them.")
            indexed[key] = _distinct(*map(fold, chinese), fold(term))
        words = [key.split() for key in indexed]
        return cls(
            terms=indexed,
            stopwords=frozenset(stopwords),
            vocabulary=frozenset(word for key in words for word in key),
            longest=max(map(len, words), default=0),
        )

    def concepts(self, question: str) -> tuple[Concept, ...]:
        """What the question asks about, in its order, each once; the longest term wins, stopwords are left out.

        Unknown words and runs of Chinese have only themselves as alternatives, so that a lack of support shows.
        """
        text = narrow(question)
        left = list(tokens(text, is_known=lambda word: bool(self._known(word))))
        found: dict[tuple[str, ...], Concept] = {}
        while left:
            words = [token.word for token in left]
            size, alternatives = quantity(words) if left[0].is_number else self._term(words)
            phrase = " ".join(text[left[0].start : left[size - 1].end].split())
            if alternatives and alternatives not in found:
                found[alternatives] = Concept(phrase, _distinct(*alternatives, fold(phrase)))
            left = left[size:]
        return tuple(found.values())

    def _term(self, words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many words the longest term at the front has, and its alternatives: none where it is a stopword."""
        choices = [self._known(word) for word in words[: self.longest]]
        for size in range(len(choices), 1, -1):
            for candidate in product(*choices[:size]):
                if alternatives := self.terms.get(" ".join(candidate)):
                    return size, alternatives
        # Phrases come first: "in" means nothing, "in charge" does.
        if words[0] in self.stopwords:
            return 1, ()
        return 1, next((self.terms[form] for form in forms(words[0]) if form in self.terms), (words[0],))

    def _known(self, word: str) -> list[str]:
        return [form for form in forms(word) if form in self.vocabulary]


def load_glossary() -> Glossary:
    """Read the glossary that is shipped beside this module. Takes some milliseconds: the caller keeps it."""
    tables = tomllib.loads(files("answer").joinpath("glossary.toml").read_text(encoding="utf-8"))
    return Glossary.of(tables["terms"], tables["stopwords"])


def _distinct(*alternatives: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(alternatives))
