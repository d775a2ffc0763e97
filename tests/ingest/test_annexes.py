"""Annexes in a document's own file, and the list of annexes."""

from collections.abc import Callable
from datetime import date

import pytest

from ingest import Document
from ingest.document import BlockKind

Read = Callable[..., Document]

LETTER = (
    "海州市工业和信息化局关于组织申报专项资金的通知\n海工信〔2025〕3号\n各区工业和信息化局：\n"
    "现就申报事项通知如下：\n一、支持范围\n支持技术改造。\n联系人：陈志强，0756-2126601\n"
)
LIST = "附件：1.专项资金申报书\n2.申报材料清单.xlsx\n"
SIGNED = "海州市工业和信息化局\n2025年3月1日\n"


def headings(document: Document) -> list[tuple[str, ...]]:
    return [block.heading_path for block in document.blocks if block.kind is BlockKind.HEADING]


def test_an_annex_opens_with_its_number_and_title_and_holds_its_own_headings(read_text: Read) -> None:
    document = read_text(
        LETTER
        + LIST
        + SIGNED
        + "附件1\n海州市专项资金\n申报书\n第一章 企业情况\n一、名称\n按执照填写。\n2025年4月2日\n"
        "二、地址\n按执照填写。\n附件2：申报材料清单\n一、营业执照\n复印件。\n公开方式：主动公开\n"
    )
    first = "附件1 海州市专项资金申报书"
    assert headings(document) == [
        ("一、支持范围",),
        (first,),
        (first, "第一章 企业情况"),
        (first, "第一章 企业情况", "一、名称"),
        (first, "二、地址"),
        ("附件2 申报材料清单",),
        ("附件2 申报材料清单", "一、营业执照"),
    ]
    assert "附件1 海州市专项资金申报书" in document.text.split("\n")


def test_what_a_document_says_of_itself_is_not_read_from_its_annexes(read_text: Read) -> None:
    annex = (
        "附件1\n申报书样本\n填写说明如下。\n联系人：某某，0756-1111111\n海州市财政局\n2019年1月1日\n抄送：市财政局。\n"
    )
    metadata = read_text(LETTER + LIST + SIGNED + annex).metadata
    assert (metadata.issuer, metadata.issued_on) == (("海州市工业和信息化局",), date(2025, 3, 1))
    assert [contact.names for contact in metadata.contacts] == [("陈志强",)]
    assert metadata.copied_to == ("市财政局",)
    assert metadata.annexes == ("专项资金申报书", "申报材料清单")


def test_a_rule_that_is_put_into_force_as_an_annex_gives_its_dates(read_text: Read) -> None:
    document = read_text(
        "海州市工业和信息化局关于印发专项资金管理办法的通知\n各有关单位：\n现将办法印发给你们。\n附件：专项资金管理办法\n"
        + SIGNED
        + "附件\n专项资金管理办法\n第一条 本办法自2025年4月1日起施行，有效期3年。\n"
    )
    assert (document.metadata.effective_from, document.metadata.valid_until) == (date(2025, 4, 1), date(2028, 3, 31))
    assert headings(document) == [("附件 专项资金管理办法",), ("附件 专项资金管理办法", "第一条")]


@pytest.mark.parametrize(
    "tail",
    [
        LIST + SIGNED,
        SIGNED + "附件1：申报书.docx\n附件2：清单.xlsx\n",
        SIGNED + "附件1\n申报书.docx\n",
        "附件\n1.申报书\n2.清单\n" + SIGNED,
    ],
)
def test_a_list_of_annexes_is_none(read_text: Read, tail: str) -> None:
    assert headings(read_text(LETTER + tail)) == [("一、支持范围",)]


def test_a_file_that_is_an_annex_itself_keeps_its_own_title(read_text: Read) -> None:
    document = read_text("附件2\n专项资金申报指南\n一、支持范围\n支持技术改造。\n")
    assert document.metadata.title == "专项资金申报指南"
    assert headings(document) == [("一、支持范围",)]
