"""Bytes to text: byte-order mark, strict UTF-8, then what was declared, GB18030 or Big5 by plausibility."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The most frequent characters of official Chinese, simplified and traditional. GB18030 decodes Big5 without
# complaint (and often the other way round), but into rare characters.
_FREQUENT: Final = frozenset(
    "，。、；：（）《》“”的一和在为有不人中国大发年以业市产企行政等市工作理会关法定建设要规经本对应当第条部門门於于"
    "個个日月元万萬項目項项資资金實实施新技術术區区局員员務务為與与及或其他各級级公共安全管理機机構构單单位申請请"
    "提供支持給给予標标準准時时間间報报告進进展學学生活動动高化加地方人民社會保障服務務按照符合條件上下個自以內内"
    "由並并可能三十四五二六七八九是到對所用之家主出開开後后總总計计數数據据信息網网通過过程度制部分重點点年度"
)
_CHINESE: Final = ("gb18030", "big5hkscs")
# What a page or an e-mail may call its encoding, as Python's codecs name it, and what its bytes then really are:
# GB2312 is said of text with characters that only GB18030 has, Latin-1 of text in Windows' own.
_DECLARED: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "big5hkscs"),
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "cp1252"),
    **{name: name for name in ("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "cp1251", "iso8859-15")},
}
_TEXT_CONTROLS: Final = frozenset("\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f\x85")
_MOST_CONTROLS: Final = 0.01
_MOST_REPLACED: Final = 0.02
_LEAST_PLAUSIBLE: Final = 0.2
_SAMPLE: Final = 4096


def decode(data: bytes, declared: str | None = None) -> tuple[str, bool] | None:
    """The text of ``data``, and whether bytes had to be replaced; ``None`` where the bytes are no text.

    :param declared: what the file itself calls its encoding; believed where the result reads as well as another.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return unmarked, False
    encodings = (*_known(declared), *_CHINESE)
    unicode = _strict(data, "utf-8")
    strict = [unicode] if unicode is not None else [_strict(data, encoding) for encoding in encodings]
    plausible = [text for text in strict if text is not None and looks_like_text(text)]
    if plausible:
        return max(plausible, key=_plausibility), False
    lenient = [found for encoding in ("utf-8", *encodings) if (found := _lenient(data, encoding)) is not None]
    return max(lenient, key=lambda found: _plausibility(found[0])) if lenient else None


def looks_like_text(text: str) -> bool:
    """Whether it holds hardly any control characters."""
    controls = sum(character < " " and character not in _TEXT_CONTROLS for character in text)
    return controls <= _MOST_CONTROLS * len(text)


def _known(declared: str | None) -> tuple[str, ...]:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return ()
    return (_DECLARED[name],) if name in _DECLARED else ()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> tuple[str, bool] | None:
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced > _MOST_REPLACED * len(text) or not looks_like_text(text):
        return None
    return text, replaced > 0


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes, which no other text has, and a result that reads like text."""
    if b"\0" not in data[:_SAMPLE] or len(data) % 2:
        return None
    decoded = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _strict(data, encoding)) is not None]
    best = max((text for text in decoded if looks_like_text(text)), key=_plausibility, default="")
    return best if best and _plausibility(best) >= _LEAST_PLAUSIBLE else None


def _plausibility(text: str) -> float:
    """Higher is more plausible: the share of frequent characters less that of the rarest blocks."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 1.0
    frequent = sum(character in _FREQUENT for character in foreign)
    odd = sum(
        "\ue000" <= character <= "\uf8ff" or character == "\ufffd" or character > "\uffff" for character in foreign
    )
    return (frequent - 2 * odd) / len(foreign)
