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
    r"|难以实施|留作参考|不设"
)
_TAKEN_UP: Final = re.compile("采纳|同意|赞[成同]|具备|设立|开通|支持|推出|新[建办增]|决定|给予|规定|吸收")


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
    """Of a sentence; ``None`` where it does neither."""
    if _TURNED_DOWN.search(text):
        return Disposition.TURNED_DOWN
    return Disposition.TAKEN_UP if _TAKEN_UP.search(text) else None
