"""What a person changes in a draft, as plain text: the suggestions as they were split, and what is said to each.

A sentence that stands as it stood keeps its sources; one that a person wrote has the sources whose words it uses, and
none where it uses no source's: the review then says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from answer.types import Citation
from draft.drafter import numbered
from draft.types import Draft, Item, Paragraph, Sentence, Suggestion
from ingest.numerals import chinese
from ingest.sentences import split_sentences
from ingest.suggestions.subject import subject_of

_SECOND: Final = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*")
_THIRD: Final = re.compile(r"\s*\d{1,2}[.．、]\s*(?!\d)")
_GAP: Final = "【待补充"
_BETWEEN: Final = re.compile(r"\n\s*\n")
_BARE: Final = re.compile(r"[\W_]+")
_SHORTEST_QUOTE: Final = 8


def words_of(paragraph: Paragraph) -> str:
    """The words of a paragraph, without its number."""
    return "".join(sentence.text for sentence in paragraph.sentences)


def item_lines(item: Item) -> list[str]:
    """The paragraphs of an item, numbered as in the letter."""
    lines = []
    second = third = 0
    for paragraph in item.paragraphs:
        second, third = second + (paragraph.level == 2), 0 if paragraph.level == 2 else third + (paragraph.level == 3)
        number = {2: f"（{chinese(second)}）", 3: f"{third}."}.get(paragraph.level, "")
        lines.append(f"{number}{words_of(paragraph)}")
    return lines


def with_text(item: Item, text: str) -> Item:
    """The item with its text as a person left it, a paragraph a line."""
    known = {sentence.text.strip(): sentence for paragraph in item.paragraphs for sentence in paragraph.sentences}
    sources = list(_sources(item))
    paragraphs = [
        Paragraph(tuple(_sentence(words, known, sources) for words in _sentences(line)), level)
        for line, level in _lines(text)
    ]
    return numbered(replace(item, paragraphs=tuple(paragraphs)))


def with_item(draft: Draft, item: Item) -> Draft:
    """The draft with an item in the place of that to the same suggestion; what a review found before is left out."""
    items = tuple(item if each.suggestion.n == item.suggestion.n else each for each in draft.letter.items)
    return replace(draft, letter=replace(draft.letter, items=items), findings=(), is_reviewed=False)


def suggestions_text(draft: Draft) -> str:
    """The suggestions, one below the other, an empty line between two."""
    return "\n\n".join(suggestion.text for suggestion in draft.proposal.suggestions)


def with_suggestions(draft: Draft, text: str, make: Callable[[Sequence[Suggestion]], Sequence[Item]]) -> Draft:
    """The draft with its suggestions as a person split them; what was said to one that stays is kept.

    :param text: in the form of ``suggestions_text``; an empty one leaves the draft as it is.
    :param make: drafts the items for suggestions that are new, or put in other words; called once at most.
    """
    wanted = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if not wanted:
        return draft
    kept = {item.suggestion.text.strip(): item for item in draft.letter.items}
    new = [Suggestion(n, subject_of(words), words) for n, words in enumerate(wanted, start=1) if words not in kept]
    made = iter(make(new) if new else ())
    found = (kept[words] if words in kept else next(made) for words in wanted)
    items = [replace(item, suggestion=replace(item.suggestion, n=n)) for n, item in enumerate(found, start=1)]
    proposal = replace(draft.proposal, suggestions=tuple(item.suggestion for item in items))
    return replace(
        draft, proposal=proposal, letter=replace(draft.letter, items=tuple(items)), findings=(), is_reviewed=False
    )


def sources_of(item: Item) -> dict[int, Citation]:
    """What an item rests on and what else was found for it, numbered from 1: each sentence once."""
    return dict(enumerate(_sources(item), start=1))


def _sources(item: Item) -> Iterator[Citation]:
    seen: set[tuple[str, int, int]] = set()
    written = (c for paragraph in item.paragraphs for sentence in paragraph.sentences for c in sentence.citations)
    prior = (c for prior in item.prior_answers for c in prior.answers)
    figures = (figure.citation for figure in item.figures)
    for group in (written, item.policies, prior, figures):
        for citation in group:
            place = (citation.document, citation.start, citation.end)
            if place not in seen:
                seen.add(place)
                yield citation


def _lines(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        for form, level in ((_SECOND, 2), (_THIRD, 3)):
            match = form.match(line)
            if match is not None and line[match.end() :].strip():
                yield line[match.end() :].strip(), level
                break
        else:
            if line.strip():
                yield line.strip(), 0


def _sentences(line: str) -> list[str]:
    return [line[span.start : span.end] for span in split_sentences(line, 0, len(line))]


def _sentence(words: str, known: dict[str, Sentence], sources: Sequence[Citation]) -> Sentence:
    if words.strip() in known:
        return known[words.strip()]
    bare = _BARE.sub("", words)
    used = tuple(source for source in sources if _uses(bare, _BARE.sub("", source.quote)))
    return Sentence(words, used, gap=_GAP in words)


def _uses(words: str, quote: str) -> bool:
    """Whether a sentence holds a source's words, or is a part of them; both without punctuation."""
    return min(len(words), len(quote)) >= _SHORTEST_QUOTE and (quote in words or words in quote)
