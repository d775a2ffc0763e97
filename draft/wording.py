"""Fixed words of letters, and small pieces of official Chinese."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from answer.types import Citation
from draft.types import Sentence
from ingest.headings import find_marker

#: The body that a proposal was put to, and what its members are called.
MEMBERS: Final = {"政协": "委员", "人大": "代表"}
KINDS: Final = {"政协": "提案", "人大": "建议"}
_ARTICLE: Final = re.compile(r"^第[一二三四五六七八九十百零\d]+条[\s　]*")
_INNER_BLANK: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


def gap(what: str) -> str:
    """What stands where something is to be filled in."""
    return f"【待补充：{what}】"


def gap_sentence(what: str, *citations: Citation) -> Sentence:
    """A gap as a sentence of its own.

    :param citations: what shows that something is to be filled in here.
    """
    return Sentence(gap(what), citations, gap=True)


def chinese_date(day: date) -> str:
    """2025年3月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def called(citation: Citation) -> str:
    """《title》（number）, the name by which a letter cites a document."""
    title = citation.title or citation.document
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return (title if title.startswith("《") else f"《{title}》") + number


def clause_of(quote: str) -> str:
    """A quoted sentence as the clause of another: on one line, without its number and heading, ended by a full stop."""
    text = _INNER_BLANK.sub("", " ".join(quote.replace("\t", "，").split()))
    marker = find_marker(text)
    text = _ARTICLE.sub("", text[marker.end :] if marker else text)
    return text.rstrip("。；;，, ") + "。"
