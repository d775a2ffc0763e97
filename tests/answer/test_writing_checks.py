"""What becomes of a written sentence: kept, marked or struck."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from answer.types import Citation
from answer.writing.checks import Checks, Verdict
from answer.writing.sentences import Sentence

TAPE_OUT = "对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。"
TERMS = "企业应当在本市注册，近三年没有重大违法记录。"
RULE = "《海州市集成电路产业扶持暂行办法》同时废止。"


def about(text: str) -> NDArray[np.float32]:
    """One direction for what speaks of tape-outs or violations, another for all else."""
    is_near = any(word in text for word in ("流片", "tape-out", "违法", "废止"))
    return np.array([1, 0] if is_near else [0, 1], dtype=np.float32)


@pytest.fixture
def judge(make_citation: Callable[..., Citation]) -> Callable[..., Verdict]:
    """The verdict on a text that cites the three quotes by 1, 2 and 3."""
    checks = Checks(about)
    quotes = {n: make_citation(quote, n=n) for n, quote in enumerate((TAPE_OUT, TERMS, RULE), start=1)}

    def judge(text: str, *cited: int, question: str = "") -> Verdict:
        return checks.verdict(Sentence(text, cited), quotes, question)

    return judge


@pytest.mark.parametrize(
    "text",
    [
        TAPE_OUT,
        "流片费用补助四成，一年封顶0.05亿元。",
        "根据海工信规〔2025〕2号第一条，流片费用补助40%。",
        "市工信局2025年3月26日印发的《海州市集成电路产业专项资金管理办法》规定，流片补助40%。",
        "A tape-out is subsidised at 40%, at most 5 million yuan a year.",
    ],
)
def test_what_the_quote_says_is_kept(judge: Callable[..., Verdict], text: str) -> None:
    assert judge(text, 1) is Verdict.SUPPORTED


def test_a_sentence_without_a_marker_or_with_a_wrong_one_is_struck(judge: Callable[..., Verdict]) -> None:
    assert judge("流片费用补助40%。") is Verdict.UNCITED
    assert judge("流片费用补助40%。", 9) is Verdict.UNCITED
    assert judge("流片费用补助40%。", 1, 9) is Verdict.UNCITED


@pytest.mark.parametrize(
    "text", ["流片最高补助5000万元。", "流片费用补助60%。", "流片补助4月1日起申报。", "流片补助见第三条。"]
)
def test_a_figure_that_the_quote_does_not_hold_is_struck(judge: Callable[..., Verdict], text: str) -> None:
    assert judge(text, 1) is Verdict.FIGURE
    assert judge(text, 1, 2) is Verdict.FIGURE


def test_a_figure_of_another_quote_than_the_cited_one_is_struck(judge: Callable[..., Verdict]) -> None:
    assert judge("最高500万元。", 2) is Verdict.FIGURE


@pytest.mark.parametrize(
    "text",
    [
        "上海市的流片费用补助40%。",
        "流片补助由市财政局审核。",
        "《海州市低空经济发展若干措施》规定，流片补助40%。",
        "按照深发改规〔2025〕2号，流片补助40%。",
        "EDA工具和流片费用补助40%。",
    ],
)
def test_a_name_that_the_quote_does_not_hold_is_struck(judge: Callable[..., Verdict], text: str) -> None:
    assert judge(text, 1) is Verdict.NAME


@pytest.mark.parametrize("word", ["上门", "在城市新区", "由我局", "在服务大厅", "之日起", "新建"])
def test_a_word_that_only_looks_like_a_place_or_a_body_is_none(judge: Callable[..., Verdict], word: str) -> None:
    assert judge(f"流片费用{word}补助40%。", 1) is Verdict.SUPPORTED


def test_a_place_that_only_the_question_names_is_struck(judge: Callable[..., Verdict]) -> None:
    assert judge("上海的流片费用补助40%。", 1, question="上海流片补多少？") is Verdict.NAME


def test_a_body_may_be_called_by_its_short_name(judge: Callable[..., Verdict]) -> None:
    assert judge("市工信局补助流片费用的40%。", 1) is Verdict.SUPPORTED


def test_a_product_that_the_question_names_may_be_named(judge: Callable[..., Verdict]) -> None:
    english = "An XQ7 tape-out is subsidised at 40%."
    assert judge(english, 1) is Verdict.NAME
    assert judge(english, 1, question="What about an XQ7 tape-out?") is Verdict.SUPPORTED


def test_an_english_name_that_cannot_be_compared_is_marked(judge: Callable[..., Verdict]) -> None:
    assert judge("In Haizhou a tape-out is subsidised at 40%.", 1) is Verdict.UNVERIFIED


def test_what_the_quote_does_not_speak_of_is_marked(judge: Callable[..., Verdict]) -> None:
    assert judge("购置设备补助40%。", 1) is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("text", "cited", "expected"),
    [
        ("企业不得有重大违法记录。", 2, Verdict.SUPPORTED),
        ("企业可以有重大违法记录。", 2, Verdict.UNVERIFIED),
        ("流片费用不给予补助。", 1, Verdict.UNVERIFIED),
        ("流片费用每年补助不超过500万元。", 1, Verdict.SUPPORTED),
    ],
)
def test_what_turns_the_quote_round_is_marked(
    judge: Callable[..., Verdict], text: str, cited: int, expected: Verdict
) -> None:
    assert judge(text, cited) is expected


def test_without_an_encoder_meaning_is_not_checked(make_citation: Callable[..., Citation]) -> None:
    verdict = Checks(None).verdict(Sentence("购置设备补助40%。", (1,)), {1: make_citation(TAPE_OUT)}, "")
    assert verdict is Verdict.SUPPORTED
