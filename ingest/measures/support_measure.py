"""What a support measure is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ingest.document import Span


class Benefit(StrEnum):
    """What is given; the values are what ``policykb measures`` prints as ``type``."""

    SUBSIDY = "补助"
    ALLOWANCE = "补贴"
    REWARD = "奖励"
    REWARD_SUBSIDY = "奖补"
    FUNDING = "资助"
    INTEREST = "贴息"
    MATCHING = "配套"
    RELIEF = "减免"
    FREE_SERVICE = "免费服务"
    FINANCE = "融资"
    LAND = "用地"
    HOUSING = "住房"
    TALENT = "人才"
    PLATFORM = "平台"
    PRIORITY = "优先"
    DISCOUNT = "优惠"
    SUPPORT = "支持"
    ENCOURAGEMENT = "鼓励"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is given. Money is in ``unit``, never in 万元, so that figures written differently compare equal.

    :ivar value: a fixed sum.
    :ivar max: the most, in all or of a range.
    :ivar min: the least.
    :ivar rate: a share of a cost as a fraction: 0.4 for 40%; of a range of shares the highest.
    :ivar unit: the currency, 元 unless another is named; ``None`` where only a rate is given.
    :ivar per: what ``value``, or else the bounds, are counted by, as written: 每人每月, 每架次.
    :ivar text: the words it was read from.
    :ivar span: their place.
    """

    text: str
    span: Span
    value: Decimal | None = None
    max: Decimal | None = None
    min: Decimal | None = None
    rate: Decimal | None = None
    unit: str | None = None
    per: str | None = None

    @property
    def facts(self) -> frozenset[tuple[str, Decimal]]:
        """The figures by name, to compare amounts by."""
        named = (("value", self.value), ("max", self.max), ("min", self.min), ("rate", self.rate))
        return frozenset((name, figure) for name, figure in named if figure is not None)


@dataclass(frozen=True, slots=True)
class Condition:
    """Who or what qualifies, in the document's words.

    :ivar general: stated for the whole document or section, not in the measure's own sentence.
    """

    text: str
    span: Span
    general: bool = False


@dataclass(frozen=True, slots=True)
class SupportMeasure:
    """One thing that a document grants, or encourages.

    :ivar span: the sentence, clause or table row that grants it.
    :ivar amounts: more than one for tiers; empty where no figure is named.
    :ivar apply_from: first day on which to apply: ``2025-04-01``, or ``04-01`` for every year.
    :ivar apply_by: last day, likewise.
    :ivar origins: where each field was read, by field name; those of amounts and conditions are in them.
    """

    span: Span
    heading_path: tuple[str, ...]
    target: str
    type: Benefit
    amounts: tuple[Amount, ...] = ()
    conditions: tuple[Condition, ...] = ()
    apply_from: str | None = None
    apply_by: str | None = None
    how_to_apply: str | None = None
    lead_department: str | None = None
    origins: dict[str, Span] = field(default_factory=dict)

    @property
    def facts(self) -> frozenset[tuple[str, Decimal]]:
        """The figures of all amounts by name."""
        return frozenset(fact for amount in self.amounts for fact in amount.facts)
