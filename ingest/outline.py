"""What each paragraph is, and the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest import formulas
from ingest.document import BlockKind
from ingest.headings import (
    ARTICLE,
    BRACKETED,
    ENUMERATED,
    NUMBERED,
    PART,
    Marker,
    find_marker,
    heading_label,
    is_run_in,
    opening_length,
)
from ingest.paragraphs import Paragraph
from ingest.source_text import LineStyle

_HEAD: Final = 10
# Outside of all levels of the grammar, so that an enclosed text may have parts of its own.
_ENCLOSED: Final = PART - 1
_LONGEST_HEADING: Final = 80
_LONGEST_RUN_IN: Final = 40
_LONGEST_SENTENCE_HEADING: Final = 30
_BULLET: Final = re.compile(r"[•·●○◆◇■□▪▶➢✓*\-–—]\s+\S")
_GOES_ON: Final = "；;，,、"


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph's place in the outline; the fields are those of ``Block``."""

    kind: BlockKind
    level: int = 0
    heading_path: tuple[str, ...] = ()


def outline(
    paragraphs: Sequence[Paragraph], title_at: int | None, annexes: frozenset[int] = frozenset()
) -> list[Entry]:
    """Classify the paragraphs of one document in order.

    :param title_at: which paragraph is the title.
    :param annexes: which paragraphs are headings of annexes.
    """
    return _Outline(paragraphs, title_at, annexes).entries()


class _Outline:
    """The state of one pass: the open headings, the open list, and what of the letter's head was met."""

    def __init__(self, paragraphs: Sequence[Paragraph], title_at: int | None, annexes: frozenset[int]) -> None:
        self._paragraphs = paragraphs
        self._texts = [paragraph.text.strip() for paragraph in paragraphs]
        self._title_at = title_at
        self._annexes = annexes
        self._open: list[tuple[int, str]] = []
        self._list_level: int | None = None
        self._lists_annexes = False
        self._in_head = True
        self._signed = False

    def entries(self) -> list[Entry]:
        return [self._entry(at) for at in range(len(self._texts))]

    def _entry(self, at: int) -> Entry:
        paragraph, text = self._paragraphs[at], self._texts[at]
        if paragraph.table is not None:
            self._in_head = False
            return Entry(BlockKind.TABLE_ROW, 0, self._path)
        if at == self._title_at:
            return Entry(BlockKind.TITLE)
        if at in self._annexes:
            return self._enclosed(formulas.annex_label(text) or text)
        formula = self._formula(at, text)
        if formula is not None:
            self._lists_annexes = formulas.annex_label(text) is not None
            return formula
        structured = self._structured(at, paragraph, text)
        if structured is not None:
            self._in_head = False
            self._lists_annexes = self._lists_annexes and structured.kind is BlockKind.ITEM
            return structured
        self._lists_annexes = False
        if formulas.is_closing(text):
            self._close()
        if text[-1:] in formulas.HARD_ENDS and (self._title_at is None or self._past_title(at)):
            self._in_head = False
        return Entry(BlockKind.PARAGRAPH, 0, self._path)

    @property
    def _path(self) -> tuple[str, ...]:
        return tuple(label for _, label in self._open)

    def _close(self, outermost: int = PART) -> None:
        """Leave the headings down to a level: signatures and labels end sections, and only the imprint an annex."""
        self._pop(outermost)
        self._list_level = None

    def _formula(self, at: int, text: str) -> Entry | None:
        """The entry of a line that belongs to the form of a letter and not to its text."""
        if formulas.is_status(text):
            return Entry(BlockKind.HANDLING_STATUS, 0, self._path)
        if self._in_head and at < _HEAD:
            if formulas.reply_class(text):
                return Entry(BlockKind.CLASS)
            if formulas.is_personal_salutation(text) or (self._past_title(at) and formulas.is_salutation(text)):
                self._in_head = False
                return Entry(BlockKind.ADDRESSEE)
        if formulas.is_document_number(text):
            return Entry(BlockKind.DOCUMENT_NUMBER)
        if formulas.is_date(text):
            self._close()
            self._signed = not self._in_head
            return Entry(BlockKind.DATE)
        if formulas.is_label(text) or formulas.is_enclosure(text):
            self._close(_ENCLOSED if formulas.is_imprint(text) else PART)
            return Entry(BlockKind.LABEL)
        if formulas.is_organisation(text) and (self._in_head or self._is_signature(at)):
            self._close()
            return Entry(BlockKind.LABEL)
        return None

    def _past_title(self, at: int) -> bool:
        return self._title_at is not None and at > self._title_at

    def _is_signature(self, at: int) -> bool:
        """Authorities above a date, or right after the closing formula."""
        if at and formulas.is_closing(self._texts[at - 1]):
            return True
        for text in self._texts[at + 1 : at + 8]:
            if formulas.is_date(text) or formulas.is_colophon(text):
                return True
            if not formulas.is_organisation(text):
                return False
        return False

    def _structured(self, at: int, paragraph: Paragraph, text: str) -> Entry | None:
        marker = find_marker(text)
        if marker is None:
            return self._unmarked(at, paragraph, text)
        if self._lists_annexes and marker.level >= NUMBERED:
            return Entry(BlockKind.ITEM, marker.level, self._path)
        if self._is_list_item(at, marker) or not self._is_heading(at, text, marker):
            self._pop(marker.level)
            return Entry(BlockKind.ITEM, marker.level, self._path)
        if marker.level <= ENUMERATED:
            self._list_level = None
        return self._heading(marker.level, heading_label(text, marker))

    def _unmarked(self, at: int, paragraph: Paragraph, text: str) -> Entry | None:
        if paragraph.style is LineStyle.HEADING:
            self._list_level = None
            return self._heading(min(max(paragraph.depth, 1), 9), heading_label(text, None))
        if paragraph.style is LineStyle.LIST_ITEM or _BULLET.match(text):
            return Entry(BlockKind.ITEM, 0, self._path)
        if self._signed and self._opens_enclosed_text(at, text):
            return self._enclosed(heading_label(text, None))
        return None

    def _enclosed(self, label: str) -> Entry:
        """The heading of another text that follows the signature."""
        self._close(_ENCLOSED)
        self._signed = False
        self._open.append((_ENCLOSED, label))
        return Entry(BlockKind.HEADING, PART, self._path)

    def _opens_enclosed_text(self, at: int, text: str) -> bool:
        """The name of the rule that a notice puts into force, alone on its line before the first article."""
        if len(text) > _LONGEST_HEADING or re.search("[。；：，！？]", text) or at + 1 >= len(self._texts):
            return False
        return bool(
            re.search(r"(?:办法|细则|方案|计划|规定|规划|措施|意见|指南|标准|条例|规程|政策)(?:[（(].+[）)])?$", text)
        )

    def _heading(self, level: int, label: str) -> Entry:
        self._pop(level)
        self._open.append((level, label))
        return Entry(BlockKind.HEADING, level, self._path)

    def _pop(self, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    def _is_list_item(self, at: int, marker: Marker) -> bool:
        """Whether it belongs to a list under 应当具备下列条件： and the like."""
        if marker.level < BRACKETED:
            return False
        if self._list_level is not None and marker.level < self._list_level:
            self._list_level = None
        if self._list_level is None and self._is_led_in(at, marker):
            self._list_level = marker.level
        return self._list_level is not None

    def _is_led_in(self, at: int, marker: Marker) -> bool:
        before = self._texts[at - 1] if at else ""
        if before[-1:] not in ("：", ":") or formulas.opens_document(before):
            return False
        opening = find_marker(before)
        return opening is None or opening.level < marker.level

    def _is_heading(self, at: int, text: str, marker: Marker) -> bool:
        if marker.level <= ARTICLE:
            return marker.level == ARTICLE or len(text) <= _LONGEST_HEADING
        if text[-1] in _GOES_ON:
            return False
        head = opening_length(text, marker.end) - marker.end
        if is_run_in(text, marker) or text[-1] in "：:":
            return head <= (_LONGEST_RUN_IN if marker.level > ENUMERATED else _LONGEST_HEADING)
        if text[-1] in "。！？":
            short = len(text) <= _LONGEST_SENTENCE_HEADING
            return short and (marker.level == ENUMERATED or self._has_text_below(at, marker))
        return len(text) <= _LONGEST_HEADING

    def _has_text_below(self, at: int, marker: Marker) -> bool:
        if at + 1 >= len(self._texts) or self._paragraphs[at + 1].table is not None:
            return at + 1 < len(self._texts)
        following = self._texts[at + 1]
        below = find_marker(following)
        if below is None:
            return not formulas.is_label(following) and not formulas.is_organisation(following)
        return below.level > marker.level
