"""Whether the text layer of a PDF page can be what the page shows."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.characters import repair

#: Fewer characters prove nothing.
FEWEST: Final = 20
_MOST_BAD: Final = 0.02
_MOST_LATIN_1: Final = 0.3
_FEWEST_HAN: Final = 200
_FEWEST_USUAL: Final = 0.03
_MOST_KANA: Final = 0.05

_RADICALS: Final = re.compile("[\u2e80-\u2fdf]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Bullets from symbol fonts have no other code.
_BULLET: Final = re.compile(rf"^[ \t]*{_PRIVATE.pattern}", re.MULTILINE)
_REPLACED: Final = re.compile("[\ufffd\ufffe\uffff\u0000-\u0008\u000e-\u001b\u007f]")
# The upper half of Latin-1, where GBK and Big5 read one byte at a time come to stand.
_LATIN_1: Final = re.compile("[\u0080-\u00ff]")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
# Among the most frequent characters of modern Chinese, with their traditional forms; real text has a third of them.
_USUAL: Final = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还"
    "发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工"
    "己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山"
    "五太水万市场企补请位金项支县省级规据办应按管合制通资申理員為個這國時來會對後發經動長產業場請項規據辦應資"
)


def why_unusable(text: str) -> str | None:
    """Why a page's text layer cannot be trusted, in words for a warning; ``None`` for a sound or a very short one.

    Radicals that stand for whole characters are no fault: they are repaired one for one.
    """
    visible = re.sub(r"\s", "", _BULLET.sub("", repair(text)))
    if len(visible) < FEWEST:
        return None
    for what, pattern in (
        ("replacement or control characters", _REPLACED),
        ("characters of private use", _PRIVATE),
        ("radicals instead of characters", _RADICALS),
    ):
        if len(pattern.findall(visible)) > _MOST_BAD * len(visible):
            return what
    if not has_letters(visible):
        return "figures and signs only"
    if len(_LATIN_1.findall(visible)) > _MOST_LATIN_1 * len(visible):
        return "letters with accents where other characters are expected"
    if _is_improbable_chinese(visible):
        return "Chinese characters that do not occur together"
    return None


def has_letters(text: str) -> bool:
    """Whether anything but figures, signs and blanks is there; Chinese characters are letters."""
    return _LETTER.search(text) is not None


def _is_improbable_chinese(visible: str) -> bool:
    """Chinese without its most frequent characters: codes of glyphs taken for characters."""
    han = _HAN.findall(visible)
    if len(han) < _FEWEST_HAN or len(_KANA.findall(visible)) > _MOST_KANA * len(visible):
        return False
    usual = sum(unicodedata.normalize("NFC", character) in _USUAL for character in han)
    return usual < _FEWEST_USUAL * len(han)
