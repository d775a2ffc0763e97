"""Numbers and dates of a spreadsheet as they are displayed (number formats of ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

GENERAL: Final = "General"
# What the Chinese Excel and WPS mean by the numbers that are left to each language (18.8.30).
_CHINESE_BUILTIN: Final = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: "h:mm",
    35: "h:mm:ss",
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: "h:mm",
    56: "h:mm:ss",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<digit>[0#?])|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL: Final = re.compile(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]', re.DOTALL)
_SECTION: Final = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)|^(?=;)', re.DOTALL)
# General shows eleven characters, the point among them.
_GENERAL_DIGITS: Final = 10
_MOST_DECIMALS: Final = 15
_LARGEST: Final = Decimal(10) ** 20


def format_code(number: int, custom: dict[int, str]) -> str:
    """The code behind a format's number; ``General`` where the file does not define it."""
    return custom.get(number) or _CHINESE_BUILTIN.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def display(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as a format shows it; rounding, thousands, shares, units and dates in the usual forms.

    A whole date is YYYY-MM-DD unless the format writes 年. What a format cannot be followed in (fractions,
    numbers in Chinese) is shown as ``General`` would.

    :param from_1904: whether days count from 1904.
    """
    if _is_date(code):
        return _date(value, code, from_1904=from_1904)
    if code.strip() == "@":
        return _general(value)
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        return str(value)
    sections = _SECTION.findall(code) or [GENERAL]
    if exact < 0 and len(sections) > 1:
        return _number(-exact, sections[1])
    if exact == 0 and len(sections) > 2:
        return _number(exact, sections[2])
    return ("-" if exact < 0 else "") + _number(abs(exact), sections[0])


def _general(value: float) -> str:
    if float(value).is_integer():
        return str(int(value)) if abs(value) < 1e20 else str(value)
    return _plain(Decimal(f"{value:.{_GENERAL_DIGITS}g}"))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: Decimal, section: str) -> str:
    """A number that is not negative by one section of a format."""
    tokens = list(_tokens(section))
    digits = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if any(kind == "general" for kind, _ in tokens):
        return "".join(_general(float(value)) if kind == "general" else text for kind, text in tokens)
    if not digits:
        return "".join(text for _, text in tokens)
    prefix, core, suffix = tokens[: digits[0]], tokens[digits[0] : digits[-1] + 1], tokens[digits[-1] + 1 :]
    signs = "".join(text for kind, text in core + suffix if kind == "sign")
    if "E" in signs.upper() or "/" in signs:
        return _general(float(value))
    while suffix and suffix[0] == ("sign", ","):
        value, suffix = value / 1000, suffix[1:]
    if ("sign", "%") in tokens:
        value *= 100
    return "".join(text for _, text in prefix) + _digits(value, core) + "".join(text for _, text in suffix)


def _digits(value: Decimal, core: list[tuple[str, str]]) -> str:
    """The digits of a number and what stands between them."""
    point = core.index(("sign", ".")) if ("sign", ".") in core else len(core)
    whole, fraction = core[:point], core[point + 1 :]
    places = [text for kind, text in fraction if kind == "digit"][:_MOST_DECIMALS]
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    while after and places[len(after) - 1] != "0" and after.endswith("0"):
        after = after[:-1]
    least = sum(kind == "digit" and text == "0" for kind, text in whole)
    before = before.lstrip("0").zfill(least)
    if ("sign", ",") in whole:
        head = f"{int(before):,}" if before else ""
        before = head if len(before) == len(head.replace(",", "")) else before
    elif any(kind == "literal" for kind, _ in whole):
        before = _interleaved(before, whole)
    return before + ("." + after if after else "")


def _interleaved(digits: str, places: list[tuple[str, str]]) -> str:
    """000-0000: digits fill their places from the right, the first place takes what is left."""
    out: list[str] = []
    first = next(at for at, (kind, _) in enumerate(places) if kind == "digit")
    for at in range(len(places) - 1, -1, -1):
        kind, text = places[at]
        if kind != "digit":
            out.append(text)
        elif at == first:
            out.append(digits)
        else:
            out.append(digits[-1:])
            digits = digits[:-1]
    return "".join(reversed(out))


def _tokens(section: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(section):
        if match["bracket"] is not None:
            currency = re.match(r"\$([^-\]]*)", match["bracket"])
            if currency and currency[1]:
                yield "literal", currency[1]
        elif match["quoted"] is not None:
            yield "literal", match["quoted"]
        elif match["escaped"] is not None:
            yield "literal", match["escaped"]
        elif match["general"]:
            yield "general", match["general"]
        elif match["digit"]:
            yield "digit", match["digit"]
        elif match["sign"]:
            yield "sign", match["sign"]


def _is_date(code: str) -> bool:
    first = code.split(";", maxsplit=1)[0]
    if _ELAPSED.search(first):
        return True
    bare = re.sub("General|G/通用格式", "", _LITERAL.sub("", first), flags=re.IGNORECASE)
    return re.search("[ymdhs]", bare, re.IGNORECASE) is not None and not re.search("[0#?]", bare.replace(".0", ""))


def _date(value: float, code: str, *, from_1904: bool) -> str:
    if _ELAPSED.search(code):
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    try:
        moment = from_excel(value, MAC_EPOCH if from_1904 else WINDOWS_EPOCH)
    except (OverflowError, ValueError):
        return _general(value)
    if moment is None or isinstance(moment, timedelta):
        return _general(value)
    letters = set(_LITERAL.sub("", code).lower())
    if not isinstance(moment, datetime):
        # Less than a day: a time alone.
        return f"{moment:%H:%M:%S}" if "s" in letters else f"{moment:%H:%M}"
    day = _day(moment, letters, chinese="年" in code or "月" in code)
    # Programs that export tables write every date as a moment, at midnight.
    if "h" not in letters or not (moment.hour or moment.minute or moment.second):
        return day or f"{moment:%H:%M}"
    return f"{day} {moment:%H:%M:%S}" if "s" in letters else f"{day} {moment:%H:%M}".strip()


def _day(moment: datetime, letters: set[str], *, chinese: bool) -> str:
    year, month, day = (
        "y" in letters,
        "m" in letters and bool(letters & {"y", "d"} or "h" not in letters),
        "d" in letters,
    )
    if chinese:
        parts = ((year, f"{moment.year}年"), (month, f"{moment.month}月"), (day, f"{moment.day}日"))
        return "".join(text for shown, text in parts if shown)
    parts = ((year, f"{moment.year:04}"), (month, f"{moment.month:02}"), (day, f"{moment.day:02}"))
    return "-".join(text for shown, text in parts if shown)
