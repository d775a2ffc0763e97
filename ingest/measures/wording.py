"""A sentence as its grammar is read: titles, quotations and asides blanked out, every character in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ingest.document import Document, DocumentKind, Span
from ingest.figures import Figure, find_figures, narrow
from ingest.headings import find_marker
from ingest.sentences import split_sentences

_TITLE: Final = re.compile("《(?:[^《》]|《[^《》]*》){1,200}》")
_QUOTED: Final = re.compile("“[^“”]{1,40}”")
_ASIDE: Final = re.compile(r"（[^（）]{0,200}）|\([^()]{0,200}\)")
_GIVING_ASIDE: Final = re.compile(r"(?:最高|不超过|上限|奖励|补助|补贴)[^（）]{0,10}\d[\d.]*[亿万千]*元")
# A draft of a rule says of its measures what is intended.
_INTENDED: Final = re.compile("拟(?=[对按给予分每将奖补资参以从支鼓择一])")
# 〇 is a numeral; this is no letter of any word.
_BLANK: Final = "＿"
#: Longer ones are no sentences of a policy.
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or clause between semicolons, of a document.

    :ivar span: its place in the document, without the marker of its heading or item.
    :ivar text: as it is; ``masked`` has the same length.
    """

    span: Span
    text: str
    masked: str

    def blanked(self, end: int) -> Sentence:
        """The same, its grammar read without the first ``end`` characters."""
        return replace(self, masked=" " * end + self.masked[end:])

    @property
    def figures(self) -> list[Figure]:
        return find_figures(self.masked)


def sentences_of(document: Document, start: int, end: int) -> list[Sentence]:
    """The sentences of a block, the marker of the block left out."""
    text = document.text[start:end]
    marker = find_marker(text)
    first = start + (marker.end if marker else 0)
    spans = [span for span in split_sentences(document.text, first, end) if span.end - span.start <= LONGEST]
    sentences = [Sentence(span, words := document.text[span.start : span.end], masked(words)) for span in spans]
    if document.metadata.kind is not DocumentKind.RULE:
        return sentences
    return [replace(sentence, masked=_INTENDED.sub(" ", sentence.masked)) for sentence in sentences]


def masked(text: str) -> str:
    """Blank out what is only named in a sentence; figures in brackets stay where the brackets grant something."""
    for pattern in (_TITLE, _QUOTED):
        text = pattern.sub(_blanked, text)
    return narrow(
        _ASIDE.sub(lambda match: match.group() if _GIVING_ASIDE.search(match.group()) else _blanked(match), text)
    )


def _blanked(match: re.Match[str]) -> str:
    return match.group()[0] + _BLANK * (len(match.group()) - 2) + match.group()[-1]
