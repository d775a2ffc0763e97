"""Numbers in the forms that Word offers for lists and notes (``w:numFmt``, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from typing import Final

import cn2an

from ingest.numerals import chinese

_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)
_LEGAL: Final = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_BY_DIGIT: Final = frozenset({"ideographDigital", "taiwaneseDigital", "japaneseDigitalTen", "koreanDigital2"})
_DIGITS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
#: Forms with one character for each number, from 1 on.
_SYMBOLS: Final = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def format_number(value: int, form: str) -> str:
    """A number in one of Word's forms; decimal where the form is not known or has no sign for it."""
    if form == "none":
        return ""
    if value < 1:
        return str(value)
    if form in _SYMBOLS:
        return _SYMBOLS[form][value - 1] if value <= len(_SYMBOLS[form]) else str(value)
    if form in _CHINESE:
        return chinese(value)
    if form in _LEGAL:
        return str(cn2an.an2cn(value, "up"))
    if form in _BY_DIGIT:
        return str(value).translate(_DIGITS)
    return _western(value, form)


def _western(value: int, form: str) -> str:
    if form == "decimalZero":
        return f"{value:02}"
    if form == "numberInDash":
        return f"- {value} -"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate(_FULL_WIDTH)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    return str(value)


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    parts = []
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        parts.append(letters * count)
    return "".join(parts)
