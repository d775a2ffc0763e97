from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from ingest import Document
from ingest.characters import width
from ingest.source_text import Layout, split_lines
from ingest.wrapping import detect_layout

LETTER = (
    ("（B类）", False),
    ("海州市工业和信息化局", False),
    ("海工信函〔2024〕112号", False),
    ("海州市工业和信息化局关于市政协十一届二次会议第20240087号提案答复的函", False),
    ("李建国、王芳委员：", False),
    ("你们提出的《关于加快培育“专精特新”企业，"
     "推动我市制造业高质量发展的建议》（提案第20240087号）收悉，衷心感谢你们对我市"
     "中小企业发展工作的关心和支持。经会同市财政局、市科技局、市人力资源社会保障局研究，现答复如下：", True),
    ("一、关于完善优质中小企业梯度培育体系，健全从孵化到上市的全过程服务机制的建议", True),
    ("吸收采纳。", True),
    ("（一）健全培育机制。我市印发《海州市优质中小企业梯度培育管理实施细则》，"
     "建立创新型中小企业、专精特新中小企业、专精特新"
     "“小巨人”企业三级培育库。截至2024年5月底，"
     "全市累计培育国家级专精特新“小巨人”企业27家、省级专精特新中小企业386家。", True),
    ("（二）加大奖励力度。对首次认定的国家级“小巨人”企业给予一次性奖励50万元，"
     "对首次认定的省级专精特新中小企业给予一次性奖励"
     "20万元，2023年共兑现奖励资金3260万元，惠及企业142家。", True),
    ("二、关于破解中小企业融资难、融资贵问题的建议", True),
    ("部分采纳。", True),
    ("我局联合市金融工作局推出“专精特新贷”，"
     "由市级风险补偿资金池按照贷款本金损失的30%予以补偿。目前资金池规模1.2亿元，合作"
     "银行11家，累计发放贷款18.6亿元，平均利率3.45%。"
     "因财政承受能力所限，暂列入2025年度研究事项，待条件成熟后再行推进。", True),
    ("专此答复，诚挚感谢你们对我市工业和信息化工作的关心支持。", True),
    ("海州市工业和信息化局", False),
    ("2024年6月21日", False),
    ("（联系人及电话：陈志强，0756-2126601）", True),
    ("公开方式：依申请公开。", True),
    ("抄送：市政协提案委、市政府办公室、市财政局、市科技局、市人力资源社会保障局。", True),
)  # fmt: skip

RULE = (
    ("第一章 总则", False),
    ("第一条 为规范海州市工业企业数字化转型专项资金（以下简称专项资金）的管理，"
     "提高财政资金使用效益，根据《海州市市级财政专项"
     "资金管理办法》（海府〔2023〕18号）等规定，结合本市实际，制定本办法。", True),
    ("第二条 本办法所称专项资金，是指由市级财政预算安排，"
     "用于支持工业企业实施数字化、网络化、智能化改造的资金。2024年至2026年"
     "每年安排预算8000万元，其中中小企业专题不低于1250万元。", True),
    ("第二章 支持对象", False),
    ("第三条 申请专项资金的企业应当同时具备下列条件：", True),
    ("（一）在本市依法登记注册、具有独立法人资格，正常经营一年以上；", True),
    ("（二）上一年度营业收入不低于2000万元，或者已纳入规模以上工业企业统计范围；", True),
    ("（三）近三年内未发生较大及以上安全生产责任事故，未被列入严重失信主体名单。", True),
    ("第四条 申报材料包括：（一）专项资金申请表；（二）营业执照复印件；"
     "（三）项目投资明细表及发票、付款凭证；（四）项目验收报告"
     "或者第三方评估报告；（五）信用承诺书。", True),
    ("第五条 本办法自2024年8月1日起施行，有效期至2027年7月31日。", True),
)  # fmt: skip


def wrapped(paragraph: str, measure: int, *, set_in: bool, mark: bool) -> list[str]:
    """Break a paragraph at a measure the way a page does: words and figures whole, no line opened by a stop."""
    lines, line, room = [], "", measure - (2 if set_in else 0)
    for word in re.findall(r"[A-Za-z0-9.\-%]+|.", paragraph):
        if width(line + word) > room and word not in "，。；：、？！）》”" and line:
            lines.append(line)
            line, room = "", measure
        line += word
    lines.append(line)
    if set_in and mark:
        lines[0] = "　　" + lines[0]
    return lines


def page_text(paragraphs: Sequence[tuple[str, bool]], measure: int, *, blank: bool, mark: bool) -> str:
    lines = [line for text, set_in in paragraphs for line in wrapped(text, measure, set_in=set_in, mark=mark)]
    pages = [lines[at : at + 22] for at in range(0, len(lines), 22)]
    joint = "\n\n" if blank else "\n"
    return "\n\f".join(joint.join([*page, f"— {number} —"]) for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("mark", [False, True], ids=["flush", "set in"])
@pytest.mark.parametrize("blank", [False, True], ids=["single", "blank lines"])
@pytest.mark.parametrize("measure", [22, 24, 26, 28, 30, 34, 40])
@pytest.mark.parametrize("paragraphs", [LETTER, RULE], ids=["letter", "rule"])
def test_paragraphs_come_back_at_any_measure(
    read_text: Callable[..., Document], paragraphs: Sequence[tuple[str, bool]], measure: int, blank: bool, mark: bool
) -> None:
    document = read_text(page_text(paragraphs, measure, blank=blank, mark=mark))
    assert document.text.split("\n") == [text for text, _ in paragraphs]


def test_layout_of_whole_paragraphs() -> None:
    text = "\n".join(text for text, _ in LETTER)
    assert detect_layout(tuple(split_lines(text)), text) is Layout.PARAGRAPHS


def test_layout_of_lines_on_paper() -> None:
    text = page_text(LETTER, 28, blank=True, mark=False)
    assert detect_layout(tuple(split_lines(text)), text) is Layout.WRAPPED


def test_english_lines_are_joined_by_spaces(read_text: Callable[..., Document]) -> None:
    text = (
        "Support for chip design companies\n\n"
        "The city supports companies that design chips with up to two million\n"
        "yuan a year. Applications are open from March to April and must be\n"
        "handed in on the platform of the bureau together with the business\n"
        "licence of the company and its tax certificate.\n"
        "A second paragraph follows here and it is also wrapped over several\n"
        "lines so that there are enough of them.\n"
    )
    document = read_text(text)
    assert "up to two million yuan a year." in document.text
    assert document.text.split("\n")[0] == "Support for chip design companies"
    assert document.text.split("\n")[2].startswith("A second paragraph")
