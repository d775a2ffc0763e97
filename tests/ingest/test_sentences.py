from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import is_blank
from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲局支持企业。最高1.5亿元！为什么？！", ["甲局支持企业。", "最高1.5亿元！", "为什么？！"]),
        ("申报材料：（一）申请表；（二）执照；（三）发票。",
         ["申报材料：（一）申请表；", "（二）执照；", "（三）发票。"]),
        ("印发《关于支持。发展的措施》（海府〔2024〕1号；已废止）。",
         ["印发《关于支持。发展的措施》（海府〔2024〕1号；已废止）。"]),
        ("他说：“这很好。”然后走了。", ["他说：“这很好。”", "然后走了。"]),
        ("打造“园区。大脑”平台。", ["打造“园区。大脑”平台。"]),
        ("第一行没有句号\n第二行", ["第一行没有句号", "第二行"]),
        ("未闭合（甲。乙。", ["未闭合（甲。", "乙。"]),
        ("See No. 5 and Art. 3, e.g. this one. It costs 1.5 million. The U.S. plan ended.",
         ["See No. 5 and Art. 3, e.g. this one.", "It costs 1.5 million.", "The U.S. plan ended."]),
        ("1. Apply online. 2. Hand in the form.", ["1. Apply online.", "2. Hand in the form."]),
        ("Visit gov.example.cn now! Really? Yes", ["Visit gov.example.cn now!", "Really?", "Yes"]),
        ("  \n ", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_positions_are_those_of_the_whole_text() -> None:
    text = "前文。甲句。乙句。后文。"
    assert [(s.start, s.end) for s in split_sentences(text, 3, 9)] == [(3, 6), (6, 9)]


@given(st.text(alphabet="甲乙。！？；，“”《》（）()\n .1aA\u3000;!?", max_size=80), st.data())
def test_every_visible_character_is_in_exactly_one_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    covered = [at for span in split_sentences(text, start, end) for at in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    visible = {at for at in range(start, end) if not is_blank(text[at])}
    assert visible <= set(covered)
    for span in split_sentences(text, start, end):
        assert start <= span.start < span.end <= end
        assert not is_blank(text[span.start])
        assert not is_blank(text[span.end - 1])
        assert "\n" not in text[span.start : span.end]
