from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest import Document
from ingest.title import title_end

PLAN = "海州市高端装备制造业发展行动计划（2021—2023年）"
PROSE = "为贯彻落实国家和省关于推动装备制造业高质量发展的决策部署，提升"


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        ([PLAN, PROSE], 0),
        (["海州市人民政府办公室", "海府办〔2021〕7号", PLAN, PROSE], 2),
        (["关于印发海州市高端装备制造业发展行动计划", "任务分工的通知", PROSE], 1),
        (["海州市高端装备制造业发展行动计划", "（2021—2023年）", PROSE], 1),
        (["海州市高端装备制造业发展行动计划", "实施细则", PROSE], 1),
        (["关于《海州市专项资金管理办法", "（征求意见稿）》的解读", PROSE], 1),
        # Prose whose line happens to end as titles do.
        (["根据国务院关于推动装备制造业高质量发展的指导意见", "和省实施方案，结合我市实际，制定本方案。"], None),
        (["近年来，我市认真落实高端装备制造业发展行动计划", "产业规模持续扩大。"], None),
        ([PROSE], None),
        ([], None),
    ],
)
def test_where_the_title_ends(lines: list[str], end: int | None) -> None:
    assert title_end(lines) == end


def test_a_title_as_wide_as_the_text_is_not_joined_to_it(read_text: Callable[..., Document]) -> None:
    # Lines of 28 characters; the title has 28 of them (24 wide, as its figures are half as wide).
    text = (
        f"{PLAN}\n"
        "为贯彻落实国家和省关于推动装备制造业高质量发展的决策部署\n"
        "提升我市高端装备的自主创新能力和产业链现代化水平并且结合\n"
        "我市实际情况和产业基础制定本行动计划并请各有关单位认真组\n"
        "织实施。\n"
        "围绕海工装备、数控机床、工业机器人三个方向集中力量突破关\n"
        "键零部件到二〇二三年产业规模达到三百亿元。\n"
    )
    document = read_text(text, "plan.txt")
    assert document.metadata.title == PLAN
    assert document.text.split("\n")[0] == PLAN
    assert len(document.blocks) == 3


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("海州市人民代表大会常务委员会", "海州市先进制造业促进条例"),
        ("海州市人民代表大会常务委员会", "先进制造业促进条例"),
        ("海州市财政局", "海州市专项资金管理办法"),
    ],
)
def test_an_authority_above_a_title_is_no_part_of_it(
    read_text: Callable[..., Document], above: str, title: str
) -> None:
    document = read_text(
        f"{above}\n\n{title}\n\n第一条 为规范管理，制定本规定。\n\n第二条 自公布之日起施行。\n", "a.md"
    )
    assert document.metadata.title == title
    assert document.metadata.issuer == (above,)


def test_an_authority_that_begins_its_title_belongs_to_it(read_text: Callable[..., Document]) -> None:
    document = read_text("海州市财政局\n\n关于开展申报工作的通知\n\n各有关单位：\n\n现开展申报工作。\n", "a.md")
    assert document.metadata.title == "海州市财政局关于开展申报工作的通知"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("【题目】关于修缮老城墙的提案", "关于修缮老城墙的提案"),
        ("案题：关于修缮老城墙的提案", "关于修缮老城墙的提案"),
        ("案由：建设古树名木公园", "建设古树名木公园"),
        ("提案名称：建设古树名木公园", "建设古树名木公园"),
    ],
)
def test_what_a_form_calls_its_title_is_the_title_without_the_label(
    read_text: Callable[..., Document], line: str, title: str
) -> None:
    text = f"市政协九届二次会议提案\n编号：0231\n{line}\n提案人：江见月\n城墙年久失修，雨季常有砖石落下。\n"
    assert read_text(text, "form.txt").metadata.title == title


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("提案形式：联名提案\n审查意见：立案", "案由：关于修缮老城墙的提案"),
        ("建议类型　代表团建议", "建议标题　关于修缮老城墙的建议"),
        ("民盟海州市委会　集体提案", "关于修缮老城墙的提案"),
        ("海州市工商联界别 重点督办建议", "题目：关于修缮老城墙的建议"),
        ("代表建议登记表\n是否联名：联名建议", "标题：关于修缮老城墙的建议"),
    ],
)
def test_what_kind_of_proposal_it_is_is_no_title(read_text: Callable[..., Document], above: str, line: str) -> None:
    text = f"{above}\n{line}\n城墙年久失修，雨季常有砖石落下。\n"
    assert read_text(text, "form.txt").metadata.title.startswith("关于修缮老城墙的")


def test_a_kind_of_proposal_is_its_title_where_nothing_else_is(read_text: Callable[..., Document]) -> None:
    text = "修缮老城墙的提案\n提案人：江见月\n城墙年久失修，雨季常有砖石落下。\n"
    assert read_text(text, "plain.txt").metadata.title == "修缮老城墙的提案"


def test_rows_of_a_form_above_wrapped_lines_stay_rows(read_text: Callable[..., Document]) -> None:
    text = """\
代表建议登记表
代表姓名\t江见月\t代表团\t东山代表团
主办单位\t市文化和旅游局\t会办单位\t市住房城乡建设局
建议标题\t关于修缮老城墙的建议
建议正文
城墙始建于明代，年久失修，雨季常有砖石落下，去年一年就有三次险情，所
幸没有伤到行人。附近住着两千多户人家，孩子上学每天都要从墙根下走过，家
长们十分担心。建议由文物部门对全段城墙做一次检测，按险情轻重分段修缮，同
时在墙根设置围挡。
"""
    assert read_text(text, "form.txt").metadata.title == "关于修缮老城墙的建议"


def test_a_label_above_its_text_is_no_title(read_text: Callable[..., Document]) -> None:
    text = "市政协九届二次会议提案\n案由：城墙年久失修，雨季常有砖石落下。\n建议：\n1. 修缮城墙。\n2. 设置围挡。\n"
    assert read_text(text, "form.txt").metadata.title == "市政协九届二次会议提案"


@pytest.mark.parametrize(
    "letter",
    [
        "尊敬的提案委员会：\n现提交关于修缮老城墙的提案，请予立案。",
        "代表工作委员会：\n兹将关于修缮老城墙的提案呈报贵委，请予审查并转办。",
        "大会秘书处：\n谨递交《关于修缮老城墙的提案》，敬请审查。",
    ],
)
def test_a_covering_letter_names_the_title_of_what_it_hands_over(
    read_text: Callable[..., Document], letter: str
) -> None:
    text = f"{letter}\n提案人：江见月\n城墙年久失修，雨季常有砖石落下。\n建议：\n1. 修缮城墙。\n2. 设置围挡。\n"
    assert read_text(text, "letter.txt").metadata.title == "关于修缮老城墙的提案"


@pytest.mark.parametrize("label", ["议案建议标题：", "建议提案名称　", "提案议案题目："])
def test_a_label_of_two_kinds_of_proposal_announces_the_title(read_text: Callable[..., Document], label: str) -> None:
    text = f"{label}关于修缮老城墙的建议\n提出人：江见月\n城墙年久失修，雨季常有砖石落下。\n"
    assert read_text(text, "form.txt").metadata.title == "关于修缮老城墙的建议"
