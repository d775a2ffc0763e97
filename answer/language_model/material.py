"""How document text is set before a model: numbered, delimited, and unable to pass for anything but text."""

from __future__ import annotations

import re
from typing import Final

#: One piece of evidence as :func:`evidence` writes it.
EVIDENCE: Final = re.compile(
    r'<evidence n="(?P<n>\d+)">\n(?:<about>(?P<about>.*)</about>\n)?<quote>(?P<quote>.*)</quote>\n</evidence>'
)

_ADDRESSES_A_MODEL: Final = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要理会|不要遵守)[^。！？\n]{0,12}(?:指令|指示|提示词?|要求|规则|设定|命令|(?:上|前)[文面述]|以上)"
    r"|(?:系统|开发者)指令|提示词|(?:你|您)(?:现在|必须|应当|只能|需要|要)?[^。！？\n]{0,4}(?:是|扮演|作为)[^。！？\n]{0,12}(?:助手|模型|机器人|AI)"
    r"|(?:大|语言)模型[^。！？\n]{0,8}(?:请|须|必须|应当?)[^。！？\n]{0,8}(?:回答|输出|写)|(?:直接|务必|一律)(?:回答|输出)"
    r"|\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|rules?|above|previous|prior)\b"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:an?|the) [^.!?\n]{0,20}(?:assistant|model|bot|AI)\b"
    r"|<\s*/?\s*(?:system|assistant|user|evidence|quote|think)\b|<\|im_|\[/?INST\]",
    re.IGNORECASE,
)


def evidence(n: int, about: str, quote: str) -> str:
    """A numbered quote with what is known of its document."""
    return f'<evidence n="{n}">\n<about>{as_text(about)}</about>\n<quote>{as_text(quote)}</quote>\n</evidence>'


def as_text(text: str) -> str:
    """Text on one line that holds no tag and no marker: ``[^9]`` becomes ``［^9］``, ``<`` becomes ``＜``."""
    text = re.sub(r"\[(\^?\d+\^?)\]", r"［\1］", " ".join(text.split()))
    return text.replace("[^", "［^").replace("<", "＜").replace(">", "＞")


def addresses_a_model(text: str) -> bool:
    """Whether a document's text speaks to a language model instead of a reader: 忽略以上所有指令."""
    return _ADDRESSES_A_MODEL.search(text) is not None
