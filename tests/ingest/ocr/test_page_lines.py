from __future__ import annotations

import math

import pytest

from ingest.ocr.engine import Point, RecognisedLine, RecognisedPage
from ingest.ocr.page_lines import PrintedLine, levelled, printed_lines, repaired, tilt_of

PITCH, LEADING = 40.0, 70.0


def line(text: str, left: float, top: float, *, pitch: float = PITCH) -> RecognisedLine:
    right, bottom = left + pitch * len(text), top + pitch
    return RecognisedLine(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.99)


def page(*lines: RecognisedLine, turned: int = 0) -> RecognisedPage:
    return RecognisedPage(1600, 2300, lines, turned)


def lines_of(found: RecognisedPage) -> list[PrintedLine]:
    return printed_lines(levelled(found, tilt_of(found)))


def texts(found: RecognisedPage) -> list[str]:
    return ["".join(stretch.text for stretch in printed.stretches) for printed in lines_of(found)]


def test_a_blank_page_has_no_lines() -> None:
    assert lines_of(page()) == []


def test_indent_and_extent_are_in_characters_from_the_left_edge_of_the_text() -> None:
    first = line("第一条为规范海州市工业企业专项", 200 + 2 * PITCH, 100)
    second = line("资金的管理提高财政资金使用效益", 200, 100 + LEADING)
    third = line("推动制造业高质量发展制定本办法", 200, 100 + 2 * LEADING)
    found = lines_of(page(second, third, first))
    assert [printed.indent for printed in found] == pytest.approx([2, 0, 0])
    assert [printed.extent for printed in found] == pytest.approx([17, 15, 15])
    assert [printed.size for printed in found] == [PITCH] * 3


def test_a_title_is_larger_and_a_short_line_has_no_size() -> None:
    body = [line("资金的管理提高财政资金使用效益", 200, 300 + n * LEADING) for n in range(4)]
    found = lines_of(page(line("海州市专项资金管理办法", 400, 100, pitch=55), *body, line("2024年", 900, 900)))
    assert found[0].size == 55
    assert found[-1].size is None


def test_a_tilt_is_taken_out() -> None:
    angle = math.radians(0.8)

    def tilted(corner: Point) -> Point:
        x, y = corner
        return x * math.cos(angle) - y * math.sin(angle), y * math.cos(angle) + x * math.sin(angle)

    straight = [line("资金的管理提高财政资金使用效益", 200, 100 + n * LEADING) for n in range(25)]
    crooked = [
        RecognisedLine(each.text, tuple(map(tilted, each.corners)), each.confidence)  # type: ignore[arg-type] # four stay four
        for each in straight
    ]
    found = lines_of(page(*crooked))
    assert len(found) == 25
    assert max(printed.indent for printed in found) < 0.05


def test_stretches_of_one_line_are_put_together_from_left_to_right() -> None:
    found = lines_of(page(line("市财政局", 700, 102), line("海州市卫生健康委员会", 100, 100)))
    assert len(found) == 1
    assert [stretch.text for stretch in found[0].stretches] == ["海州市卫生健康委员会", "市财政局"]
    assert found[0].gap_before(1) == " "


def test_stretches_that_touch_are_one_word() -> None:
    found = lines_of(page(line("海州市卫生健康", 100, 100), line("委员会", 100 + 7 * PITCH + 4, 101)))
    assert found[0].gap_before(1) == ""


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(f"左栏第{n}行的文字写满了这一栏宽", 100, 300 + n * LEADING) for n in range(6)]
    right = [line(f"右栏第{n}行的文字写满了这一栏宽", 860, 300 + n * LEADING) for n in range(6)]
    title = line("海州市惠企政策汇编二〇二四年版本年度选编本", 350, 100)
    rows = [each for pair in zip(left, right, strict=True) for each in pair]
    assert texts(page(title, *rows)) == [title.text, *(each.text for each in left), *(each.text for each in right)]


def test_the_columns_of_a_table_are_no_columns_of_text() -> None:
    names = [line("序号", 100, 300 + n * LEADING) for n in range(6)]
    values = [line("支持标准", 900, 300 + n * LEADING) for n in range(6)]
    assert len(lines_of(page(*names, *values))) == 6


def test_a_page_on_its_side_is_read_upright() -> None:
    # The upright page is 2300 wide and 1600 high; the picture of it was 1600 wide.
    upright = [line("资金的管理提高财政资金使用效益", 100, 200), line("推动制造业高质量发展", 100, 300)]
    sideways = [
        RecognisedLine(each.text, tuple((y, 2300 - x) for x, y in each.corners), 0.9)  # type: ignore[arg-type] # as above
        for each in upright
    ]
    assert texts(page(*reversed(sideways), turned=1)) == [each.text for each in upright]


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        ("根据需要,按规定执行;", "根据需要，按规定执行；"),
        ("现通知如下:", "现通知如下："),
        ("联系人:张三", "联系人：张三"),
        ("企业(含个体工商户)的", "企业（含个体工商户）的"),
        ("(2) 对符合条件的企业", "（2）对符合条件的企业"),
        ("海工信规[2024]5号", "海工信规〔2024〕5号"),
        ("海工信规（2024）5号", "海工信规〔2024〕5号"),
        ("制定本办法.", "制定本办法。"),
        ("提供“一对一“服务", "提供“一对一”服务"),
    ],
)
def test_marks_are_widened_between_chinese(found: str, printed: str) -> None:
    assert repaired(found) == printed


@pytest.mark.parametrize(
    "text", ["(1) first, second; third.", "1,309元", "10:30", "3.5%", "（2024）", "“甲”和“乙”", "第2024号"]
)
def test_what_may_be_right_stays(text: str) -> None:
    assert repaired(text) == text
