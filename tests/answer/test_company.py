"""Conditions as rules write them, held against a company; each verdict worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from answer.company import Company, Ground, ProfileError, Verdict, grounds_of, read_company, verdict_of
from index.types import DocumentCard

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
TODAY = date(2025, 10, 1)
CARD = DocumentCard(
    1, "rules/a.txt", "0", "/a", "rule", "海州市若干措施", None, ("海州市工业和信息化局",), None, None, None, None, None
)
COMPANY = Company(
    name="海州芯远",
    industry=("集成电路设计",),
    revenue=Decimal(120_000_000),
    employees=85,
    founded=date(2023, 11, 1),
    registered_in="广东省海州市澜东区",
    legal_person=True,
    r_and_d_share=Decimal("0.08"),
    certificates=("高新技术企业", "专精特新中小企业"),
    figures={"固定资产投资": Decimal(50_000_000)},
)


def judge(condition: str, company: Company, card: DocumentCard, as_of: date) -> Verdict:
    return verdict_of(grounds_of(condition, company, card, as_of))


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("上年度营业收入不低于2000万元", MET),
        ("年营业收入超过2亿元", UNMET),
        ("年度营业收入5000万元以下", UNMET),
        ("年度营业收入首次突破1亿元", UNKNOWN),  # whether for the first time, nobody knows
        ("年度营业收入首次突破2亿元", UNMET),
        ("上年度研发费用占营业收入的比例不低于6%", MET),
        ("研发投入占营业收入的比例不低于百分之十", UNMET),
        ("研发费用占营业收入的比例不低于6%，其中设计企业不低于10%", UNMET),
        ("从业人员不少于100人", UNMET),
        ("企业职工50人以上", MET),
        ("在本市注册", MET),
        ("在本市行政区域内依法登记、具有独立法人资格，登记时间满一年", MET),
        ("在本市注册满两年", UNMET),
        ("在外省市注册", UNKNOWN),
        ("在云州市注册", UNMET),
        ("登记注册不超过三年", MET),
        ("通过国家高新技术企业认定", MET),
        ("获评省级专精特新中小企业", UNKNOWN),  # of which level its own is, the profile does not say
        ("获评专精特新中小企业", MET),
        ("获评绿色工厂", UNKNOWN),  # a label that is not named may still be held
        ("主要从事集成电路设计业务", MET),
        ("固定资产投资2亿元以上", UNMET),
        ("未被列入严重失信主体名单", UNKNOWN),
        ("近三年未发生重大安全事故", UNKNOWN),
    ],
)
def test_a_condition(condition: str, verdict: Verdict) -> None:
    assert judge(condition, COMPANY, CARD, TODAY) is verdict


def test_each_part_of_a_condition_tells_what_it_was_held_against() -> None:
    grounds = grounds_of(
        "在本市注册，从业人员不少于100人，未被列入失信名单，固定资产投资2亿元以上", COMPANY, CARD, TODAY
    )
    assert grounds == (
        Ground("在本市注册", MET, "registered_in"),
        Ground("从业人员不少于100人", UNMET, "employees"),
        Ground("未被列入失信名单", UNKNOWN, None),
        Ground("固定资产投资2亿元以上", UNMET, "figures.固定资产投资"),
    )


def test_nothing_is_decided_of_what_a_profile_leaves_out() -> None:
    for condition in ("营业收入不低于1万元", "在本市注册", "注册满一年", "具有独立法人资格", "职工10人以上"):
        assert judge(condition, Company(), CARD, TODAY) is UNKNOWN


def test_a_profile_is_read(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(
        'name = "海州芯远"\nindustry = "集成电路设计"\nrevenue = "1.2亿元"\nemployees = 85\nfounded = 2023-11-01\n'
        'registered_in = "广东省海州市澜东区"\nlegal_person = true\nr_and_d_share = "8%"\n'
        'certificates = ["高新技术企业", "专精特新中小企业"]\n[figures]\n"固定资产投资" = 50000000\n',
        encoding="utf-8",
    )
    assert read_company(path) == COMPANY


@pytest.mark.parametrize(
    "text",
    [
        "turnover = 5",
        'revenue = "viel"',
        "revenue = nan",
        "revenue = inf",
        "employees = 1.5",
        "r_and_d_share = 12",
        "founded = 'gestern'",
        "industry = [1]",
        "= 5",
    ],
)
def test_a_wrong_profile_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"company\.toml"):
        read_company(path)
