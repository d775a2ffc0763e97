"""Where a document's title stands among its first paragraphs, and how many lines it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest import formulas
from ingest.headings import find_marker
from ingest.paragraphs import Paragraph
from ingest.source_text import LineStyle

_HEAD: Final = 12
_LONGEST: Final = 120
_LONGEST_PLAIN: Final = 60
_ENDS: Final = re.compile(
    r"(?:函|答复|复函|通知|方案|计划|办法|细则|意见|规定|公告|通告|规划|纲要|措施|指引|指南|批复|报告|解读|问答|条例|政策|提案|建议|决定|法|规范|规程|标准)"
    r"(?:[（(〔《].{1,30}[）)〕》])*(?:政策解读|解读)?"
)
_VERSION: Final = re.compile(r"[（(〔](?:.{0,8}(?:稿|草案)|试行|暂行|.{0,8}修[订正].{0,2})[）)〕]")
# The first line of a title that takes several: words, and no sentence.
_BARE_WORDS: Final = re.compile(r"[\u4e00-\u9fff（）《》“”\d]{4,40}")
_ABOUT: Final = re.compile("关于|關於")


def find_title(paragraphs: Sequence[Paragraph]) -> range | None:
    """The positions of the paragraphs that together are the title, ``None`` where there is none.

    A formal title (关于…的通知) after the document number comes before what the file's own style calls a title,
    since that is often the name of the file.
    """
    head = [paragraph.text.strip() for paragraph in paragraphs[:_HEAD]]
    number_at = next((at for at, text in enumerate(head[:8]) if formulas.is_document_number(text)), None)
    if number_at is not None:
        found = _formal(head, number_at + 1)
        if found:
            return found
    styled = [
        at
        for at, paragraph in enumerate(paragraphs[:_HEAD])
        if paragraph.style is LineStyle.TITLE and not _is_letterhead(head[at])
    ]
    if styled:
        end = styled[0] + 1
        while end in styled and len("".join(head[styled[0] : end + 1])) <= _LONGEST:
            end += 1
        return range(styled[0], end)
    for start in range(len(head)):
        if _ends_head(head[start]):
            break
        found = _formal(head, start) if _may_open(head[start]) else None
        if found:
            return found
    return _first_line(head)


def is_formal(text: str) -> bool:
    """Whether a title ends as titles of official documents do: …的通知, …管理办法."""
    return _has_title_end(text)


def _is_letterhead(text: str) -> bool:
    """海州市工业和信息化局文件, which is set larger than the title itself."""
    names = text.removesuffix("文件")
    return formulas.is_organisation(names) or _is_signature_or_number(text)


def _formal(head: Sequence[str], start: int) -> range | None:
    text = ""
    for at in range(start, len(head)):
        if at > start and _is_signature_or_number(head[at]):
            return None
        if _ends_head(head[at]):
            return None
        text += head[at]
        if len(text) > _LONGEST:
            return None
        if _has_title_end(text) and not _is_open(text) and not _goes_on(head, at):
            return range(start, at + 1)
    return None


def _goes_on(head: Sequence[str], at: int) -> bool:
    """…管理办法 | 的通知: the name of a rule ended the line, not the title; likewise …管理办法 | （征求意见稿）."""
    if at + 1 >= len(head):
        return False
    following = head[at + 1]
    return (len(following) <= 8 and following.startswith(("的", "》"))) or _VERSION.fullmatch(following) is not None


def _is_open(text: str) -> bool:
    """《海州市… | 管理办法》政策解读: the line ended inside the name of a document."""
    return text.count("《") > text.count("》")


def _has_title_end(text: str) -> bool:
    return any(match.end() == len(text) for match in _ENDS.finditer(text))


def _may_open(text: str) -> bool:
    return not _is_signature_or_number(text) and (
        _ABOUT.search(text) is not None or _has_title_end(text) or formulas.is_organisation(text) or _is_open(text)
    )


def _is_signature_or_number(text: str) -> bool:
    return (
        formulas.reply_class(text) is not None
        or formulas.is_document_number(text)
        or formulas.is_date(text)
        or formulas.is_label(text)
        or formulas.is_enclosure(text)
    )


def _ends_head(text: str) -> bool:
    return text[-1:] in ("。", "；", "：", ":") or find_marker(text) is not None or formulas.is_status(text)


def _first_line(head: Sequence[str]) -> range | None:
    """A short first line that is followed by more, for texts without an official title."""
    if len(head) < 2 or len(head[0]) > _LONGEST_PLAIN or _ends_head(head[0]) or _is_signature_or_number(head[0]):
        return None
    if formulas.is_organisation(head[0]) or head[0][-1] in ".!?！？，,":
        return None
    return range(1)
