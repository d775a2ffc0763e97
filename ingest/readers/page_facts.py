"""What a web page states beside its document: the table of 索引号, 发文机关, 文号 and 成文日期 above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from ingest import formulas
from ingest.document import StatedFacts
from ingest.imprint import normal_number
from ingest.readers.html_runs import Run, text_runs

_LABELS: Final = {
    "document_number": "文号 发文字号 发文文号 文件编号 文件号",
    "issuer": "发文机关 发文机构 发文单位 制发机关 制定机关",
    "publisher": "发布机构 发布机关 发布单位",
    "issued_on": "成文日期 成文时间 发文日期 发文时间 印发日期 印发时间",
    "validity": "有效性 时效性 效力状态 文件状态 文件有效性",
    # Known so that they end the value before them.
    "": "索引号 统一编号 信息名称 文件名称 名称 标题 主题分类 信息分类 分类 主题词 体裁分类 发布日期 发布时间"
    " 公开日期 公开时间 公开方式 公开范围 生成日期 生效日期 实施日期 施行日期 失效日期 废止日期 服务对象 关键词 来源",
}
_PANELS: Final = frozenset(("table", "dl", "ul"))
_FEWEST: Final = 3
_FIELD: Final = {name: field for field, names in _LABELS.items() for name in names.split()}
# 文　　号: blanks between the characters make labels equally wide.
_LABEL: Final = "|".join(r"[\s\u3000]*".join(name) for name in sorted(_FIELD, key=len, reverse=True))
_LABELLED: Final = re.compile(rf"(?:^|(?<=[\s\u3000\]】|｜;；]))[\[【]?(?P<label>{_LABEL})[\]】]?[\s\u3000]*[:：]")
_BARE: Final = re.compile(rf"[\[【]?(?P<label>{_LABEL})[\]】]?[\s\u3000]*[:：]?")
_DAY: Final = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?")
_ENDED: Final = re.compile("失效|废止")
_NOT_ENDED: Final = re.compile("[未不非]")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page states.

    :ivar facts: that can be used as metadata.
    :ivar ended: the words in which the page says that the document is no longer in force, ``None`` if it does not.
    """

    facts: StatedFacts
    ended: str | None = None


def page_facts(around: Sequence[Run]) -> PageFacts:
    """The first value of each kind.

    :param around: the runs of the page that are not the document's own text, in order.
    """
    values: dict[str, str] = {}
    for field, value in _stated([" ".join(run.text.split()) for run in around]):
        if value and field:
            values.setdefault(field, value)
    ended = values.get("validity", "")
    number = _number(values.get("document_number", ""))
    # Who publishes often passes on what others have issued; a page that gives the number is about its own documents.
    issuer = values.get("issuer") or (values.get("publisher", "") if number else "")
    return PageFacts(
        StatedFacts(
            document_number=number,
            issuer=_issuer(issuer),
            issued_on=read_day(values.get("issued_on", "")),
        ),
        ended if _ENDED.search(ended) and not _NOT_ENDED.search(ended) else None,
    )


def is_facts_panel(element: etree._Element) -> bool:
    """Whether a table or list holds such facts and nothing of a document; most of them with a value beside them."""
    if element.tag not in _PANELS:
        return False
    texts = [" ".join(run.text.split()) for run in text_runs(element)]
    stated = list(_stated(texts))
    valued = sum(bool(value) for _, value in stated)
    # A label may stand in a run of its own, its value in the next.
    return len(stated) >= _FEWEST and 3 * valued >= 2 * len(stated) and 2 * len(stated) >= len(texts)


def read_day(text: str) -> date | None:
    """The day that a text begins with: 2025-03-28, 2025年3月28日."""
    match = _DAY.match(text)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _stated(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Field and value of each label, in order; the value stands behind its label, or in the next run."""
    for at, text in enumerate(texts):
        if len(text) > _LONGEST:
            continue
        bare = _BARE.fullmatch(text)
        if bare:
            following = texts[at + 1] if at + 1 < len(texts) else ""
            yield _field(bare), "" if _BARE.fullmatch(following) or _LABELLED.match(following) else following
            continue
        found = list(_LABELLED.finditer(text))
        for number, match in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(text)
            yield _field(match), text[match.end() : end].strip()


def _field(match: re.Match[str]) -> str:
    return _FIELD["".join(match["label"].split())]


def _number(text: str) -> str | None:
    return normal_number(text) if formulas.is_document_number(text) else None


def _issuer(text: str) -> tuple[str, ...]:
    return formulas.organisations(text) if formulas.is_organisation(text) else ()
