"""Headlines: what stands above others, and whether it asks for something, gives reasons or only announces."""

from __future__ import annotations

import re
from typing import Final

from ingest.suggestions.lines import Line
from ingest.suggestions.wording import IMPERATIVE, INTRODUCES, NAMES_A_FIELD, SITUATION

_LONGEST_HEADING: Final = 36
_FIELD: Final = re.compile("[方层]面(?:的?(?:建议|对策|措施|举措))?$")
# 建议从以下三个方面入手 announces what follows.
_COUNTS: Final = re.compile("[以如]下|下列|[几一二两三四五六七八]个?[方层]面")
_PUT_TO: Final = ("对", "向", "给", "从", "在")


def is_situation(line: Line) -> bool:
    """Whether it is a heading of reasons: 一、存在问题."""
    return is_heading(line) and SITUATION.fullmatch(line.head.strip("【】[]")) is not None


def names_a_field(line: Line) -> bool:
    """Whether it is a headline that asks for nothing itself: （一）资金方面."""
    if _COUNTS.search(line.head):
        return False
    if not _FIELD.search(line.head) and IMPERATIVE.match(line.head) and not line.head.startswith(_PUT_TO):
        return False
    return NAMES_A_FIELD.fullmatch(line.head) is not None


def is_heading(line: Line) -> bool:
    """Whether a line is short and marked, styled, or followed by nothing or a colon."""
    return 0 < len(line.head) <= _LONGEST_HEADING and (
        line.mark is not None or line.is_styled or line.is_whole_heading or line.words[len(line.head)] in "：:"
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
