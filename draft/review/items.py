"""Whether the letter answers every suggestion, each with an item of its own or together with others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from draft.review.half_answers import check_half_answers
from draft.review.paragraphs import Answering, answering
from draft.review.reply import Reply, ReplyItem, bare
from draft.review.wording import Rarity, coverage, likeness
from draft.types import Finding, Form, Proposal, Severity, Suggestion
from index import Index
from ingest.sentences import split_sentences

# A pair whose sum of meaning (standardised cosine) and words is below it does not belong together.
_LEAST: Final = 0.3
_SURELY: Final = 0.6
# The same where the item's heading names several matters: 关于班车和停车场的建议.
_SURELY_OF_SEVERAL: Final = 0.5
_SEVERAL: Final = re.compile("[和与及、]")
# The same for a paragraph; set on the sample's replies with their headings shortened or taken away.
_LEAST_OF_PARAGRAPH: Final = 0.25
_SURELY_OF_PARAGRAPH: Final = 0.75
# The part of a paragraph's first words that the suggestion has counts this much.
_HEADLINE: Final = 0.6


def check_items(reply: Reply, proposal: Proposal | None, index: Index, rarity: Rarity) -> Iterator[Finding]:
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
        unanswered = [*_unanswered(reply, proposal.suggestions, index, rarity)]
        answered = [each for each in proposal.suggestions if each not in unanswered]
        yield from check_half_answers(reply, proposal, answered, rarity)
        for suggestion in unanswered:
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


def _unanswered(reply: Reply, suggestions: Sequence[Suggestion], index: Index, rarity: Rarity) -> Iterator[Suggestion]:
    if not suggestions or (len(suggestions) == 1 and not reply.items):
        return
    fit = _fit(reply.items, suggestions, index) if reply.items else None
    surely = np.array([_SURELY_OF_SEVERAL if _SEVERAL.search(bare(item.heading)) else _SURELY for item in reply.items])
    answered = _answered(fit, _LEAST, surely) if fit is not None else frozenset[int]()
    if len(answered) < len(suggestions) and reply.paragraphs:
        paragraphs = _as_many(reply, suggestions)
        fit = _fit_of_paragraphs(paragraphs, suggestions, index, rarity)
        answered |= _answered(fit, _LEAST_OF_PARAGRAPH, _SURELY_OF_PARAGRAPH)
        answered |= {n - 1 for paragraph in paragraphs for n in paragraph.named}
    for row, suggestion in enumerate(suggestions):
        if row not in answered:
            yield suggestion


def _answered(fit: NDArray[np.float64], least: float, surely: float | NDArray[np.float64]) -> frozenset[int]:
    """The rows that have a partner of their own, or fit another one's well: two may be answered under one heading."""
    rows, columns = linear_sum_assignment(-fit)
    paired = {int(row) for row, column in zip(rows, columns, strict=True) if fit[row, column] >= least}
    return frozenset(paired | {row for row in range(len(fit)) if (fit[row] >= surely).any()})


def _as_many(reply: Reply, suggestions: Sequence[Suggestion]) -> Sequence[Answering]:
    """The paragraphs, or their sentences where one paragraph must answer several suggestions."""
    if len(reply.items) + len(reply.paragraphs) >= len(suggestions):
        return reply.paragraphs
    sentences = (
        answering(reply.text, [span])
        for each in reply.paragraphs
        for span in split_sentences(reply.text, each.span.start, each.span.end)
    )
    return tuple(sentences)


def _fit_of_paragraphs(
    paragraphs: Sequence[Answering], suggestions: Sequence[Suggestion], index: Index, rarity: Rarity
) -> NDArray[np.float64]:
    """As ``_fit``, for paragraphs: by all their words, by their first words, and by the nearest of their sentences."""
    asked = [bare(suggestion.subject) or suggestion.text for suggestion in suggestions]
    parts = [(each.headline or each.text, each.text, *each.sentences) for each in paragraphs]
    vectors = index.embed_queries([*asked, *(text for part in parts for text in part)])
    cosines = vectors[: len(asked)] @ vectors[len(asked) :].T
    ends = np.cumsum([len(part) for part in parts])[:-1]
    nearest = np.stack([each.max(axis=1) for each in np.split(cosines, ends, axis=1)], axis=1)
    words = np.array(
        [
            [
                max(
                    rarity.coverage(subject, each.text),
                    likeness(subject, each.headline),
                    _HEADLINE * rarity.coverage(each.headline, suggestion.text),
                )
                for each in paragraphs
            ]
            for subject, suggestion in zip(asked, suggestions, strict=True)
        ]
    )
    return words + _standard(nearest)


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
    return words + _standard(cosines)


def _standard(cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    """Cosines of one letter as what they add to the share of words: models differ in how near they place all texts."""
    spread = max(float(cosines.std()), 0.02)
    added: NDArray[np.float64] = 0.15 * (cosines.astype(np.float64) - float(cosines.mean())) / spread
    return added
