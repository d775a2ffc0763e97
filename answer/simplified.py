"""Traditional characters of a question to simplified ones, which the documents are written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import opencc

_UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")


def to_simplified(text: str) -> str:
    """The text in simplified characters and, where it was not, in the mainland's words: 軟體 becomes 软件.

    Text that is simplified already stays as it is. What has no place in a question and ends one for OpenCC becomes
    U+FFFD: a NUL, a lone surrogate as a terminal of another encoding gives.
    """
    text = _UNREADABLE.sub("\ufffd", text)
    if _converter("t2s").convert(text) == text:
        return text
    return str(_converter("tw2sp").convert(text))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)  # reads dictionaries of a megabyte: once, and only for questions
