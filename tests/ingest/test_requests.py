"""What members ask for, in replies and proposals."""

from collections.abc import Callable

import pytest

from ingest import Document
from ingest.chunks import chunk_document, search_context
from ingest.document import DocumentKind
from ingest.requests import find_requests

HEAD = (
    "海州市工业和信息化局关于市政协十一届二次会议第20240087号提案答复的函\n李建国委员：\n"
    "您提出的《关于加快培育专精特新企业的建议》（提案第20240087号）收悉，现答复如下：\n"
)
TAIL = "专此答复，诚挚感谢您的关心支持。\n海州市工业和信息化局\n2024年6月21日\n"

Read = Callable[..., Document]


def requests_of(document: Document) -> list[tuple[list[str], str]]:
    text = document.text
    return [
        ([text[span.start : span.end] for span in found.words], text[found.text.start : found.text.end])
        for found in find_requests(document)
    ]


def test_a_heading_is_the_request_and_the_text_below_it_the_answer(read_text: Read) -> None:
    document = read_text(
        HEAD + "一、关于加强培育的建议\n吸收采纳。\n（一）建库。已建三级培育库。\n二、关于融资\n已设资金池。\n" + TAIL
    )
    assert requests_of(document) == [
        (["一、关于加强培育的建议"], "吸收采纳。\n（一）建库。已建三级培育库。"),
        (["二、关于融资"], "已设资金池。"),
    ]


def test_words_after_the_heading_in_its_own_paragraph_answer(read_text: Read) -> None:
    document = read_text(HEAD + "一、关于加强培育的建议。我市已建三级培育库。\n另设资金池。\n" + TAIL)
    assert requests_of(document) == [(["一、关于加强培育的建议。"], "我市已建三级培育库。\n另设资金池。")]
    texts = [(c.text, c.role.value) for c in chunk_document(document, count_tokens=len, window=900) if c.role != "text"]
    assert texts == [("一、关于加强培育的建议。", "request"), ("我市已建三级培育库。\n另设资金池。", "answer")]


def test_the_wish_as_the_answer_quotes_it_is_part_of_the_request(read_text: Read) -> None:
    answer = "您提出的设立两亿元中试基金并由市属企业出资的建议，我们十分赞同。基金已在筹建。"
    document = read_text(HEAD + "一、关于中试平台的建议\n" + answer + "\n" + TAIL)
    assert requests_of(document) == [(["一、关于中试平台的建议", "设立两亿元中试基金并由市属企业出资的建议"], answer)]
    repeated = read_text(HEAD + "一、关于中试平台的建议\n您提出的关于中试平台的建议很好。已在筹建。\n" + TAIL)
    assert requests_of(repeated)[0][0] == ["一、关于中试平台的建议"]


@pytest.mark.parametrize(
    "heading", ["一、工作开展情况", "一、下一步工作打算", "一、关于我市专精特新企业基本情况", "一、已取得的成效"]
)
def test_the_bureaus_own_headings_are_no_requests(read_text: Read, heading: str) -> None:
    document = read_text(HEAD + heading + "\n我市已有27家。\n二、关于融资的建议\n已设资金池。\n" + TAIL)
    assert [words for words, _ in requests_of(document)] == [["二、关于融资的建议"]]


def test_below_a_request_the_bureau_orders_its_answer(read_text: Read) -> None:
    document = read_text(
        HEAD + "一、关于培育的建议\n（一）关于资金支持\n已安排。\n（二）关于减税的建议\n已落实。\n" + TAIL
    )
    assert [words for words, _ in requests_of(document)] == [["一、关于培育的建议"], ["（二）关于减税的建议"]]
    asked = {c.number: c.text for c in chunk_document(document, count_tokens=len, window=900) if c.role == "request"}
    answers = {c.text: asked[c.request] for c in chunk_document(document, count_tokens=len, window=900) if c.request}
    assert answers == {"已安排。": "一、关于培育的建议", "已落实。": "（二）关于减税的建议"}


def test_a_letter_that_is_not_item_by_item_answers_the_proposal_it_cites(read_text: Read) -> None:
    document = read_text(HEAD + "我市高度重视，已建三级培育库。\n下一步将设资金池。\n" + TAIL)
    [(words, answer)] = requests_of(document)
    assert words == ["关于加快培育专精特新企业的建议"]
    assert answer.startswith("我市高度重视，已建三级培育库。\n下一步将设资金池。")


def test_a_proposals_suggestions_are_wishes_and_its_reasons_are_not(read_text: Read) -> None:
    document = read_text(
        "关于加快培育专精特新企业的提案\n案由：企业融资难\n一、存在问题\n贷款少。\n二、几点建议\n（一）设资金池。规模两亿元。\n"
        "提案人：王芳\n"
    )
    assert document.metadata.kind is DocumentKind.PROPOSAL
    roles = {c.text: c.role.value for c in chunk_document(document, count_tokens=len, window=900) if c.searchable}
    assert roles["贷款少。"] == "text"
    assert {role for text, role in roles.items() if "资金池" in text} == {"request"}
    [asked] = [c for c in chunk_document(document, count_tokens=len, window=900) if c.role == "request"]
    assert search_context(document.metadata, asked).startswith("关于加快培育专精特新企业的提案 二、几点建议")


def test_suggestions_after_a_lead_in_are_wishes(read_text: Read) -> None:
    document = read_text("关于支持芯片企业的建议\n企业流片贵。\n为此，建议：\n1.减免流片费用。\n2.建设中试平台。\n")
    assert requests_of(document) == [([], "1.减免流片费用。"), ([], "2.建设中试平台。")]


def test_suggestions_within_a_paragraph_are_wishes_of_their_own(read_text: Read) -> None:
    document = read_text(
        "关于支持芯片企业的提案\n企业流片贵。为此，我们建议：一是减免流片费用；二是建设中试平台。\n提案人：王芳\n"
    )
    chunks = chunk_document(document, count_tokens=len, window=900)
    asked = [(c.text, c.request) for c in chunks if c.role == "request"]
    assert [text for text, _ in asked] == ["一是减免流片费用；", "二是建设中试平台。"]
    assert [c.text for c in chunks if c.role == "text" and "流片" in c.text][-1] == "企业流片贵。为此，我们建议："


def test_voices_annexed_to_a_proposal_are_no_evidence(read_text: Read) -> None:
    document = read_text(
        "关于支持芯片企业的提案\n企业流片贵。\n为此，建议：\n1.减免流片费用。\n2.建设中试平台。\n附：网友意见摘录\n每家企业可以领取一亿元。\n"
    )
    chunks = chunk_document(document, count_tokens=len, window=900)
    assert {c.role.value for c in chunks if "一亿元" in c.text} == {"request"}


def test_a_proposal_without_recognised_suggestions_is_a_wish_as_a_whole(read_text: Read) -> None:
    document = read_text("关于支持芯片企业的提案\n企业流片贵，应当减免费用。\n")
    assert {c.role.value for c in chunk_document(document, count_tokens=len, window=900) if c.searchable} == {"request"}


def test_other_documents_have_none(rule: Document, plan: Document) -> None:
    assert find_requests(rule) == find_requests(plan) == ()
