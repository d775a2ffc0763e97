"""Annexes (附件): where those in a document's own file begin, and which its list of annexes names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from ingest import formulas
from ingest.anatomy import Anatomy, Found, block_span
from ingest.document import BlockKind
from ingest.headings import find_marker
from ingest.paragraphs import Paragraph

_LONGEST_TITLE: Final = 60
_MOST_TITLE_LINES: Final = 3
_TITLE_END: Final = re.compile(
    r"(?:表|名单|目录|清单|书|模板|格式|样式|标准|要求|条件|流程|说明|限额|图|办法|细则|方案|计划|规定|规划|措施|意见|指南|指引|条例|规程|政策|材料|名录)"
    r"(?:[（(].+[）)])?"
)
_FILE_NAME: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|pptx?|zip|rar|jpe?g|png)$", re.IGNORECASE)


def find_annexes(paragraphs: Sequence[Paragraph], start: int) -> Iterator[range]:
    """The headings of the annexes that follow a document's own text: 附件1 with the title below it, in order.

    :param start: where the text below the title begins. 附件2 above it says what the whole file is.
    """
    texts = [paragraph.text.strip() for paragraph in paragraphs]
    signed = said = opened = False
    for at in range(start, len(texts)):
        text = texts[at]
        label = formulas.annex_label(text) if paragraphs[at].table is None else None
        if label is None:
            said = said or text[-1:] in formulas.HARD_ENDS or paragraphs[at].table is not None
            signed = signed or (said and formulas.is_date(text))
        elif not said or _is_listed(paragraphs, texts, at) or find_marker(_title(label)):
            continue
        elif formulas.is_enclosure(text):
            if signed or opened or not _begins_list(texts[at + 1]):
                opened = True
                yield range(at, at + 1 + _title_length(paragraphs, texts, at + 1))
        elif (signed or opened) and len(text) <= _LONGEST_TITLE and text[-1] not in formulas.HARD_ENDS:
            opened = True
            yield range(at, at + 1)


def _begins_list(text: str) -> bool:
    marker = find_marker(text)
    return marker is not None and marker.number == 1 and text[-1] not in formulas.HARD_ENDS


def _is_listed(paragraphs: Sequence[Paragraph], texts: Sequence[str], at: int) -> bool:
    """Whether it only names an annex: nothing, another such line, or the name of a file follows."""
    if at + 1 == len(texts):
        return True
    after = texts[at + 1]
    if paragraphs[at + 1].table is not None:
        return False
    return formulas.annex_label(after) is not None or formulas.is_label(after) or _FILE_NAME.search(after) is not None


def _title_length(paragraphs: Sequence[Paragraph], texts: Sequence[str], start: int) -> int:
    """How many paragraphs from ``start`` on are an annex's title; 0 where its text begins at once."""
    title = ""
    for at in range(start, min(start + _MOST_TITLE_LINES, len(texts))):
        if paragraphs[at].table is not None or not _may_be_title(texts[at]):
            break
        title += texts[at]
        if any(match.end() == len(title) for match in _TITLE_END.finditer(title)):
            return at - start + 1
    return 1 if start < len(texts) and paragraphs[start].table is None and _may_be_title(texts[start]) else 0


def _may_be_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE
        and not re.search("[。；：，！？;:]", text)
        and find_marker(text) is None
        and not formulas.is_date(text)
        and not formulas.is_document_number(text)
    )


def listed_annexes(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """The names in a document's own list of annexes (附件：1.申报表), without numbers and endings of files."""
    blocks = [block for block in anatomy.blocks if block.start < anatomy.main_end]
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.LABEL and formulas.annex_label(anatomy.of(block)) is not None:
            items = [block, *takewhile(lambda item: _is_item(anatomy.of(item)), blocks[at + 1 :])]
            names = tuple(name for item in items if (name := _name(anatomy.of(item))))
            if names:
                return Found(names, block_span(items))
    return None


def _is_item(text: str) -> bool:
    return find_marker(text) is not None or formulas.annex_label(text) is not None


def _name(text: str) -> str:
    name = _FILE_NAME.sub("", text)
    while (label := formulas.annex_label(name)) is not None:
        name = _title(label)
    marker = find_marker(name)
    return name[marker.end if marker else 0 :].strip("《》。；; ")


def _title(label: str) -> str:
    return label.partition(" ")[2]
