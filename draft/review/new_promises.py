"""Promises of a letter that nothing in the index backs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from draft.commitments.promises import Firmness, Promise, find_promise, without_state
from draft.review.cells import quantities_of
from draft.review.dispositions import is_doubted
from draft.review.finding import in_statement
from draft.review.quantities import quantities
from draft.review.reply import Statement
from draft.review.retelling import Passage, retold
from draft.review.sources import Source, Sources
from draft.review.wording import coverage
from draft.types import Finding, Severity
from index.types import DocumentCard
from ingest.document import DocumentKind, Span
from ingest.figures import FigureKind

_BACKED: Final = 0.55
# Of a sentence with its heading the share that a passage must have which promises the same by the same day.
_RETOLD: Final = 0.45
_SEVERITY: Final = {
    Firmness.DATED: Severity.ERROR,
    Firmness.DEFINITE: Severity.WARNING,
    Firmness.VAGUE: Severity.NOTE,
}
# Manners of doing more of the same.
_SOFT: Final = re.compile(
    r"继续|进一步|积极|密切|不断|持续|认真|切实|着力|深入|加强|加大|强化|充分|逐步|推动|促进|严格|坚持|做好|做优|做实|配合"
    r"|支持|鼓励|引导|督促|优化|完善|提升|关注|跟踪|研究|统筹|协调"
)
_CONTINUED: Final = re.compile(r"(?:下一步|今后|接下来)?(?:我局|我市)?将?继续")
_CLAUSE: Final = re.compile("[，；。]")
# What is there afterwards, or is not: somebody will ask for it, however softly it was put.
_TO_HOLD_TO: Final = re.compile(
    r"出台|印发|制定|起草|编制|修订|建成|建立(?!健全)|新建|设立|设置|增设|成立|组建|开通|开设|上线|投入使用|举办|开展试点|试点"
    r"|纳入|列入|提高[^，。；质水能效]{0,12}(?:标准|比例|额度|上限|补)|扩大[^，。；]{0,8}(?:范围|覆盖|规模)|降低|减免|免[费收除]"
    r"|发放|拨付|给予|补贴|补助|奖励|配备|派驻|选派|聘请|台账|清单|目录|方案|办法|机制(?!作用)|“|《|\d"
)
# 年底前全市覆盖的目标，现有文件没有安排: what somebody wishes, told with its refusal.
_WISHED: Final = re.compile("(?:的|这一?项?)(?:目标|要求|意见|建议|提议|诉求|设想|期限|时限|时间表|指标)[，：]?")
_ASKED: Final = re.compile("您|你们|贵单位|提案|建议中")
# 上次答复预计…, 按照海工信函〔2025〕93号，办法预计…, 拟明年开设是上次答复的安排: what was promised then.
_REPLY: Final = r"(?:答复|回复|复函|函〔\d{4}〕\d+号)"
_PROMISED_BEFORE: Final = re.compile(rf"{_REPLY}[^，。；]{{0,10}}$|^(?:按照?|根据|依据|据)[^。；]{{0,12}}{_REPLY}")
_AS_PROMISED: Final = re.compile(rf"[是为系][^，。；]{{0,8}}{_REPLY}")


def check_promise(
    statement: Statement, near: Sequence[Source], passages: Sequence[Passage], sources: Sources, said_on: date
) -> Iterator[Finding]:
    """The findings on the promise that a sentence makes, if it makes one.

    :param passages: what the sentence may retell.
    :param said_on: the letter's day, from which 年底 is reckoned.
    """
    promise = find_promise(statement.text, said_on)
    if promise is None or _ASKED.match(statement.text):
        return
    words = statement.text[promise.span.start : promise.span.end]
    if _is_refused(words):
        return
    backing = [(source.card, source.span) for source in near if _backs(statement.text, words, promise, source)]
    backing = backing or [*_retold(statement.text, promise, passages)]
    if not backing and promise.firmness is Firmness.VAGUE and _is_courtesy(words):
        return
    if not backing:
        nearest = [sources.cite(source) for source in near[:1]]
        message = "新的承诺，知识库中没有依据，须经审批确认。"
        severity = _SEVERITY[promise.firmness]
        yield in_statement(severity, "promise_without_source", statement, message, nearest, promise.span)
    elif promise.due is not None and promise.due.on < sources.as_of and not _is_schedule(backing):
        message = f"承诺的期限{promise.due.on.isoformat()}已过，请说明进展。"
        severity = Severity.NOTE if _is_reported(statement.text, promise) else Severity.ERROR
        citations = [sources.cite_span(*backing[0])]
        yield in_statement(severity, "promise_overdue", statement, message, citations, promise.due.span)


def _is_courtesy(words: str) -> bool:
    """Whether words promise nothing that anybody could ask after: 将继续做好政策宣传, 将认真研究."""
    said = without_state(words)
    return _SOFT.search(said) is not None and not any(
        _TO_HOLD_TO.search(clause) and not _CONTINUED.match(clause) for clause in _CLAUSE.split(said)
    )


def _is_refused(words: str) -> bool:
    """Whether what sounds like a promise is a wish that is turned down, or has nothing to lean on."""
    wish = _WISHED.search(words)
    return wish is not None and find_promise(words[wish.end() :], None) is None and is_doubted(words[wish.end() :])


def _is_schedule(backing: Sequence[tuple[DocumentCard, Span]]) -> bool:
    """The days of a notice (11月14日前完成审核) are its procedure's, and nobody's promise."""
    return all(card.kind == DocumentKind.NOTICE for card, _ in backing)


def _is_reported(sentence: str, promise: Promise) -> bool:
    """Whether a sentence says itself that an earlier reply made the promise."""
    is_before = _PROMISED_BEFORE.search(sentence[: promise.span.start]) is not None
    return is_before or _AS_PROMISED.search(sentence, promise.span.start) is not None


def _retold(sentence: str, promise: Promise, passages: Sequence[Passage]) -> Iterator[tuple[DocumentCard, Span]]:
    """Where what a sentence retells in words of its own promises by the same day, and has its figures.

    The day is reckoned as of then: what had to be done by last year's end is no promise any more.
    """
    figures = [each for each in quantities(sentence[promise.span.start :]) if each.kind is not FigureKind.DATE]
    for passage in retold(passages):
        ours = find_promise(sentence, passage.card.issued_on)
        if passage.coverage < _RETOLD or ours is None or ours.due is None:
            continue
        held = [each for _, text, _ in passage.sentences() for each in quantities_of(passage.chunk, text)]
        if not all(any(each.is_same(other) for other in held) for each in figures):
            continue
        for span, text, _ in passage.sentences():
            theirs = find_promise(text, passage.card.issued_on)
            if theirs is not None and theirs.due is not None and theirs.due.on == ours.due.on:
                yield passage.card, span


def _backs(sentence: str, words: str, promise: Promise, source: Source) -> bool:
    """Whether a source promises, or rules, the same by the same day."""
    if max(coverage(words, source.around), source.likeness) < _BACKED:
        return False
    if promise.firmness is Firmness.VAGUE or promise.due is None:
        return max(coverage(words, source.text), coverage(sentence, source.text)) >= _BACKED
    theirs = find_promise(source.text, source.card.issued_on)
    same_day = theirs is not None and theirs.due is not None and theirs.due.on == promise.due.on
    said = re.sub(r"\s", "", sentence[promise.due.span.start : promise.due.span.end])
    return same_day or said in re.sub(r"\s", "", source.around)
