"""A question as the answerer sees it: its language, what it asks for, and the words that carry its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import rjieba

from answer.glossary import Glossary
from index.tokens import fold


class Language(StrEnum):
    """The language that the answer is framed in."""

    CHINESE = "zh"
    ENGLISH = "en"


class Wanted(StrEnum):
    """The kind of thing that would answer."""

    AMOUNT = "amount"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning.

    :ivar text: as asked, folded.
    :ivar alternatives: any of these in a document supports the word; for Chinese only the word itself.
    """

    text: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    :ivar lexical_text: what full-text search is asked: for English also the Chinese words that may be meant.
    :ivar lists: whether it asks for several things.
    """

    text: str
    language: Language
    wanted: Wanted
    lists: bool
    terms: tuple[Term, ...]
    lexical_text: str


_CHINESE = re.compile(r"[\u3400-\u9fff]")
_AMOUNT = re.compile(
    r"多少(?:钱|资金|元|万|亿|补|奖|个|家|项|次|人|户|台|座|条|平方)?|几(?:个|家|项|成|万|亿|元)|金额|额度|上限|下限|比例|标准是|占比"
    r"|\bhow (?:much|many)\b|\bamount|\bmaximum\b|\bminimum\b|\bcap\b|\bceiling\b|\bratio\b|\bpercent"
)
_DATE = re.compile(
    r"什么时候|何时|几月|哪(?:一)?[天年月日]|时间|日期|期限|截止|多久|多长|有效期|到期|\bwhen\b|\bdeadline|\bdate\b|\bhow long\b|\bexpire"
)
_LIST = re.compile(
    r"哪些|有什么|什么(?:支持|政策|措施|条件|要求|材料|补|奖)|哪几|几方面|包括|条件|材料|\bwhich\b|\bwhat (?:\w+ )?(?:supports?|polic|measures|conditions|requirements|documents|materials)"
)
_SILENT_TAGS = frozenset({"r", "u", "ud", "ug", "uj", "ul", "uv", "uz", "p", "c", "d", "y", "x", "e", "f", "m", "q", "zg", "o", "k", "h", "t"})
_SILENT_WORDS = frozenset(
    "有 是 可以 能 能够 会 要 需要 应 应当 进行 得到 给 请问 请 告诉 想 知道 属于 包括 具有 存在 做 来 去 到 让 说 看 对 "
    "钱 最高 最低 最多 最少 上限 下限 金额 额度 时间 时候 日期 比例 标准 情况 方面 内容 具体 相关 有关 主要 目前 现在 全市 我市 本市 市 "
    "问 问题 怎么 怎样 如何 什么 多少 哪些 哪个 哪 几 谁 为什么 是否 能否 可否 大 小 多 少 新 好 个 家 项 次 人".split()
)
_MEANING_TAGS = frozenset({"m", "t", "d", "f", "q"})
_NUMBERED = re.compile(r"^(?=.*\d)(?=.*[a-z])[a-z0-9.\-+]+$|^\d{3,}$")


def read_question(text: str, glossary: Glossary) -> Question:
    """Read a question in Chinese or English."""
    folded = fold(text)
    chinese = bool(_CHINESE.search(folded))
    terms = _chinese_terms(folded) if chinese else _english_terms(folded, glossary)
    lexical = text if chinese else " ".join([text, *(word for term in terms for word in term.alternatives)])
    return Question(
        text=text,
        language=Language.CHINESE if chinese else Language.ENGLISH,
        wanted=_wanted(folded),
        lists=bool(_LIST.search(folded)),
        terms=terms,
        lexical_text=lexical,
    )


def _wanted(folded: str) -> Wanted:
    if _AMOUNT.search(folded):
        return Wanted.AMOUNT
    return Wanted.DATE if _DATE.search(folded) else Wanted.OTHER


def _chinese_terms(folded: str) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for word, tag in rjieba.tag(folded):
        if _carries_meaning(word, tag):
            found.setdefault(word, Term(word, (word,)))
    return tuple(found.values())


def _carries_meaning(word: str, tag: str) -> bool:
    word = word.strip()
    if not word or word in _SILENT_WORDS:
        return False
    if tag not in _SILENT_TAGS:
        return True
    return tag in _MEANING_TAGS and (bool(_NUMBERED.match(word)) or (len(word) > 1 and tag == "d"))


def _english_terms(folded: str, glossary: Glossary) -> tuple[Term, ...]:
    return tuple(Term(concept.text, concept.alternatives) for concept in glossary.concepts(folded))
