"""English text to tokens, and the dictionary forms that a word may have. Chinese and numbers in it stay whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from index.tokens import fold

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff〇"
_ALNUM: Final = rf"[^\W_{_HAN}]"  # a letter or digit that is not Chinese
_PART: Final = re.compile(rf"(?:[0-9]+\.)?{_ALNUM}+(?:&{_ALNUM}+)*")
_TOKEN: Final = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    rf"|(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?!{_ALNUM}|[.,][0-9])"
    r"(?P<percent>\s?%|\s?per\s?cent\b)?"
    rf"|(?P<compound>{_PART.pattern}(?:[-‐–]{_PART.pattern})*)(?:['’](?:s|t|d|m|ll|re|ve)\b)?",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("ier", "y"), ("er", ""), ("er", "e"), ("iest", "y"), ("est", ""), ("est", "e"), ("ly", "")),
)
_SCALES: Final = {"ten": 10, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_ONES: Final = ("", *"一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or run of Chinese.

    :ivar word: folded; of a number the digits alone, with ``%`` where it is a percentage.
    :ivar start: the token is ``narrow(text)[start:end]``.
    """

    word: str
    start: int
    end: int
    is_number: bool = False


def narrow(text: str) -> str:
    """NFKC without lower case: what :func:`tokens` counts its offsets in."""
    return unicodedata.normalize("NFKC", text)


def tokens(text: str, is_known: Callable[[str], bool]) -> Iterator[Token]:
    """Tokens in order; punctuation and the ``'s`` of *city's* are left out.

    A hyphenated word is split where one of its parts is known, as in chip-related; RISC-V stays one name.
    """
    text = narrow(text)
    for match in _TOKEN.finditer(text):
        if match["number"]:
            yield Token(match["number"].replace(",", "") + ("%" if match["percent"] else ""), *match.span(), True)
        elif match["han"]:
            yield Token(match["han"], *match.span())
        else:
            start, end = match.span("compound")
            parts = [Token(fold(part[0]), *part.span()) for part in _PART.finditer(text, start, end)]
            if any(is_known(part.word) for part in parts):
                yield from parts
            else:
                yield Token(fold(match["compound"]), start, end)


def forms(word: str) -> tuple[str, ...]:
    """The word and what it may be inflected from, in British spelling too; most are no words at all.

    ``capped`` gives capp, cap and cappe among others: the caller keeps those it knows. Names may be short (EVs),
    verbs have three letters at least.
    """
    found = [word]
    for ending, base in _ENDINGS:
        stem = word.removesuffix(ending) + base
        if word.endswith(ending) and len(stem) >= (2 if ending == "s" else 3):
            found.append(stem)
            if not base and len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    british = [form.replace("iz", "is").replace("yz", "ys") for form in found]
    return tuple(dict.fromkeys((*found, *british)))


def quantity(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many words the quantity at the front has, and how Chinese documents write it.

    ``2 million`` and ``2000000`` are 200万, ``5`` may be 五 as in 第五条.

    :param words: the first is the ``word`` of a number token.
    """
    if words[0].endswith("%"):
        return 1, (words[0],)
    value, size = Decimal(words[0]), 1
    while size < len(words) and words[size] in _SCALES:
        value *= _SCALES[words[size]]
        size += 1
    written = [_plain(value / 10**zeros) + unit for zeros, unit in ((8, "亿"), (4, "万")) if value >= 10**zeros]
    written.append(words[0] if size == 1 else _plain(value))
    if words[0] in map(str, range(1, 100)) and size == 1:
        tens, ones = divmod(int(words[0]), 10)
        written.append((_ONES[tens] if tens > 1 else "") + ("十" if tens else "") + _ONES[ones])
    return size, tuple(written)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
