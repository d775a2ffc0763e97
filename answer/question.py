"""A question as the answerer sees it: its language, what it asks for, and the words that carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from itertools import groupby

import rjieba

from answer.glossary import Glossary, load_glossary
from answer.synonyms import Synonyms, load_synonyms
from answer.wanted import Demand, read_demand
from index.tokens import fold


class Language(StrEnum):
    """The language that the answer is framed in."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning.

    :ivar text: as asked, folded.
    :ivar alternatives: any of these in a document supports the word; itself among them.
    :ivar weight: how much it says about the subject: 1 for things, less for what is done with them.
    """

    text: str
    alternatives: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    :ivar lexical_text: what full-text search is asked: for English the Chinese words that may be meant, too.
    """

    text: str
    language: Language
    demand: Demand
    terms: tuple[Term, ...]
    lexical_text: str


_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DOING = 0.5
_ENGLISH_ALTERNATIVES = 3

# Tags of jieba's dictionary, after ICTCLAS: pronouns, particles, prepositions, conjunctions, adverbs, numerals …
_SILENT_TAGS = frozenset("r u ud ug uj ul uv uz p c d y x e f m mq q zg o k h t s".split())  # noqa: SIM905 - a row of tags reads best
_DOING_TAGS = frozenset("v vd vi vq a ad an d".split())  # noqa: SIM905 - likewise
_NUMBER = re.compile(r"^(?:\d{3,}|(?=.*\d)(?=.*[a-z])[a-z0-9.+\-]+)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words, read from the files beside this module."""

    glossary: Glossary
    synonyms: Synonyms
    silent: frozenset[str]


def load_vocabulary() -> Vocabulary:
    """Read glossary, synonyms and silent words. Takes some milliseconds: the caller keeps them."""
    lines = files("answer").joinpath("silent_words.txt").read_text(encoding="utf-8").splitlines()
    silent = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return Vocabulary(load_glossary(), load_synonyms(), silent)


def read_question(text: str, vocabulary: Vocabulary) -> Question:
    """Read a question in Chinese or English; one without any letter counts as Chinese."""
    folded = fold(text)
    if _CHINESE.search(folded) or not any(char.isalpha() for char in folded):
        language, terms, lexical = Language.CHINESE, _chinese_terms(folded, vocabulary), text
    else:
        concepts = vocabulary.glossary.concepts(folded)
        language, terms = Language.ENGLISH, tuple(Term(concept.text, concept.alternatives) for concept in concepts)
        lexical = " ".join([text, *(word for term in terms for word in term.alternatives[:_ENGLISH_ALTERNATIVES])])
    return Question(text, language, read_demand(folded), terms, lexical)


def _chinese_terms(folded: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    for word, weight in _words(folded, vocabulary.silent):
        terms.setdefault(word, Term(word, vocabulary.synonyms.alternatives(word), weight))
    return tuple(terms.values())


def _words(folded: str, silent: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Words that carry meaning, with their weight.

    Characters that the dictionary leaves single are put together where they touch: 算 力 is a word it does not know.
    """
    tagged = [(word, tag) for word, tag in rjieba.tag(folded, False) if not word.isspace()]
    for is_single, run in groupby(
        tagged, key=lambda item: len(item[0]) == 1 and _carries_meaning(item[0], item[1], silent)
    ):
        members = list(run)
        if is_single and len(members) > 1:
            yield "".join(word for word, _ in members), 1.0
            continue
        for word, tag in members:
            if _carries_meaning(word, tag, silent) and not (len(word) == 1 and tag in _DOING_TAGS):
                yield word, _DOING if tag in _DOING_TAGS else 1.0


def _carries_meaning(word: str, tag: str, silent: frozenset[str]) -> bool:
    if word in silent:
        return False
    return tag not in _SILENT_TAGS or bool(_NUMBER.match(word))
