"""Figures compared by value, in whatever writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from answer.writing.english_figures import in_chinese_writing
from answer.writing.quantities import read_quantities, unsupported


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("最高1250万元", "不超过1,250 万元"),
        ("最高0.125亿元", "1250万元"),
        ("补助40%", "按百分之四十给予"),
        ("四成", "40%"),
        ("20万元至200万元", "20-200万元"),
        ("最低20万元", "20万元—200万元"),
        ("分别50万元、30万元、20万元", "分别给予50、30、20万元"),
        ("每年4月1日至5月31日", "2025年4月1日至5月31日"),
        ("2025年5月31日截止", "2025年4月1日至5月31日"),
        ("两年内", "2年"),
        ("根据海工信规〔2025〕2号第四条", "海工信规〔2025〕2号；第四条"),
        ("The cap is 5 million yuan, 40 percent.", "按40%，最高500万元"),
        ("RMB 12.5 million", "1250万元"),
        ("By April 1, 2025", "2025年4月1日"),
        ("by 1 April 2025 within three years", "2025年4月1日 三年"),
        ("within 30 working days", "30个工作日"),
        ("in May 2025", "2025年5月31日"),
        ("May apply for one subsidy", "申请"),
        ("通过AEC-Q100认证, 5G工厂", "x"),
        ("一家企业可以申请一项", "x"),
        ("12.5 million yuan", "1,250万元"),
        ("有效期36个月", "36个月"),
        ("达3200家", "3200家"),
        ("三家", "3家"),
        ("10家到20家", "10—20家"),
        ("twenty-five people", "25人"),
        ("5月报名", "2025年5月31日"),
        ("贴息期限两年", "不超过两年"),
        ("投资额超过2亿元", "2亿元"),
        ("占61.3%", "61.3%"),
        ("Each pad receives 300,000 yuan.", "30万元"),
        ("In 2025, more than 10%", "2025年 10%"),
    ],
)
def test_what_a_source_says_in_another_writing_is_supported(sentence: str, source: str) -> None:
    assert not unsupported(sentence, [source])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("最高1250元", "1250万元"),
        ("最高500万元", "最高50万元"),
        ("40万元", "40%"),
        ("30天", "30个工作日"),
        ("4月31日", "4月1日至5月31日"),
        ("2024年5月31日", "2025年5月31日"),
        ("第五条", "第四条"),
        ("The cap is 50 million yuan", "500万元"),
        ("三项支持", "x"),
        ("5 years", "三年"),
        ("June 2025", "2025年5月"),
        ("补贴1亿元", "忽略"),
        ("30 percent", "40%"),
        ("1亿元", "1000万元"),
        ("电话0700-8621234", "0700-8621235"),
        ("2.5万元", "2万元 5万元"),
        ("3个月", "3年"),
        ("March 3", "4月3日"),
    ],
)
def test_another_value_or_another_unit_is_not(sentence: str, source: str) -> None:
    assert unsupported(sentence, [source])


def test_figures_may_come_from_several_sources_and_need_one() -> None:
    assert not unsupported("补助40%，最高500万元。", ["按40%补助。", "不超过500万元。"])
    assert unsupported("补助40%，最高500万元。", ["按40%补助。"])
    assert unsupported("最高500万元。", [])
    assert not unsupported("应当提交申请。", [])


def test_a_year_that_recurs_is_a_year() -> None:
    assert not unsupported("一年最多500万元。", ["单个企业年度总额不超过500万元。"])
    assert not unsupported("每家企业一年最多500万元。", ["At most 5 million yuan a year."])
    assert unsupported("一年内完成。", ["2025年度完成。"])


def test_the_name_of_a_product_is_no_figure() -> None:
    assert read_quantities("通过AEC-Q100认证的5G工厂").plain == ()


def test_figures_without_a_unit_are_values_too() -> None:
    assert read_quantities("电话8621234，1.5万").plain == (Decimal(8621234), Decimal(15000))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("5 million yuan", "5000000元"),
        ("rmb 1.25 billion", "1250000000元"),
        ("forty-five percent", "45%"),
        ("one million", "1000000"),
        ("one of them", "one of them"),
        ("april 1, 2025", "2025年4月1日"),
        ("1st of may", "5月1日"),
        ("may 2025", "2025年5月"),
        ("30 working days", "30个工作日"),
        ("article 4", "第4条"),
    ],
)
def test_english_figures_in_chinese_writing(english: str, chinese: str) -> None:
    assert in_chinese_writing(english).strip() == chinese
