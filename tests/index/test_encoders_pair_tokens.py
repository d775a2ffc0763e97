"""The form of a pair, with a tokenizer whose tokens are the characters' code points."""

from __future__ import annotations

from index.encoders.pair_tokens import WINDOW, pair_tokens

BEGIN, END = 0, 2


class Characters:
    """``<s>``, a token for each character, ``</s>``."""

    def encode(self, text: str) -> list[int]:
        return [BEGIN, *map(ord, text), END]


def test_question_sentence_and_context_stand_in_this_order() -> None:
    pairs = pair_tokens(Characters(), "ab", [("c", "de"), ("f", "")])

    assert pairs == [
        [BEGIN, ord("a"), ord("b"), END, END, ord("c"), END, ord("d"), ord("e"), END],
        [BEGIN, ord("a"), ord("b"), END, END, ord("f"), END, END],
    ]


def test_each_part_is_cut_at_its_end() -> None:
    [pair] = pair_tokens(Characters(), "q" * 70, [("s" * 130, "c" * 10)])

    # 5 special tokens, 64 of the question and 120 of the sentence leave 3 of 192 for the context.
    expected = [BEGIN, *b"q" * 64, END, END, *b"s" * 120, END, *b"c" * 3, END]
    assert pair == expected
    assert len(pair) == WINDOW == 192


def test_a_short_question_leaves_more_to_the_context() -> None:
    [pair] = pair_tokens(Characters(), "q" * 10, [("s" * 20, "c" * 500)])

    assert pair.count(ord("c")) == 192 - 5 - 10 - 20


def test_no_text_gives_no_pair() -> None:
    assert pair_tokens(Characters(), "q", []) == []
