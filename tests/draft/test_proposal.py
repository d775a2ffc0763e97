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


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_blanks_are_no_proposal(text: str) -> None:
    with pytest.raises(FileError, match="nothing but blanks"):
        paste_proposal(text)


def test_another_kind_of_document_is_told() -> None:
    proposal = paste_proposal("海州市人才公寓管理办法\n第一条 为管理人才公寓，制定本办法。\n第二条 租金减半。\n")
    assert any("不像提案" in warning for warning in proposal.warnings)
