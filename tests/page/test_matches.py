from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import load_vocabulary
from index.tokens import fold
from page.matches import Matcher, marked_html

VOCABULARY = load_vocabulary()


def said(query: str, text: str) -> list[tuple[str, str | None]]:
    matches = Matcher.of(query, VOCABULARY).matches(text)
    return [(text[match.span.start : match.span.end], match.same_as) for match in matches]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("流片补贴", "对流片给予补贴。", [("流片", None), ("补贴", None)]),
        ("芯片企业", "集成电路企业", [("集成电路", "芯片"), ("企业", None)]),
        ("2024年流片", "２０２４年", [("２０２４", None)]),  # full width, four characters as they stand
        ("AI 芯片", "chain ＡＩ芯片", [("ＡＩ", None), ("芯片", None)]),  # no match inside a Latin word
        ("CAFÉ", "cafe\u0301 é", [("cafe\u0301", None)]),  # composed and decomposed are the same
        ("ﬁnance", "前ﬁnance后", [("ﬁnance", None)]),  # one character that folds to two
        ("无", "没有这个字", []),
    ],
)
def test_words_and_synonyms_are_found_where_they_stand(
    query: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert said(query, text) == expected


@given(query=st.text(max_size=12), text=st.text(max_size=60))
def test_matches_are_apart_and_hold_what_was_looked_for(query: str, text: str) -> None:
    matches = Matcher.of(query, VOCABULARY).matches(text)
    ends = [0, *(match.span.end for match in matches)]
    for before, match in zip(ends, matches, strict=False):
        assert before <= match.span.start < match.span.end <= len(text)
        assert fold(text[match.span.start : match.span.end])
    html = marked_html(text, matches, "{word}")
    assert html.striptags() == marked_html(text, (), "").striptags()


def test_everything_is_escaped() -> None:
    text = "<b>芯片</b>&集成电路<script>"
    matches = Matcher.of("芯片", VOCABULARY).matches(text)
    assert marked_html(text, matches, '"{word}"<') == (
        "&lt;b&gt;<mark>芯片</mark>&lt;/b&gt;&amp;"
        '<mark class="synonym" title="&#34;芯片&#34;&lt;">集成电路</mark>&lt;script&gt;'
    )


def test_the_sentence_with_the_most_of_the_query_is_the_best() -> None:
    text = "本市发展芯片产业。对芯片企业流片的，给予资助。流片按次计算。"
    best = Matcher.of("芯片流片", VOCABULARY).best_sentence(text)
    assert best is not None
    assert text[best.start : best.end] == "对芯片企业流片的，给予资助。"
    assert Matcher.of("无人机", VOCABULARY).best_sentence(text) is None
