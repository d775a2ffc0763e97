"""What a model writes, parted into sentences, whole or piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.writing.sentences import Sentence, said, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲给予500万元。[^1][^2]\n乙最高3.5亿元[^2]。", [("甲给予500万元。", (1, 2)), ("乙最高3.5亿元。", (2,))]),
        ("甲。乙！[3]丁", [("甲。", ()), ("乙！", (3,)), ("丁", ())]),
        ("- **甲**[^1]\n2. 乙。[^2]\n（3）丙。[^3]", [("甲", (1,)), ("乙。", (2,)), ("丙。", (3,))]),
        (
            "The cap is 3.5 million yuan. [^1] See No. 5. [^2]",
            [("The cap is 3.5 million yuan.", (1,)), ("See No. 5.", (2,))],
        ),
        ("（市工信局）“甲。”[^1]乙。[^2]", [("（市工信局）“甲。”", (1,)), ("乙。", (2,))]),
        ("甲[^1]，乙[^2]。", [("甲，乙。", (1, 2))]),
        ("甲。[^1][^1]", [("甲。", (1,))]),
        ("甲。[^12", [("甲。", ())]),
        ("<think>先想。[^9]\n</think>甲。[^1]", [("甲。", (1,))]),
        ("<think>想不完", []),
        ("。。。\n1.\n---\n", []),
        ("", []),
    ],
)
def test_sentences_with_their_markers(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert list(sentences([text])) == [Sentence(*each) for each in expected]


@given(st.text("甲乙。！.\n[^]12 <think>/", max_size=40), st.lists(st.integers(1, 6), max_size=40))
def test_the_size_of_the_pieces_makes_no_difference(text: str, sizes: list[int]) -> None:
    pieces = []
    left = text
    for size in sizes:
        pieces.append(left[:size])
        left = left[size:]
    assert list(sentences([*pieces, left])) == list(sentences([text]))


def test_a_sentence_is_given_as_soon_as_it_is_whole() -> None:
    seen = []

    def pieces() -> Iterator[str]:
        for piece in ("甲。[^", "1]", "乙", "。"):
            seen.append(piece)
            yield piece

    first = next(sentences(pieces()))
    assert first == Sentence("甲。", (1,))
    assert seen == ["甲。[^", "1]", "乙"]


def test_thinking_aloud_is_left_out_of_the_pieces() -> None:
    assert "".join(said(["<th", "ink>甲", "</think>", "乙", "丙"])) == "乙丙"
    assert "".join(said(["甲", "<think>乙"])) == "甲<think>乙"
