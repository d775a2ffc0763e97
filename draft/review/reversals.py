"""Requests that were adopted before and are refused now, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from draft.review.items import bare
from draft.review.reply import Reply, ReplyItem
from draft.review.sources import Source, Sources
from draft.review.wording import coverage, likeness
from draft.types import Finding, Severity
from index import Index
from index.types import RequestHit
from ingest.document import Span

_ADOPTED: Final = re.compile(
    r"^(?:予以|已|拟|全部|基本)?(?:吸收)?采纳|^(?:已)?落实|正在(?:解决|推进|落实)|解决$|列入计划"
)
_REFUSED: Final = re.compile("留作参考|暂不|不予采纳|不采纳")
_SAME_REQUEST: Final = 0.6
_REQUESTS: Final = 8
_NEGATED: Final = re.compile(
    r"不(?!超过|低于|少于|高于|多于|足|断|得|同|仅|含)(?=[\u4e00-\u9fff])|未(?!来)|没有|尚无|禁止|停止|取消|暂缓|暂不"
)
_SAME_SENTENCE: Final = 0.8


def check_reversals(reply: Reply, sources: Sources, index: Index) -> Iterator[Finding]:
    """Hold each item's status against those that earlier requests like it were given."""
    for item in reply.items:
        if item.status is None:
            continue
        found = index.search_requests(bare(item.heading), top=_REQUESTS, as_of=sources.as_of).requests
        for request in found:
            finding = _reversal(item, request, sources)
            if finding is not None:
                yield finding
                break


def _reversal(item: ReplyItem, request: RequestHit, sources: Sources) -> Finding | None:
    card = next((card for card in sources.cards.values() if card.document == request.hit.document), None)
    status = _status(request)
    if card is None or status is None or item.status is None:
        return None
    heading = request.hit.heading_path[0] if request.hit.heading_path else request.hit.quote
    asked, before = bare(item.heading), bare(heading)
    if max(likeness(asked, before), min(coverage(asked, before), coverage(before, asked))) < _SAME_REQUEST:
        return None
    was_adopted, is_refused = _ADOPTED.search(status), _REFUSED.search(item.status)
    was_refused, is_adopted = _REFUSED.search(status), _ADOPTED.search(item.status)
    citation = sources.cite_span(card, Span(request.hit.start, request.hit.end))
    dated = f"{card.issued_on.year}年" if card.issued_on else "此前"
    if was_adopted and is_refused:
        message = f"{dated}对同类建议的办理状态是“{status}”，现为“{item.status}”，请说明理由或更正。"
        severity, code = Severity.ERROR, "adopted_before"
    elif was_refused and is_adopted:
        message = f"{dated}对同类建议的办理状态是“{status}”，现为“{item.status}”，请核对。"
        severity, code = Severity.NOTE, "refused_before"
    else:
        return None
    return Finding(severity, code, item.where, message, item.heading, (citation,), item.span)


def _status(request: RequestHit) -> str | None:
    """吸收采纳, from the line below the heading."""
    for answer in request.answers:
        line = answer.text.strip().splitlines()[0].strip("。 ") if answer.text.strip() else ""
        if len(line) <= 12 and (_ADOPTED.search(line) or _REFUSED.search(line) or line.startswith("部分")):
            return line
    return None


def is_turned(said: str, source: Source) -> bool:
    """Whether a sentence denies what a sentence of the same words grants, or grants what it denies."""
    if source.likeness < _SAME_SENTENCE:
        return False
    return (_NEGATED.search(said) is None) != (_NEGATED.search(source.text) is None)
