from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.types import Citation, Clause
from index.types import Status
from page.page_image import Sheet
from page.source_panel import Passage, Source, hint_html, panel_html, passage_of
from page.strings import CHINESE
from tests.page.conftest import MakeCitation

SHEET = Sheet(page=2, width=1240, height=1754, boxes=((10.0, 20.0, 36.0, 1.5),))


def test_the_passage_is_cut_at_the_sentence(text: str, make_citation: MakeCitation) -> None:
    assert passage_of(text, make_citation()) == Passage("", "企业流片的，按40%补助。", "单个企业不超过800万元。")
    second = make_citation(start=22, end=35, quote="单个企业不超过800万元。")
    assert passage_of(text, second) == Passage("企业流片的，按40%补助。", "单个企业不超过800万元。", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "企业流片的，按50%补助。"},
        {"start": 10, "end": 23},
        {"start": -25, "end": -13, "passage_start": -25},
        {"start": 9, "end": 9, "quote": ""},
        {"start": 900, "end": 912},
    ],
)
def test_what_is_not_the_quote_is_not_marked(text: str, make_citation: MakeCitation, changes: dict[str, Any]) -> None:
    citation = make_citation(**changes)
    passage = passage_of(text, citation)
    assert passage.sentence is None
    html = panel_html(1, citation, Source(passage, "/f"), [1], CHINESE)
    assert "<mark>" not in html
    assert CHINESE.sentence_moved in html


@given(text=st.text(min_size=1, max_size=60), data=st.data())
def test_the_three_parts_make_up_the_passage(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    first, start, end, last = cuts
    citation = Citation(
        1,
        "d",
        "i",
        "t",
        None,
        (),
        "rule",
        None,
        Status.UNKNOWN,
        "",
        (),
        None,
        start,
        end,
        text[start:end],
        1.0,
        first,
        last,
    )
    passage = passage_of(text, citation)
    if start == end:
        assert passage.sentence is None
    else:
        assert passage.before + (passage.sentence or "") + passage.after == text[first:last]
        assert passage.sentence == text[start:end]


def test_the_panel_shows_the_facts_and_marks_the_sentence(text: str, make_citation: MakeCitation) -> None:
    citation = make_citation()
    html = panel_html(
        1, citation, Source(passage_of(text, citation), "/file", True, (SHEET,), ("/p.png",)), [1, 2], CHINESE
    )
    assert re.findall("<dd[^>]*>([^<]*)</dd>", html) == [
        "海工信规〔2025〕2号",
        "市工业和信息化局、市财政局",
        "2025-03-26",
        "现行有效",
    ]
    assert "有效期至2030-03-31" in html
    assert "<mark>企业流片的，按40%补助。</mark>单个企业不超过800万元。" in html
    assert 'href="/file#page=2"' in html
    assert 'src="/p.png"' in html
    assert 'style="left:10.00%;top:20.00%;width:36.00%;height:1.50%"' in html
    assert CHINESE.sentence_not_on_page not in html


def test_the_panel_quotes_the_clause_that_the_validity_rests_on(text: str, make_citation: MakeCitation) -> None:
    clause = Clause("rules/03.pdf", "1", "新<b>办法", None, 7, 90, 100, "旧办法同时<i>废止。")
    citation = make_citation(status="repealed", status_citation=clause)
    html = panel_html(1, citation, Source(passage_of(text, citation), "/f"), [1], CHINESE)
    assert "<q>旧办法同时&lt;i&gt;废止。</q><cite>新&lt;b&gt;办法 · 第 7 页</cite>" in html


def test_what_a_document_does_not_say_is_said_to_be_absent(text: str, make_citation: MakeCitation) -> None:
    citation = make_citation(document_number=None, issuer=(), issued_on=None, status="unknown", status_reason="")
    html = panel_html(1, citation, Source(passage_of(text, citation), "/f"), [1], CHINESE)
    assert html.count(CHINESE.absent) == 3
    assert "不适用" in html


def test_a_sentence_not_found_on_the_page_is_said_and_not_boxed(text: str, make_citation: MakeCitation) -> None:
    citation = make_citation()
    sheet = Sheet(2, 1240, 1754, ())
    html = panel_html(1, citation, Source(passage_of(text, citation), "/f", True, (sheet,), ("/p",)), [1], CHINESE)
    assert CHINESE.sentence_not_on_page in html
    assert 'class="box"' not in html


def test_a_file_that_is_gone_is_said(text: str, make_citation: MakeCitation) -> None:
    citation = make_citation()
    html = panel_html(1, citation, Source(passage_of(text, citation), None), [1], CHINESE)
    assert CHINESE.no_page_image in html
    assert "<a " not in html
    assert "<mark>" in html


def test_a_document_without_pages_is_downloaded(text: str, make_citation: MakeCitation) -> None:
    citation = make_citation(page=None)
    html = panel_html(1, citation, Source(passage_of(text, citation), "/f"), [1], CHINESE)
    assert CHINESE.download_original in html
    assert 'href="/f"' in html
    assert "<img" not in html


@pytest.mark.parametrize(("n", "around"), [(1, ["4", "2"]), (2, ["1", "4"]), (4, ["2", "1"])])
def test_previous_and_next_go_round(text: str, make_citation: MakeCitation, n: int, around: list[str]) -> None:
    citation = make_citation(n=n)
    html = panel_html(n, citation, Source(passage_of(text, citation), "/f"), [1, 2, 4], CHINESE)
    assert re.findall('data-cite="([0-9]+)"', html) == around


def test_one_citation_has_no_neighbours(text: str, make_citation: MakeCitation) -> None:
    html = panel_html(1, make_citation(), Source(passage_of(text, make_citation()), "/f"), [1], CHINESE)
    assert "data-cite" not in html
    assert "data-close" in html


def test_hostile_strings_are_escaped(make_citation: MakeCitation) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=1>"
    citation = make_citation(
        title=hostile,
        document_number=hostile,
        issuer=(hostile,),
        status_reason=hostile,
        heading_path=(hostile,),
        quote=hostile,
        start=0,
        end=len(hostile),
        passage_start=0,
        passage_end=2 * len(hostile),
    )
    source = Source(passage_of(hostile + hostile, citation), "/f", True, (SHEET,), ("/p",))
    html = panel_html(1, citation, source, [1, 2], CHINESE)
    assert "<script" not in html
    assert html.count("<img") == 1  # the page
    assert "onerror=1>" not in html


def test_the_hint_can_say_why_nothing_is_shown() -> None:
    assert CHINESE.document_gone in hint_html(CHINESE, CHINESE.document_gone)
    assert "warning" not in hint_html(CHINESE)
