"""Which figures of a sentence are given, and as what: a sum, a cap, a floor, a share. Thresholds are conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from ingest.document import Span
from ingest.figures import Figure
from ingest.measures.grants import clauses, is_told
from ingest.measures.support_measure import Amount

Slot = Literal["value", "max", "min", "rate"]

_CAP_BEFORE: Final = re.compile(
    r"(?:最高|最多|至多|上限|限额|封顶|不超过|不得超过|不高于|不得高于|不大于|不多于|控制在|之内)[^，。；、\d]{0,14}$"
)
_CAP_AFTER: Final = re.compile(r"^(?:的)?(?:以内|之内|以下|内的|封顶|为限|为上限)")
_FLOOR_BEFORE: Final = re.compile(r"(?:不低于|不少于|不得低于|不得少于|至少|最低|最少|不小于)[^，。；、\d]{0,10}$")
_THRESHOLD_AFTER: Final = re.compile(r"^(?:（含[^）]*）)?(?:及|或)?(?:以上|以下|以内|及以上)")
_THRESHOLD_BEFORE: Final = re.compile(
    r"(?:超过|达到|突破|高于|超出|低于|不足|不满|大于|小于|多于|少于|满|未达|达)(?:人民币)?$"
)
_CAP_WORDS: Final = re.compile(r"不(?:得)?(?:超过|高于|大于|多于)$|不(?:得)?(?:低于|少于|小于)$")
# 由30%提高到40%: what it was before is no amount.
_FORMER: Final = re.compile(r"(?:由|从|较|比|在)[^，。；、]{0,14}$")
_RAISED_AFTER: Final = re.compile(r"^[^，。；]{0,6}?(?:提高|调整|增加|上调|提升|下调|降低|缩短|调至|增至)")
_NOT_GIVEN: Final = re.compile(
    r"(?:规模|收入|产值|营收|成交(?:额|金额)|节约(?:成本)?|投资(?:额|总额)?|总额为|注册资本|资金规模|实缴资本|估值|市值|销售额|贷款余额|征收|利润|税收|保费收入)"
    r"(?:约|为|达|达到|共|超过|超|近)?$"
)
_LISTS: Final = re.compile("[、和及与]|以及|或者?")
_NEAR: Final = 40
_ENDS_TERMS: Final = re.compile(r"的$")


def read_amounts(text: str, figures: Sequence[Figure], start: int, offset: int, original: str) -> tuple[Amount, ...]:
    """The amounts of a sentence.

    :param text: the sentence, masked.
    :param figures: all figures in it.
    :param start: where its giving begins; what stands before are terms.
    :param offset: where the sentence begins in the document.
    :param original: the sentence as it is, for the words that are kept.
    """
    found: list[Amount] = []
    parts = clauses(text)
    given = [figure for figure in figures if _is_given(text, figure, start, parts)]
    slot: Slot = "value"
    for at, figure in enumerate(given):
        between = text[given[at - 1].end : figure.start] if at else ""
        # 最高50万元、30万元: one word of a bound holds for all of a list.
        if not (slot in ("max", "min") and _LISTS.fullmatch(between)):
            slot = _slot_of(text, figure)
        # The words it begins with say of what: 按照合同金额的30%.
        near = not found and 0 <= figure.start - start <= _NEAR and "，" not in text[start : figure.start]
        words = slice(start if near else figure.start, figure.end)
        amount = _amount(
            figure, slot, _per(text, figure), Span(offset + words.start, offset + words.stop), original[words]
        )
        last = found[-1] if found else None
        if last is not None and _joins(last, slot, len(found)):
            found[-1] = _joined(last, amount, offset, original)
        else:
            found.append(amount)
    return tuple(found)


def _is_given(text: str, figure: Figure, start: int, parts: Sequence[tuple[int, int]]) -> bool:
    before, after = text[: figure.start], text[figure.end :]
    clause = next((part for part in parts if part[0] <= figure.start < part[1]), (0, len(text)))
    opening = text[clause[0] : figure.start]
    if _FORMER.search(opening) and _RAISED_AFTER.match(after):
        return False
    if _NOT_GIVEN.search(before) or is_told(text, figure):
        return False
    if _is_capped(opening):
        # 不低于90%的 before the giving is a term; 单个企业不超过500万元 after it a cap.
        return figure.start >= start
    if _THRESHOLD_AFTER.match(after) and not _CAP_BEFORE.search(opening) and figure.start < start:
        return False
    if _THRESHOLD_BEFORE.search(before):
        return False
    if _THRESHOLD_AFTER.match(after) and not re.match("以内|以下", after):
        return False
    if figure.start < start:
        return False
    # A clause behind the giving that ends with 的 names the terms of the next one: 年产值超过1亿元的，再奖100万元.
    closing = text[figure.end : clause[1]]
    return not (_ENDS_TERMS.search(closing) and not re.search("给予|奖励|补助|补贴|资助|按|标准", opening + closing))


def _is_capped(opening: str) -> bool:
    return _CAP_BEFORE.search(opening) is not None or _FLOOR_BEFORE.search(opening) is not None


def _slot_of(text: str, figure: Figure) -> Slot:
    if figure.currency is None:
        return "rate"
    opening = re.split("[，。；：]", text[: figure.start])[-1]
    if _CAP_BEFORE.search(opening) or _CAP_AFTER.match(text[figure.end :]):
        return "max"
    if _FLOOR_BEFORE.search(opening):
        return "min"
    # 年度上限由200万元提高到500万元
    if re.search("(?:上限|限额|最高(?:额度|限额)?)(?:由|从)", opening):
        return "max"
    return "value"


def _amount(figure: Figure, slot: Slot, per: str | None, span: Span, words: str) -> Amount:
    amount = Amount(words, span, unit=figure.currency)
    if figure.currency is None:
        return replace(amount, rate=figure.high)
    if figure.is_range:
        return replace(amount, min=figure.low, max=figure.high, per=per)
    match slot:
        case "max":
            return replace(amount, max=figure.high, per=per)
        case "min":
            return replace(amount, min=figure.high, per=per)
        case _:
            return replace(amount, value=figure.high, per=per)


def _per(text: str, figure: Figure) -> str | None:
    """What a sum is counted by: 每人每月 before it, /人 behind it."""
    if figure.per:
        return figure.per
    opening = re.split("[，。；：、]", text[: figure.start])[-1]
    named = list(re.finditer(r"每[\u4e00-\u9fff]{1,8}?(?=每|补|奖|资|给|最|不|按|的|$|\d|节)", opening))
    words = "".join(match.group() for match in named[-2:])
    return words or None


def _joins(last: Amount, slot: Slot, count: int) -> bool:
    """Whether a figure completes the amount before it: its cap, its floor. Behind tiers a cap stands alone."""
    if slot == "max" and last.max is None and count == 1:
        return True
    return slot == "rate" and last.rate is None and last.value is None and last.max is None


def _joined(last: Amount, amount: Amount, offset: int, original: str) -> Amount:
    span = Span(last.span.start, amount.span.end)
    return replace(
        last,
        text=original[span.start - offset : span.end - offset],
        span=span,
        max=amount.max if amount.max is not None else last.max,
        rate=amount.rate if amount.rate is not None else last.rate,
        unit=last.unit or amount.unit,
        per=last.per or amount.per,
    )
