"""What is asked for by name: which bank, who is the director, which three. A count, or a kind of body, is no answer."""

from __future__ import annotations

import re
from typing import Final

_BODIES: Final = "公司|企业|集团|银行|保险机构|大学|高校|院校|中学|小学|学校|幼儿园|医院|运营商|律所"
_OFFICES: Final = "局长|主任|科长|处长|校长|院长|董事长|总经理"
_MAY: Final = "可以|[可能要须才]|必须|应当|需要|符合|有资格|享受|属于|适用|支持|政策|措施|扶持|补贴|补助|奖励"
_ENGLISH_BODIES: Final = (
    r"(?:compan(?:y|ies)|banks?|insurers?|firms?|universit(?:y|ies)|colleges?|schools?|hospitals?|operators?"
    r"|contractors?|suppliers?)"
)
_ENGLISH_NUMBERS: Final = {
    name: number
    for number, name in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
}
_NUMBERED: Final = rf"(?P<english>\d+|{'|'.join(_ENGLISH_NUMBERS)})"
_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}

#: Asks for the names of companies, banks, schools; not for what such a body must meet or gets. Chinese, English.
ASKS_FOR_BODIES: Final = (
    rf"哪(?:[一几两二三四五六七八九十]|\d+)?(?:家|所)[\u4e00-\u9fff]{{0,4}}?(?:{_BODIES})(?![^,。?]{{0,8}}(?:{_MAY}))"
    r"|哪些(?:公司|企业)[^,。?]{0,4}(?:入选|中标|上榜|承建|获得了|拿到了|通过了|签约|入驻|在名单)"
    rf"|哪些(?!支持|扶持)[\u4e00-\u9fff]{{0,6}}?(?:银行|大学|高校|中学|小学|幼儿园|医院)(?![^,。?]{{0,8}}(?:{_MAY}))"
    r"|名单[上里中]?(?:都|一共)?[是有](?:哪些|哪几|谁|啥)|谁(?:揭的?榜|中的?标|承建|代建)",
    r"\bwhich (?!of\b)(?:(?!(?:do|does|did|is|are|was|were|can|must|for)\b)[\w-]+ ){0,3}?"
    rf"{_ENGLISH_BODIES}\b"
    r"(?! [^?]*\b(?:can|may|must|should|eligible|entitled|qualif\w+|need|needs|required|apply)\b)"
    rf"|\bnames? of (?:the )?(?:[\w-]+ ){{0,3}}?{_ENGLISH_BODIES}\b",
)
#: Asks who holds an office.
ASKS_FOR_PERSON: Final = (
    rf"(?:{_OFFICES})(?:现在)?(?:是谁|叫什么)|谁是[^,。?]{{0,12}}(?:{_OFFICES}|[市区县]长)",
    r"\bwho is (?:the )?(?:current |present |acting )?(?:[\w-]+ ){0,3}?(?:director|head|mayor|chief|chair\w*)\b",
)
#: Asks where somebody can go to.
ASKS_FOR_ADDRESS: Final = (
    "地址|哪条[路街]|在几楼|什么位置",
    r"\baddress\b|which (?:street|road|building)|\bwhere (?:is|are) [^?]*\blocated\b",
)

_BANKS: Final = (
    "工商|建设|农业|交通|招商|民生|浦发|兴业|平安|光大|华夏|中信|广发|浙商|渤海|邮政储蓄|邮储"
    "|农商|农村商业|村镇|开发|进出口|中国"
)
_INSURERS: Final = "人保|人寿|国寿|太平洋|太平|平安|阳光|大地"
# 产业学院, 公办小学, 定点医院: a kind of body, no name.
_KINDS_OF_COLLEGES: Final = "产业|高等|职业|技工|普通|党校|中等|有关|相关|大中|二级|现代|与各"
_KINDS_OF_SCHOOLS: Final = "公办|民办|公立|普惠|所属|乡镇|城区|就读|升入|进入|入读|义务|寄宿|辖区"
_KINDS_OF_HOSPITALS: Final = "定点|基层|公立|民营|综合|三甲|各级|专科"
BODIES: Final = re.compile(
    rf"有限(?:责任)?公司|股份公司|(?<!军)集团(?![军化内企])|(?:{_BANKS}|[\u4e00-\u9fff]市)银行|农信社"
    rf"|(?:{_INSURERS})(?:财险|保险|财产)"
    rf"|[\u4e00-\u9fff]{{2}}(?<!{_KINDS_OF_COLLEGES})(?:大学(?![生毕])|学院)"
    rf"|[\u4e00-\u9fff]{{2}}(?<!{_KINDS_OF_SCHOOLS})(?<![办性的类所各校式到生级读年])"
    r"(?:[中小]学|幼儿园)(?![一二三四五六七八九十教阶生段招毕学部入年应])"
    rf"|[\u4e00-\u9fff]{{2}}(?<!{_KINDS_OF_HOSPITALS})医院"
)
PERSON: Final = re.compile(
    rf"(?:{_OFFICES})[：:\s]*(?!负责|主持|牵头|办公|会议|担任)[\u4e00-\u9fff]{{2,3}}(?=[，。,、；;\s）)]|$)"
)
ADDRESS: Final = re.compile(
    r"(?<![线网道铁思套])路(?![径线演由灯])|[街巷]|大道|\d号(?!文)|地址|位于|坐落|设在|\d[楼层室]"
)

_ONE_BY_ONE: Final = re.compile(
    r"(?P<chinese>(?<!\d)\d{1,3}(?!\d)|[一二两三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])[家个所项种条名款类样批大]"
    r"[^,;。?\d]{0,12}?(?:都|分别|各)?(?:是|叫|有)(?:哪|什么(?!时)|啥)"
    rf"|\b(?:which|what are the|names? of(?: the)?) {_NUMBERED} "
)
_COMMAS: Final = re.compile("[、；;]")
_FIRST: Final = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]|一是|[：:]$|\t")
_ENOUGH: Final = 6


def told_one_by_one(question: str) -> int:
    """How many things a folded question wants named (34个工种都是啥, which three banks); 0 where it gives no number."""
    match = _ONE_BY_ONE.search(question)
    if match is None:
        return 0
    number = match["chinese"] or match["english"]
    if number.isdecimal():
        return int(number)
    if number in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS[number]
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def names_so_many(text: str, number: int) -> bool:
    """Whether a sentence may name that many things: as an enumeration, as an item of a list, or by announcing one."""
    return _FIRST.search(text) is not None or len(_COMMAS.findall(text)) >= min(number, _ENOUGH) - 1
