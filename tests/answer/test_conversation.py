"""Follow-up questions, made to stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from answer import Answerer, Turn
from answer.conversation import standalone
from answer.question import load_vocabulary

TODAY = date(2025, 10, 1)
VOCABULARY = load_vocabulary()
CHIPS = "芯片企业有哪些支持政策？"
TAPE_OUT = "芯片设计公司做流片，市里能补多少，一年封顶多少？"
ENGLISH = "How much can a chip design company get for a tape-out?"
NOTICE = "2025年制造业专项资金网上填报最晚到什么时候？"
TITLE = "海州市集成电路产业专项资金管理办法"


def understood(previous: str, question: str, title: str = TITLE) -> str:
    return standalone(question, Turn(previous, title), TODAY, VOCABULARY)


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        (CHIPS, "那审批时限呢？", "芯片企业审批时限？"),
        (CHIPS, "申报条件是什么", "芯片企业申报条件是什么？"),
        (CHIPS, "怎么申请", "芯片企业怎么申请？"),
        (CHIPS, "最高多少？", "芯片企业最高多少？"),
        (CHIPS, "它的有效期是多久？", "芯片企业有效期是多久？"),
        (CHIPS, "其中人才方面的补贴有哪些", "芯片企业人才方面的补贴有哪些？"),
        (TAPE_OUT, "要准备哪些材料？", "芯片设计公司流片要准备哪些材料？"),
        (TAPE_OUT, "谁负责？", "芯片设计公司流片谁负责？"),
        (ENGLISH, "what about the deadline?", "the deadline, chip design company tape-out?"),
        (ENGLISH, "Who is responsible for it?", "Who is responsible, chip design company tape-out?"),
    ],
)
def test_what_is_asked_without_a_subject_is_asked_of_the_last_one(previous: str, question: str, expected: str) -> None:
    assert understood(previous, question) == expected


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        (CHIPS, "那低空经济呢？", "低空经济有哪些支持政策？"),
        (CHIPS, "上海呢", "上海芯片企业有哪些支持政策？"),
        ("深圳的芯片企业有哪些支持政策？", "那上海呢？", "上海的芯片企业有哪些支持政策？"),
        (TAPE_OUT, "那EDA工具呢？", "EDA工具，市里能补多少，一年封顶多少？"),
        (TAPE_OUT, "那软件企业呢？", "软件企业，市里能补多少，一年封顶多少？"),
    ],
)
def test_a_subject_alone_is_asked_the_last_question(previous: str, question: str, expected: str) -> None:
    assert understood(previous, question) == expected


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        (CHIPS, "去年的呢", "2024年芯片企业有哪些支持政策？"),
        (CHIPS, "2023年呢？", "2023年芯片企业有哪些支持政策？"),
        (NOTICE, "那2024年的呢？", "2024年制造业专项资金网上填报最晚到什么时候？"),
        (NOTICE, "去年的呢？", "2024年制造业专项资金网上填报最晚到什么时候？"),
        (ENGLISH, "last year?", "How much can a chip design company get for a tape-out in 2024?"),
    ],
)
def test_a_year_alone_is_asked_the_last_question(previous: str, question: str, expected: str) -> None:
    assert understood(previous, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "低空经济有哪些补贴？",
        "地铁3号线什么时候通车？",
        "那人才公寓的房租打几折？",
        "How much is the housing allowance for PhDs?",
        "谢谢",
        "",
    ],
)
def test_a_question_with_a_subject_of_its_own_stays(question: str) -> None:
    assert understood(CHIPS, question) == question
    assert standalone(question, None, TODAY, VOCABULARY) == question


def test_this_document_is_the_one_that_was_cited() -> None:
    assert understood(TAPE_OUT, "这个办法什么时候到期？") == f"《{TITLE}》什么时候到期？"
    assert understood(TAPE_OUT, "该办法谁解释？", f"《{TITLE}》") == f"《{TITLE}》谁解释？"
    assert understood(TAPE_OUT, "这个办法什么时候到期？", "") == "芯片设计公司流片办法什么时候到期？"


def test_the_answer_says_how_the_question_was_understood(answerer: Answerer) -> None:
    first = answerer.ask("芯片设计企业首轮流片费用最高补助多少？", as_of=TODAY)
    then = answerer.ask("那申报时间呢？", as_of=TODAY, previous=Turn.of(first))
    assert Turn.of(first) == Turn("芯片设计企业首轮流片费用最高补助多少？", TITLE)
    assert then.question.startswith("芯片设计企业")
    assert then.question.endswith("申报时间？")
    refused = answerer.ask("光刻机进口关税减免", as_of=TODAY)
    assert Turn.of(refused) == Turn("光刻机进口关税减免", "")
