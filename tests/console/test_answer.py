"""What a person sees of an answer and of a refusal, where nobody draws on a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from answer.types import Answer, Citation, Clause
from console.answer import print_answer, print_growing
from console.terminal import THEME, Terminal
from index.types import Status

CITATION = Citation(
    n=1,
    document="rules/02.pdf",
    id="0123456789ab",
    title="海州市集成电路产业专项资金管理办法",
    document_number="海工信规〔2025〕2号",
    issuer=("海州市工业和信息化局",),
    kind="rule",
    issued_on=date(2025, 3, 26),
    status=Status.IN_FORCE,
    status_reason="未规定终止日期",
    heading_path=("第二章 支持方向", "第四条 流片支持"),
    page=2,
    start=812,
    end=823,
    quote="给予最高500万元补助。",
    score=0.87,
    passage_start=800,
    passage_end=900,
)
ANSWER = Answer(
    question="流片有哪些支持？",
    as_of=date(2025, 10, 1),
    grounded=True,
    text="给予最高500万元补助。[^1]\n对首次流片加倍。[^2]",
    citations=(CITATION, replace(CITATION, n=2, heading_path=("第五条 首次流片",), page=3)),
    refusal=None,
    nearest=(),
    generation="20261122-153000-1a2b3c",
    elapsed_ms=41,
)


def printed(answer: Answer, *, width: int | None = None) -> str:
    file = io.StringIO()
    terminal = width is not None
    print_answer(
        Terminal(Console(file=file, theme=THEME, width=width or 80, force_terminal=terminal, color_system=None)), answer
    )
    return file.getvalue()


def test_an_answer_is_its_text_and_then_each_document_once_with_its_places() -> None:
    assert printed(ANSWER).splitlines() == [
        "流片有哪些支持？  截至 2025-10-01",
        "",
        "给予最高500万元补助。[1]",
        "对首次流片加倍。[2]",
        "",
        "来源",
        "  海州市集成电路产业专项资金管理办法 · 海工信规〔2025〕2号 · 2025-03-26 · 现行有效",
        "    [1] 第二章 支持方向 › 第四条 流片支持 · 第2页",
        "    [2] 第五条 首次流片 · 第3页",
    ]


def test_citations_of_one_place_share_a_line() -> None:
    citations = tuple(replace(CITATION, n=n) for n in (1, 2))
    assert printed(replace(ANSWER, citations=citations)).splitlines()[-2:] == [
        "  海州市集成电路产业专项资金管理办法 · 海工信规〔2025〕2号 · 2025-03-26 · 现行有效",
        "    [1][2] 第二章 支持方向 › 第四条 流片支持 · 第2页",
    ]


def test_headings_of_the_text_are_set_apart() -> None:
    text = "**《办法》 第四条**\n给予补助。[^1]\n**《方案》 一、目标**\n达到一百亿元。[^2]"
    assert printed(replace(ANSWER, text=text)).splitlines()[2:8] == [
        "《办法》 第四条",
        "给予补助。[1]",
        "",
        "《方案》 一、目标",
        "达到一百亿元。[2]",
        "",
    ]


def test_the_words_around_an_english_question_are_english() -> None:
    shown = printed(replace(ANSWER, question="what supports exist for tape-out"))
    assert "Sources" in shown
    assert "2025-03-26 · in force" in shown
    assert "第四条 流片支持 · p. 2" in shown


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (Status.REPEALED, "已废止 (由新办法废止)"),
        (Status.EXPIRED, "已失效 (由新办法废止)"),
        (Status.UNKNOWN, ""),
    ],
)
def test_what_is_out_of_force_says_so_and_why(status: Status, label: str) -> None:
    citation = replace(CITATION, status=status, status_reason="由新办法废止")
    line = printed(replace(ANSWER, citations=(citation,))).splitlines()[6]
    assert (
        line.removeprefix("  海州市集成电路产业专项资金管理办法 · 海工信规〔2025〕2号 · 2025-03-26").lstrip(" ·")
        == label
    )


def test_the_clause_that_ended_a_document_is_quoted_below_it() -> None:
    clause = Clause("rules/03.pdf", "1", "新办法", None, 7, 90, 100, "旧办法\n同时废止。")
    ended = replace(CITATION, status=Status.REPEALED, status_citation=clause)
    assert (
        printed(replace(ANSWER, citations=(ended,))).splitlines()[7] == "    依据《新办法》 第7页：“旧办法 同时废止。”"
    )
    in_force = replace(CITATION, status_citation=clause)
    assert "新办法" not in printed(replace(ANSWER, citations=(in_force,)))


def test_a_refusal_shows_the_nearest_passages() -> None:
    refusal = replace(
        ANSWER, grounded=False, text="资料中没有答案。", citations=(), refusal="没有依据", nearest=(CITATION,)
    )
    shown = printed(refusal).splitlines()
    assert shown[2] == "资料中没有答案。"
    assert shown[4] == "最接近的段落"
    assert shown[-1] == "    给予最高500万元补助。"


def test_a_document_without_pages_and_headings_is_named() -> None:
    shown = printed(replace(ANSWER, citations=(replace(CITATION, heading_path=(), page=None),)))
    assert shown.splitlines()[-1] == "    [1] rules/02.pdf"


def test_on_a_terminal_lines_keep_to_its_width() -> None:
    long = replace(ANSWER, text="支持专业物联器件、智能芯片、控制模组的研发与设计，给予最高500万元补助。[^1]")
    lines = printed(long, width=40).splitlines()
    assert lines[2:5] == ["支持专业物联器件、智能芯片、控制模组的研", "发与设计，给予最高500万元补助。[1]", ""]


def test_the_words_around_an_answer_are_in_the_language_of_the_answer() -> None:
    question = "What subsidies does 海岚市 offer for drone makers?"
    assert "Sources" in printed(replace(ANSWER, question=question))
    assert "来源" in printed(replace(ANSWER, question="2025"))


def test_what_a_model_wrote_is_followed_by_warnings_and_the_quotes() -> None:
    translated = replace(CITATION, translation="At most 5 million yuan is granted.")
    written = replace(
        ANSWER,
        text="最高补助500万元。[^1]",
        citations=(translated,),
        warnings=("引文 [^2] 没有交给模型。",),
        written_by_model=True,
    )
    assert printed(written).splitlines()[2:] == [
        "最高补助500万元。[1]",
        "",
        "引文 [2] 没有交给模型。",
        "",
        "来源",
        "  海州市集成电路产业专项资金管理办法 · 海工信规〔2025〕2号 · 2025-03-26 · 现行有效",
        "    [1] 第二章 支持方向 › 第四条 流片支持 · 第2页",
        "      给予最高500万元补助。",
        "      At most 5 million yuan is granted.",
    ]


def test_an_answer_that_grows_is_printed_as_one() -> None:
    first = replace(ANSWER, text="给予最高500万元补助。[^1]")
    assert grown(first, ANSWER) == printed(ANSWER)
    assert grown(first, first, ANSWER, ANSWER) == printed(ANSWER)


def test_an_answer_that_begins_anew_is_printed_whole_below_what_stood_there() -> None:
    begun = replace(ANSWER, text="模型写的一句。[^1]")
    head, rest = printed(ANSWER).split("\n\n", 1)
    assert grown(begun, ANSWER) == f"{head}\n\n模型写的一句。[1]\n\n{rest}"


def grown(*answers: Answer) -> str:
    file = io.StringIO()
    last = print_growing(Terminal(Console(file=file, theme=THEME, width=80, color_system=None)), answers)
    assert last is answers[-1]
    return file.getvalue()
