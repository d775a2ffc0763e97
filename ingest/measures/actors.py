"""The nouns of a sentence that name someone: 集成电路企业, 博士后, 产业园区."""

from __future__ import annotations

import re
from typing import Final

# Who can be paid; a project or a product is not.
_PAYEE: Final = re.compile(
    "(?:企业|公司|单位|机构|团队|人才|人员|毕业生|研究生|博士后?|职工|工人|个人|家庭|工程师|教授|专家|高校|学校|院所|医院|者)$"
)
# A head noun that says nothing without what stands before it.
_GENERAL_NOUNS: Final = (
    "企业 单位 项目 机构 个人 人员 平台 公司 人 者 家庭 组织 产品 主体 对象 服务机构 法人 团队 载体 园区 情形 集群 基地"
)
_GENERAL: Final = frozenset(_GENERAL_NOUNS.split())
_ACTOR: Final = re.compile(
    r"企业|公司|单位|机构|平台|项目|基地|园区|载体|团队|人才|人员|毕业生|研究生|博士后|博士|职工|学生|青年|家庭|个人|居民|协会|子女"
    r"|商会|集群|社会组织|合作社|农户|高校|学校|院所|医院|主体|经营者|航线|产品|镇街|街道|妇女|儿童|老人|工程师|教授|专家|工人|孵化器|加速器|众创空间|(?<!或)者"
)
_GOES_ON: Final = re.compile(
    r"的|、|和|及|与|或|建设|研发|管理|投资|服务|技术|集聚|引育|住房|公寓|目录|政策|购置|名单|方式|晶圆|工作|认定|评审|医生|病床|成员|经济"
)
_GAP: Final = re.compile(r"[^的，,新首年每]{0,4}")
_VERB_IN_GAP: Final = re.compile(
    "设立|取得|招|引进|购买|采购|开展|创办|获|通过|使用|在|与|从|向|被|为|对|和|建|入驻|实施"
)
_OPENING: Final = "（(《“【〔"
_CLOSING: Final = "）)》”】〕"


def names_payee(words: str) -> bool:
    """Whether a target is someone who can be paid: 研制企业, and not 首版次软件."""
    return _PAYEE.search(words) is not None


def is_general(words: str) -> bool:
    """Whether a target says nothing by itself: 企业, 个人."""
    return words in _GENERAL


def actor_at_end(words: str) -> bool:
    """Whether such a noun ends the words."""
    ends = [match.end() for match in _ACTOR.finditer(words)]
    return bool(ends) and ends[-1] == len(words)


def actor_end(words: str) -> int | None:
    """Where the first noun of someone ends that is not itself part of a longer name."""
    ends: int | None = None
    for match in _ACTOR.finditer(words):
        if depth(words, match.start()):
            continue
        gap = words[ends : match.start()] if ends is not None else ""
        if ends is not None and (not _GAP.fullmatch(gap) or _VERB_IN_GAP.search(gap)):
            return ends
        if not _GOES_ON.match(words, match.end()):
            ends = match.end()
        elif ends is not None:
            return ends
    return ends


def last_of(words: str) -> int | None:
    """The place of the last 的 outside brackets with something behind it."""
    return next((at for at in range(len(words) - 2, 0, -1) if words[at] == "的" and depth(words, at) == 0), None)


def depth(words: str, at: int) -> int:
    """How many brackets and quotation marks are open at a place."""
    opened = sum(words.count(mark, 0, at) for mark in _OPENING)
    return opened - sum(words.count(mark, 0, at) for mark in _CLOSING)
