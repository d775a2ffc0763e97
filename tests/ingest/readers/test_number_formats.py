"""What Excel displays; the expected texts were worked out by hand from ECMA-376 part 1, 18.8.31."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.number_formats import display, format_code

MARCH_5TH = 45356  # 2024-03-05


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (1e-7, "General", "0.0000001"),
        (123456789012345, "General", "123456789012345"),
        (0.3, "0%", "30%"),
        (0.305, "0.0%", "30.5%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12345, "#,##0,", "12"),
        (200, '0"万元"', "200万元"),
        (12345678, '0!.0000"万元"', "1234.5678万元"),
        (7, "000", "007"),
        (2.5, "0", "3"),
        (1.25, "0.0", "1.3"),
        (0.5, "#.##", ".5"),
        (1.5, "0.0##", "1.5"),
        (-5, "0.00;[Red](0.00)", "(5.00)"),
        (-5, "0.00", "-5.00"),
        (0, '0;-0;"—"', "—"),
        (1234.5, "[$￥-804]#,##0.00", "￥1,234.50"),
        (12, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
        (1.5, "# ?/?", "1.5"),
        (2, 'General"个"', "2个"),
        (91440101, "@", "91440101"),
        (MARCH_5TH, "yyyy-mm-dd", "2024-03-05"),
        (MARCH_5TH, "yyyy/m/d;@", "2024-03-05"),
        (MARCH_5TH, '[$-804]yyyy"年"m"月"d"日";@', "2024年3月5日"),
        (MARCH_5TH, "mmm-yy", "2024-03"),
        (MARCH_5TH + 0.5, "yyyy-mm-dd hh:mm", "2024-03-05 12:00"),
        (0.5, "h:mm", "12:00"),
        (1.5, "[h]:mm", "36:00"),
    ],
)
def test_display(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


def test_the_days_of_old_macintoshes() -> None:
    assert display(MARCH_5TH - 1462, "yyyy-mm-dd", from_1904=True) == "2024-03-05"


def test_numbers_of_formats() -> None:
    assert display(MARCH_5TH, format_code(31, {})) == "2024年3月5日"
    assert display(MARCH_5TH, format_code(57, {})) == "2024年3月"
    assert format_code(10, {}) == "0.00%"
    assert format_code(176, {176: "0.0"}) == "0.0"
    assert format_code(176, {}) == "General"


@given(st.floats(), st.one_of(st.text('0#?.,%;"E+-/[]$年月日ymdhs@_*\\!General 万', max_size=12), st.text(max_size=6)))
def test_any_number_in_any_format_is_a_text(value: float, code: str) -> None:
    assert isinstance(display(value, code), str)
