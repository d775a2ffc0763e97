from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from answer.company import Company, ProfileError, WrongField
from page.company_form import FIELDS, company_in, company_of, form_of


def test_a_form_is_a_profile() -> None:
    form = {
        "name": "海州芯远",
        "industry": "集成电路设计、封装测试",
        "revenue": "1.2亿元",
        "employees": "85人",
        "founded": "2019-05-01",
        "registered_in": "海州市",
        "legal_person": "yes",
        "r_and_d_share": "12%",
        "certificates": "高新技术企业，专精特新中小企业",
        "figures": "固定资产投资：3亿元\n设备投资 500",
    }
    assert company_of(form) == Company(
        name="海州芯远",
        industry=("集成电路设计", "封装测试"),
        revenue=Decimal(120_000_000),
        employees=85,
        founded=date(2019, 5, 1),
        registered_in="海州市",
        legal_person=True,
        r_and_d_share=Decimal("0.12"),
        certificates=("高新技术企业", "专精特新中小企业"),
        figures={"固定资产投资": Decimal(300_000_000), "设备投资": Decimal(500)},
    )
    assert set(form) == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("revenue", "很多"),
        ("employees", "八十"),
        ("founded", "去年"),
        ("r_and_d_share", "12"),
        ("figures", "三亿"),
        ("legal_person", "maybe"),
    ],
)
def test_a_value_that_is_not_understood_is_named(field: str, text: str) -> None:
    with pytest.raises(WrongField) as caught:
        company_of({field: text})
    assert caught.value.field == field


def test_a_name_alone_tells_of_no_condition() -> None:
    assert company_of({}) is None
    assert company_of({"name": "海州芯远"}) is None


def test_whatever_the_browser_kept_is_a_form() -> None:
    assert form_of({"revenue": " 5 ", "employees": None, "unknown": "x", "name": ["a"]}) == {
        "revenue": "5",
        "name": "['a']",
    }


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"employees": 5}', b"\xff"])
def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(ProfileError):
        company_in(body)
