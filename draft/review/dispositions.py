"""What a status line or a sentence does with a wish: takes it up, or turns it down."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_TAKEN_UP_LINE: Final = re.compile(
    r"^(?:予以|已|拟|全部|基本)?(?:吸收)?采纳|^(?:已)?(?:落实|解决)|正在(?:解决|推进|落实)|解决$|列入计划"
)
_TURNED_DOWN_LINE: Final = re.compile(
    r"留作参考|暂不|暂缓|(?:不|不予|不能|无法|难以)(?:采纳|解决|落实)|未[予获]?采纳|没有采纳|不宜|不具备条件"
)
# 尚未解决 neither takes a wish up nor turns it down.
_NOT_YET_LINE: Final = re.compile("未|没有?")
_TURNED_DOWN: Final = re.compile(
    r"(?:不予|未[予获]|不|未|没有|不能|难以)采纳|不予(?:支持|考虑|安排|设立|补助|补贴)|暂不|先不|暂缓|(?:现阶段|目前)不(?!少|断|足|低|超)|不宜|不适[合宜]"
    r"|不再(?:新增|新建|支持|安排|设)|不新[增建设]|不支持|不赞[成同]|不同意|无必要|没有必要|不具备|尚不|尚无|不成熟|不现实|无法"
    r"|难以实施|留作参考|不设|(?:暂无|并无|尚缺|没有|缺乏|缺少)[^，。；]{0,12}(?:必要|条件|依据)"
)
# 将超出道路的承载能力, 另设基金容易使资金闲置: reasons against a wish, whatever verbs stand beside them.
_DOUBTED: Final = re.compile(
    "不(?!超过|低于|少于|高于|多于|断|得|同|仅|含|懈|久|妨|少|限)|未(?!来)|没有|无(?!人|线|障碍|偿|论|缝)"
    "|难以|不易|缺乏|缺少|超出|容易(?:造成|使|导致)|以免|暂"
)
_TAKEN_UP: Final = re.compile("采纳|同意|赞[成同]|具备|设立|开通|支持|推出|新[建办增]|决定|给予|规定|吸收")
# A decision that is reported, not one that is made: 已予采纳, 未获采纳.
_DECIDED: Final = re.compile("采纳|同意|赞同")
_REPORT: Final = re.compile(
    r"(?:的?(?:意见|建议|提议|诉求|设想|要求)|方面)?，?(?:我局|我市|市[\u4e00-\u9fff]{2,10}?局)?"
    r"(?:[^，。；]{0,12}(?:答复|回复)(?:[中时里]|意见[中里])?|此前|当时|去年|曾)?[均都也]?(?:已经?|业已|未|没有)?(?:予以?|获|明确|表示)?$"
)

_IN_REPLY: Final = re.compile("答复|回复|复函")


class Disposition(StrEnum):
    """What is done with a wish."""

    TAKEN_UP = "taken_up"
    TURNED_DOWN = "turned_down"


def of_status(line: str) -> Disposition | None:
    """Of 办理状态 (吸收采纳, 暂不采纳); ``None`` for what is partly one and partly the other, or neither."""
    if _TURNED_DOWN_LINE.search(line):
        return Disposition.TURNED_DOWN
    return Disposition.TAKEN_UP if _TAKEN_UP_LINE.search(line) and not _NOT_YET_LINE.search(line) else None


def of_sentence(text: str) -> Disposition | None:
    """Of a sentence; ``None`` where it does neither, or tells of doubts beside what it takes up."""
    if _TURNED_DOWN.search(text):
        return Disposition.TURNED_DOWN
    return Disposition.TAKEN_UP if _TAKEN_UP.search(text) and not _DOUBTED.search(text) else None


def is_doubted(text: str) -> bool:
    """Whether a text turns something down, or gives a reason against it."""
    return bool(_TURNED_DOWN.search(text) or _DOUBTED.search(text))


def wish_of(text: str) -> str | None:
    """What a sentence says was decided on: 免收场地费, of 免收场地费的意见，此前已采纳; ``None`` without a decision."""
    decided = _DECIDED.search(text)
    if decided is None:
        return None
    before = text[: decided.start()]
    return _REPORT.sub("", before) or text[decided.end() :]


def is_of_reply(text: str) -> bool:
    """Whether a sentence says that an earlier reply decided so: 去年的答复已经同意…; 会议同意… does not."""
    decided = _DECIDED.search(text)
    return decided is not None and _IN_REPLY.search(text, 0, decided.start()) is not None
