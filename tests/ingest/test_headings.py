from __future__ import annotations

import pytest

from ingest.headings import find_marker, heading_label, is_run_in


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("第一编 总则", 1, 1),
        ("第二章　职责", 2, 2),
        ("第三节 监督", 3, 3),
        ("第十二条 对企业给予补助", 4, 12),
        ("第十二条之一 对企业给予补助", 4, 12),
        ("第一条", 4, 1),
        ("二、关于融资的建议", 5, 2),
        ("（三）加大力度。", 6, 3),
        ("(四) 加大力度。", 6, 4),
        ("5.布局起降点。", 7, 5),
        ("１．申请表", 7, 1),
        ("（2）营业执照", 8, 2),
        ("③发票", 9, 3),
        ("（二）项目条件。", 6, 2),
        ("（一）目标任务", 6, 1),
        ("（三）款项支付", 6, 3),
    ],
)
def test_levels(text: str, level: int, number: int) -> None:
    marker = find_marker(text)
    assert marker is not None
    assert (marker.level, marker.number) == (level, number)


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元的补助",  # a figure
        "第三条规定的条件",  # cites an article
        "第二章的规定",
        "（一）项所列的条件",
        "（二）目规定的",
        "一、二、三产业融合",
        "2024年7月5日",
        "对企业给予补助",
    ],
)
def test_no_marker(text: str) -> None:
    assert find_marker(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("四、关于制定政策，支持企业的建议", "四、关于制定政策，支持企业的建议"),
        ("（一）出台产业政策。我市一直以来支持。", "（一）出台产业政策"),
        ("1. 核定基数：指费用之和。", "1.核定基数"),
        ("第一章 总 则", "第一章 总则"),
        ("第四条【流片支持】对企业给予补助。", "第四条 流片支持"),
        ("第四条  流片支持  对企业给予补助。", "第四条 流片支持"),
        ("第四条 流片支持", "第四条 流片支持"),
        ("第四条 对企业给予补助。", "第四条"),
        ("第七条 流片支持。对企业给予补助。", "第七条 流片支持"),
        ("第七条 本办法自发布之日起施行。有效期3年。", "第七条"),
        ("第七条 申报单位应当登记。登记满一年。", "第七条"),
        ("第四条 对企业，给予补助", "第四条"),
    ],
)
def test_label(text: str, label: str) -> None:
    assert heading_label(text, find_marker(text)) == label


def test_a_colon_inside_a_title_ends_no_heading() -> None:
    text = "（一）落实《规划：纲要》要求。全市推进。"
    assert heading_label(text, find_marker(text)) == "（一）落实《规划：纲要》要求"


def test_run_in() -> None:
    with_text, alone = "（一）加大力度。对企业给予奖励。", "（一）加大力度。"
    for text, expected in ((with_text, True), (alone, False)):
        marker = find_marker(text)
        assert marker is not None
        assert is_run_in(text, marker) is expected
