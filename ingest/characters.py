"""Single characters: repair one for one, blanks, widths on paper."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Radicals that browsers print into PDFs instead of the characters that look the same. The first block has
# compatibility mappings in Unicode; the second (the supplement) has none but in EquivalentUnifiedIdeograph.txt.
_SUPPLEMENT: Final = dict(
    zip(
        "⺁⺄⺅⺆⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙亻冂刂卜小小兀尣尢巳幺彑彐忄扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋示礻竹糹纟罓罒羊羊羋耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_KANGXI: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Canonical equivalents (NFC does the same): only those that stay one character.
_COMPATIBILITY: Final = {
    chr(code): unicodedata.normalize("NFC", chr(code))
    for code in range(0xF900, 0xFADA)
    if len(unicodedata.normalize("NFC", chr(code))) == 1
}
_SPACES: Final = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "
)
# A surrogate alone is no character: it could be neither stored as UTF-8 nor shown.
_SURROGATES: Final = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
_REPAIRS: Final = str.maketrans(_SUPPLEMENT | _KANGXI | _COMPATIBILITY | _SPACES | _SURROGATES)

# Ambiguous in UAX #11, but as wide as a Chinese character in Chinese text.
_WIDE_PUNCTUATION: Final = "“”‘’—…·×①②③④⑤⑥⑦⑧⑨⑩"
CJK: Final = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\U00020000-\U0003ffff"
_CJK_CHARACTER: Final = re.compile(f"[{CJK}]")
_INVISIBLE: Final = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff")


def repair(text: str) -> str:
    """Replace radicals by the characters they stand for, and the like; the length never changes.

    NFKC on the whole text would turn （） into () and ① into 1, so it is confined to two blocks.
    """
    return text.translate(_REPAIRS)


@lru_cache(maxsize=1 << 14)  # asked of every character, several times
def is_blank(character: str) -> bool:
    """Whether nothing is seen where it stands: white space, control and zero-width characters."""
    return character.isspace() or character in _INVISIBLE or unicodedata.category(character) == "Cc"


def is_cjk(character: str) -> bool:
    """Whether it is a Chinese character or full-width punctuation."""
    return _CJK_CHARACTER.match(character) is not None


def width(text: str) -> float:
    """The width on paper in Chinese characters: 1 for those, ½ for Latin letters and digits."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" or c in _WIDE_PUNCTUATION else 0.5 for c in text)
