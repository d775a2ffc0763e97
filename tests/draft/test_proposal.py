"""Proposals of several forms, read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from draft.proposal import paste_proposal, read_proposal
from index.settings import Settings
from ingest.document import Session
from ingest.errors import FileError

COUNCIL = """\
中国人民政治协商会议海州市第十一届委员会第三次会议提案
关于完善集成电路产业链的提案
提案编号：第145066号
案由：完善集成电路产业链
建议承办单位：市工业和信息化局、市科技局
一、情况
流片费用高。
二、建议
（一）提高流片补助标准。
（二）建设公共测试平台。
提案人：温如岚
联名委员：韩若川、岑既白
2026年1月12日
"""
CONGRESS = """\
关于修建河西步道的建议
建议编号：20260055
海州市第十六届人民代表大会第六次会议代表建议
河西没有步道。建议市住房城乡建设局修建河西步道。
领衔代表：程予安
"""


def test_a_proposal_of_the_council() -> None:
    proposal = paste_proposal(COUNCIL)
    assert (proposal.title, proposal.body, proposal.number) == ("关于完善集成电路产业链的提案", "政协", "145066")
    assert proposal.session == Session("市政协", 11, 3)
    assert (proposal.cause, proposal.dated) == ("完善集成电路产业链", date(2026, 1, 12))
    assert proposal.members == ("温如岚", "韩若川", "岑既白")
    assert proposal.departments == ("市工业和信息化局", "市科技局")
    assert proposal.situation == "一、情况\n流片费用高。"
    assert [(s.n, s.subject, s.text) for s in proposal.suggestions] == [
        (1, "提高流片补助标准", "提高流片补助标准。"),
        (2, "建设公共测试平台", "建设公共测试平台。"),
    ]
    assert proposal.warnings == ()
    for suggestion in proposal.suggestions:
        [span] = suggestion.spans
        assert proposal.text[span.start : span.end] == suggestion.text


def test_a_suggestion_to_the_congress() -> None:
    proposal = paste_proposal(CONGRESS)
    assert (proposal.body, proposal.number, proposal.members) == ("人大", "20260055", ("程予安",))
    assert proposal.session == Session("市人大", 16, 6)
    assert [s.subject for s in proposal.suggestions] == ["修建河西步道"]


def test_a_word_file_reads_as_the_pasted_text_does(tmp_path: Path) -> None:
    written = docx.Document()
    for line in COUNCIL.splitlines():
        written.add_paragraph(line)
    path = tmp_path / "提案.docx"
    written.save(str(path))
    read = read_proposal(path, Settings(home=tmp_path / "home", cache_dir=tmp_path))
    pasted = paste_proposal(COUNCIL)
    assert (read.number, read.members, read.departments) == (pasted.number, pasted.members, pasted.departments)
    assert [s.text for s in read.suggestions] == [s.text for s in pasted.suggestions]


def test_a_form_whose_cells_hold_the_parts(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("关于增设直饮水的提案")
    rows = (
        ("案由", "增设直饮水"),
        ("情况分析", "市民无处饮水。"),
        ("具体建议", "1.在公园设置直饮水点。\n2.定期检测水质。"),
    )
    table = written.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "提案表.docx"
    written.save(str(path))
    read = read_proposal(path, Settings(home=tmp_path / "home", cache_dir=tmp_path))
    assert [s.text for s in read.suggestions] == ["在公园设置直饮水点。", "定期检测水质。"]


@pytest.mark.parametrize("label", ["提案名称　", "建议名称：", "题目 ", "标题：", "题　目\u3000"])
def test_a_title_is_read_without_what_labels_it(label: str) -> None:
    proposal = paste_proposal(f"第146121号\n{label}关于修路的提案\n提案单位　市工商联\n\n路破已久。建议修路。\n")
    assert proposal.title == "关于修路的提案"


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_blanks_are_no_proposal(text: str) -> None:
    with pytest.raises(FileError, match="nothing but blanks"):
        paste_proposal(text)


def test_another_kind_of_document_is_told() -> None:
    proposal = paste_proposal("海州市人才公寓管理办法\n第一条 为管理人才公寓，制定本办法。\n第二条 租金减半。\n")
    assert any("不像提案" in warning for warning in proposal.warnings)


@pytest.mark.parametrize(
    ("head", "foot", "number", "body", "members"),
    [
        ("代表建议编号：20260064", "代表：路平川、倪小鱼", "20260064", "人大", ("路平川", "倪小鱼")),
        ("建议第20260090号\n代表：凌霜序（东山代表团）", "", "20260090", "人大", ("凌霜序",)),
        ("（市政协十一届五次会议　编号146118）\n委员：温如岚", "", "146118", "政协", ("温如岚",)),
        ("领衔代表：温如岚　附议代表：王　芳、李四　电话：0700-8000123", "", None, "人大", ("温如岚", "王芳", "李四")),
        (
            "第一提案人：温如岚（经济界）、江一（科技界）　第二提案人：苏木",
            "",
            None,
            "政协",
            ("温如岚", "江一", "苏木"),
        ),
        ("建议人：老代表　温如岚等3人　2026年1月5日", "", None, "人大", ("温如岚",)),
        ("附议代表：江一、王五等八位代表\n领衔代表：温如岚·阿里", "", None, "人大", ("温如岚·阿里", "江一", "王五")),
        ("市政协委员　温如岚　江一", "", None, "政协", ("温如岚", "江一")),
        ("温如岚（市人大代表，教师）", "", None, "人大", ("温如岚",)),
        ("代表议案（按建议办理，第20260031号）", "领衔代表　温如岚", "20260031", "人大", ("温如岚",)),
        ("提案编号：第１４６１２０号\n提案人：温如岚", "", "146120", "政协", ("温如岚",)),
        ("集体提案　第0156号\n民革海州市委员会", "", "0156", "政协", ("民革海州市委员会",)),
        ("提案单位：民建海州市委员会、市工商联\n界别：经济界", "", None, "政协", ("民建海州市委员会", "市工商联")),
        ("【提案人】温如岚、江一", "", None, "政协", ("温如岚", "江一")),
        ("", "领衔代表　温如岚", None, "人大", ("温如岚",)),
    ],
)
def test_who_signs_what_by_names_alone(
    head: str, foot: str, number: str | None, body: str, members: tuple[str, ...]
) -> None:
    proposal = paste_proposal(f"关于修路一事\n{head}\n路破已久。建议修路。\n{foot}\n")
    assert (proposal.number, proposal.body, proposal.members) == (number, body, members)
    assert [s.text for s in proposal.suggestions] == ["建议修路。"]


@pytest.mark.parametrize(
    "above",
    [
        "海州市人大代表建议\n建议编号：20260102　　类别：工业",
        "中国人民政治协商会议海州市委员会\n提案表",
        "发件人: 温如岚 <a@example.org>\n收件人: 提案委\n主题: 提案\n\n请收，建议尽快转办。\n\n--- 转发内容 ---",
        "海州市人民代表大会代表议案\n领衔人：温如岚",
    ],
)
def test_a_title_below_the_head_of_a_form_or_a_mail(above: str) -> None:
    proposal = paste_proposal(
        f"{above}\n关于修建河西步道的议案\n河西没有步道。\n建议：\n1、修步道。\n2、种树。\n祝好\n"
    )
    assert proposal.title == "关于修建河西步道的议案"
    assert proposal.situation == "河西没有步道。"
    assert [s.text for s in proposal.suggestions] == ["修步道。", "种树。"]


def test_a_form_above_the_title_is_part_of_the_head(tmp_path: Path) -> None:
    written = docx.Document()
    table = written.add_table(rows=0, cols=2)
    for row in (("提案编号", "第146044号"), ("提案人", "温如岚"), ("联系电话", "0700-8000135")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in ("关于修建河西步道的提案", "市政协十一届五次会议", "河西没有步道。建议修步道。"):
        written.add_paragraph(line)
    path = tmp_path / "提案.docx"
    written.save(str(path))
    read = read_proposal(path, Settings(home=tmp_path / "home", cache_dir=tmp_path))
    assert (read.number, read.members, read.session) == ("146044", ("温如岚",), Session("市政协", 11, 5))
