from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import CorruptIndex, NoIndex
from page.answer_html import (
    answer_html,
    failure_html,
    idle_html,
    numbered,
    steps,
    waiting_html,
)
from page.notice_html import unavailable_html
from page.strings import CHINESE
from tests.page.conftest import MakeAnswer, MakeCitation

HOSTILE = "<img src=x onerror=alert(1)>\"'</button><script>alert(2)</script>&lt;${3}{{4}}"


class Outline(HTMLParser):
    """What a browser would make of the HTML: its tags, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed("".join(html))  # Markup would escape what the parser takes out of it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]


def test_markers_become_buttons_and_double_stars_bold(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    answer = make_answer("共**两**处：\n甲。[^1]\n乙。[^2][^1]", [make_citation(n=1), make_citation(n=2, quote="乙。")])
    html = answer_html(answer, CHINESE)
    assert "<p>共<strong>两</strong>处：</p>" in html
    body = html.split('<section class="sources"')[0]
    assert Outline(body).values("data-cite") == ["1", "2", "1"]
    assert "[^" not in html


def test_a_line_that_is_bold_from_its_start_is_a_heading(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    html = answer_html(make_answer("**《办法》** 第四条\n**甲。**[^1]", [make_citation()]), CHINESE)
    assert "<h3>《办法》<small>第四条</small></h3>" in html
    assert "<p><strong>甲。</strong>" in html


def test_a_heading_sets_apart_the_path_of_what_it_heads(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    citation = make_citation(heading_path=("第二章 支持", "第四条"))
    html = answer_html(make_answer("**《办法》（一号） 第二章 支持 › 第四条**\n甲。[^1]", [citation]), CHINESE)
    assert "<h3>《办法》（一号）<small>第二章 支持 › 第四条</small></h3>" in html


def test_a_document_is_named_once_for_groups_in_a_row(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    citations = [make_citation(n=n, heading_path=(path,)) for n, path in ((1, "第一条"), (2, "第二条"))]
    html = answer_html(make_answer("**《办法》 第一条**\n甲。[^1]\n**《办法》 第二条**\n乙。[^2]", citations), CHINESE)
    assert html.count("《办法》") == 1
    assert '<h3 class="same"><small>第二条</small></h3>' in html


def test_sentences_of_one_place_share_a_row(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    citations = [make_citation(n=1), make_citation(n=2), make_citation(n=3, page=3)]
    html = answer_html(make_answer("[^1][^2][^3]", citations), CHINESE)
    rows = html.split('<li class="place">')[1:]
    assert [re.findall('class="n" data-cite="([0-9])"', row) for row in rows] == [["1", "2"], ["3"]]


def test_a_marker_without_citation_stays_text(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    outline = Outline(answer_html(make_answer("甲[^7]。[^1]", [make_citation()]), CHINESE))
    assert "甲[^7]。" in outline.text


def test_sources_are_grouped_by_document(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    citations = [
        make_citation(n=1, document="a.pdf", title="甲文"),
        make_citation(n=2, document="b.txt", title="乙文", page=None),
        make_citation(n=3, document="a.pdf", title="甲文", heading_path=("第九条",)),
    ]
    html = answer_html(make_answer("[^1][^2][^3]", citations), CHINESE)
    sources = html.split('<section class="sources"')[1]
    assert re.findall('class="n" data-cite="([0-9])"', sources) == ["1", "3", "2"]
    assert sources.count('<li class="source">') == 2
    assert "3 处 · 2 份文件 · 效力按 2025-10-01 判断 · 用时 0.04 秒" in sources


@pytest.mark.parametrize(
    ("status", "label", "ended"),
    [
        ("in_force", "现行有效", False),
        ("not_yet", "尚未施行", True),
        ("expired", "已失效", True),
        ("repealed", "已废止", True),
        ("unknown", None, False),
    ],
)
def test_status_is_a_label_and_what_is_not_in_force_stands_out(
    make_answer: MakeAnswer, make_citation: MakeCitation, status: str, label: str | None, ended: bool
) -> None:
    html = answer_html(make_answer("甲。[^1]", [make_citation(status=status)]), CHINESE)
    assert ('class="cite ended"' in html) is ended
    assert (f'<span class="status {status}"' in html) is (label is not None)
    assert label is None or f">{label}</span>" in html


def test_lines_come_in_one_by_one_without_sources(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    answer = make_answer("一\n\n二\n三[^1]", [make_citation()])
    assert steps(answer) == 3
    part = answer_html(answer, CHINESE, lines=2)
    assert "<p>一</p><p>二</p>" in part
    assert "三" not in part
    assert 'aria-busy="true"' in part
    assert "sources" not in part
    assert 'aria-busy="false"' in answer_html(answer, CHINESE)


def test_a_refusal_numbers_the_nearest_from_one(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    nearest = (make_citation(n=0, title="甲文"), make_citation(n=0, title="乙文"))
    answer = make_answer("没有依据，因此不作答。", nearest=nearest, refusal="没有依据")
    assert {n: citation.title for n, citation in numbered(answer).items()} == {1: "甲文", 2: "乙文"}
    html = answer_html(answer, CHINESE)
    assert "没有依据，因此不作答。" in html
    assert Outline(html).values("data-cite") == ["1", "2"]
    assert "sources" not in html


def test_a_refusal_with_nothing_near_says_so_only(make_answer: MakeAnswer) -> None:
    html = answer_html(make_answer("没有。", refusal="没有"), CHINESE)
    assert CHINESE.refused_nearest not in html


def test_every_field_of_a_document_is_escaped(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    hostile = make_citation(
        document=HOSTILE,
        title=HOSTILE,
        document_number=HOSTILE,
        issuer=(HOSTILE,),
        status_reason=HOSTILE,
        heading_path=(HOSTILE, HOSTILE),
        quote=HOSTILE,
    )
    answered = make_answer(f"**{HOSTILE}**\n{HOSTILE}[^1]", [hostile], question=HOSTILE)
    refused = make_answer(HOSTILE, question=HOSTILE, nearest=(hostile,))
    pages = [
        answer_html(answered, CHINESE),
        answer_html(refused, CHINESE),
        waiting_html(HOSTILE, CHINESE),
        failure_html(HOSTILE, HOSTILE, CHINESE),
        unavailable_html(CHINESE, NoIndex(HOSTILE)),
        unavailable_html(CHINESE, CorruptIndex(HOSTILE)),
        idle_html(CHINESE, [HOSTILE], 1),
    ]
    for html in pages:
        outline = Outline(html)
        assert not {"img", "script"} & set(outline.tags)
        assert not [name for name, _ in outline.attributes if name.startswith("on")]
        assert HOSTILE in outline.text


@given(hostile=st.text(alphabet="<>&\"'/=[^1]* \nab一`$"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_adds_an_element(make_answer: MakeAnswer, make_citation: MakeCitation, hostile: str) -> None:
    known = {
        "article",
        "h2",
        "h3",
        "div",
        "p",
        "strong",
        "small",
        "button",
        "span",
        "b",
        "i",
        "q",
        "section",
        "ul",
        "li",
        "form",
        "label",
        "textarea",
    }
    citation = make_citation(title=hostile, quote=hostile, heading_path=(hostile,), document_number=hostile)
    outline = Outline(answer_html(make_answer(f"{hostile}[^1]", [citation], question=hostile), CHINESE))
    assert set(outline.tags) <= known
    assert outline.tags.count("article") == 1


def test_idle_says_how_many_documents_and_offers_the_examples() -> None:
    html = idle_html(CHINESE, ["甲？", "乙？"], 1284)
    assert Outline(html).values("data-question") == ["甲？", "乙？"]
    assert "1,284 份文件" in html


def test_warnings_stand_between_answer_and_sources(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    answer = make_answer("一句。[^1]", [make_citation()], warnings=("引文 [^1] <b>没有</b>交给模型。",))
    html = answer_html(answer, CHINESE)
    assert html.index('class="body"') < html.index('class="warnings"') < html.index('class="sources"')
    assert "&lt;b&gt;没有" in html
    assert 'class="warnings"' not in answer_html(make_answer("一句。[^1]", [make_citation()]), CHINESE)


def test_a_translation_stands_under_its_place(make_answer: MakeAnswer, make_citation: MakeCitation) -> None:
    answer = make_answer("一句。[^1]", [make_citation(translation="At most <800>.")])
    assert '<p class="translation" lang="en">At most &lt;800&gt;.</p></li>' in answer_html(answer, CHINESE)


def test_idle_offers_what_was_asked_before() -> None:
    html = idle_html(CHINESE, ["例"], 3, ["上次<问>？"])
    assert html.index(CHINESE.try_asking) < html.index(CHINESE.asked_before) < html.index("上次&lt;问&gt;？")
    assert CHINESE.asked_before not in idle_html(CHINESE, ["例"], 3)
