"""A letter as .docx: its parts in their order, each in its font and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt

from draft.letter.sheet import new_sheet, package_bytes
from draft.letter.source_notes import Noter, SourceNotes
from draft.letter.title_lines import title_lines
from draft.letter.type_setting import (
    BODY_SIZE,
    LARGE_SIZE,
    RED,
    SMALL_SIZE,
    TEXT_WIDTH,
    Font,
    clean,
    element,
    paragraph,
    put,
    rule,
    text,
)
from draft.types import Form, Item, Letter, Paragraph, Sentence
from ingest.characters import width
from ingest.headings import BRACKETED, NUMBERED, find_marker
from ingest.numerals import chinese

_TITLE_LINE: Final = Pt(35)
_LARGEST_HEAD: Final = 40
_SMALLEST_HEAD: Final = 18
_DATE_INDENT: Final = 4
_LONGEST_RUN_IN: Final = 40
_ENDS_HEADING: Final = re.compile("[。：]$")


def write_letter(letter: Letter, path: Path, *, sources: SourceNotes = SourceNotes.COMMENTS) -> None:
    """Write a letter as .docx, over whatever is at ``path``.

    :param sources: whether sources stand as comments at their sentences, in an annex, or nowhere (the clean version).
    :raises OSError: the file cannot be written.
    """
    path.write_bytes(letter_bytes(letter, sources=sources))


def letter_bytes(letter: Letter, *, sources: SourceNotes = SourceNotes.COMMENTS) -> bytes:
    """A letter as the bytes of a .docx; equal letters give equal bytes."""
    document = new_sheet()
    writer = _Writer(document, Noter(document, sources))
    writer.write(letter)
    return package_bytes(document)


def gap(what: str) -> str:
    """What stands where something is to be filled in."""
    return f"【待补充：{what}】"


class _Writer:
    """Writes the parts of one letter."""

    def __init__(self, document: Document, noter: Noter) -> None:
        self._document = document
        self._noter = noter

    def write(self, letter: Letter) -> None:
        self._document.core_properties.title = clean(" ".join(letter.title.split()))[:255]
        self._document.core_properties.author = clean(letter.issuer)[:255]
        self._head(letter)
        self._body(letter)
        self._signature(letter)
        self._imprint(letter)
        self._noter.finish()

    def _head(self, letter: Letter) -> None:
        if letter.form is Form.REPLY:
            words = f"（{letter.reply_class}类）" if letter.reply_class else gap("办理结果类别")
            text(paragraph(self._document, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0), words)
        issuer = letter.issuer or gap("发文机关")
        size = Pt(min(max(int(TEXT_WIDTH.pt / max(width(issuer), 1)), _SMALLEST_HEAD), _LARGEST_HEAD))
        head = paragraph(self._document, align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, line=Length(size + Pt(14)))
        for made in text(head, issuer, Font.TITLE, size):
            made.font.color.rgb = RED
        rule(head, "bottom", "thickThinSmallGap", 18, RED)
        number = paragraph(self._document, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0)
        text(number, letter.document_number or gap("文号"))
        for _ in range(2):
            paragraph(self._document, indent=0)
        title = paragraph(self._document, align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, line=_TITLE_LINE)
        for at, line in enumerate(title_lines(letter.title or gap("标题"), TEXT_WIDTH.pt / LARGE_SIZE.pt)):
            if at:
                title.runs[-1].add_break()
            text(title, line, Font.TITLE, LARGE_SIZE)
        paragraph(self._document, indent=0)
        addressees = "、".join(letter.addressees) or gap("主送")
        text(paragraph(self._document, align=WD_ALIGN_PARAGRAPH.LEFT, indent=0), f"{addressees}：")

    def _body(self, letter: Letter) -> None:
        self._paragraph(letter.opening, "")
        for n, item in enumerate(letter.items, start=1):
            self._item(n, item, letter.form)
        self._paragraph(letter.closing, "")

    def _item(self, n: int, item: Item, form: Form) -> None:
        heading = paragraph(self._document, keep_with_next=True)
        properties: Any = heading._p.get_or_add_pPr()
        properties.append(element("w:outlineLvl", val=0))
        runs = text(heading, f"{chinese(n)}、{item.heading or gap('建议标题')}", Font.HEADING)
        self._noter.remark(runs, item.warnings)
        if form is Form.REPLY:
            status = item.handling_status or gap("办理状态")
            text(paragraph(self._document, keep_with_next=True), f"{status.rstrip('。')}。")
        above = 0
        numbers = {2: 0, 3: 0}
        for each in item.paragraphs or (Paragraph((Sentence(gap("答复内容"), gap=True),)),):
            if each.level < above:
                numbers[3] = 0
            if each.level in numbers:
                numbers[each.level] += 1
            above = each.level
            self._paragraph(each, _number(each, numbers.get(each.level, 0)))

    def _paragraph(self, words: Paragraph, number: str) -> None:
        """One paragraph; （一） and the heading that runs into its text are in 楷体."""
        into = paragraph(self._document)
        font = Font.SUBHEADING if words.level == 2 else Font.BODY
        if number:
            text(into, number, font)
        for at, sentence in enumerate(words.sentences):
            runs_in = at == 0 and _is_heading(sentence, words.sentences)
            runs = text(into, sentence.text, font if runs_in else Font.BODY)
            self._noter.note(into, runs, sentence.citations)

    def _signature(self, letter: Letter) -> None:
        """The body that signs, centred over the date, which ends four characters before the margin."""
        dated, issuer = letter.dated or gap("成文日期"), letter.issuer or gap("发文机关")
        right = _DATE_INDENT - (width(issuer) - width(dated)) / 2
        # A name much longer than the date would run into the margin: then the date moves.
        shift = max(-right, 0)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        for _ in range(2):
            paragraph(self._document, indent=0, keep_with_next=True)
        for words, characters in ((issuer, right + shift), (dated, _DATE_INDENT + shift)):
            indent = Length(int(characters * BODY_SIZE))
            signed = paragraph(
                self._document,
                align=WD_ALIGN_PARAGRAPH.RIGHT,
                indent=0,
                right_indent=indent,
                keep_with_next=words is issuer,
            )
            text(signed, words)
        text(paragraph(self._document), f"（联系人及电话：{letter.contact or gap('联系人及电话')}）")
        text(paragraph(self._document), f"公开方式：{(letter.disclosure or gap('公开方式')).rstrip('。')}。")

    def _imprint(self, letter: Letter) -> None:
        """抄送 between two rules, at the foot of the last page."""
        if not letter.copied_to:
            return
        into = paragraph(self._document, indent=0, align=WD_ALIGN_PARAGRAPH.LEFT)
        form = into.paragraph_format
        # One character free on either side; what runs over stands under the first name.
        hanging = Length(3 * SMALL_SIZE)
        form.left_indent, form.right_indent = Length(SMALL_SIZE + hanging), SMALL_SIZE
        form.first_line_indent = Length(-hanging)
        text(into, f"抄送：{'，'.join(letter.copied_to).rstrip('。')}。", size=SMALL_SIZE)
        for side in ("top", "bottom"):
            rule(into, side, "single", 8)
        put(into)


def _number(words: Paragraph, n: int) -> str:
    """What a numbered paragraph begins with, where its own words do not."""
    marker = find_marker(words.sentences[0].text) if words.sentences else None
    if words.level == 2 and not (marker and marker.level == BRACKETED):
        return f"（{chinese(n)}）"
    if words.level == 3 and not (marker and marker.level == NUMBERED):
        return f"{n}."
    return ""


def _is_heading(first: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph's first sentence is a heading: a few words before others, or all there is without an end."""
    if width(first.text) > _LONGEST_RUN_IN:
        return False
    ends = _ENDS_HEADING.search(first.text) is not None
    return len(sentences) > 1 if ends else len(sentences) == 1
