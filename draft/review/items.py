"""Whether the letter answers every suggestion, each with an item of its own or together with others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from draft.review.reply import Reply, ReplyItem, bare
from draft.review.wording import coverage, likeness
from draft.types import Finding, Form, Proposal, Severity, Suggestion
from index import Index

# A pair whose sum of meaning (standardised cosine) and words is below it does not belong together.
_LEAST: Final = 0.3
_SURELY: Final = 0.6


def check_items(reply: Reply, proposal: Proposal | None, index: Index) -> Iterator[Finding]:
    """Items that are missing, misnumbered, empty or without a status."""
    yield from _numbering(reply)
    for item in reply.items:
        if reply.form is Form.REPLY and item.status is None:
            message = "没有写明办理状态（吸收采纳、列入计划、留作参考等）。"
            yield Finding(Severity.NOTE, "no_handling_status", item.where, message, item.heading, (), item.span)
        if not item.answer.strip():
            message = "这一项没有答复内容。"
            yield Finding(Severity.ERROR, "empty_item", item.where, message, item.heading, (), item.span)
    if proposal is not None:
        for suggestion in _unanswered(reply, proposal.suggestions, index):
            yield Finding(
                Severity.ERROR,
                "suggestion_unanswered",
                f"建议{suggestion.n}",
                f"提案第{suggestion.n}条建议没有对应的答复：{suggestion.subject or suggestion.text[:40]}",
            )


def _numbering(reply: Reply) -> Iterator[Finding]:
    numbered = [item for item in reply.items if item.number is not None]
    expected = [(None, 1)] + [(before, (before.number or 0) + 1) for before in numbered]
    for (before, number), item in zip(expected, numbered, strict=False):
        if item.number != number:
            after = f"在“{before.heading}”之后" if before else "第一项"
            message = f"序号不连续：{after}应为第{number}项，可能缺项。"
            yield Finding(Severity.ERROR, "items_misnumbered", item.where, message, item.heading, (), item.span)
    for first, second in pairwise(reply.items):
        if first.heading and likeness(bare(first.heading), bare(second.heading)) > 0.95:
            yield Finding(
                Severity.WARNING, "item_twice", second.where, "与上一项标题相同。", second.heading, (), second.span
            )


def _unanswered(reply: Reply, suggestions: Sequence[Suggestion], index: Index) -> Iterator[Suggestion]:
    if not suggestions:
        return
    if not reply.items:
        if len(suggestions) > 1:
            yield from suggestions
        return
    fit = _fit(reply.items, suggestions, index)
    rows, columns = linear_sum_assignment(-fit)
    paired = {int(row) for row, column in zip(rows, columns, strict=True) if fit[row, column] >= _LEAST}
    for row, suggestion in enumerate(suggestions):
        # Two suggestions may be answered under one heading.
        if row not in paired and fit[row].max() < _SURELY:
            yield suggestion


def _fit(items: Sequence[ReplyItem], suggestions: Sequence[Suggestion], index: Index) -> NDArray[np.float64]:
    """How well each item answers each suggestion, shape ``[suggestions, items]``, higher is better."""
    asked = [bare(suggestion.subject) or suggestion.text for suggestion in suggestions]
    answered = [bare(item.heading) for item in items]
    vectors = index.embed_queries([*asked, *answered])
    cosines = vectors[: len(asked)] @ vectors[len(asked) :].T
    words = np.array(
        [
            [
                max(
                    likeness(subject, heading),
                    coverage(heading, suggestion.text),
                    0.8 * coverage(subject, f"{heading}\n{item.answer[:400]}"),
                )
                for heading, item in zip(answered, items, strict=True)
            ]
            for subject, suggestion in zip(asked, suggestions, strict=True)
        ]
    )
    spread = max(float(cosines.std()), 0.02)
    fit: NDArray[np.float64] = words + 0.15 * (cosines - cosines.mean()) / spread
    return fit
