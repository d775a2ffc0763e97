"""Which body a sentence says does something, where an earlier document says that another one does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.retelling import Passage
from draft.review.sources import Sources
from draft.review.wording import CLAUSE, Rarity
from draft.types import Finding, Severity
from ingest.document import Span

_AUTHORITIES: Final = "局|委员会|委(?![员托])|办公室|厅"
# Who acts may be a centre, too, or a firm of the city's.
_CENTRES: Final = "中心|研究院|集团|公司|支队|总队|协会|联合会"


def _named(ends: str) -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:(?![的由在对为是与和及])[\u4e00-\u9fff]){2,3}(?=[市省]))?"
        r"(?<![全我本各该城])[市省](?![级内外区场域民直属])"
        rf"(?P<core>(?:(?![的由在对为是有以将与把向被等了可已我])[\u4e00-\u9fff]){{2,12}}?)(?:{ends})"
    )


#: An authority. 全市, 我市 and 市场 open no name; what is no part of a name parts it from others: 补贴由市财政在….
AUTHORITY: Final = _named(_AUTHORITIES)
_ACTOR: Final = _named(f"{_AUTHORITIES}|{_CENTRES}")
# Shares of the two clauses, without the names, that each must have of the other for both to tell of one thing.
_SAME_ACT: Final = 0.6
# A passage that holds less of the sentence and its heading is not what it retells.
_RETOLD: Final = 0.5
# 由…负责 is said of everything.
_SHORTEST_ACT: Final = 6


@dataclass(frozen=True, slots=True)
class _Act:
    """A clause that names one body.

    :ivar name: the body, at ``span`` of the sentence.
    :ivar core: its name without place and 局 or 中心.
    :ivar words: the clause without the name.
    """

    name: str
    span: Span
    core: str
    words: str


def check_actors(
    statement: Statement, passages: Sequence[Passage], sources: Sources, rarity: Rarity
) -> Iterator[Finding]:
    """Hold who a sentence says does something against the sentences on the same act in what it retells."""
    retold = [
        (theirs, passage, span)
        for passage in passages
        if passage.coverage >= _RETOLD
        for span, text, _ in passage.sentences()
        for theirs in _acts(text)
    ]
    for act in _acts(statement.text):
        same = [each for each in retold if _is_same_act(act, each[0], rarity)]
        if not same or any(is_same_authority(act.core, theirs.core) for theirs, _, _ in same):
            continue
        theirs, passage, span = same[0]
        if any(is_same_authority(theirs.core, named["core"]) for named in _ACTOR.finditer(statement.text)):
            continue  # 市财政局会同市科技局…: both are named, in other clauses
        message = f"单位与来源不一致：文中为{act.name}，来源为{theirs.name}。"
        citations = [sources.cite_span(passage.card, span)]
        yield in_statement(Severity.WARNING, "actor_differs", statement, message, citations, act.span)


def is_same_authority(first: str, second: str) -> bool:
    """Whether one name may be short for the other: 发展改革 for 发展和改革, 科技 for 科学技术."""
    short, full = sorted((first, second), key=len)
    characters = iter(full)
    return all(character in characters for character in short)


def _acts(text: str) -> Iterator[_Act]:
    for clause in CLAUSE.finditer(text):
        named = list(_ACTOR.finditer(text, *clause.span()))
        if len(named) != 1:
            continue
        [match] = named
        words = text[clause.start() : match.start()] + text[match.end() : clause.end()]
        if len(words) >= _SHORTEST_ACT:
            yield _Act(match.group(), Span(*match.span()), match["core"], words)


def _is_same_act(said: _Act, known: _Act, rarity: Rarity) -> bool:
    return min(rarity.coverage(said.words, known.words), rarity.coverage(known.words, said.words)) >= _SAME_ACT
