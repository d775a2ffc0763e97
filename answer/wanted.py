"""What kind of thing a question asks for, and how a sentence that holds such a thing looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

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
    SUPPORT = "support"
    MATERIALS = "materials"
    CONDITIONS = "conditions"
    PLACE = "place"
    DEPARTMENT = "department"
    WHETHER = "whether"
    MANNER = "manner"
    DEFINITION = "definition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked for.

    :ivar unit: where the question names it: for a count the word counted by (家, 个), for a duration 天, 月, 年 or, of
        any length, 久.
    :ivar lists: whether several things were asked for, and ``listed`` their name: 行动 in 有哪几个行动.
    """

    wanted: Wanted
    unit: str = ""
    lists: bool = False
    listed: str = ""

    def is_met_by(self, text: str) -> bool:
        """Whether a sentence holds the kind of thing asked for."""
        folded = fold(text)
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
        pattern = _PREFERRED.get(self.wanted)
        return pattern is not None and pattern.search(text) is not None


_NUMERALS = "\\d.,一二两三四五六七八九十百千万亿"
_UNITS = "家|个|项|次|人|户|台|座|条|件|名|套|批|种|所|处|架次|架|辆|场|支|吨|公里|平方米|亩|千瓦时?|度|位|倍"
# What documents write for a unit of speech.
_WRITTEN = {
    "度": "千瓦时|度",
    "人": "人|名|位",
    "个": "个|名|位|人|家|项|件|所|台",
    "名": "人|名|位",
    "架": "架(?!次)",
    "位": "人|名|位",
}
_TIME_UNITS = "个?工作日|天|日|个?月|年|小时|周|个?季度"
_ASKING = "什么|哪些|哪几|几个|几项|啥|何种"
_NEEDED = "条件|要求|资格|材料|手续|流程|程序|步骤|证明|资料"
# What a whole question says of its kind, whatever else it speaks of: “is there a limit to the term?” wants no term.
_OPENING = (
    (
        Wanted.DEFINITION,
        r"^(?:什么是|什么叫|何谓|何为)|(?:是指|指的是|指)(?:什么|啥|哪些)|是什么意思|怎么(?:界定|定义)",
        r"^what (?:counts|qualifies|is meant|is considered) |^what (?:is|are) (?:an? )?[\w-]+(?: [\w-]+)?\?$"
        r"|\bdefinition of\b|\bdefined\b",
    ),
    (
        Wanted.MANNER,
        r"(?:怎么|怎样|如何)(?:定|确定|算|计算|分配|分担|处理|处置)|(?:了|完|不[上到起])怎么办",
        r"^how (?:is|are|was|were) [^?]* (?:determined|calculated|decided|set|split|shared)\b",
    ),
    (
        Wanted.WHETHER,
        r"^(?!.*(?:[几多哪谁何]|什么|怎么|怎样|有效|管用)).*(?:吗|么|[能可]?不?[行可]不[行可]|不|没有?)[？?。]?$",
        r"^(?:is|are|do|does|did|can|could|may|must|will|has|have|should)\b(?!.*(?:valid|in force|how|when\?))",
    ),
)
_ASKED = (
    (
        Wanted.PHONE,
        r"[打拨][^，。？]{0,4}电话|电话(?:号码)?(?:是|$)|热线|联系电话|咨询电话",
        r"\b(?:phone|telephone|hotline)\b|\b(?:number|whom?) (?:to|should|can|do) [^?]*\bcall\b",
    ),
    (
        Wanted.VALIDITY,
        r"有效期|管几年|管用|还有效|是否有效|失效|废止|到期|执行到|施行",
        r"in force|\bvalid|\bexpire|\brepeal|take effect",
    ),
    (
        Wanted.FREQUENCY,
        rf"(?:几|多少)(?:{_TIME_UNITS})[^，。？]{{0,6}}[一1]次|多久[^，。？]{{0,6}}[一1]?次|[每一](?:年|个?月|季度?|周)[^，。？]{{0,8}}(?:几|多少)[次回]",
        r"how often|how frequently|how many times",
    ),
    (
        Wanted.RATE,
        r"几成|几折|百分之几|百分之多少|比例|占比|多少%|几个点|费率|利率",
        r"what share|percent|\bratio\b|what proportion|what (?:[\w&-]+ ){0,4}rate\b|\bsubsid\w+ rate",
    ),
    (
        Wanted.COUNT,
        r"多少(?:吨|公里|平方米|亩|千瓦时?|度|家|户|台|座|架|辆|位|倍)",
        r"how many (?!times|days|months|years|weeks|working)",
    ),
    (
        Wanted.MONEY,
        rf"多少(?:钱|元|块|万|亿|(?!{_UNITS}|{_TIME_UNITS})[^，。？]{{0,4}}(?:资金|经费|费|钱|补|奖|资助|津贴|工资|租金|利息))"
        r"|几(?:万|块|百|千)|金额|额度|封顶|上限"
        rf"|(?:[补奖贴助资付拿花给减返领贷罚赔投取]|(?<!成)交)(?:贴|助|励|金)?[^，。？]{{0,6}}?多少(?!{_UNITS}|{_TIME_UNITS})"
        r"|(?:费|收费|价|价格|租金|房租|津贴|工资|薪水|薪酬|年薪|月薪|产值|营收|收入|押金|罚款|滞纳金|成本)"
        rf"[^，。？]{{0,4}}?多少(?!{_UNITS}|{_TIME_UNITS})",
        r"how much|\bamount|\bcap\b|\bceiling\b|allowance|how large|\bmaximum\b"
        r"|what (?:is|are|was) the [^?]*?\b(?:salary|price|rent|budget)\b",
    ),
    (
        Wanted.DURATION,
        rf"多久|多长|(?<!哪)(?!几月)(?:几|多少)(?:{_TIME_UNITS})(?!份)|期限|时限",
        r"how long|how many (?:working |calendar )?(?:days|months|years|weeks)|how soon|within what",
    ),
    (
        Wanted.DATE,
        r"什么时[候间]|何时|几月|几号|啥时候|哪(?:一)?[天年月日]|时间|日期|截止|截至|最晚|最迟|几年",
        r"(?:^|, |\band |\bby |\bsince |\buntil )when\b|deadline|\bdate\b|which (?:year|month|day)",
    ),
    (
        Wanted.DEPARTMENT,
        r"哪(?:个|些|几个|一个)?(?:部门|单位|机关|局|科室|机构)|谁(?:来|在)?(?:负责|牵头|主管|管|受理|审批|审核|组织)|由谁|归谁|找谁|向谁|跟谁",
        r"which (?:department|bureau|agency|office|body|authority)|who is (?:responsible|in charge)|in charge of"
        r"|responsible for"
        r"|\bwho (?:approves|reviews|handles|leads|manages|organi[sz]es)",
    ),
    (Wanted.COUNT, rf"(?<!哪)(?:多少|几)(?:{_UNITS})|多少|多大|多高", r"how many|how big"),
    (
        Wanted.WHETHER,
        r"^(?!.*(?:哪|什么|怎么|怎样|如何)).*(?:(?:吗|么|不|没|没有|否)[？?。]?$|([\u4e00-\u9fff])不\1|是否|能否|有没有|可不可以)",
        r"^(?:is|are|does|do|can|may|must|will|has|have|should)\b",
    ),
    (
        Wanted.MATERIALS,
        rf"(?:{_ASKING})[^，。？]{{0,4}}(?:材料|资料|证件|证明)|(?:交|带|提交|准备|附)(?:{_ASKING})|材料(?:清单|是什么|有)",
        r"(?:what|which) (?:\w+ )?(?:materials|documents|papers|paperwork)",
    ),
    (
        Wanted.CONDITIONS,
        rf"(?:{_ASKING})[^，。？]{{0,8}}(?:{_NEEDED})|(?:{_NEEDED})[^，。？]{{0,3}}(?:是什么|是啥|有哪些|有什么|有啥|吗|呢|$|[？?])"
        r"|(?:怎么|怎样|如何|去哪儿?|在哪儿?|哪里)[^，。？]{0,4}(?:申请|申报|申领|办理|办|报名|报|领|登记|注册|参加|缴费)"
        r"|(?:哪些|什么样的?|哪类|哪种|什么)(?:人|企业|单位|公司|家庭|机构)(?:可以|能|才|符合|有资格|属于)|(?:谁|啥人)(?:可以|能|有资格|才)|有资格",
        r"conditions|requirement|eligib|qualif|materials"
        r"|how (?:to|do|does|can|should) [^?]*(?:apply|register|enrol|submit|claim)"
        r"|\bwho (?:can|may|is entitled)",
    ),
    (
        Wanted.PLACE,
        r"在哪(?:里|儿|条路|栋|层|个(?:地方|位置|园区))?|哪条[路街]|什么地方|什么位置|地址|几楼",
        r"\bwhere\b|\baddress\b|which (?:street|road|building)",
    ),
    (
        Wanted.SUPPORT,
        r"支持|扶持|补贴|补助|奖励|资助|优惠|政策|措施",
        r"\bsupport|\bincentive|\bsubsid|\breward|\bgrant",
    ),
)
_ASKED_PATTERNS = tuple(
    (wanted, re.compile(f"{chinese}|{english}")) for wanted, chinese, english in (*_OPENING, *_ASKED)
)
_LISTS = re.compile(
    r"哪些|有什么|什么(?:支持|政策|措施|条件|要求|材料|补|奖)|哪几|几方面|包括|\bwhich\b"
    r"|\bwhat (?:\w+ ){0,3}"
    r"(?:supports?|policies|measures|incentives|subsidies|conditions|requirements|materials|documents)\b"
    r"|\bwhat (?:are|is) [^?]*(?:forbidden|prohibited|allowed|required|not allowed)\b|\blist\b"
)
_LISTED = re.compile(
    r"哪(?:些|几(?:个|项|种|类|条|方面|大)?)(?:的)?(?P<thing>[\u4e00-\u9fff]{2,4}?)(?:[？?，。]|$|是|可以|能)"
)
_COUNTED = re.compile(rf"(?:多少|几)({_UNITS})")
_COUNTED_IN_ENGLISH = (
    (re.compile(r"how many (?:[\w&-]+ ){0,3}(?:people|persons|workers|students|graduates|talents|experts)\b"), "人"),
    (re.compile(r"how many (?:[\w&-]+ ){0,3}(?:companies|firms|enterprises|businesses)\b"), "家"),
)
_LASTING = (
    (re.compile(r"(?:几|多少)(?:个?工作日|天|日|小时|周)|how many (?:working |calendar )?(?:days|hours|weeks)"), "天"),
    (re.compile(r"(?<!哪)(?:几|多少)个?月(?!份)|how many months"), "月"),
    (re.compile(r"(?:几|多少)年|how many years"), "年"),
    (re.compile(r"多久|多长|how long"), "久"),
)

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
_FIGURE_CELL = re.compile(r"\t[\d,]+(?:\.\d+)?(?=\t|$)")  # the first cell numbers the rows
_EVIDENCE = {
    Wanted.MONEY: re.compile(f"{_YUAN}|{_SHARE}"),
    Wanted.RATE: re.compile(_SHARE),
    Wanted.COUNT: re.compile(
        r"\d|(?<![第一二两三四五六七八九十百])[一二两三四五六七八九十百]+(?:名|人|家|个|位|项|件|次|所|台|条)"
    ),
    Wanted.VALIDITY: re.compile(r"有效期|废止|失效|施行|实施之日|执行至"),
    Wanted.DATE: re.compile(
        r"\d{4}年|\d{1,2}月|\d{1,2}日|\d+个?(?:工作日|年|月|天|小时)|[一二两三四五六七八九十]+(?:年|个月|个工作日|日内|天)"
        r"|每[年月]|[次当]月|之日|[年月][底末初中]|季度|[上下]半?[年月]"
    ),
    Wanted.DURATION: re.compile(
        rf"(?:\d+|[一二两三四五六七八九十半]+)\s*(?:{_TIME_UNITS}|周岁)(?!\d)(?<!\d{{4}}年)(?!\d{{1,2}}月)|当[日场]|即时|长期"
    ),
    Wanted.FREQUENCY: re.compile(rf"每(?:\d|[一二两三四五六七八九十半])?(?:{_TIME_UNITS})|[一两二三四\d]次"),
    Wanted.PHONE: re.compile(r"\d{3,4}[-－—]\d{7,8}|1\d{10}|(?<!\d)(?:1[02]\d{3}|9\d{4}|\d{7,8})(?![\d元万])"),
    Wanted.DEPARTMENT: re.compile(
        r"责任单位|牵头|主管|负责|受理|主办|承办|组织|会同|(?:局|厅|委|委员会|部门|中心|办公室|政府|机构)(?:应当|可以|设立|制定|会同|审)"
        r"|(?:由|向|到|经)[^，。；]{2,20}(?:局|委|厅|部门|中心|办公室|政府|机构|科)"
    ),
    Wanted.CONDITIONS: re.compile(
        r"条件|材料|资格|符合|具备|应当|下列|须|要求|提交|流程|程序|登录|受理|满[一二两三\d]|对象|范围|通过|凭|可(?:以|到|在|向)"
        r"|^[（(]?[一二三四五六七八九十\d]{1,3}[）).、]"
    ),
    Wanted.MATERIALS: re.compile(
        r"(?<!复合)(?<![新原])材料|申[请报][表书]|复印件|证[明件书照]|身份证|执照|承诺书|报告|合同|发票|凭证|资料|提交|清单|方案|说明"
    ),
    Wanted.PLACE: re.compile(
        r"(?<![线网道铁思套])路(?![径线演由灯])|[街巷]|大道|\d号(?!文)|地址|位于|坐落|设在|\d[楼层室]|窗口|网|平台|https?:|www"
    ),
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
}


# Words that only repeat the demand: 补贴 in a question for money, 部门 in one for who is responsible.
_SAID = {
    Wanted.MONEY: _EVIDENCE[Wanted.SUPPORT],
    Wanted.RATE: _EVIDENCE[Wanted.SUPPORT],
    Wanted.SUPPORT: _EVIDENCE[Wanted.SUPPORT],
    Wanted.DEPARTMENT: re.compile("部门|单位|机关|机构|负责|牵头|主管|受理"),
    Wanted.MATERIALS: re.compile(_NEEDED),
    Wanted.CONDITIONS: re.compile(_NEEDED),
}


def is_said_by(wanted: Wanted, word: str) -> bool:
    """Whether a word of the question only repeats what the demand requires anyway."""
    return wanted in _SAID and _SAID[wanted].search(word) is not None


def read_demand(question: str) -> Demand:
    """What a question, folded, asks for; the first kind that fits, from the most telling on."""
    lists = bool(_LISTS.search(question))
    wanted = next((wanted for wanted, pattern in _ASKED_PATTERNS if pattern.search(question)), Wanted.OTHER)
    counted = _COUNTED.search(question)
    unit = ""
    if wanted is Wanted.COUNT and counted:
        unit = counted.group(1)
    elif wanted is Wanted.COUNT:
        unit = next((unit for pattern, unit in _COUNTED_IN_ENGLISH if pattern.search(question)), "")
    elif wanted is Wanted.DURATION:
        unit = next((unit for pattern, unit in _LASTING if pattern.search(question)), "")
    listed = _LISTED.search(question)
    return Demand(
        wanted,
        unit,
        lists or wanted in (Wanted.MATERIALS, Wanted.CONDITIONS, Wanted.SUPPORT),
        listed["thing"] if listed else "",
    )
