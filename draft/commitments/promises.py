"""A promise told from a sentence: 下一步将…, 预计2025年上半年出台…, 力争年底前…, 拟…, 计划…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

import rjieba

from draft.commitments.due import Due, find_beginning, find_due
from ingest.document import Span

#: What is done, and can be told as done.
ACTS: Final = (
    "出台|印发|发布|公布|建成|建立|建设|新建|完成|投入|投用|投产|启动|实施|开通|竣工|上线|施行|开放|设立|落地|举办"
    "|覆盖|达到|拿出|交付|完工|开工|达产|新增|提供|配备|引进|改造|发放|下达|拨付|开园|运营|通车|通航|验收"
)
_INTENDS: Final = re.compile(
    # 已争取到, 首批征集到拟列入目录的装备, 虚拟, 模拟 are no promises.
    r"(?<![虚模比草])拟(?![定稿合人态真])(?![^，。；在于对按]{1,8}的[\u4e00-\u9fff])"
    r"|力争|力求|(?<!已)争取(?!到|了|的)|确保(?=[^，。；]{0,20}(?:\d|[前底内]))"
    # 列入计划, 行动计划: a noun.
    r"|(?<![动行入作度资施生造技划口产育展改项])计划(?=\d|[于在到向用今明从对新每再安投扩开组建出印启]|年内|年底)"
    rf"|预计(?=[^，。；]{{0,30}}(?:{ACTS}))"
    r"|(?<=[局市委办府])承诺(?!书|函|制|事项)|(?<=我们)承诺|郑重承诺"
)
# 我局已将…, 将…列为: no future.
_FUTURE: Final = re.compile(r"(?<![已曾即可须应前均尽])将(?!来|要求|军|近|以上|其|超出|超过|造成|导致|影响|面临)")
_SHIFTS: Final = re.compile(
    r"^将[^，。；]{1,40}的(?:意见|建议|提议|诉求)|^将[^，。；]{1,30}?(?:[列定改设]为|列入|纳入|并入|作为|压缩|缩短|提高到|提高至|降低到|降至|转化|用于|调整|分为|融入|打造成)"
)
_NEXT: Final = re.compile(r"^(?:（?[一二三四五六七八九十\d]+[）、.])?(?:下一步|下一阶段|下阶段|接下来|今后|未来)")
_LATER: Final = re.compile(r"[年月]?(?:底|末|内|\d日)(?:之?以?前)|年底前|年内|上半年|下半年|季度")
_VAGUE: Final = re.compile(
    r"继续|进一步|积极|密切|适时|及时|不断|持续|认真|切实|着力|深入|加强|加大|充分|逐步|视情|研究|关注|跟踪|推动|支持|鼓励|引导"
)
# What is there afterwards, or is not, unless its clause only supports it: 将在各县配备专员, 将支持企业配备专员.
_DEFINITE: Final = re.compile(
    f"(?:^|[，；])(?:(?!{_VAGUE.pattern})[^，；])*?"
    "(?:出台|印发|发布|公布|建成|建立(?!健全)|新建|投入|投用|投产|开通|开工|开园|通车|通航|竣工|交付|上线|设立|设置"
    "|增设|落地|配备|派驻|选派|聘请|发放|拨付|下达|给予|补贴|补助|奖励|提高[到至]|扩大到|全免|免费|免除|减免|新增|举办)"
)
_FUTURE_TAGS: Final = frozenset({"v", "vn", "vd", "d", "p", "ad", "vg", "vi", "vq"})
_IS_PAST: Final = re.compile(r"^将[^，。；]{0,30}了|已(?:经)?$")
# What goes on behind a promise with what was, or is, counts nothing that is promised: 下一步支持平台，去年的补助为30%.
_AS_IT_WAS: Final = re.compile("[，；。](?=去年|前年|上年|此前|目前|现行|截至|已)")
_STOPS: Final = re.compile("[，；。！？]")


class Firmness(IntEnum):
    """How far a promise binds."""

    VAGUE = 0  # 将进一步加强…
    DEFINITE = 1  # 将出台…, without a day
    DATED = 2  # 力争年底前…, or with a figure


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in a sentence.

    :ivar span: the clause from the word that promises to the sentence's end.
    :ivar due: by when; ``None`` for 近期, 适时 and where nothing is said.
    """

    span: Span
    firmness: Firmness
    due: Due | None = None


def find_promise(sentence: str, said_on: date | None) -> Promise | None:
    """The promise that a sentence of a reply makes, if it makes one.

    :param said_on: the letter's day, from which 年底 is reckoned; without one nothing is due.
    """
    starting = find_beginning(sentence, said_on) if said_on else None
    start = min((*_promising(sentence), *([starting.span.start] if starting else [])), default=None)
    if start is None:
        return None
    words = sentence[start:]
    # What stands before the promise says since when, or of what (截至2025年6月底); a clause may begin with its day.
    clause = max((match.end() for match in _STOPS.finditer(sentence, 0, start)), default=0)
    due = starting
    if due is None and said_on and (named := find_due(sentence[clause:], said_on)):
        due = Due(named.on, Span(named.span.start + clause, named.span.end + clause))
    return Promise(Span(start, len(sentence)), _firmness(words, due), due)


def _firmness(words: str, due: Due | None) -> Firmness:
    words = without_state(words)
    if due is not None or re.search(
        r"\d+(?:\.\d+)?\s*[亿万千百]*(?:元|个|家|%|项|台|人|名|公里|架|套|座|户|批)", words
    ):
        return Firmness.DATED
    if _DEFINITE.search(words) and not re.match(rf"将?(?:{_VAGUE.pattern})", words):
        return Firmness.DEFINITE
    return Firmness.VAGUE


def without_state(words: str) -> str:
    """The words of a promise up to where they go on with what was, or is already."""
    return _AS_IT_WAS.split(words, maxsplit=1)[0]


def _promising(sentence: str) -> Iterator[int]:
    """Where words stand that promise."""
    yield from (match.start() for match in _INTENDS.finditer(sentence))
    yield from (match.start() for match in _FUTURE.finditer(sentence) if _is_future(sentence, match.start()))
    if (opening := _NEXT.match(sentence)) is not None and not re.match(
        "[^，。]{0,6}(?:安排|考虑|打算|计划)[。：]?$", sentence
    ):
        yield opening.start()
    for match in _LATER.finditer(sentence):
        clause = _STOPS.split(sentence[match.start() :])[0]
        if re.search(rf"前[^，。；]{{0,12}}(?:{ACTS})", clause) and not re.search("已|截至|了", sentence):
            yield match.start()


def _is_future(sentence: str, at: int) -> bool:
    """Whether 将 tells of what is to come, and does not stand for 把."""
    words = sentence[at:]
    if _SHIFTS.match(words) or _IS_PAST.match(words):
        return False
    if words.startswith("将会"):
        return True
    tags = rjieba.tag(words[1:12], False)
    return bool(tags) and tags[0][1] in _FUTURE_TAGS
