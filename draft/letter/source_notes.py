"""Where the words of a letter come from: as comments of Word at the sentence, or as a list behind the letter."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from answer.labels import STATUS_LABELS
from answer.question import Language
from answer.types import Citation
from draft.letter.type_setting import LARGE_SIZE, Font, clean, paragraph, run, text

#: The heading of the list; what follows it is no part of the letter.
ANNEX_TITLE: Final = "附：文稿依据（内部参考，不随文印发）"
_AUTHOR: Final = "policykb"


class SourceNotes(StrEnum):
    """How a letter tells its sources: as Word comments, as an annex, or not at all."""

    COMMENTS = "comments"
    ANNEX = "annex"
    NONE = "none"


class Noter:
    """Notes the sources of sentences while a letter is written."""

    def __init__(self, document: Document, notes: SourceNotes) -> None:
        self._document = document
        self._notes = notes
        self._listed: list[Citation] = []

    def note(self, into: Paragraph, runs: Sequence[Run], citations: Sequence[Citation]) -> None:
        """Say what a sentence rests on.

        :param runs: those of the sentence.
        """
        if not citations or not runs:
            return
        match self._notes:
            case SourceNotes.COMMENTS:
                comment(self._document, runs, "\n".join(described(citation) for citation in citations))
            case SourceNotes.ANNEX:
                for number in dict.fromkeys(self._number(citation) for citation in citations):
                    run(into, f"[{number}]").font.superscript = True

    def remark(self, runs: Sequence[Run], remarks: Sequence[str]) -> None:
        """What the drafter should know, where there are comments."""
        if remarks and runs and self._notes is SourceNotes.COMMENTS:
            comment(self._document, runs, "\n".join(remarks))

    def finish(self) -> None:
        """Write the annex, if there is to be one."""
        if not self._listed:
            return
        # What stands at the foot of a page belongs to the page of the paragraph behind it: this one ends the letter.
        paragraph(self._document, indent=0, line=Pt(1))
        title = paragraph(self._document, align=WD_ALIGN_PARAGRAPH.CENTER, indent=0)
        title.paragraph_format.page_break_before = True
        run(title, ANNEX_TITLE, Font.TITLE, LARGE_SIZE)
        for number, citation in enumerate(self._listed, start=1):
            text(paragraph(self._document), f"[{number}] {described(citation)}")

    def _number(self, citation: Citation) -> int:
        """Its number in the annex, from 1; the same place has one number."""
        places = [(each.document, each.start, each.end) for each in self._listed]
        place = (citation.document, citation.start, citation.end)
        if place not in places:
            self._listed.append(citation)
            places.append(place)
        return places.index(place) + 1


def comment(document: Document, runs: Sequence[Run], words: str) -> None:
    """A comment over some runs, without the time at which it was made."""
    made = document.add_comment(list(runs), clean(words), author=_AUTHOR, initials="KB")
    del made._comment_elm.attrib[qn("w:date")]  # python-docx always sets it


def described(citation: Citation) -> str:
    """A source in one line: document, place, validity, words."""
    number = f"（{citation.document_number}）" if citation.document_number else ""
    place = [citation.issued_on.isoformat() if citation.issued_on else "", *citation.heading_path]
    if citation.page:
        place.append(f"第{citation.page}页")
    place.append(STATUS_LABELS[Language.CHINESE][citation.status])
    quote = " ".join(citation.quote.split())
    return f"《{citation.title or citation.document}》{number}，{'，'.join(filter(None, place))}：“{quote}”"
