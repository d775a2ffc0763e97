"""Items that hold two matters: two wishes about different things, for different bodies to answer.

The rule is cautious, since a reply that joins what was asked for apart is mended more easily than one that tears apart
what belongs together: both wishes must be put as such, and the fields of administration they touch must have nothing in
common. What stands under one heading of its own, as sub-points do, is parted only where both fields are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ingest.document import Span
from ingest.sentences import split_sentences
from ingest.suggestions.lines import read_mark
from ingest.suggestions.wording import EXPLICIT_WISH, IMPERATIVE

#: Words of what one kind of body answers for.
_FIELDS: Final = MappingProxyType(
    {
        "finance": "资金|补贴|补助|奖励|贴息|经费|财政|税|减免",
        "banking": "基金|融资|贷款|担保|信贷|保险|上市|银行",
        "labour": "人才|技能|职称|就业|用工|工资|社保|职业培训|工种",
        "education": "学校|院校|学院|大学|专业|课程|教师|学生|招生|高校|幼儿园|校园|教学",
        "science": "研发|科技|攻关|揭榜挂帅|实验室|科研",
        "land": "用地|土地|规划|容积率|海域",
        "housing": "住房|公寓|厂房|小区|物业|建筑|管网|楼道",
        "transport": "道路|公交|停车|航线|交通|车辆|港口|公路|地铁|车位",
        "health": "医院|医疗|医生|急救|卫生|护理|健康|药",
        "environment": "污染|环保|碳|垃圾|污水|排放|油烟|绿化",
        "market": "质量|标准|监管|商标|食品|知识产权|信用",
        "culture": "旅游|文化|博物馆|景区|图书|民宿|演出|非遗|音乐",
        "farming": "农产品|种植|农户|农业|养殖|渔",
        "energy": "电力|充电|用电|光伏|储能|供电|燃气",
        "safety": "消防|应急|安全生产|防汛",
        "welfare": "养老|老人|低保|残疾|救助|留守",
        "data": "数据|信息化|网络|平台",
        "trade": "外贸|电商|消费|商圈|展会|海外仓",
        "police": "执法|交警|治安|公安",
    }
)
_BESIDES: Final = re.compile(
    r"(?:同时|与此同时|另外|此外|除此之外|还)[，,]?(?:[^。；，]{0,12}?(?:建议|希望|恳请)|请(?=[省市区县]|有关|相关))"
)
_SEMICOLON: Final = re.compile(r"[；;]\s*")
_FURTHERMORE: Final = re.compile("另外|此外|除此之外")
_BODY: Final = re.compile(
    r"[省市区县](?:[\u4e00-\u9fff]{1,10}?(?:局|委(?!员|托)|办公室|中心|集团|银行|公司|管委会)"
    r"|(?![直级内]|各|有关|相关|主管)[\u4e00-\u9fff]{2,10}?(?<!有关|相关|主管)部门)"
)
# 建议海州学院增设…: whom a wish is put to, whatever its name begins with, before what it is to do.
_ADDRESSED: Final = re.compile(
    r"(?:建议|希望|恳请|请)由?(?P<body>[\u4e00-\u9fff]{2,14}?"
    r"(?:局|委(?!员|托)|学院|大学|学校|高校|医院|研究[院所]|银行|法院|检察院|公司|集团|工会|妇联|协会|商会|工商联|科协|管委会))"
    rf"(?=(?:会同|牵头|负责|带头|尽快|也|等)|{IMPERATIVE.pattern})"
)
# 并由…给予支持, 并对…补贴 only say how the same is done.
_AND_ALSO: Final = re.compile(r"[，,；;](?:并且?|同时|以及|另)(?![由对以给在从向把将让为])(?=[\u4e00-\u9fff]{4})")


def apart(text: str, span: Span) -> list[Span]:
    """The matters of an item: itself, or each of the matters that it holds."""
    sentences = list(_parts(text, span))
    if any(read_mark(text[s.start : s.end]) for s in sentences[1:] if text[s.start - 1] == "\n"):
        return [span]  # its own sub-points
    if len(sentences) == 1:
        return _clauses(text, span)
    is_headed = EXPLICIT_WISH.match(text, span.start, span.end) is None
    starts = [span.start]
    for sentence in sentences[1:]:
        if _BESIDES.match(text, sentence.start, sentence.end) is None:
            continue
        told, further = text[starts[-1] : sentence.start], text[sentence.start : sentence.end]
        before, after = _fields(told), _fields(text[sentence.start : span.end])
        if _is_for_another(told, further, after - before) or (
            not before & after and (not is_headed or (before and after))
        ):
            starts.append(sentence.start)
    ends = [*starts[1:], span.end]
    return [Span(start, end - (end < span.end) * _blanks(text, end)) for start, end in zip(starts, ends, strict=True)]


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The sentences of an item; of one that goes on with ；同时，建议… both parts."""
    for sentence in split_sentences(text, span.start, span.end):
        start = sentence.start
        for match in _SEMICOLON.finditer(text, sentence.start, sentence.end):
            if _BESIDES.match(text, match.end(), sentence.end):
                yield Span(start, match.end())
                start = match.end()
        yield Span(start, sentence.end)


def _is_for_another(told: str, further: str, own: set[str]) -> bool:
    """Whether a further wish names a body of its own, and not the one that the first was put to.

    :param own: fields of the further wish that the first does not touch.
    """
    bodies, others = set(_BODY.findall(told)), set(_BODY.findall(further))
    others |= {body for match in _ADDRESSED.finditer(further) if not IMPERATIVE.match(body := match["body"])}
    others = {body for body in others if body not in told}
    return bool(others - bodies) and (bool(bodies or own) or _FURTHERMORE.match(further) is not None)


def _clauses(text: str, span: Span) -> list[Span]:
    """加大资金支持，并建立人才公寓。"""
    for match in _AND_ALSO.finditer(text, span.start, span.end):
        before, after = text[span.start : match.start()], text[match.end() : span.end]
        if IMPERATIVE.match(after) is None or not (IMPERATIVE.match(before) or EXPLICIT_WISH.match(before)):
            continue
        if any(map(IMPERATIVE.match, before.split("，")[1:])):
            continue  # …给予扶持，帮助其建设走廊，并统一购买保险: the last of several means
        if _fields(before) and _fields(after) and not _fields(before) & _fields(after):
            return [Span(span.start, match.start()), Span(match.end(), span.end)]
    return [span]


def _fields(text: str) -> set[str]:
    return {name for name, words in _FIELDS.items() if re.search(words, text)}


def _blanks(text: str, end: int) -> int:
    return len(text[:end]) - len(text[:end].rstrip())
