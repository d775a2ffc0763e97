"""Who is supported, and on what terms, from the words of a sentence before its giving; behind it: ``receivers.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.measures.actors import actor_at_end, actor_end, depth, is_general, last_of, names_payee

_LEAD: Final = re.compile(r"^(?:(?:其中|同时|此外|另外|并|另|凡是|凡|即|一是|二是|三是|四是|如|若|一般)[，,：:]?)*")
_URGED: Final = re.compile("(?:鼓励和支持|支持和鼓励|鼓励|支持|引导)(?!资金|经费|力度|标准|政策|期)")
_ASIDE: Final = re.compile(r"^(?:根据|按照|依据|依照|在[^，]{2,30}(?:方面|基础上|期间|前提下)|自\d)[^，]*[，,]")
_TO: Final = re.compile(r"(?:将)?(?:对于|对(?!应|口|外|接|标|照|此)|面向|给(?!予|与))(?!主|期|了|深|加快|进一步)")
# 市检测中心对中小企业的…费用: who serves, and whom.
_SERVER: Final = re.compile(
    r"[^，。；：]{2,24}(?:中心|平台|局|银行|机构|站|公司|院)对(?P<who>[^，。；]{0,30}?(?:企业|单位|机构|个人|团队|项目)+?)(?=提供|的[^，]*[费检租]|$)"
)
# …的，市级平台｜免收费用: who gives, right before the giving.
_GIVER: Final = re.compile(r"(?<=的[，,])[^，,的]{2,24}(?:中心|平台|局|银行|机构|财政|部门)$")
# 每年遴选不超过10个示范项目, 组织实施攻关项目10个
_CHOSEN: Final = re.compile(
    r"(?:组织实施|遴选|评选|选取|选树|选拔|征集)(?:不超过|不少于|约)?(?:\d+[个家项名](?:左右)?)?(?P<who>(?!不超过|不少于|约)[^，。；\d]{2,30}?)(?=\d|，|$)"
)
_COUNT: Final = re.compile(r"(?:不超过|不少于|约)?\d+多?余?[家个名户项]")
_AGED: Final = re.compile(r"(?:年龄)?(?:不超过|未满)?\d+周?岁(?:及?以下|以内)?")
_MEASURED: Final = re.compile(r"\d|(?<!级)以上|不低于|不少于")
# 设立首席数据官并通过评估, 首次使用云服务且年度费用超过2万元: two terms.
_AND: Final = re.compile(
    r"且|(?<![合兼归吞])并且?(?![网购发列行联轨入表存重])|、(?=[^、，的]{2,8}(?:不低于|不少于|超过|达到))"
)
_SHORTEST_TERM: Final = 4
_PASSIVE: Final = re.compile("(?:新|首次|经|已|获|被|列入|纳入)[^，的]{1,12}的")
_COST: Final = re.compile(r"(?:费用|保费|支出|投入|贷款|利息|租金|运费)$")
# How long, or how much room: said behind the giving.
_LIMIT: Final = re.compile(
    r"[^，。；]{0,8}(?:期|期限|年限|时间|面积)(?:最长|原则上|一般)?(?:不超过|不得超过|最长|为|不少于|不低于)[^，。；]{1,14}"
    r"|分[一二三四五六七八九十两\d]+年[^，。；]{0,8}|连续[^，。；]{0,8}[一二三四五六七八九十两\d]+(?:年|个月)"
)
# 三年内为1500家企业提供…; 将X纳入…; 把X列入….
_FOR: Final = re.compile(
    r"(?:(?<![作成认称])为|(?<![方导])向|(?<![应相])对|给|面向)(?P<who>[^，。；]{2,40}?)(?=提供|免费|公益|无偿|不收取|设立|实行|实施|开展|开放|$)"
)
_TAKEN: Final = re.compile(r"(?:将|把)(?P<who>[^，。；]{2,40}?)(?=纳入|列入)")
_QUANTIFIED: Final = re.compile(
    r"(?:(?:对)?(?:单个|单户|单家|单项|每个?|同一)[\u4e00-\u9fff]{0,8}?(?:企业|项目|单位|平台|航线|机构|产品|基地|人|家|户|年|月|次|条|园区|团队|个人)?)+(?:年度|累计|每年|一般|原则上|投资|最高)*$"
)
# 培训｜每人最高可
_TAIL: Final = re.compile("(?:每[人家户个名][^，]{0,4})?(?:最高|最多)?(?:均?可以?)?$")
_NO_TERM: Final = re.compile(
    r"(?:前[一二三两\d]+年|第[一二三\d]+年|首年|将|在|可|由|按|每|单个|最高|同一|分别|一次性|经|根据|市财政|从|以|并|另|优先|为|财政|原则上|在职期间)"
)
# A phrase that opens with what is done names no one; who does it is meant.
_DOING: Final = re.compile(
    r"(?:首次|新|每|已|经|被|获|取得|具有|通过|购买|采购|使用|租用|租赁|采用|参加|参与|招用|吸纳|入选|入驻|承担|建设|开展|投资|引进|实施|完成"
    r"|设立|符合|拥有|从事|列入|认定|评为|创办|申请|主导|牵头|制定|发明|出口|举办|组织|达到|满足|年满|连续|毕业|属于|在)"
    r"(?!企业|单位|机构|项目|人才|团队|产品|孵)"
)
_AFTER_OBJECT: Final = re.compile(r"(?=在[^，]{1,20}[上中内]|按|给|分[类级]|从|每[月年人]|优先|将|可以?|由|减|免|发放)")
_TERMS: Final = re.compile(r"的$")
_MARKS: Final = "，,：: \u3000"
LONGEST_TARGET: Final = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence: offsets into it, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Who, and on what terms.

    :ivar target: ``None`` where the sentence does not name anyone.
    """

    target: Phrase | None
    conditions: tuple[Phrase, ...] = ()


def read_terms(text: str, start: int) -> Terms:
    """Target and conditions from what a sentence says before its giving, and its limits of time from behind it.

    :param text: the sentence, masked.
    :param start: where the giving begins.
    """
    read = _before(text, start)
    parted = tuple(part for phrase in read.conditions for part in _parted(text, phrase))
    return Terms(read.target, (*parted, *limits(text, start)))


def limits(text: str, start: int) -> tuple[Phrase, ...]:
    """The clauses behind a giving that say for how long, or how much at most: 补助期限不超过两年."""
    clauses = re.finditer("[^，,；。]+", text[start:])
    return tuple(Phrase(start + m.start(), start + m.end()) for m in clauses if _LIMIT.fullmatch(m.group().strip()))


def _parted(text: str, phrase: Phrase) -> tuple[Phrase, ...]:
    """Two terms for one that joins them: 在本市登记｜且年营业收入超过1亿元."""
    if joined := re.compile("且|并(?=[且在已按])").match(text, phrase.start, phrase.end):
        phrase = Phrase(joined.end(), phrase.end)
    for match in _AND.finditer(text, phrase.start, phrase.end):
        first, second = Phrase(phrase.start, match.start()), Phrase(match.end(), phrase.end)
        if min(first.end - first.start, second.end - second.start) >= _SHORTEST_TERM:
            return (first, *_parted(text, second))
    return (phrase,)


def _before(text: str, start: int) -> Terms:
    first = _after_lead(text, start)
    if served := _SERVER.match(text, first, start):
        return Terms(Phrase(*served.span("who")))
    end = first + len(text[first:start].rstrip(_MARKS))
    end -= len(_trailing_quantity(text[first:end]))
    end = first + len(_TAIL.sub("", text[first:end]))
    end = first + len(_GIVER.sub("", text[first:end]).rstrip(_MARKS))
    to = [m for m in _TO.finditer(text, first, end) if m.start() == first or text[m.start() - 1] in "，,：:"]
    if to and text[to[-1].end() : to[-1].end() + 1] == "其" and to[-1].start() > first:
        return _subject(text, first, len(text[: to[-1].start()].rstrip(_MARKS)))
    if to and end - to[-1].end() >= 2:
        # Of several the last that is followed by terms: 将…纳入…，对取得…的，给予….
        return _named(text, to[-1].end(), end)
    if end - first < 2:
        return Terms(None)
    head = max((text.rfind(mark, first, end) + 1 for mark in "，,：:"), default=0)
    own = max(head, first)
    if urged := _URGED.match(text, own, end):
        return _subject(text, urged.end(), end)
    for pattern, stop in ((_TAKEN, start + 2), (_FOR, start)):
        match = pattern.search(text, own, stop)
        if match:
            return Terms(_uncounted(text, *match.span("who")))
    if chosen := _CHOSEN.search(text, first, end):
        return Terms(Phrase(*chosen.span("who")))
    # The clause of the giving names whom, unless it or the one before it only states terms (…的，).
    if (
        own > first
        and not _TERMS.search(text[first : own - 1])
        and not _TERMS.search(text[own:end])
        and (actor_end(text[own:end]) or last_of(text[own:end]))
    ):
        return _subject(text, own, end)
    return _subject(text, first, end)


def _after_lead(text: str, end: int) -> int:
    first = len(text) - len(text.lstrip())
    while (aside := _ASIDE.match(text[first:end])) and first + aside.end() < end:
        first += aside.end()
    lead = _LEAD.match(text[first:end])
    return first + (lead.end() if lead else 0)


def _trailing_quantity(words: str) -> str:
    clause = re.split("[，,：:]", words)[-1]
    match = _QUANTIFIED.search(clause)
    return match.group() if match and match.start() == 0 and len(clause) < len(words) else ""


def _named(text: str, start: int, end: int) -> Terms:
    """对X: X的 is whoever does X; else the noun behind its last 的 is meant."""
    stop = _end_of_object(text, start, end)
    rest = _terms_after(text, stop, end)
    if _TERMS.search(text[start:stop]):
        return _doer(text, start, stop, rest)
    return _noun(text, start, stop, rest)


def _subject(text: str, first: int, end: int) -> Terms:
    """No 对: the sentence begins with whoever gets it."""
    stop = _end_of_object(text, first, end)
    rest = _terms_after(text, stop, end)
    if _TERMS.search(text[first:stop]):
        return _doer(text, first, stop, rest)
    actor = actor_end(text[first:stop])
    if _TERMS.search(text[first:end]) and actor and stop - first - actor >= 2 and "的" not in text[first:stop]:
        # 小微企业招用毕业生，与其签订合同的: what the first clause says of the actor is a term too.
        return Terms(Phrase(first, first + actor), (Phrase(first + actor, stop), *rest))
    return _noun(text, first, stop, rest)


def _doer(text: str, start: int, stop: int, rest: tuple[Phrase, ...]) -> Terms:
    """集成电路企业营业收入突破1亿元的: the actor and what it does; 取得证书的: whoever does it."""
    words = text[start : stop - 1]
    actor = None if _DOING.match(words) else actor_end(words)
    if actor is None or len(words) - actor < 2:
        deeds = _parted(text, Phrase(start, stop - 1))
        return Terms(deeds[0], (*deeds, *rest))
    terms = (Phrase(start + actor, stop - 1), *rest)
    if is_general(words[:actor]) and not _MEASURED.search(words):
        # 企业设立研发机构的: 企业 alone says too little.
        return Terms(Phrase(start, stop - 1), terms)
    return Terms(Phrase(start, start + actor), terms)


def _noun(text: str, start: int, stop: int, rest: tuple[Phrase, ...]) -> Terms:
    """新认定的工业设计中心: the noun with what describes it; what measures it (总投资1亿元以上的) is a term."""
    stop = start + len(text[start:stop].rstrip("的"))
    words = text[start:stop]
    if payer := _payer_end(words):
        behind = start + payer + (words[payer] == "的")
        return Terms(Phrase(start, start + payer), (Phrase(behind, stop), *rest))
    cut = last_of(words)
    if cut is None:
        return Terms(_uncounted(text, start, min(stop, start + LONGEST_TARGET)), rest)
    noun = _unaged(text, start + cut + 1, stop)
    terms = _first_terms(text, start, start + cut)
    if noun.start > start + cut + 1:
        terms = (*terms, Phrase(start + cut + 1, noun.start))
    return Terms(noun if _stands_alone(words, cut) else Phrase(start, stop), (*terms, *rest))


def _payer_end(words: str) -> int | None:
    """软件企业｜首次测试费用: where the name ends of whoever bears the cost; of 企业 the cost tells more."""
    actor = actor_end(words) if _COST.search(words) else None
    if actor is None or actor == len(words) or is_general(words[:actor]) or "的" in words[:actor]:
        return None
    return actor


def _stands_alone(words: str, cut: int) -> bool:
    """Whether the noun behind a 的 names the target without what stands before it."""
    before, noun = words[:cut], words[cut + 1 :]
    joined = names_payee(noun) and len(_parted(before, Phrase(0, cut))) > 1
    if is_general(noun):
        return joined and not _MEASURED.search(before)
    actor = actor_end(before)
    # 软件企业引进的博士: the company is a term.
    hired = (
        actor is not None
        and not _DOING.match(before)
        and actor < len(before)
        and not is_general(before[:actor])
        and names_payee(noun)
    )
    return joined or hired or _MEASURED.search(before) is not None


def _uncounted(text: str, start: int, stop: int) -> Phrase:
    """60家重点用能企业 without the number, unless nothing is left: 1500家企业."""
    count = _COUNT.match(text, start, stop)
    return Phrase(count.end(), stop) if count and not is_general(text[count.end() : stop]) else Phrase(start, stop)


def _unaged(text: str, start: int, stop: int) -> Phrase:
    aged = _AGED.match(text, start, stop)
    return Phrase(aged.end(), stop) if aged else Phrase(start, stop)


def _first_terms(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The terms before a 的; those parted by a comma are two, and so are 新引进的｜投资2亿元以上."""
    marks = [at for at in range(start, end) if text[at] in "，," and depth(text[start:at], at - start) == 0]
    passive = _PASSIVE.match(text, start, end)
    if passive and _MEASURED.search(text, passive.end(), end):
        marks = [passive.end() - 1, *(at for at in marks if at >= passive.end())]
    cuts = [start, *marks, end]
    pieces = [Phrase(left, right) for left, right in pairwise(cuts)]
    return tuple(
        Phrase(left + (text[left] == "的"), right)
        for left, right in ((piece.start, piece.end) for piece in pieces)
        if len(text[left:right].strip(_MARKS)) >= 2
    )


def _end_of_object(text: str, start: int, end: int) -> int:
    """Where the words about whom end: at the first comma behind 的 or a noun, unless a 的 with a noun follows it."""
    for at in range(start, end):
        if text[at] not in "，,：:" or depth(text[start:at], at - start):
            continue
        so_far, later = text[start:at], text[at + 1 : end]
        if _TERMS.search(so_far) or not re.search("的(?=[^，,的])", later) or actor_at_end(so_far):
            return _before_manner(text, start, at)
    return _before_manner(text, start, end)


def _before_manner(text: str, start: int, end: int) -> int:
    """Without what says how: 企业｜在授信额度和利率上, 绿色工厂｜按级别."""
    for match in _AFTER_OBJECT.finditer(text, start + 2, end):
        before = text[start : match.start()]
        if actor_at_end(before) or before.endswith(("的", "费用", "工厂", "车间")):
            return match.start()
    return end


def _terms_after(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """Further clauses of terms between whom and the giving."""
    found = []
    for match in re.finditer(r"[^，,：:]+", text[start:end]):
        words = match.group().strip()
        if len(words) >= 3 and not _NO_TERM.match(words) and match.start() > 0:
            found.append(Phrase(start + match.start(), start + match.start() + len(match.group().rstrip("的"))))
    return tuple(found)
