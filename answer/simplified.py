"""Traditional characters of a question to simplified ones, which the documents are written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import opencc

_UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")
# OpenCC's own table of Taiwan's words also turns words of the mainland into others (批次 into 批量, 新增 into 添加).
_MAINLAND_WORDS: Final = {
    "软体": "软件",
    "硬体": "硬件",
    "韧体": "固件",
    "资讯": "信息",
    "网路": "网络",
    "程式": "程序",
    "资料库": "数据库",
    "伺服器": "服务器",
    "计画": "计划",
    "晶片": "芯片",
    "积体电路": "集成电路",
    "人工智慧": "人工智能",
    "智慧型": "智能",
    "云端": "云",
    "数位": "数字",
    "奈米": "纳米",
    "雷射": "激光",
    "研拟": "拟订",
}
# 投资|讯息, 管网|路由, 工程|式样 and 多数|位于 are two words each.
_OTHER_WORD: Final = re.compile(rf"(?<![投管工多少])(?:{'|'.join(_MAINLAND_WORDS)})(?![于由])")


def to_simplified(text: str) -> str:
    """The text in simplified characters and, where it was not, in the mainland's words: 軟體 becomes 软件.

    Text that is simplified already stays as it is. What has no place in a question and ends one for OpenCC becomes
    U+FFFD: a NUL, a lone surrogate as a terminal of another encoding gives.
    """
    text = _UNREADABLE.sub("\ufffd", text)
    simplified = str(_converter().convert(text))
    if simplified == text:
        return text
    return _OTHER_WORD.sub(lambda match: _MAINLAND_WORDS[match.group()], simplified)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")  # reads dictionaries of a megabyte: once, and only for questions
