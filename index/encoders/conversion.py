"""Turns the packaged weights into a standard sentence-transformers folder and three fused ONNX graphs.

Importing this module takes eight seconds (torch, sentence-transformers): only ``loading`` does, on first use.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoders.adapter import adapted, adapted_layers, packaged_adapter
from index.encoders.encoder import EncoderIdentity
from index.encoders.fused_graph import write_fused_graph, write_int8_graph, write_scoring_graph
from index.encoders.model_folder import (
    CROSS_ENCODER_GRAPH,
    LESSER_IDS,
    LESSER_TOKENIZER,
    PASSAGES_GRAPH,
    QUERIES_GRAPH,
    ModelFolder,
    write_manifest,
)
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.packaged_weights import PackagedWeights, Shape, Vocabulary
from index.encoders.quick_tokenizer import lesser_vocabulary
from index.encoders.sentence_transformer import SentenceTransformerEncoder, without_progress_bars
from index.errors import ModelUnavailable

_QUERIES_COSINE: Final = 0.9999
_PASSAGES_COSINE: Final = 0.99
_MASK: Final = "<mask>"
_PROBES: Final = (
    "芯片企业有哪些支持政策？",
    "对首次认定的专精特新企业，给予一次性奖励50万元；同一企业不重复享受。",
    "Which grants can a chip designer apply for in 2025?",
)


def convert(
    weights_path: Path, folder: Path, source: str, identity: EncoderIdentity, progress: Callable[[str], None]
) -> None:
    """Fill an empty folder with a converted model; its manifest comes last.

    :param source: what it is made from, for the manifest.
    :raises ModelUnavailable: what came out does not compute what the weights say.
    """
    progress("Reading the packaged weights …")
    weights = PackagedWeights(weights_path)
    state = weights_by_name(weights)
    progress("Writing the sentence-transformers folder …")
    finished = ModelFolder(folder, identity)
    with without_progress_bars():
        _write_standard_folder(finished.standard_folder, weights, state, identity)
    vocabulary, ids = lesser_vocabulary(weights.vocabulary, (_MASK,))
    _transformers_tokenizer(vocabulary, weights.shape).backend_tokenizer.save(str(folder / LESSER_TOKENIZER))
    np.save(folder / LESSER_IDS, ids)
    progress("Writing the graphs …")
    write_fused_graph(folder / QUERIES_GRAPH, state, weights.shape)
    write_int8_graph(folder / PASSAGES_GRAPH, folder / QUERIES_GRAPH, weights.shape)
    _write_cross_encoder(folder, state, weights.shape)
    progress("Comparing the graphs with the model …")
    _verify(finished)
    packages = ("numpy", "onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
    made_with = {name: importlib.metadata.version(name) for name in packages}
    write_manifest(folder, source, identity, made_with)


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Rebuild XLM-RoBERTa's tokenizer: a Unigram model behind SentencePiece's ``nmt_nfkc`` normaliser."""
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    # nmt_nfkc keeps the full-width tilde, which NFKC would make an ASCII one: a private character stands in for it.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex("[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.Replace("\uff5e", "\ue0ff"),
            normalizers.NFKC(),
            normalizers.Replace("\ue0ff", "\uff5e"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace("▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace("▁", prepend_scheme="always")
    begin, end = vocabulary.pieces[vocabulary.begin], vocabulary.pieces[vocabulary.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)],
    )
    return tokenizer


def weights_by_name(weights: PackagedWeights) -> dict[str, NDArray[np.float32]]:
    """All weights by their names in transformers' ``BertModel``."""
    hidden = weights.shape.hidden
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", hidden),
        "embeddings.position_embeddings.weight": weights.vector("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b"),
    }
    linear = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "fi": "intermediate.dense",
        "fo": "output.dense",
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(weights.shape.layers):
        prefix = f"encoder.layer.{layer}"
        for short, name in linear.items():
            columns = weights.shape.feed_forward if short == "fo" else hidden
            state[f"{prefix}.{name}.weight"] = weights.matrix(f"l{layer}.{short}.w", columns)
            state[f"{prefix}.{name}.bias"] = weights.vector(f"l{layer}.{short}.b")
        for short, name in norms.items():
            state[f"{prefix}.{name}.weight"] = weights.vector(f"l{layer}.{short}.w")
            state[f"{prefix}.{name}.bias"] = weights.vector(f"l{layer}.{short}.b")
    return state


def _write_cross_encoder(folder: Path, state: dict[str, NDArray[np.float32]], shape: Shape) -> None:
    changes = packaged_adapter()
    shape = replace(shape, layers=adapted_layers(changes))
    with TemporaryDirectory(dir=folder) as scratch:
        exact = Path(scratch, "cross-encoder-fp32.onnx")
        write_scoring_graph(exact, adapted(state, changes), shape)
        write_int8_graph(folder / CROSS_ENCODER_GRAPH, exact, shape)


def _write_standard_folder(
    folder: Path, weights: PackagedWeights, state: dict[str, NDArray[np.float32]], identity: EncoderIdentity
) -> None:
    # sentence-transformers reads a model only from a folder: transformers' part goes to one that is dropped again.
    bare = folder.with_name("transformers")
    _bert(weights.shape, state).save_pretrained(bare)
    _transformers_tokenizer(weights.vocabulary, weights.shape).save_pretrained(bare)
    model = SentenceTransformer(
        modules=[
            Transformer(str(bare), max_seq_length=identity.window),
            Pooling(weights.shape.hidden, pooling_mode="mean"),
            Normalize(),
        ],
        prompts={"query": identity.query_prompt, "document": identity.passage_prompt},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(bare)
    # The tensors are saved for their writer's eyes only; a cache may be shared.
    (folder / "model.safetensors").chmod((folder / "config.json").stat().st_mode)
    # As transformers 5 writes it, transformers 4 could not read the tokenizer.
    settings = folder / "tokenizer_config.json"
    options = json.loads(settings.read_text(encoding="utf-8"))
    options["tokenizer_class"] = "PreTrainedTokenizerFast"
    options.pop("backend", None)
    settings.write_text(json.dumps(options, indent=2, ensure_ascii=False), encoding="utf-8")


def bert_config(shape: Shape, **options: Any) -> BertConfig:
    """A model's shape as transformers tells it, with other options of ``BertConfig``."""
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.layer_norm_epsilon,
        pad_token_id=0,
        **options,
    )


def _bert(shape: Shape, state: dict[str, NDArray[np.float32]]) -> BertModel:
    # On the meta device nothing is allocated or drawn at random only to be replaced.
    with torch.device("meta"):
        model = BertModel(bert_config(shape))
    tensors = {name: torch.from_numpy(value) for name, value in state.items()}
    # The packaged weights leave out the pooler, which mean pooling does not use. Left out of the folder too, it would
    # be drawn at random at every load.
    tensors["pooler.dense.weight"] = torch.zeros(shape.hidden, shape.hidden)
    tensors["pooler.dense.bias"] = torch.zeros(shape.hidden)
    missing, unexpected = model.load_state_dict(tensors, strict=False, assign=True)
    if missing or unexpected:
        raise ModelUnavailable(f"the packaged weights lack {missing} and hold unknown {unexpected}")
    return model


def _transformers_tokenizer(vocabulary: Vocabulary, shape: Shape) -> PreTrainedTokenizerFast:
    pieces = vocabulary.pieces
    begin, end = pieces[vocabulary.begin], pieces[vocabulary.end]
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # transformers leaves this class untyped
        tokenizer_object=build_tokenizer(vocabulary),
        model_max_length=shape.positions,
        bos_token=begin,
        cls_token=begin,
        eos_token=end,
        sep_token=end,
        unk_token=pieces[vocabulary.unknown],
        pad_token=pieces[vocabulary.padding],
        mask_token=_MASK,
        model_input_names=["input_ids", "attention_mask"],
    )


def _verify(folder: ModelFolder) -> None:
    reference = SentenceTransformerEncoder(str(folder.standard_folder))
    encoder = OnnxEncoder(folder)
    pairs = (
        ("queries", encoder.encode_queries(_PROBES), reference.encode_queries(_PROBES), _QUERIES_COSINE),
        ("passages", encoder.encode_passages(_PROBES), reference.encode_passages(_PROBES), _PASSAGES_COSINE),
    )
    for name, ours, theirs, least in pairs:
        cosine = float((ours * theirs).sum(axis=1).min())
        # Written so that a cosine that is no number fails too.
        if not cosine >= least:
            raise ModelUnavailable(f"the graph for {name} is off: cosine {cosine:.5f} to the model; expected {least}")
