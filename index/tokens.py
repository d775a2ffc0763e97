"""Text to terms for full-text search: words, and character bigrams.

Both sides of a match are folded the same way: NFKC and lower case. Bigrams find what a segmenter splits
differently in question and passage; on real questions they rank better than words (``docs/decisions/0003``).
"""

from __future__ import annotations

import re
import unicodedata

import rjieba

_CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
_OTHER = rf"(?:(?![{_CHINESE}])[^\W_])+"
_RUN = re.compile(rf"[{_CHINESE}]+|{_OTHER}(?:[.\-]{_OTHER})*")
_CJK = re.compile(rf"[{_CHINESE}]")
_WORD = re.compile(r"\w")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """NFKC and lower case: ２０２４ and 2024, Ａ and a become the same.

    A lone surrogate, as a terminal of another encoding gives, becomes U+FFFD: the segmenter takes none.
    """
    return unicodedata.normalize("NFKC", _LONE_SURROGATE.sub("\ufffd", text)).lower()


def words(text: str) -> list[str]:
    """Words in jieba's search mode: long words and the shorter ones inside them; punctuation left out."""
    return [token for word in rjieba.cut_for_search(fold(text)) if _WORD.search(word) for token in word.split()]


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of Chinese characters; a lone character, a Latin word or a number is one term."""
    terms: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match.group()
        if len(run) > 1 and _CJK.match(run):
            terms += (run[at : at + 2] for at in range(len(run) - 1))
        else:
            terms.append(run)
    return terms
