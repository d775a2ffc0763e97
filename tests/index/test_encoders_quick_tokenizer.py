"""The lesser tokenizer against the whole one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoders.model_folder import TOKENIZER, ModelFolder
from index.encoders.packaged_weights import Vocabulary
from index.encoders.quick_tokenizer import QuickTokenizer, lesser_vocabulary

WRITTEN = "芯片企业支持政策补助五十万元第三条龘靐𠮷ABCxyz policy chips 0123456789。，；：（）《》“”—…·%～①㎡℃≥×　"
MIXED = st.one_of(
    st.text(st.sampled_from(WRITTEN + "\t\n"), max_size=60),
    st.text(max_size=30),
    st.text(st.sampled_from(WRITTEN + "Яäのα한🚁<s></s><mask><pad>▁\u200b\ufeff"), max_size=60),
)


@pytest.fixture(scope="module")
def whole(model_folder: ModelFolder) -> Tokenizer:
    return Tokenizer.from_file(str(model_folder.path / TOKENIZER))


@pytest.fixture(scope="module")
def quick(model_folder: ModelFolder) -> QuickTokenizer:
    return QuickTokenizer(model_folder.path)


@given(text=MIXED)
@settings(deadline=None, max_examples=300)
def test_any_text_gets_the_whole_tokenizer_s_ids(whole: Tokenizer, quick: QuickTokenizer, text: str) -> None:
    assert quick.encode("passage: " + text) == whole.encode("passage: " + text).ids


@pytest.mark.parametrize("text", ["a<s>b</s>", "中<mask>文", "<unk> <pad>", "龘靐齉爩", ""])
def test_special_tokens_and_unknown_characters(whole: Tokenizer, quick: QuickTokenizer, text: str) -> None:
    assert quick.encode(text) == whole.encode(text).ids


def test_chinese_and_english_do_not_load_the_whole_tokenizer(model_folder: ModelFolder) -> None:
    quick = QuickTokenizer(model_folder.path)

    quick.encode("query: 芯片企业有哪些支持政策？AI+制造业：最高2,000,000元，面积1200㎡（㈠）")

    assert not quick.whole_is_loaded
    quick.encode("query: Москва")
    assert quick.whole_is_loaded


def test_pieces_of_other_scripts_are_left_out() -> None:
    pieces = ("<s>", "</s>", "<pad>", "<unk>", "▁chip", "Москва", "芯片", "の", "<mask>")
    scores = (0.0, 0.0, 0.0, 0.0, -1.0, -2.0, -3.0, -9.0, 0.0)
    lesser, ids = lesser_vocabulary(Vocabulary(pieces, scores, 0, 1, 2, 3, {}), ("<mask>",))

    # The kana stays as the piece with the lowest score.
    assert lesser.pieces == ("<s>", "</s>", "<pad>", "<unk>", "▁chip", "芯片", "の", "<mask>")
    assert lesser.scores == (0.0, 0.0, 0.0, 0.0, -1.0, -3.0, -9.0, 0.0)
    assert ids.tolist() == [0, 1, 2, 3, 4, 6, 7, 8]
