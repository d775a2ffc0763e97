"""What an answer says about how it was written, in the language of its question."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from answer.question import Language


@dataclass(frozen=True, slots=True)
class Notices:
    """Warnings and marks in one language; names in braces are filled in by ``str.format``."""

    unverified: str
    unavailable: str
    nothing_left: str
    nothing_written: str
    struck: str
    withheld: str
    untranslated: str
    no_translation: str


NOTICES: Final = MappingProxyType(
    {
        Language.CHINESE: Notices(
            unverified="【未核实】",
            unavailable="语言模型没有给出完整的答复，以下只引原文：{error}",
            nothing_left="语言模型所写的 {count} 句话都没有通过与原文的核对，以下只引原文。",
            nothing_written="语言模型没有写出可用的内容，以下只引原文。",
            struck="语言模型所写的 {count} 句话没有通过与原文的核对，已删去。",
            withheld="引文 {quotes} 含有像是写给语言模型的指令，没有交给模型。",
            untranslated="引文 {quotes} 的译文没有通过与原文的核对，已删去。",
            no_translation="语言模型没有给出译文：{error}",
        ),
        Language.ENGLISH: Notices(
            unverified=" [unverified]",
            unavailable="The language model gave no whole reply, so the documents are only quoted: {error}",
            nothing_left="None of the {count} sentences that the language model wrote held against the documents, "
            "so these are only quoted.",
            nothing_written="The language model wrote nothing of use, so the documents are only quoted.",
            struck="{count} of the sentences that the language model wrote did not hold against the documents and were "
            "struck.",
            withheld="What {quotes} quotes reads like instructions to a language model, and was not shown to it.",
            untranslated="The translation of {quotes} did not hold against the original and was struck.",
            no_translation="The language model gave no translation: {error}",
        ),
    }
)
