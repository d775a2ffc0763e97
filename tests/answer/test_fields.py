"""Which field of a document a question asks for, and how its value is spelled."""

from datetime import date

import pytest

from answer.fields import FIELDS, read_field, value_text, without_field
from index.tokens import fold
from ingest import Span
from ingest.document import Contact, Metadata, Repeal, Session


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("低空经济若干措施的文号是什么？", "document_number"),
        ("What is the document number of the chip rule?", "document_number"),
        ("流片补助办法是哪天印发的？", "issued_on"),
        ("流片补助办法什么时候发布的", "issued_on"),
        ("流片补助办法的成文日期", "issued_on"),
        ("When was the chip rule issued?", "issued_on"),
        ("流片补助办法从什么时候开始施行", "effective_from"),
        ("When does the rule take effect?", "effective_from"),
        ("流片补助办法有效期到什么时候？", "valid_until"),
        ("那份若干措施能管几年？", "valid_until"),
        ("Until when is it valid until?", "valid_until"),
        ("2021年印发的暂行办法现在还管用吗？", "status"),
        ("暂行办法还能用吗", "status"),
        ("暂行办法废止了吗？", "status"),
        ("Is the interim rule still in force?", "status"),
        ("暂行办法被哪份文件废止了？", "status"),
        ("Has the interim rule been replaced?", "status"),
        ("新的流片补助办法废止了哪个文件？", "repeals"),
        ("流片补助办法施行以后，哪份办法同时被废止？", "repeals"),
        ("流片补助办法取代的是以前的什么规定？", "repeals"),
        ("Which earlier rule was repealed when the tape-out rule took effect?", "repeals"),
        ("What document did the tape-out rule replace?", "repeals"),
        ("流片补助办法是谁印发的？", "issuer"),
        ("流片补助办法是哪几个部门联合印发的？", "issuer"),
        ("Who issued the chip rule?", "issuer"),
        ("提案答复的主办单位是哪家", "lead_department"),
        ("绿色工厂建议的会办单位有哪些？", "co_departments"),
        ("人才公寓提案的办理结果是什么？", "reply_class"),
        ("这份答复的公开方式是什么？", "disclosure"),
        ("人才公寓提案是谁提的？", "proposers"),
        ("建议设立基金的是哪位政协委员？", "proposers"),
        ("那份答复主送谁", "addressees"),
        ("Who submitted the proposal on flats?", "proposers"),
        ("人才公寓提案答复的联系电话是多少", "contacts"),
        ("提案编号是多少", "proposal_number"),
    ],
)
def test_the_field_that_is_asked_for(question: str, field: str) -> None:
    found = read_field(fold(question))
    assert found is not None
    assert found.name == field


@pytest.mark.parametrize(
    "question",
    [
        "流片最高补多少？",
        "专项资金什么时候申报？",
        "新的办法预计什么时候出台？",
        "When was the new rule promised to be issued?",
        "申请要什么材料？",
        "",
    ],
)
def test_what_is_asked_of_the_content_is_no_field(question: str) -> None:
    assert read_field(fold(question)) is None


def test_what_is_left_says_which_document() -> None:
    question = fold("那份低空经济若干措施的文号是什么？")
    field = read_field(question)
    assert field is not None
    assert "".join(without_field(question, field).split()) == "低空经济若干措施的是什么?"


def test_every_field_is_one_of_the_metadata() -> None:
    names = {field.name for field in FIELDS} - {"status"}
    assert names <= set(Metadata.__dataclass_fields__)
    assert {field.instead for field in FIELDS} - {None} <= names


def test_values_in_words() -> None:
    metadata = Metadata(
        document_number="海工信规〔2025〕2号",
        issuer=("甲局", "乙局"),
        issued_on=date(2025, 3, 6),
        session=Session("市政协", 13, 4),
        disclosure="on_request",
        contacts=(Contact(("江甲", "李乙"), "0700-8620401"),),
        repeals=(
            Repeal("暂行办法", "海工信规〔2021〕3号", None, Span(0, 9)),
            Repeal("旧细则", None, None, Span(9, 12)),
        ),
    )
    spelled = {
        name: value_text(metadata, name, english=False)
        for name in (
            "document_number",
            "issuer",
            "issued_on",
            "session",
            "disclosure",
            "contacts",
            "repeals",
            "reply_class",
        )
    }
    assert spelled == {
        "document_number": "海工信规〔2025〕2号",
        "issuer": "甲局、乙局",
        "issued_on": "2025年3月6日",
        "session": "市政协13届4次",
        "disclosure": "依申请公开",
        "contacts": "江甲、李乙 0700-8620401",
        "repeals": "《暂行办法》（海工信规〔2021〕3号）、《旧细则》",
        "reply_class": "",
    }
    assert value_text(metadata, "disclosure", english=True) == "on request"
