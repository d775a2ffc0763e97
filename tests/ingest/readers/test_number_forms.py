from __future__ import annotations

import pytest

from ingest.readers.number_forms import format_number


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (3, "decimal", "3"),
        (0, "decimal", "0"),
        (3, "chineseCounting", "三"),
        (12, "chineseCountingThousand", "十二"),
        (21, "chineseCounting", "二十一"),
        (110, "chineseCountingThousand", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (4, "decimalFullWidth", "４"),
        (5, "decimalEnclosedCircle", "⑤"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "ideographZodiac", "丑"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedParen", "⑶"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "somethingNew", "7"),
    ],
)
def test_forms(value: int, form: str, shown: str) -> None:
    assert format_number(value, form) == shown
