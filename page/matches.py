"""Where a passage says what was searched for: the query's words and their synonyms, by their place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from answer.question import Question, Vocabulary, read_question
from index.tokens import fold, words
from ingest.document import Span
from ingest.sentences import split_sentences

_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Match:
    """One place.

    :ivar same_as: the word of the query that stands here in other words; ``None`` where it is the word itself.
    """

    span: Span
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    pattern: re.Pattern[str]
    of: str
    same_as: str | None


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the words of one query in any text."""

    _words: tuple[_Word, ...]

    @classmethod
    def of(cls, query: str, vocabulary: Vocabulary) -> Matcher:
        """The words of a query that carry meaning; where none does, all of them."""
        question = read_question(query, vocabulary)
        found = dict(_named(question)) or dict.fromkeys((word for word in words(query) if len(word) > 1), None)
        return cls(tuple(_Word(_pattern(word), same_as or word, same_as) for word, same_as in found.items()))

    def matches(self, text: str) -> tuple[Match, ...]:
        """Where the words stand, in order; of two that overlap the one that begins first, or is the longer."""
        folded, places = _folded(text)
        found = [
            (places[match.start()], -places[match.end() - 1], word.same_as)
            for word in self._words
            for match in word.pattern.finditer(folded)
        ]
        kept: list[Match] = []
        for start, last, same_as in sorted(found, key=lambda place: (place[0], place[1], place[2] is not None)):
            if not kept or start >= kept[-1].span.end:
                kept.append(Match(Span(start, _end(text, -last)), same_as))
        return tuple(kept)

    def best_sentence(self, text: str) -> Span | None:
        """The sentence that holds the most of the query's words, the first of several; ``None`` where none does."""
        best, most = None, 0
        for sentence in split_sentences(text, 0, len(text)):
            folded = fold(text[sentence.start : sentence.end])
            held = len({word.of for word in self._words if word.pattern.search(folded)})
            if held > most:
                best, most = sentence, held
        return best


def marked_html(text: str, matches: Iterable[Match], synonym: str) -> Markup:
    """A text with its matches marked.

    :param synonym: says of a match in other words whose synonym it is; ``{word}`` is filled in.
    """
    parts: list[str | Markup] = []
    at = 0
    for match in matches:
        said = text[match.span.start : match.span.end]
        parts.append(text[at : match.span.start])
        if match.same_as is None:
            parts.append(Markup("<mark>{}</mark>").format(said))
        else:
            title = synonym.format(word=match.same_as)
            parts.append(Markup('<mark class="synonym" title="{}">{}</mark>').format(title, said))
        at = match.span.end
    return Markup("").join([*parts, text[at:]])


def _named(question: Question) -> Iterator[tuple[str, str | None]]:
    """Each word to look for with the one it is a synonym of; only what names a thing is looked for in other words."""
    terms = [term for term in question.terms if len(term.text) > 1] or list(question.terms)
    own = dict.fromkeys(fold(term.text) for term in terms)
    yield from ((word, None) for word in own)
    for term in terms:
        if term.weight >= 1.0:
            yield from ((word, term.text) for word in map(fold, term.alternatives) if word not in own and len(word) > 1)


def _pattern(word: str) -> re.Pattern[str]:
    """Latin words and numbers are matched whole, so that ``ai`` is no part of ``chain``."""
    before = "(?<![a-z0-9])" if _LATIN.match(word[0]) else ""
    after = "(?![a-z0-9])" if _LATIN.match(word[-1]) else ""
    return re.compile(before + re.escape(word) + after)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as full-text search folds it, and for each character of that the place in ``text`` it comes from.

    A character is folded together with the marks that combine with it, as composing them needs all of them.
    """
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = _end(text, at)
        piece = fold(text[at:end])
        pieces.append(piece)
        places += [at] * len(piece)
        at = end
    return "".join(pieces), places


def _end(text: str, at: int) -> int:
    """Where the character that begins at a place ends, with the marks that combine with it."""
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
