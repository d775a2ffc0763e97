"""Figures that a sentence tells as reached where a source sets them as a target: 已建成50个, 到2027年建成50个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from draft.commitments.due import find_due
from draft.commitments.promises import ACTS, find_promise
from draft.review.cells import quantities_of
from draft.review.finding import in_statement
from draft.review.quantities import Quantity, quantities
from draft.review.reply import Statement
from draft.review.retelling import Passage, retold
from draft.review.sources import Source, Sources
from draft.review.wording import Rarity
from draft.types import Finding, Severity
from index.types import Status
from index.validity import status_of
from ingest.figures import FigureKind

# How a figure is told as reached, before it in its sentence.
_REACHED: Final = re.compile(rf"已(?!明确|提出|确定|安排|计划|列入)|累计|现有|共有|达到了|(?:{ACTS}|培育|形成|实现)了")
# What says that it is to come, or is what somebody set.
_TO_COME: Final = re.compile(
    r"目标|任务|计划(?!单列)|规划|方案|拟(?!定)|将|力争|争取|预计|确保|提出|要求|明确|规定|部署|每年|不少于|到\d{4}年|\d{4}年底?前"
)
# How a source sets a target.
_TARGET: Final = re.compile(
    r"到\d{4}年(?!\d{1,2}月底?[，,]?(?:已|全市已))|\d{4}年(?:底|末)?(?:之?前|内)|[一二三四五]年[内，]?|力争|目标"
)
_TOLD: Final = re.compile("已|截至|现有|共有")
_GOAL: Final = re.compile("目标")
_NOISE: Final = re.compile("^(?:目前|截至[^，]*|全市|我市|我省|已经?|累计|共)+")
# Of a figure's clause the share that the target's must have.
_SAME: Final = 0.6
# 两个 and 三家 stand anywhere.
_TELLING: Final = 3


def check_targets(
    statement: Statement, near: Sequence[Source], passages: Sequence[Passage], sources: Sources, rarity: Rarity
) -> Iterator[Finding]:
    """The finding on a figure that is told as reached, and is a target of a source whose day is still to come."""
    for quantity in quantities(statement.text):
        if not _is_told_as_reached(statement.text, quantity):
            continue
        retellable = [*retold(passages)]
        if any(_tells(quantity, text, known, rarity) for text, known in _held(quantity, near, retellable)):
            continue
        for passage in retellable:
            for span, text, _ in passage.sentences():
                if _is_target(quantity, text, passage, sources.as_of, rarity):
                    message = f"文中为已达到，来源为目标：“{text.strip()}”，请核对。"
                    citations = [sources.cite_span(passage.card, span)]
                    at = quantity.span
                    yield in_statement(Severity.WARNING, "target_as_reached", statement, message, citations, at)
                    return


def _is_told_as_reached(text: str, quantity: Quantity) -> bool:
    if quantity.kind not in (FigureKind.COUNT, FigureKind.AMOUNT, FigureKind.RATE) or isinstance(quantity.value, str):
        return False
    if quantity.kind is FigureKind.COUNT and quantity.value <= _TELLING:
        return False
    start = max(text.rfind("；", 0, quantity.span.start), text.rfind("。", 0, quantity.span.start)) + 1
    is_reached = _REACHED.search(quantity.clause) or _REACHED.search(text, start, quantity.span.start)
    return is_reached is not None and _TO_COME.search(_unnamed(text[start : quantity.span.end])) is None


def _unnamed(text: str) -> str:
    """A text without the titles in it: 《…行动方案》 sets no target by its name."""
    return re.sub("《[^《》]*》", "", text)


def _held(quantity: Quantity, near: Sequence[Source], passages: Sequence[Passage]) -> Iterator[tuple[str, Quantity]]:
    """The same figure wherever a source has it, with its sentence."""
    for source in near:
        yield from ((source.text, each) for each in quantities_of(source.chunk, source.text) if quantity.is_same(each))
    for passage in passages:
        for _, text, _ in passage.sentences():
            yield from ((text, each) for each in quantities_of(passage.chunk, text) if quantity.is_same(each))


def _tells(quantity: Quantity, text: str, known: Quantity, rarity: Rarity) -> bool:
    """Whether a sentence tells the figure as reached, too."""
    return _TOLD.search(text, 0, known.span.end) is not None and _is_of_one(quantity, known.clause, rarity)


def _is_target(quantity: Quantity, text: str, passage: Passage, as_of: date, rarity: Rarity) -> bool:
    """Whether a sentence sets the figure as a target, whose day has not passed."""
    card = passage.card
    headings = " ".join(passage.chunk.heading_path)
    promise = find_promise(text, card.issued_on)
    if not (_TARGET.search(text) or _GOAL.search(headings) or promise) or _TOLD.search(text):
        return False
    if status_of(card, as_of)[0] in (Status.EXPIRED, Status.REPEALED):
        return False
    due = find_due(text, card.issued_on) if card.issued_on else None
    if due is not None and due.on < as_of:
        return False
    return any(
        quantity.is_same(each) and _is_of_one(quantity, f"{text}{headings}", rarity)
        for each in quantities_of(passage.chunk, text)
    )


def _is_of_one(quantity: Quantity, known: str, rarity: Rarity) -> bool:
    return rarity.coverage(_NOISE.sub("", quantity.clause), known) >= _SAME
