import pytest

from page.strings.money import money


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (5_000_000, "500万元", "5 million yuan"),
        (120_000_000, "1.2亿元", "120 million yuan"),
        (30_000_000, "3000万元", "30 million yuan"),
        (12_500, "1.25万元", "12,500 yuan"),
        (800, "800元", "800 yuan"),
        (0.5, "0.5元", "0.5 yuan"),
    ],
)
def test_a_sum_is_in_the_largest_unit_that_it_reaches(value: float, chinese: str, english: str) -> None:
    assert (money(value, "zh-CN"), money(value, "en")) == (chinese, english)
