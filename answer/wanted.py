"""What kind of thing a question asks for, and how a sentence that holds such a thing looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.tokens import fold


class Wanted(StrEnum):
    """The kind of thing that would answer."""

    MONEY = "money"
    COUNT = "count"
    VALIDITY = "validity"
    DATE = "date"
    SUPPORT = "support"
    CONDITIONS = "conditions"
    DEPARTMENT = "department"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked for.

    :ivar unit: for a count the word counted by (家, 个), where the question names it.
    :ivar lists: whether several things were asked for.
    """

    wanted: Wanted
    unit: str = ""
    lists: bool = False

    def is_met_by(self, text: str) -> bool:
        """Whether a sentence holds the kind of thing asked for."""
        folded = fold(text)
        if self.wanted is Wanted.COUNT and self.unit:
            return re.search(rf"[\d一二三四五六七八九十百千万][余多]?{self.unit}", folded) is not None
        pattern = _EVIDENCE.get(self.wanted)
        return pattern is None or pattern.search(folded) is not None


_UNITS = "家|个|项|次|人|户|台|座|条|件|名|套|批|种|所|处|架|辆|场|支"
_ASKED = (
    (
        Wanted.VALIDITY,
        r"有效期|管几年|管用|还有效|是否有效|失效|废止|到期|执行到|施行",
        r"in force|\bvalid|\bexpire|\brepeal|take effect",
    ),
    (
        Wanted.MONEY,
        r"多少(?:钱|元|万|亿|[^，。？]{0,4}(?:资金|经费|补|奖|资助))|几(?:万|成|折)|金额|额度|封顶|上限|比例"
        r"|[补奖贴助资付拿花交给减返](?:贴|助|励|金)?[^，。？]{0,6}?多少",
        r"how much|\bamount|\bcap\b|\bceiling\b|\bratio\b|what share|percent|\bsubsid\w+ rate|allowance",
    ),
    (
        Wanted.DATE,
        r"什么时候|何时|几月|哪(?:一)?[天年月日]|时间|日期|期限|截止|截至|最晚|最迟|多久|多长|几年",
        r"\bwhen\b|deadline|\bdate\b|how long",
    ),
    (
        Wanted.DEPARTMENT,
        r"哪(?:个|些|几个)?(?:部门|单位|机关|局|科室)|谁(?:来|在)?(?:负责|牵头|主管|管|受理)|由谁",
        r"which (?:department|bureau|agency|office|body)|who is (?:responsible|in charge)|in charge of",
    ),
    (Wanted.COUNT, rf"(?:多少|几)(?:{_UNITS})|多少", r"how many"),
    (
        Wanted.CONDITIONS,
        r"条件|要求|资格|材料|手续|流程|程序|步骤|(?:怎么|如何)(?:申|办|报)",
        r"conditions|requirement|eligib|qualif|materials|how to apply",
    ),
    (
        Wanted.SUPPORT,
        r"支持|扶持|补贴|补助|奖励|资助|优惠|政策|措施",
        r"\bsupport|\bincentive|\bsubsid|\breward|\bgrant",
    ),
)
_ASKED_PATTERNS = tuple((wanted, re.compile(f"{chinese}|{english}")) for wanted, chinese, english in _ASKED)
_LISTS = re.compile(
    r"哪些|有什么|什么(?:支持|政策|措施|条件|要求|材料|补|奖)|哪几|几方面|包括|\bwhich\b"
    r"|\bwhat (?:\w+ ){0,3}"
    r"(?:supports?|policies|measures|incentives|subsidies|conditions|requirements|materials|documents)\b"
)
_COUNTED = re.compile(rf"(?:多少|几)({_UNITS})")

_EVIDENCE = {
    Wanted.MONEY: re.compile(
        r"\d\s*(?:亿|万|千|百)?元|\d\s*[%％]|百分之|[一二三四五六七八九十]+(?:万|亿)?元|[一二三四五六七八九][折成]"
    ),
    Wanted.COUNT: re.compile(r"\d"),
    Wanted.VALIDITY: re.compile(r"有效期|废止|失效|施行|实施之日|执行至"),
    Wanted.DATE: re.compile(
        r"\d{4}年|\d{1,2}月|\d{1,2}日|\d+个?(?:工作日|年|月|天|小时)|[一二两三四五六七八九十]+(?:年|个月|个工作日|日内|天)"
        r"|每年|之日|年底|季度"
    ),
    Wanted.CONDITIONS: re.compile(
        r"条件|材料|资格|符合|具备|应当|下列|须|要求|提交|流程|程序|登录|受理|满[一二两三\d]"
        r"|^[（(]?[一二三四五六七八九十\d]{1,3}[）).、]"
    ),
    Wanted.SUPPORT: re.compile(r"给予|予以|补助|补贴|奖励|资助|贴息|奖补|减免|免费|优惠|支持|扶持|鼓励|优先"),
}


def is_said_by(wanted: Wanted, word: str) -> bool:
    """Whether a word of the question only repeats what the demand requires anyway: 补贴 in a question for money."""
    return wanted in (Wanted.MONEY, Wanted.SUPPORT) and _EVIDENCE[Wanted.SUPPORT].search(word) is not None


def read_demand(question: str) -> Demand:
    """What a question, folded, asks for; the first kind that fits, from the most telling on."""
    lists = bool(_LISTS.search(question))
    wanted = next((wanted for wanted, pattern in _ASKED_PATTERNS if pattern.search(question)), Wanted.OTHER)
    counted = _COUNTED.search(question)
    unit = counted.group(1) if counted and wanted is Wanted.COUNT else ""
    return Demand(wanted, unit, lists or wanted in (Wanted.CONDITIONS, Wanted.SUPPORT))
