"""English beside Chinese quotes, as far as its figures and names are those of the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from answer.language_model import LanguageModel
from answer.question import Language, language_of
from answer.types import Citation
from answer.writing.prompt import TRANSLATE, quotes
from answer.writing.quantities import unsupported
from answer.writing.sentences import said

_LINE: Final = re.compile(r"^\W*(?P<text>.*?\w.*?)\s*\[\^?(?P<n>\d{1,4})\^?\][.。]?\s*$", re.MULTILINE)


def translate(model: LanguageModel, citations: Iterable[Citation]) -> dict[int, str]:
    """The translations that hold, by the number of their citation; all are asked for at once.

    A translation must be English and have the figures of its quote, all of them and no others.

    :raises LanguageModelUnavailable: the model gave no whole reply.
    """
    originals = {citation.n: citation for citation in citations}
    reply = "".join(said(model.stream(TRANSLATE, quotes(originals.values(), Language.ENGLISH))))
    return {
        n: match["text"]
        for match in _LINE.finditer(reply)
        if (n := int(match["n"])) in originals and _holds(match["text"], originals[n].quote)
    }


def _holds(translation: str, quote: str) -> bool:
    return (
        language_of(translation) is Language.ENGLISH
        and not unsupported(translation, [quote])
        and not unsupported(quote, [translation])
    )
