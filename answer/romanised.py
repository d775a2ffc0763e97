"""Chinese names that an English question writes in pinyin: Hailan is 海岚 where a document is so called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from answer.question import Language, Question, Term


def with_names(question: Question, texts: Callable[[], Iterable[str]]) -> Question:
    """The question, its unknown capitalised words supported by the names that they spell.

    :param texts: gives what the names are looked for in, titles and issuers; only called where it is needed.
    """
    if question.language is not Language.ENGLISH or not any(map(_may_be_name, question.terms)):
        return question
    names = list(texts())
    return replace(
        question, terms=tuple(_named(term, names) if _may_be_name(term) else term for term in question.terms)
    )


def _may_be_name(term: Term) -> bool:
    """Whether a term is a capitalised word that no glossary knew."""
    return term.text[:1].isupper() and term.text.isalpha() and term.alternatives == (term.text.lower(),)


def _named(term: Term, texts: Iterable[str]) -> Term:
    found = {name: None for text in texts for name in spelled(term.text, text)}
    return replace(term, alternatives=(*term.alternatives, *found)) if found else term


def spelled(word: str, text: str) -> list[str]:
    """The stretches of a Chinese text that a word spells in pinyin without tones."""
    # Its tables take a fifth of a second to load, and few questions hold such a word.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    word = word.lower()
    found = []
    for start in range(len(text)):
        end, left = start, word
        while left and end < len(text) and end - start < len(word):
            syllable = lazy_pinyin(text[end])[0]
            if not left.startswith(syllable):
                break
            left = left.removeprefix(syllable)
            end += 1
        if not left and end - start > 1:
            found.append(text[start:end])
    return found
