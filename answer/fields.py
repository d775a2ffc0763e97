"""What documents say about themselves, as people ask for it: 文号, 哪天印发, 谁印发的, 有效期到什么时候."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from ingest.document import Contact, Metadata, Repeal, Session

#: Of a field whose answer depends on the date asked for: whether the document is in force.
STATUS: Final = "status"
#: Of a field that is read in each of its values.
REPEALS: Final = "repeals"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the metadata.

    :ivar name: as in :class:`ingest.document.Metadata`, and in its ``origins``.
    :ivar instead: the field that answers where this one is missing.
    :ivar asked: finds the words of a folded question that ask for it.
    """

    name: str
    chinese: str
    english: str
    asked: re.Pattern[str]
    instead: str | None = None


_WHEN: Final = r"(?:哪一?[天年月日]|什么时[候间]|何时|几月几?[日号]?|几[日号]|哪个?时候|啥时候?)"
_WHO: Final = r"(?:谁|哪(?:个|些|几个|一个|家|几家)?(?:部门|单位|机关|机构|局|委|办)(?:联合)?)"
_WHICH: Final = r"(?:哪一?|什么|几)[个些份部项件]?"
_ISSUE: Final = r"(?:印发|发布|公布|发文|下发|签发|印制|出台|颁布|颁发|成文|落款|发(?=的))"
_ISSUED: Final = r"(?:issued|published|released|promulgated|adopted|dated|signed)"


def _field(name: str, chinese: str, english: str, *asked: str, instead: str | None = None) -> Field:
    return Field(name, chinese, english, re.compile("|".join(asked)), instead)


# The first that fits counts, so the more telling stand before the more general.
FIELDS: Final = (
    _field(
        "document_number", "文号", "document number", "发文字号|发文号|文号|文件编号|document number|reference number"
    ),
    _field(
        "title",
        "标题",
        "title",
        r"[号號](?:文件?)?(?:是|指的是|说的是)(?:哪|什么)(?:一?[个份部项件])?(?:文件|通知|办法|规定|政策|方案|文)?"
        r"|(?:文件|通知|办法|规定|细则|方案|条例)(?:叫|的)(?:什么名[字称]?|名称|全称|标题)(?:是?什么)?",
        r"\bwhat is the (?:full )?(?:title|name) of\b",
    ),
    _field(
        REPEALS,
        "废止的文件",
        "repealed documents",
        rf"(?:废止|取代|代替|替代|替换)(?:的是|了|掉)?(?:以前|此前|之前|原来|原有)?的?{_WHICH}(?:[^，。？]{{0,6}}?(?:文件|办法|细则|规定|措施|通知|政策))?"
        rf"|{_WHICH}(?:文件|办法|细则|规定|措施|通知|政策)?(?:因此|随之|同时|也|就|因[^，。？]{{0,12}})?被(?:它|其|这个|该\w{{1,4}})?(?:废止|取代|代替)",
        r"\b(?:which|what) (?:earlier |older |old |previous |former )?"
        r"(?:document|rule|measure|polic|regulation|notice)\w*"
        r"(?=[^?]*\b(?:repeal(?:s|ed)?|(?:replace|supersede)[sd]?)\b(?! by))",
    ),
    _field(
        STATUS,
        "效力",
        "validity",
        r"(?:现在|目前|如今)?(?:还|仍然?|是否|是不是)(?:现行)?(?:有效|管用|适用|在执行|在用|生效|(?:能|可以)(?:接着|继续)?(?:用|适用|执行)|算数|作数)吗?|(?:失效|废止|作废|过期)了?(?:没有|没|吗)"
        r"|(?:是否|有没有)(?:已经?)?(?:被)?(?:失效|废止|作废)|被(?:哪|什么|谁)[^，。？]{0,8}(?:废止|取代|代替)",
        r"\bstill (?:in force|valid|in effect|apply|applicable)\b",
        r"\b(?:been|was|is it) (?:repealed|replaced|superseded)\b",
    ),
    _field(
        "valid_until",
        "有效期至",
        "valid until",
        rf"有效期(?:限)?(?:到|至|是|为|有)?(?:{_WHEN}|多久|多长|几年)?|管(?:到{_WHEN}|几年|多久|多少年)|(?:执行|施行|实施)到{_WHEN}"
        rf"|{_WHEN}(?:到期|失效|过期|终止)|(?:到期|失效|过期)(?:时间|日期)",
        r"\bvalid (?:until|for|till)\b|\bexpir(?:e|es|y)\b",
        r"how long (?:is|are|does|do|will)[^?]*(?:valid|in force|last|remain)",
        instead="effective_from",
    ),
    _field(
        "effective_from",
        "施行日期",
        "in force from",
        rf"{_WHEN}(?:开始|起|正式)*(?:施行|实施|生效|执行)|(?:施行|实施|生效)(?:日期|时间)|从{_WHEN}(?:开始|起)(?:施行|实施|生效|执行)",
        r"when (?:did|does|do|will|is|was)[^?]*(?:take|come|enter|go)s? (?:into )?(?:effect|force)|effective date",
    ),
    _field(
        "issued_on",
        "成文日期",
        "issued on",
        rf"{_WHEN}(?:正式)?(?:由\w+)?{_ISSUE}的?|(?:成文|印发|发文|发布|公布|落款|签发)(?:日期|时间|日)|{_ISSUE}(?:于|是)?{_WHEN}",
        rf"\bwhen (?:was|were|is)[^?]*{_ISSUED}\b|\bdate of (?:issue|issuance|publication)|\bwhat date[^?]*{_ISSUED}",
    ),
    _field(
        "lead_department",
        "主办单位",
        "lead department",
        rf"主办单位|承办单位|(?:是|由)?{_WHO}(?:负责)?(?:主办|承办|答复|回复|办理)的?",
        r"\b(?:lead|handling|responding) (?:department|bureau|unit|agency)\b|who (?:replied|answered|handled)",
    ),
    _field(
        "co_departments", "会办单位", "consulted departments", "会办单位|协办单位|会同了?哪些", "consulted departments?"
    ),
    _field(
        "issuer",
        "发文机关",
        "issued by",
        rf"发文(?:机关|单位|部门)|印发(?:机关|单位|部门)|制定(?:机关|单位)|(?:是|由)?{_WHO}(?:一起|共同|联合)?(?:{_ISSUE}|制定|起草)的?",
        rf"\bwho {_ISSUED}|\bwhich \w+(?: \w+)? (?:jointly )?{_ISSUED}|\b{_ISSUED} by\b",
        "issuing (?:body|authority|bureau|department)",
    ),
    _field(
        "reply_class",
        "办理结果",
        "class of the reply",
        r"办理结果|办理类别|答复类别|[a-d]类(?:还是|吗)[^，。？]*|(?:是|属于|算|定为)?(?:哪一?|什么|几)类(?:答复|办理)?",
        r"\bclass(?:ified)? (?:of|as|was|is)\b|which class|what class|\bhandling (?:result|class)\b",
    ),
    _field(
        "disclosure",
        "公开方式",
        "disclosure",
        r"公开(?:方式|属性|类别|形式)|(?:是否|能不能|可以|可不可以)(?:主动)?公开吗?",
    ),
    _field(
        "proposal_number",
        "提案编号",
        "proposal number",
        r"(?:提案|建议|议案)(?:编号|号|是?(?:第)?(?:几|多少)号)|第几号(?:提案|建议)?",
        r"(?:proposal|suggestion) number",
    ),
    _field(
        "session",
        "届次",
        "session",
        "届次|哪[一]?(?:届|次会议)|第?几届[^，。？]{0,6}次?",
        r"which session|what session",
    ),
    _field(
        "proposers",
        "提案人",
        "proposed by",
        r"(?:提案|建议)人|(?:是|由)?(?:谁|哪(?:位|个|些|几位)[^，。？]{0,4}(?:委员|代表|人)?)(?:一起|联名)?(?:提出?|提交|写|建议)的?"
        r"|哪(?:位|个|些|几位)(?:政协|人大)?(?:委员|代表)",
        r"(?:who|which (?:member|delegate|deputy)) (?:proposed|submitted|raised|made|tabled|put forward|suggested)",
        instead="addressees",
    ),
    _field("addressees", "主送", "addressed to", "主送|答复给?(?:了|的是)?(?:谁|哪)", "addressed to"),
    _field("copied_to", "抄送", "copied to", "抄送", "copied to"),
    _field(
        "contacts",
        "联系人及电话",
        "contact",
        r"联系(?:人|电话|方式)|咨询电话|(?:电话|号码)(?:号码)?是?(?:多少|什么|几号)|[打拨](?:哪个|什么|多少|谁的?)电话|找谁(?:联系|咨询)",
        r"\b(?:phone|telephone|contact)\b(?: number| person| details)?",
        r"whom? (?:to|should \w+|can \w+|do \w+) (?:call|contact)",
    ),
)
BY_NAME: Final = MappingProxyType({field.name: field for field in FIELDS})

_PROMISED: Final = re.compile(
    r"预计|计划(?=什么|何时|哪)|承诺|打算|准备(?=出台|印发)|\bpromised|\bexpected|\bplanned to"
)
# What a question calls a document without saying which.
_ANY_DOCUMENT: Final = re.compile(
    r"(?:那|这|该|本)(?:份|个|部|件|篇|封|项)|文件|档案|全文|(?:印发|发布|公布|出台|制定|颁布)的"
    r"|\b(?:repeal|replac|supersed)\w*|\b(?:c[ao]mes?|entered|enters|took|takes?) (?:into )?(?:force|effect)\b"
    r"|\bdocument\b|\bfile\b|\b(?:issued|published) (?:in|on|by)\b"
)


def read_field(question: str) -> Field | None:
    """The field that a folded question asks for; what was promised is told by sentences, not by fields."""
    if _PROMISED.search(question):
        return None
    return next((field for field in FIELDS if field.asked.search(question)), None)


def without_field(question: str, field: Field) -> str:
    """What is left of a folded question: the words that say which document."""
    return _ANY_DOCUMENT.sub(" ", field.asked.sub(" ", question))


_DISCLOSURES: Final = {
    "public": ("主动公开", "public"),
    "on_request": ("依申请公开", "on request"),
    "partial": ("部分公开", "partial"),
    "none": ("不予公开", "not disclosed"),
}


def value_text(metadata: Metadata, name: str, *, english: bool) -> str:
    """A field's value in words; empty where the document does not say."""
    value = getattr(metadata, name)
    if not value:
        return ""
    if name == "disclosure":
        return _DISCLOSURES[value][english]
    for kind, spell in _SPELLED.items():
        if isinstance(value, kind):
            return spell(value)
    return str(value)


def _spelled_date(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _spelled_session(value: Session) -> str:
    return f"{value.body}{value.term}届{value.meeting}次"


def _spelled_list(values: tuple[str | Contact | Repeal, ...]) -> str:
    return "、".join(_spelled_one(value) for value in values)


def _spelled_one(value: str | Contact | Repeal) -> str:
    match value:
        case Contact():
            return f"{'、'.join(value.names)} {value.phone}"
        case Repeal():
            number = value.document_number or ""
            return f"《{value.title}》" + (f"（{number}）" if number else "") if value.title else number
    return value


_SPELLED: Final[dict[type, Callable[..., str]]] = {
    date: _spelled_date,
    Session: _spelled_session,
    tuple: _spelled_list,
}
