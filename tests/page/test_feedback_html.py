"""What readers said, as keepers see it listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from page.feedback_html import MOST_SHOWN, Verdict, Wanted, feedback_html, plain_answer
from page.sheets.feedback import feedback_rows
from page.sheets.table import as_csv
from page.strings import CHINESE, ENGLISH, Strings

BAD = Verdict(datetime(2026, 3, 2, 4, 5, tzinfo=UTC), "李四", False, "应为第五条", "流片补多少？", "按40%补助。")
HOSTILE = '"><script>harm()</script>'


def test_each_verdict_is_told_with_a_way_to_ask_again() -> None:
    good = replace(BAD, helpful=True, comment="", reader="")
    page = html.fromstring(str(feedback_html([BAD, good], Wanted.ALL, CHINESE)))
    assert page.xpath("string(//b)") == "2 条，其中有误 1 条"
    first, second = page.xpath("//li")
    words = " ".join(first.text_content().split())
    for said in ("有误", "流片补多少？", "李四", "应为第五条", "按40%补助。"):
        assert said in words
    assert first.xpath(".//a/@href") == ["/?q=%E6%B5%81%E7%89%87%E8%A1%A5%E5%A4%9A%E5%B0%91%EF%BC%9F"]
    assert not second.xpath(".//*[@class='comment']")


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_what_readers_and_documents_say_is_never_markup(strings: Strings) -> None:
    verdict = replace(BAD, reader=HOSTILE, comment=HOSTILE, question=HOSTILE + "\ud800", answer=HOSTILE)
    page = str(feedback_html([verdict], Wanted.COMMENTED, strings))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4
    assert f'{strings.root}export/feedback.csv?wanted=commented"' in page


def test_nothing_is_a_formula_in_the_file() -> None:
    rows = as_csv(feedback_rows([replace(BAD, comment="=1+1", question="@x", answer=None)], CHINESE))
    assert "'=1+1,'@x,（回答引用了您无权查看的文件）" in rows


def test_none_and_none_such_are_told_apart() -> None:
    assert "还没有读者" in feedback_html([], Wanted.ALL, CHINESE)
    assert "没有这样的评价" in feedback_html([], Wanted.UNHELPFUL, CHINESE)


def test_a_list_that_may_go_on_says_so_and_an_answer_is_cut() -> None:
    long = replace(BAD, answer="按" * 500)
    page = feedback_html([long] * MOST_SHOWN, Wanted.ALL, CHINESE)
    assert f"最近 {MOST_SHOWN} 条" in page
    assert f"{'按' * 160}…<" in page


def test_an_answer_without_its_marks() -> None:
    assert plain_answer("**办法**\n按40%补助。[^1] [^2]\n") == "办法\n按40%补助。"
