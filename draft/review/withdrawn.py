"""What a sentence turns down, where an earlier reply said that it would be done: 暂不编制目录, after 拟编制目录."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from draft.commitments.promises import find_promise
from draft.review.dispositions import Disposition, of_sentence
from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.retelling import Passage, retold
from draft.review.sources import Sources
from draft.review.wording import CLAUSE, Rarity, pairs
from draft.types import Finding, Severity
from ingest.document import DocumentKind, Span

# What is turned down stands behind these words.
_REFUSES: Final = re.compile(
    r"(?:现阶段|目前|今年|本年度|近期)?(?:暂不|先不|暂缓|不再|不予|不宜|不考虑|停止|取消|无需|没有必要|无必要)(?:单独|另行|考虑|安排)?"
)
# To look into something is to promise nothing of it.
_OPEN: Final = re.compile("研究(?!院|所)|论证|探索|评估|视情|适时|待[^，。；]{2,20}后")
# A letter that tells of the earlier answer itself turns from it knowingly.
_REPORTS: Final = re.compile("答复|回复|复函|原定|原计划|原拟|此前")
# Of what is turned down the share that the promise's clause must have, and how many pairs of characters at least.
_SAME: Final = 0.7
_FEWEST: Final = 3


def check_withdrawn(
    statement: Statement, passages: Sequence[Passage], sources: Sources, rarity: Rarity
) -> Iterator[Finding]:
    """The finding on a sentence that turns down what an earlier reply promised."""
    if _REPORTS.search(f"{statement.before}{statement.text}"):
        return
    for clause in CLAUSE.finditer(statement.text):
        refused = _REFUSES.search(clause.group())
        if refused is None:
            continue
        wish = clause.group()[refused.end() :]
        if len(pairs(wish)) < _FEWEST:
            continue
        for passage in retold(passages):
            for span, words in _promised(passage):
                if rarity.coverage(wish, words) >= _SAME:
                    message = f"与此前答复不一致：来源为“{words.strip()}”，请核对或说明理由。"
                    citations = [sources.cite_span(passage.card, span)]
                    at = Span(*clause.span())
                    yield in_statement(Severity.WARNING, "contradicts_reply", statement, message, citations, at)
                    return


def _promised(passage: Passage) -> Iterator[tuple[Span, str]]:
    """The clauses by which an earlier reply promised something, and refused nothing."""
    if passage.card.kind != DocumentKind.REPLY:
        return
    for span, text, _ in passage.sentences():
        promise = find_promise(text, passage.card.issued_on)
        if promise is None or of_sentence(text) is Disposition.TURNED_DOWN:
            continue
        for clause in CLAUSE.finditer(text, promise.span.start):
            if not _OPEN.search(clause.group()):
                yield span, clause.group()
