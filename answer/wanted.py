"""The kinds of thing that may be asked for, and how a sentence that holds such a thing looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from answer.named import ADDRESS, BODIES, PERSON, names_so_many
from index.tokens import fold


class Wanted(StrEnum):
    """The kind of thing that would answer."""

    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    VALIDITY = "validity"
    DATE = "date"
    DURATION = "duration"
    FREQUENCY = "frequency"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    SUPPORT = "support"
    MATERIALS = "materials"
    CONDITIONS = "conditions"
    PLACE = "place"
    ADDRESS = "address"
    BODIES = "bodies"
    PERSON = "person"
    DEPARTMENT = "department"
    WHETHER = "whether"
    MANNER = "manner"
    DEFINITION = "definition"
    WISHES = "wishes"
    PROBLEMS = "problems"
    CHANGES = "changes"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked for.

    :ivar unit: where the question names it: for a count the word counted by (家, 个), for a duration 天, 月, 年 or, of
        any length, 久; for a date 月 where a year alone says too little.
    :ivar lists: whether several things were asked for, and ``listed`` their name: 行动 in 有哪几个行动.
    :ivar named: how many things are to be named one by one, 0 where no number was given.
    :ivar fines: whether it is about what a breach costs; a fine is no price.
    """

    wanted: Wanted
    unit: str = ""
    lists: bool = False
    listed: str = ""
    named: int = 0
    fines: bool = False

    def is_met_by(self, text: str) -> bool:
        """Whether a sentence holds the kind of thing asked for."""
        folded = fold(text)
        if self.named and not names_so_many(folded, self.named):
            return False
        if self.wanted is Wanted.MONEY and not self.fines and _FINE.search(folded):
            return False
        if self.wanted in (Wanted.MONEY, Wanted.COUNT) and _FIGURE_CELL.search(folded):
            return True  # what it counts stands in the table's header
        if self.wanted is Wanted.COUNT and self.unit:
            unit = _WRITTEN.get(self.unit, self.unit)
            return (
                re.search(rf"(?<![第{_NUMERALS}])[{_NUMERALS}]+[余多]?(?:{unit})", folded) is not None
            )  # 第十七条 is no 17
        if self.wanted is Wanted.DURATION and self.unit:
            return _LASTS_SO_MANY[self.unit].search(folded) is not None
        pattern = _EVIDENCE.get(self.wanted)
        return pattern is None or pattern.search(folded) is not None

    def is_met_under(self, heading: str) -> bool:
        """Whether whatever stands under a heading is the kind of thing asked for: the items under 申报材料."""
        pattern = _HEADED.get(self.wanted)
        return pattern is not None and pattern.search(heading) is not None

    def is_preferred(self, text: str) -> bool:
        """Whether a sentence is worded as such an answer mostly is."""
        if self.wanted is Wanted.DATE and self.unit:
            return _DAY_OR_MONTH.search(text) is not None
        pattern = _PREFERRED.get(self.wanted)
        return pattern is not None and pattern.search(text) is not None


_NUMERALS = "\\d.,一二两三四五六七八九十百千万亿"
#: What things are counted by, and time.
UNITS = (
    "家|个|项|次|人|户|台|座|条|件|名|套|批|种|所|处|架次|架|辆|场|支|吨|公里|平方米|亩|千瓦时?|度|位|倍|门|轮|页|章"
)
# What documents write for a unit of speech.
_WRITTEN = {
    "度": "千瓦时|度",
    "人": "人|名|位",
    "个": "个|名|位|人|家|项|件|所|台",
    "名": "人|名|位",
    "种": "种|个|类|项",
    "架": "架(?!次)",
    "位": "人|名|位",
}
TIME_UNITS = "个?工作日|天|日|个?月|年|小时|周|个?季度"
#: What has to be met or handed in.
NEEDED = "条件|要求|资格|材料|手续|流程|程序|步骤|证明|资料"
_YUAN = r"\d\s*(?:亿|万|千|百)?元|[一二三四五六七八九十]+(?:万|亿)?元"
_SHARE = r"\d\s*[%％‰]|百分之|[一二三四五六七八九][折成]|\d\s*(?:bp|个百分点)"
# How documents write what was asked for in days, months or years: so many years are no answer to “how many days”.
_DAYS = r"(?:个?工作日|天|日(?!期)|小时|周(?![岁年]))"
_YEARS = r"(?:年(?!\d|度)|周岁|岁)"
_LASTS = {
    "天": _DAYS,
    "月": rf"(?:个月|{_DAYS}|{_YEARS})",
    "年": rf"(?:{_YEARS}|个月)",
    "久": rf"(?:{_YEARS}|个月|个?季度|{_DAYS})",
}
_LASTS_SO_MANY = {
    unit: re.compile(
        rf"(?<![月\d第])(?:\d{{1,3}}|[一二两三四五六七八九十半百]+)\s*余?{written}|(?<!含)当[日场]|即时|长期"
    )
    for unit, written in _LASTS.items()
}
_FINE = re.compile("罚款|没收违法所得")
_DAY_OR_MONTH = re.compile(
    r"(?<!\d)\d{1,2}[月日](?!内)|(?<!个)[一二三四五六七八九十]月|[每当次]月|月[底末初中]|季度|[上下]半年|年[底末初]"
)
_FIGURE_CELL = re.compile(r"\t[\d,]+(?:\.\d+)?(?=\t|$)")  # the first cell numbers the rows
_EVIDENCE = {
    Wanted.MONEY: re.compile(f"{_YUAN}|{_SHARE}"),
    Wanted.RATE: re.compile(_SHARE),
    Wanted.COUNT: re.compile(
        r"(?<![第\d.,])\d[\d.,]*(?![\d.,]|年|月|日|号|〕)|(?<![第一二两三四五六七八九十百])[一二两三四五六七八九十百]+(?:名|人|家|个|位|项|件|次|所|台|条)"
    ),
    Wanted.VALIDITY: re.compile(r"有效期|废止|失效|施行|实施之日|执行至"),
    Wanted.DATE: re.compile(
        r"\d{4}年|\d{1,2}月|\d{1,2}日|\d+个?(?:工作日|年|月|天|小时)|[一二两三四五六七八九十]+(?:年|个月|个工作日|日内|天)"
        r"|每[年月]|[次当]月|之日|[年月][底末初中]|季度|[上下]半?[年月]"
    ),
    Wanted.DURATION: re.compile(
        rf"(?:\d+|[一二两三四五六七八九十半]+)\s*(?:{TIME_UNITS}|周岁)(?!\d)(?<!\d{{4}}年)(?!\d{{1,2}}月)|当[日场]|即时|长期"
    ),
    Wanted.FREQUENCY: re.compile(rf"每(?:\d|[一二两三四五六七八九十半])?(?:{TIME_UNITS})|[一两二三四\d]次"),
    Wanted.EMAIL: re.compile("@|＠"),
    Wanted.WEBSITE: re.compile(r"https?:|www\.|[a-z\d-]+\.(?:com|cn|gov|org|net)\b"),
    Wanted.PHONE: re.compile(r"\d{3,4}[-－—]\d{7,8}|1\d{10}|(?<!\d)(?:1[02]\d{3}|9\d{4}|\d{7,8})(?![\d元万])"),
    Wanted.DEPARTMENT: re.compile(
        r"责任单位|牵头|主管|负责|受理|主办|承办|组织|会同|联系人|联系电话|咨询|(?:局|厅|委|委员会|部门|中心|办公室|政府|机构)(?:应当|可以|设立|制定|会同|审)"
        r"|(?:由|向|到|经)[^，。；]{2,20}(?:局|委|厅|部门|中心|办公室|政府|机构|科)"
    ),
    Wanted.CONDITIONS: re.compile(
        r"条件|材料|资格|符合|具备|应当|下列|须|要求|提交|流程|程序|登录|受理|满[一二两三\d]|对象|范围|通过|凭|可(?:以|到|在|向)"
        r"|^[（(]?[一二三四五六七八九十\d]{1,3}[）).、]"
    ),
    Wanted.MATERIALS: re.compile(
        r"(?<!复合)(?<![新原])材料|申[请报][表书]|复印件|证[明件书照]|身份证|执照|承诺书|报告|合同|发票|凭证|资料|提交|清单|方案|说明"
    ),
    Wanted.PROBLEMS: re.compile(
        r"不[足够高强多清敢愿便明齐全畅了到均平匹]|[困繁艰]难|难[以处题度点]|[偏较过][低高慢少小弱重贵]|缺|短板|薄弱|滞后|分散|脱节|瓶颈|依赖|推诿"
        r"|亏损|负担|无法|没有|未能|仍然|只能|问题|风险"
    ),
    Wanted.CHANGES: re.compile(
        r"[由从][^，。；]{1,24}?(?:提高|上调|调整|降低|下调|缩短|延长|改|增加|扩大|减少|变)[到为至成]|提高[到至]|改为|调整[为到至]"
        r"|新增|增设|取消|不再|翻了?一番|放宽|收紧|缩短|扩大|更[高低广宽严快便合科完细多少]|首次"
    ),
    Wanted.PLACE: re.compile(
        r"(?<![线网道铁思套])路(?![径线演由灯])|[街巷]|大道|\d号(?!文)|地址|位于|坐落|设在|\d[楼层室]|窗口|网|平台|https?:|www"
    ),
    Wanted.ADDRESS: ADDRESS,
    Wanted.BODIES: BODIES,
    Wanted.PERSON: PERSON,
    Wanted.SUPPORT: re.compile(
        r"给予|予以|补助|补贴|奖励|资助|贴息|奖补|减免|免费|[全减]免|减半|优惠|支持|扶持|鼓励|优先"
    ),
}


# What such an answer usually says besides: it counts for a sentence, and its lack not against one.
_GRANTS = re.compile(r"给予|资助|补助|补贴|奖励|发放|贴息|标准|最高|不超过|按照")
_PREFERRED = {
    Wanted.DEFINITION: re.compile(r"是指|所称|指的?是|，指|是一种|是以"),
    Wanted.MONEY: _GRANTS,
    Wanted.RATE: _GRANTS,
    Wanted.WHETHER: re.compile(
        r"可以|可(?=[在向到持申按凭])|不得|不能|不予|不再|不需|无需|应当|允许|也可|均可|暂停|停止|必须|方可|属于|享受"
    ),
}

_HEADED = {
    Wanted.MATERIALS: re.compile(r"(?<!复合)(?<![新原])材料|资料"),
    Wanted.CONDITIONS: re.compile("条件|资格|要求|程序|流程|方式|步骤|对象"),
    Wanted.PROBLEMS: re.compile("问题|困难|不足|短板|难点|瓶颈|制约"),
    Wanted.CHANGES: re.compile("变化|修订|修改|调整内容|新旧|不同|亮点"),
}


# Words that only repeat the demand: 补贴 in a question for money, 部门 in one for who is responsible.
_SAID = {
    Wanted.MONEY: _EVIDENCE[Wanted.SUPPORT],
    Wanted.RATE: _EVIDENCE[Wanted.SUPPORT],
    Wanted.SUPPORT: _EVIDENCE[Wanted.SUPPORT],
    Wanted.DEPARTMENT: re.compile("部门|单位|机关|机构|负责|牵头|主管|受理"),
    Wanted.MATERIALS: re.compile(NEEDED),
    Wanted.CONDITIONS: re.compile(NEEDED),
}


def is_said_by(wanted: Wanted, word: str) -> bool:
    """Whether a word of the question only repeats what the demand requires anyway."""
    return wanted in _SAID and _SAID[wanted].search(word) is not None
