"""The ledger over a few replies."""

from __future__ import annotations

from datetime import date

from draft.commitments.ledger import Standing, commitments
from index import Index

AS_OF = date(2025, 10, 1)


def test_promises_with_day_department_and_what_kept_them(index: Index) -> None:
    plan, rule = commitments(index, as_of=AS_OF)
    assert plan.promise.quote == "市财政局将研究租金问题，力争2024年底前提出方案。"
    assert (plan.due, plan.department, plan.standing) == (date(2024, 12, 31), "市财政局", Standing.OVERDUE)
    assert plan.fulfilment is None
    assert (rule.due, rule.department, rule.standing) == (
        date(2025, 6, 30),
        "市工业和信息化局",
        Standing.MAYBE_MET,
    )
    assert rule.fulfilment is not None
    assert rule.fulfilment.document_number == "海工信规〔2025〕2号"


def test_what_came_later_is_not_known_before(index: Index) -> None:
    rule = commitments(index, as_of=date(2025, 1, 10))[-1]
    assert rule.standing is Standing.OPEN
    assert rule.fulfilment is None


def test_narrowed_by_day_and_department(index: Index) -> None:
    assert [each.due for each in commitments(index, as_of=AS_OF, due=date(2024, 12, 31))] == [date(2024, 12, 31)]
    assert [each.department for each in commitments(index, as_of=AS_OF, department="财政")] == ["市财政局"]
    assert commitments(index, as_of=date(2020, 1, 1)) == ()
