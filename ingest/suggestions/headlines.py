"""Headlines: what stands above others, and whether it asks for something, gives reasons or only announces."""

from __future__ import annotations

import re
from typing import Final

from ingest.suggestions.lines import NAMED, Line
from ingest.suggestions.wording import IMPERATIVE, INTRODUCES, MENDS, NAMES_A_FIELD, SITUATION, WISH

_LONGEST_HEADING: Final = 36
_LONGEST_FIELD: Final = 12
# 疏堵结合, 标本兼治 say how to do it.
_SLOGAN: Final = re.compile(
    "(?:结合|并[重举进]|[兼共][治顾施管建]|联动|协同|先行|到位|优先|同步|赋能|引领|为[先本主要上]|过硬|清楚|透明|落地|到人|有[力序据])$"
)
# 建议从以下三个方面入手 announces what follows.
_COUNTS: Final = re.compile("[以如]下|下列|[几一二两三四五六七八]个?[方层]面")
_FIELD: Final = re.compile("[方层]面(?:的?(?:建议|对策|措施|举措))?$")
_PUT_TO: Final = ("对", "向", "给", "从", "在")
# 近期（今年内）
_ASIDE: Final = re.compile(r"[（(][^（()）]*[）)]")


def is_situation(line: Line) -> bool:
    """Whether it is a heading of reasons: 一、存在问题; neither 一、夯实基础 nor 建议一：… is."""
    if not is_heading(line) or (line.mark is not None and line.mark.scheme == NAMED):
        return False
    # 理　　由： is spread out, as forms do.
    return (
        SITUATION.fullmatch(re.sub(r"\s", "", line.head).strip("【】[]")) is not None
        and MENDS.fullmatch(line.head) is None
    )


def names_a_field(line: Line) -> bool:
    """Whether it is a headline that asks for nothing itself: （一）资金方面."""
    head = _ASIDE.sub("", line.head)
    if _COUNTS.search(head):
        return False
    if not _FIELD.search(head) and IMPERATIVE.match(head) and not head.startswith(_PUT_TO):
        return False
    return NAMES_A_FIELD.fullmatch(head) is not None


def collects(line: Line) -> bool:
    """Whether it is a short headline that does not say what to do: 日常管理 above 1. and 2., which do."""
    head = _ASIDE.sub("", line.head)
    if names_a_field(line):
        return True
    if len(head) > _LONGEST_FIELD or "，" in head or _SLOGAN.search(head):
        return False
    return not (IMPERATIVE.match(head) or WISH.match(head))


def is_heading(line: Line) -> bool:
    """Whether a line is short and marked, styled, or followed by nothing or a colon."""
    return 0 < len(line.head) <= _LONGEST_HEADING and (
        line.mark is not None
        or line.is_styled
        or line.is_whole_heading
        or line.words[len(line.head)] in "：:"
        or line.head[-1] in "】]"
    )


def introduces(line: Line) -> bool:
    """Whether it only announces what follows: 建议从以下三个方面着手："""
    return (
        line.mark is None
        and len(line.text) <= 90
        and INTRODUCES.search(line.text) is not None
        and (
            line.text[-1] in "：:"
            or "建议" in line.text
            or "对策" in line.text
            or "着手" in line.text
            or "入手" in line.text
        )
    )
