"""What kind of thing a question asks for, read from how it asks."""

from __future__ import annotations

import re

from answer.named import ASKS_FOR_ADDRESS, ASKS_FOR_BODIES, ASKS_FOR_PERSON, told_one_by_one
from answer.wanted import NEEDED, TIME_UNITS, UNITS, Demand, Wanted

_ASKING = "什么|哪些|哪几|几个|几项|啥|何种"
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
        Wanted.WISHES,
        r"(?:提案|议案|建议|代表|委员)[^，。？]{0,8}?(?:里|中|都|究竟|到底)*(?:提|要求|希望|呼吁|主张|建议|说|写)(?:了|出|到|过|些)*"
        r"(?:哪些|哪几|什么(?!时)|几[条点项]|啥)"
        r"|提(?:了|出|过)+些?(?:哪些|哪几|什么|几[条点项]|啥)[^，。？]{0,6}(?:建议|诉求|要求|主张)"
        r"|(?:提案|议案)[^，。？]{0,6}有(?:哪些|哪几|什么|几[条点项])[^，。？]{0,4}建议",
        r"what (?:do|does|did) [^?]*\b(?:propos|suggest|members?\b|deput|delegat|cppcc|congress|federation|association"
        r"|chamber|party|committee)"
        r"[^?]*\b(?:ask|propose|suggest|recommend|call|want|request|urge)"
        r"|what (?:are|were) the (?:\w+ )?(?:suggestions|recommendations|requests)\b"
        r"|what (?:suggestions|recommendations|requests)\b",
    ),
    (
        Wanted.CHANGES,
        r"(?:改|变|调整|修改|修订|变动)(?:动|化)?了?些?(?:哪|什么(?!时)|啥)|(?:什么|哪些|哪几[处点项]|啥)(?:新的?)?(?:变化|变动|改动|不同(?!意)|区别|差别)"
        r"|(?:变化|不同(?!意)|区别|差别)(?:主要)?(?:在哪|是什么|有哪些|有啥)",
        r"\bwhat (?:has |have )?changed\b|\bwhat (?:is|are|was|were) the (?:[\w-]+ ){0,2}(?:changes|differences)\b"
        r"|\bhow (?:do|does|did) [^?]*\bdiffer\b|\bwhat is (?:new|different) (?:in|about)\b",
    ),
    (Wanted.EMAIL, "邮箱|电子邮件|邮件地址", r"\be-?mail (?:address|box)|which e-?mail"),
    (
        Wanted.WEBSITE,
        "网址|网站地址|域名|链接(?:是|地址|在)",
        r"\burls?\b|web ?(?:site )?address|what (?:is|are) the (?:[\w-]+ )*web ?sites?\b",
    ),
    (
        Wanted.PHONE,
        r"[打拨][^，。？]{0,4}电话|电话(?:号码)?(?:是|$)|热线|联系电话|咨询电话",
        r"\b(?:phone|telephone|hotline)\b|\b(?:number|whom?) (?:to|should|can|do) [^?]*\bcall\b",
    ),
    (Wanted.BODIES, *ASKS_FOR_BODIES),
    (Wanted.PERSON, *ASKS_FOR_PERSON),
    (Wanted.ADDRESS, *ASKS_FOR_ADDRESS),
    (
        Wanted.VALIDITY,
        r"有效期|管几年|管用|还有效|是否有效|失效(?!分析|模式|机理|概率|检测)|废止|到期|执行到|施行",
        r"in force|\bvalid|\bexpire|\brepeal|take effect",
    ),
    (
        Wanted.FREQUENCY,
        rf"(?:几|多少)(?:{TIME_UNITS})[^，。？]{{0,6}}[一1]次|多久[^，。？]{{0,6}}[一1]?次|[每一](?:年|个?月|季度?|周)[^，。？]{{0,8}}(?:几|多少)[次回]",
        r"how often|how frequently|how many times",
    ),
    (
        Wanted.RATE,
        r"几成|几折|百分之几|百分之多少|比例|占比|占(?:到|了)?(?:多少|几)|份额|多少%|几个点|费率|利率",
        r"what share|percent|\bratio\b|what proportion|what (?:[\w&-]+ ){0,4}rate\b|\bsubsid\w+ rate",
    ),
    (
        Wanted.COUNT,
        r"多少(?:吨|公里|平方米|亩|千瓦时?|度|家|户|台|座|架|辆|位|倍)",
        r"how many (?!times|days|months|years|weeks|hours|working|(?:[\w-]+ )?yuan\b)",
    ),
    (
        Wanted.MONEY,
        rf"多少(?:钱|元|块|万|亿|(?!{UNITS}|{TIME_UNITS})[^，。？]{{0,4}}(?:资金|经费|费|钱|补|奖|资助|津贴|工资|租金|利息))"
        r"|几(?:万|块|百|千)|金额|额度|封顶|上限"
        rf"|(?:[补奖贴助资付拿花给减返领贷罚赔投取]|(?<!成)交)(?:贴|助|励|金)?[^，。？]{{0,6}}?多少(?!{UNITS}|{TIME_UNITS})"
        r"|(?:费|收费|价|价格|租金|房租|津贴|工资|薪水|薪酬|年薪|月薪|产值|营收|收入|押金|罚款|滞纳金|成本)"
        rf"[^，。？]{{0,4}}?多少(?!{UNITS}|{TIME_UNITS})",
        r"how much|how many (?:[\w-]+ )?yuan\b|\btotal (?:money|funds|funding|budget)\b"
        r"|how (?:heavy|heavily|steep|stiff|high)\b[^?]*\b(?:fine|fined|penalt)"
        r"|\bamount|\bcap\b|\bceiling\b|allowance|how large"
        r"|\bmaximum\b(?! (?:[\w-]+ )?(?:term|period|duration|number|age)\b)"
        r"|what (?:is |are |was )?(?:the |a )?(?:[\w-]+ )?(?:fine|cash (?:reward|award)|bonus)\b"
        r"|what (?:is|are|was) the [^?]*?\b(?:salary|price|rent|budget)\b",
    ),
    (
        Wanted.DURATION,
        rf"多久|多长|(?<!哪)(?!几月)(?:几|多少)(?:{TIME_UNITS})(?!份)|期限|时限",
        r"how long|how many (?:working |calendar )?(?:days|months|years|weeks|hours)|how soon|within what"
        r"|(?:longest|shortest|maximum|minimum) (?:[\w-]+ )?(?:term|period|duration)\b"
        r"|\b(?:loan|lease|repayment|grace|transition) (?:term|period)\b",
    ),
    (
        Wanted.DATE,
        r"什么时[候间]|何时|几月|几号|啥时候|哪(?:一|几)?个?[天年月日]|时间|日期|截止|截至|最晚|最迟|几年",
        r"(?:^|, |\band |\bby |\bsince |\buntil )when\b|deadline|\bdate\b|which (?:year|month|day)",
    ),
    (
        Wanted.DEPARTMENT,
        r"哪(?:个|些|几个|一个)?(?:部门|单位|机关|局|科室|机构)|谁(?:来|在)?(?:负责|牵头|主管|管|受理|审批|审核|组织)|由谁|归谁|找谁|向谁|跟谁",
        r"which (?:department|bureau|agency|office|body|authority)|who is (?:responsible|in charge)|in charge of"
        r"|responsible for"
        r"|\bwho (?:approves|reviews|handles|leads|manages|organi[sz]es)",
    ),
    (Wanted.COUNT, rf"(?<!哪)(?:多少|几)(?:{UNITS})|多少|多大|多高", r"how many|how big"),
    (
        Wanted.WHETHER,
        r"^(?!.*(?:哪|什么|怎么|怎样|如何)).*(?:(?:吗|么|不|没|没有|否)[？?。]?$|([\u4e00-\u9fff])不\1|是否|能否|有没有|可不可以)",
        r"^(?:is|are|does|do|can|may|must|will|has|have|should)\b",
    ),
    (
        Wanted.PROBLEMS,
        r"(?:哪些|哪几|什么|啥|几[个点项])[^，。？]{0,6}(?:问题|困难|难处|难题|难点|不足|短板|障碍|堵点|瓶颈)"
        r"|(?:难处?|问题|困难|堵点|症结)(?:主要|究竟|到底)?(?:出|是|有)?(?:在哪|哪些)",
        r"\b(?:what|which) (?:\w+ ){0,2}(?:problems|obstacles|difficulties|challenges|shortcomings|bottlenecks)\b",
    ),
    (
        Wanted.MATERIALS,
        rf"(?:{_ASKING})[^，。？]{{0,4}}(?:材料|资料|证件|证明)|(?:交|带|提交|准备|附)(?:{_ASKING})|材料(?:清单|是什么|有)",
        r"(?:what|which) (?:\w+ )?(?:materials|documents|papers|paperwork)"
        r"|\bapplication (?:package|dossier|folder)\b",
    ),
    (
        Wanted.CONDITIONS,
        rf"(?:{_ASKING})[^，。？]{{0,8}}(?:{NEEDED})|(?:{NEEDED})[^，。？]{{0,3}}(?:是什么|是啥|有哪些|有什么|有啥|吗|呢|$|[？?])"
        r"|(?:怎么|怎样|如何|去哪儿?|在哪儿?|哪里)[^，。？]{0,4}(?:申请|申报|申领|办理|办|报名|报|领|登记|注册|参加|缴费)"
        r"|(?:哪些|什么样的?|哪类|哪种|什么)(?:人|企业|单位|公司|家庭|机构)(?:可以|能|才|符合|有资格|属于)|(?:谁|啥人)(?:可以|能|有资格|才)|有资格",
        r"conditions|requirement|eligib|qualif|materials"
        r"|\b(?:have|has|had|need|needs|must) (?:to )?(?:fulfil|meet|satisfy)"
        r"|how (?:to|do|does|can|should) [^?]*(?:apply|register|enrol|submit|claim)"
        r"|\bwho (?:can|may|is entitled)",
    ),
    (
        Wanted.PLACE,
        r"(?<![难差好短贵])在哪(?:里|儿|条路|栋|层|个(?:地方|位置|园区))?|什么地方|几楼",
        r"\bwhere\b",
    ),
    (
        Wanted.SUPPORT,
        r"^(?!.*(?:为什么|为何|凭什么)).*(?:支持|扶持|补贴|补助|奖励|资助|优惠|政策|措施)",
        r"\bhow (?:do|does|is|are|will) [^?]*\bsupport|\bwhat money (?:is|are|do|does|can)\b"
        r"|^(?!.*\b(?:how|who|whom|when|where|why)\b).*(?:\bsupport|\bincentive|\bsubsid|\breward|\bgrant)",
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
_IN_MONTHS = re.compile(r"(?<!个)几月|几号|哪(?:一|几)?个?[天月日]|\bwh(?:ich|at) (?:month|day)\b")
_FINES = re.compile(
    r"罚|处分|违[法规反约]|\bfine[ds]?\b|penal|sanction|violat|illegal|without (?:an? )?(?:licen[cs]e|permit)"
)
_COUNTED = re.compile(rf"(?:多少|几)({UNITS})")
_COUNTED_IN_ENGLISH = (
    (re.compile(r"how many (?:[\w&-]+ ){0,3}(?:people|persons|workers|students|graduates|talents|experts)\b"), "人"),
    (re.compile(r"how many (?:[\w&-]+ ){0,3}(?:companies|firms|enterprises|businesses)\b"), "家"),
    (re.compile("how many"), UNITS),
)
_LASTING = (
    (re.compile(r"(?:几|多少)(?:个?工作日|天|日|小时|周)|how many (?:working |calendar )?(?:days|hours|weeks)"), "天"),
    (re.compile(r"(?<!哪)(?:几|多少)个?月(?!份)|how many months"), "月"),
    (re.compile(r"(?:几|多少)年|how many years"), "年"),
    (re.compile(r"多久|多长|how long"), "久"),
)

#: What is always several things.
_SEVERAL = frozenset(
    {Wanted.MATERIALS, Wanted.CONDITIONS, Wanted.SUPPORT, Wanted.WISHES, Wanted.PROBLEMS, Wanted.CHANGES}
)


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
    elif wanted is Wanted.DATE and _IN_MONTHS.search(question):
        unit = "月"
    listed = _LISTED.search(question)
    return Demand(
        wanted,
        unit,
        lists or wanted in _SEVERAL,
        listed["thing"] if listed else "",
        named=told_one_by_one(question),
        fines=_FINES.search(question) is not None,
    )
