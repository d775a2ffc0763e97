"""Any local sentence-transformers folder, here one of two small random layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoders.loading import load_encoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelUnavailable

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage", "search", ":", "芯", "片", "企", "业", "chip"]
WINDOW = 16


def save_model(folder: Path, prompts: dict[str, str], *, seed: int = 0) -> Path:
    """Save a BERT of 2 layers and 8 dimensions whose tokenizer knows a word a token."""
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(seed)
    bare = folder.with_name(f"{folder.name}-bare")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=WINDOW,
    )
    BertModel(config).save_pretrained(bare)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # transformers leaves this class untyped
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(bare)
    model = SentenceTransformer(
        modules=[Transformer(str(bare), max_seq_length=WINDOW), Pooling(8, pooling_mode="mean")],
        prompts=prompts,
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    return folder


def test_a_local_folder_is_run_as_transformers_runs_it(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "tiny", {"query": "search : ", "document": "passage : "})
    encoder = load_encoder(str(folder), cache_dir=tmp_path)

    vectors = encoder.encode_passages(["芯 片", "chip"])

    # [CLS] passage : 芯 片 [SEP], through the bare model, mean over tokens, unit length: by hand, without the library.
    with torch.no_grad():
        bert = BertModel.from_pretrained(folder)
        hidden = bert(input_ids=torch.tensor([[2, 5, 7, 8, 9, 3]])).last_hidden_state[0].numpy()
    expected = hidden.mean(axis=0)
    np.testing.assert_allclose(vectors[0], expected / np.linalg.norm(expected), atol=1e-5)


def test_identity_says_what_the_model_is(tmp_path: Path) -> None:
    identity = SentenceTransformerEncoder(
        str(save_model(tmp_path / "tiny", {"query": "search : ", "document": "passage : "}))
    ).identity

    assert identity.model == "tiny"
    assert identity.precision == "torch float32"
    assert (identity.dimension, identity.window) == (8, WINDOW)
    assert (identity.query_prompt, identity.passage_prompt) == ("search : ", "passage : ")


def test_the_hash_follows_the_weights(tmp_path: Path) -> None:
    hashes = [
        SentenceTransformerEncoder(str(save_model(tmp_path / name, {}, seed=seed))).identity.weights_hash
        for name, seed in (("one", 1), ("same", 1), ("other", 2))
    ]

    assert hashes[0] == hashes[1] != hashes[2]
    assert len(hashes[0]) == 64


@pytest.mark.parametrize(
    ("name", "configured", "expected"),
    [
        ("tiny", {}, ("", "")),
        ("tiny", {"query": "q: ", "passage": "p: "}, ("q: ", "p: ")),
        ("my-e5-tuned", {}, ("query: ", "passage: ")),
        ("my-e5-tuned", {"query": "q: ", "document": "d: "}, ("q: ", "d: ")),
        ("code52", {}, ("", "")),
    ],
)
def test_prompts(tmp_path: Path, name: str, configured: dict[str, str], expected: tuple[str, str]) -> None:
    identity = SentenceTransformerEncoder(str(save_model(tmp_path / name, configured))).identity

    assert (identity.query_prompt, identity.passage_prompt) == expected


def test_tokens_include_prompt_and_special_tokens(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(str(save_model(tmp_path / "tiny", {"document": "passage : "})))

    # [CLS] passage : 芯 片 [SEP]
    assert encoder.count_tokens("芯 片") == 6
    with pytest.raises(ValueError, match="20 tokens; the model sees 16"):
        encoder.encode_passages([" ".join(["芯"] * 16)])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"nowhere: no such folder. Name a sentence-transformers folder"):
        load_encoder(str(tmp_path / "nowhere"), cache_dir=tmp_path)


def test_a_folder_without_a_model_is_an_error_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(ModelUnavailable, match=r"cannot be loaded.*Name a folder that holds one") as caught:
        load_encoder(str(tmp_path / "empty"), cache_dir=tmp_path)
    assert "\n" not in str(caught.value)


def test_a_name_without_a_hub_is_an_error_with_the_fix(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no-one/no-such-model: cannot be loaded") as caught:
        load_encoder("no-one/no-such-model", cache_dir=tmp_path)
    assert "\n" not in str(caught.value)
