"""Traditional characters of a question to simplified ones, which the documents are written in."""

from __future__ import annotations

from functools import cache

import opencc


def to_simplified(text: str) -> str:
    """The text in simplified characters and, where it was not, in the mainland's words: 軟體 becomes 软件.

    Text that is simplified already stays as it is.
    """
    if _converter("t2s").convert(text) == text:
        return text
    return str(_converter("tw2sp").convert(text))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)  # reads dictionaries of a megabyte: once, and only for questions
