"""Findings as Word comments at their places, in a copy of the letter."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from draft.letter.sheet import new_sheet, package_bytes
from draft.letter.source_notes import comment, described
from draft.letter.type_setting import paragraph, run
from draft.review.gate import Review
from draft.types import Finding, Severity

LABELS: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_ZIP: Final = b"PK"
_TAIL: Final = 12


def mark(review: Review, letter: bytes) -> bytes:
    """A copy of a letter with a comment for each finding, at the words at fault; what has no place is at the top.

    :param letter: the file's bytes; of what is no .docx the copy has the text in plain paragraphs.
    """
    document = _opened(letter) or _plain(review)
    paragraphs = [each for each in _paragraphs(document) if each.runs]
    for finding in review.findings:
        runs = _runs_at(finding, review, paragraphs)
        if runs:
            comment(document, runs, _words(finding))
    return package_bytes(document)


def _opened(letter: bytes) -> Document | None:
    if not letter.startswith(_ZIP):
        return None
    try:
        return docx.Document(io.BytesIO(letter))
    except (KeyError, ValueError):  # another ZIP file, or another kind of office file
        return None


def _plain(review: Review) -> Document:
    document = new_sheet()
    for block in review.reply.document.blocks:
        run(paragraph(document), review.reply.text[block.start : block.end])
    return document


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph in order, those of tables and text boxes included."""
    return (Paragraph(element, document) for element in document.element.body.iter(qn("w:p")))


def _runs_at(finding: Finding, review: Review, paragraphs: Sequence[Paragraph]) -> list[Run]:
    words = finding.quote.strip()
    found = _holding(words, finding, review, paragraphs) if words else None
    if found is None:
        return paragraphs[0].runs[:1] if paragraphs else []
    start = _text(found).index(words)
    return _cut_out(found, start, start + len(words))


def _holding(words: str, finding: Finding, review: Review, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph with the words; of several the one that goes on as the letter does there."""
    holding = [each for each in paragraphs if words in _text(each)]
    if len(holding) > 1 and finding.span is not None:
        text = review.reply.text
        start = text.rfind("\n", 0, finding.span.start) + 1
        line = text[start : (text.find("\n", finding.span.end) + 1 or len(text) + 1) - 1]
        alike = [each for each in holding if _text(each).strip()[-_TAIL:] in line or line[-_TAIL:] in _text(each)]
        holding = alike or holding
    return holding[0] if holding else None


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _cut_out(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """The runs that are exactly the words from ``start`` to ``end``; runs are parted where that is needed."""
    found: list[Run] = []
    at = 0
    for each in paragraph.runs:
        text = each.text
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        if not _is_text_alone(each) or (first == 0 and last == len(text)):
            found.append(each)
            continue
        before, inside, after = text[:first], text[first:last], text[last:]
        if before:
            _copy_before(each, before)
        each.text = inside
        if after:
            tail = _copy_before(each, after)
            each._r.addnext(tail._r)
        found.append(each)
    return found


def _copy_before(run: Run, text: str) -> Run:
    """A run of the same looks with another text, before it."""
    element = copy.deepcopy(run._r)
    run._r.addprevious(element)
    made = Run(element, run._parent)
    made.text = text
    return made


def _is_text_alone(run: Run) -> bool:
    return all(child.tag in (qn("w:rPr"), qn("w:t")) for child in run._r)


def _words(finding: Finding) -> str:
    lines = [f"【{LABELS[finding.severity]}】{finding.message}"]
    lines += [f"来源：{described(citation)}" for citation in finding.citations]
    return "\n".join(lines)


def write_marked(review: Review, letter: Path, target: Path) -> None:
    """Write the marked copy of a letter's file.

    :raises OSError: the letter cannot be read, or the copy not be written.
    """
    target.write_bytes(mark(review, letter.read_bytes()))
