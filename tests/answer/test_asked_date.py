"""Which day a question asks about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.asked_date import read_asked_date
from index.tokens import fold

TODAY = date(2025, 10, 1)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2023年的时候流片最多补多少？", date(2023, 12, 31)),
        ("２０２３年流片补多少", date(2023, 12, 31)),
        ("在2022年6月，EDA的补贴比例是多少？", date(2022, 6, 30)),
        ("2024年2月底能报吗", date(2024, 2, 29)),
        ("2022年6月15日申请最高多少", date(2022, 6, 15)),
        ("2024年上半年能补多少", date(2024, 6, 30)),
        ("2023年底能补多少", date(2023, 12, 31)),
        ("去年流片能补多少", date(2024, 12, 31)),
        ("2023年时按人才办法能补多少", date(2023, 12, 31)),
        ("2023年的补贴按暂行办法是多少", date(2023, 12, 31)),
        ("前年能申请吗", date(2023, 12, 31)),
        ("2022-06-30时能补多少", date(2022, 6, 30)),
        ("as of March 2023, how much is paid?", date(2023, 3, 31)),
        ("How much was the subsidy in 2023?", date(2023, 12, 31)),
        ("What held on 1 March 2023?", date(2023, 3, 1)),
        ("What held on March 1st, 2023?", date(2023, 3, 1)),
        ("How much was paid in 2023 under the housing rules?", date(2023, 12, 31)),
        ("What was the cap last year?", date(2024, 12, 31)),
    ],
)
def test_a_time_that_has_passed_is_answered_for_its_last_day(question: str, day: date) -> None:
    assert read_asked_date(fold(question), TODAY) == day


@pytest.mark.parametrize(
    "question",
    [
        "流片最多补多少？",
        "今年能补多少",
        "2025年流片能补多少",  # has not ended
        "2026年要有多少家5G工厂？",
        "2024—2026年行动方案的目标是什么",
        "2024年度专项资金什么时候申报",
        "2025年以前达到多少",
        "到2023年底要建成多少",
        "从2021年到2024年提高了多少",
        "2021年印发的暂行办法现在还管用吗？",
        "2023年4月出台的人才细则补多少",
        "2024年的办法规定补多少",
        "《专项资金办法（2023年）》最高补多少",
        "海工信规〔2021〕3号有效吗",
        "2021年的人才公寓管理暂行办法废止了吗？",
        "2021年人才公寓管理办法失效了没有",
        "2023年的人才公寓提案答复里答应了什么",
        "2023年13月补多少",
        "2023年2月30日补多少",
        "What do the measures issued in 2021 pay?",
        "What does the 2024-2026 plan aim at?",
        "What changed in the 2023 talent housing rules?",
        "Is the rule of 2021 still in force?",
    ],
)
def test_other_years_are_names_goals_or_the_present(question: str) -> None:
    assert read_asked_date(fold(question), TODAY) is None


@given(st.text(max_size=40) | st.from_regex(r"(在|in )?[12]\d{3}年?(1?\d月)?(\d\d日)?[\u4e00-\u9fff]*", fullmatch=True))
def test_any_text_is_read_and_no_day_lies_ahead(text: str) -> None:
    day = read_asked_date(fold(text), TODAY)
    assert day is None or day < TODAY
