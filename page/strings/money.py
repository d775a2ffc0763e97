"""Sums of money as each language counts them."""

from collections.abc import Mapping
from typing import Final

_SCALES: Final[Mapping[str, tuple[tuple[int, str], ...]]] = {
    "zh-CN": ((100_000_000, "亿元"), (10_000, "万元"), (1, "元")),
    "en": ((1_000_000, " million yuan"), (1, " yuan")),
}


def money(value: float, language: str) -> str:
    """A sum in 元, in the largest unit that it reaches.

    :param language: as of ``Strings``.
    """
    scale, unit = next((each for each in _SCALES[language] if value >= each[0]), _SCALES[language][-1])
    number = round(value / scale, 4)
    return f"{number:,.10g}{unit}" if language == "en" else f"{number:.10g}{unit}"
