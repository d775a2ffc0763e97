"""What kind of thing a measure gives, by the words that name it."""

from __future__ import annotations

import re
from typing import Final

from ingest.measures.grant_words import PAID
from ingest.measures.support_measure import Benefit

_BENEFITS: Final = re.compile(f"{PAID}|优惠|免费|(?:保险|保费)补偿")
_PLAINLY_NAMED: Final = re.compile("贴息|奖补|补助|补贴|奖励|资助")
_KINDS: Final = (
    ("贴息", Benefit.INTEREST),
    ("贴补", Benefit.INTEREST),
    ("奖补", Benefit.REWARD_SUBSIDY),
    ("以奖代补", Benefit.REWARD_SUBSIDY),
    ("补助", Benefit.SUBSIDY),
    ("补贴", Benefit.ALLOWANCE),
    ("津贴", Benefit.ALLOWANCE),
    ("奖", Benefit.REWARD),
    ("资助", Benefit.FUNDING),
    ("配套", Benefit.MATCHING),
    ("免费", Benefit.FREE_SERVICE),
    ("公益", Benefit.FREE_SERVICE),
    ("无偿", Benefit.FREE_SERVICE),
    ("风险补偿", Benefit.FINANCE),
    ("补偿", Benefit.SUBSIDY),
    ("报销", Benefit.ALLOWANCE),
    ("启动资金", Benefit.FUNDING),
    ("优惠", Benefit.DISCOUNT),
    ("优待", Benefit.DISCOUNT),
    ("优先", Benefit.PRIORITY),
    ("学", Benefit.TALENT),
    ("入读", Benefit.TALENT),
    ("就读", Benefit.TALENT),
)
_HOUSES: Final = re.compile("公寓|租房|住房|购房|安居")
_LENDS: Final = re.compile("贷款|投资|担保|融资|授信")
# Paid to persons for what they know or can.
_TALENTED: Final = re.compile(
    r"(?:人才|博士后?|硕士|研究生|毕业生|工程师|技师|高级工|技工|教授|专家|学者|院士|导师|职工|员工|工人|(?:技术|研究|研发|科研|技能|专业)人员)$"
)
_TRAINS: Final = re.compile("学院|产教融合|人才培[养训]|培养[^，。；]{0,12}人才|职业技能|学徒|招生|实习")
_PLATFORMS: Final = re.compile(
    "(?:公共|创新|服务|检测|测试|验证|中试|孵化|特色|行业|互联网)[^，。；的]{0,6}(?:平台|中心|实验室)"
)
_CHARGED: Final = re.compile("税|收费|费用|租金|价格|电价")
_TO_PERSONS: Final = frozenset({Benefit.ALLOWANCE, Benefit.SUBSIDY, Benefit.FUNDING, Benefit.SUPPORT})
_TO_SELF: Final = re.compile("(?:给予|奖励|补贴|补助)个人|个人(?:一次性)?补[贴助]")
_LANDS: Final = re.compile("用地|供地|土地|厂房")
_RELIEVES: Final = re.compile("减|免|缓|返|退|减按")


def benefit_named(text: str) -> Benefit | None:
    """The benefit that a heading or a table's header speaks of."""
    match = _BENEFITS.search(text)
    return benefit_of(match.group(), text) if match else None


def benefit_of(given: str, around: str) -> Benefit:
    """The kind of what a word gives.

    :param around: the words about it, which tell where the word itself does not.
    """
    if _HOUSES.search(given):
        return Benefit.HOUSING
    if _LENDS.search(given):
        return Benefit.FINANCE
    if given == "优惠" and _CHARGED.search(around):
        return Benefit.RELIEF
    for word, benefit in _KINDS:
        if word in given:
            return benefit
    if given in ("支持", "扶持", "资金支持", "经费支持") and (named := _PLAINLY_NAMED.search(around)):
        return next(benefit for word, benefit in _KINDS if word in named.group())
    if _LANDS.search(around) and given in ("支持", "优惠", "扶持"):
        return Benefit.LAND
    if _RELIEVES.search(given):
        return Benefit.RELIEF
    return Benefit.SUPPORT


def encouraged(clause: str, sentence: str) -> Benefit:
    """What is encouraged: to train people, to build a platform for others, or else anything.

    :param clause: the one that encourages, from its verb on.
    """
    if _TRAINS.search(sentence):
        return Benefit.TALENT
    return Benefit.PLATFORM if _PLATFORMS.search(clause) else Benefit.ENCOURAGEMENT


def preferred_kind(clause: str, sentence: str) -> Benefit:
    """What someone comes first in: housing, land, or else anything."""
    if _HOUSES.search(sentence):
        return Benefit.HOUSING
    return Benefit.LAND if _LANDS.search(clause) else Benefit.PRIORITY


def paid_to(target: str, sentence: str, benefit: Benefit) -> Benefit:
    """The kind with regard to whom it is for: what is paid to a person for a skill is for talent."""
    if benefit not in _TO_PERSONS:
        return benefit
    return Benefit.TALENT if _TALENTED.search(target) or _TO_SELF.search(sentence) else benefit
