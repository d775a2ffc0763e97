"""Runs the converted default model with onnxruntime and tokenizers: what a search loads, hence no torch here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from index.encoders.encoder import EncoderIdentity
from index.encoders.loaded_once import LoadedOnce
from index.encoders.model_folder import (
    CROSS_ENCODER_GRAPH,
    PASSAGES_GRAPH,
    QUERIES_GRAPH,
    TENSORS,
    WORD_TABLE,
    ModelFolder,
)
from index.encoders.pair_tokens import pair_tokens
from index.encoders.quick_tokenizer import QuickTokenizer
from index.encoders.tensor_file import map_tensor
from index.encoders.text_cleaning import encodable
from index.encoders.window import require_fit


class OnnxEncoder:
    """The default encoder: passages by the int8 graph, queries by the fp32 one, pairs of texts by one of their own.

    Int8 costs a passage little and a query more (measured as nDCG, see the decision on the embedded model), and there
    are thousands of passages for a query. A text is run alone, never in a batch: activation scales are per tensor, so
    its vector would depend on its neighbours. Several passages run at once, a thread each.

    Nothing is loaded before it is needed, so that a process may fork after making an encoder; a graph runs in its
    caller's thread, so that a fork after use is safe too.

    :param threads: how many passages run at once; the processor cores this process may use by default.
    """

    def __init__(self, folder: ModelFolder, *, threads: int | None = None) -> None:
        self._identity = folder.identity
        self._threads = threads or _usable_cores()
        self._tokenizer = QuickTokenizer(folder.path)
        self._word_table = LoadedOnce(lambda: map_tensor(folder.path / TENSORS, WORD_TABLE))
        self._queries_graph = LoadedOnce(lambda: self._load_queries_graph(folder.path / QUERIES_GRAPH))
        self._passages_graph = LoadedOnce(lambda: _load_graph(folder.path / PASSAGES_GRAPH))
        self._cross_encoder = LoadedOnce(lambda: _load_graph(folder.path / CROSS_ENCODER_GRAPH))

    @property
    def identity(self) -> EncoderIdentity:
        """What an index compares its own with."""
        return self._identity

    def warm_up(self) -> None:
        """Load what a query needs, some tenths of a second: worth doing in a thread while an index opens."""
        self._queries_graph.get()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries; of a query over the window the end is cut off."""
        if not texts:
            return self._stack([])
        session = self._queries_graph.get()
        return self._stack([self._run(session, self._query_tokens(text)) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages.

        :raises ValueError: a passage is over the window. Nothing is embedded then, and nothing is ever cut off.
        """
        if not texts:
            return self._stack([])
        tokens = [self._passage_tokens(text) for text in texts]
        return self._stack(self._run_each(self._passages_graph.get(), tokens))

    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """How likely each text answers a question, as logits, shape ``[len(texts)]``.

        :param texts: each a sentence and what it stands under; what is too long for the window is cut off there.
        """
        if not texts:
            return np.empty(0, dtype=np.float32)
        tokens = pair_tokens(self._tokenizer, question, texts)
        return np.concatenate(self._run_each(self._cross_encoder.get(), tokens))

    def count_tokens(self, text: str) -> int:
        """How many tokens of the window a passage takes, prompt and special tokens included."""
        return len(self._tokens(self._identity.passage_prompt, text))

    def _load_queries_graph(self, path: Path) -> Any:
        # The tokenizer takes as long as the graph, and is read without holding the interpreter's lock.
        with ThreadPoolExecutor(1) as pool:
            tokenizer = pool.submit(self._tokenizer.warm_up)
            session = _load_graph(path)
            tokenizer.result()
        return session

    def _tokens(self, prompt: str, text: str) -> list[int]:
        return self._tokenizer.encode(prompt + encodable(text))

    def _query_tokens(self, text: str) -> list[int]:
        tokens = self._tokens(self._identity.query_prompt, text)
        window = self._identity.window
        return tokens if len(tokens) <= window else [*tokens[: window - 1], tokens[-1]]

    def _passage_tokens(self, text: str) -> list[int]:
        tokens = self._tokens(self._identity.passage_prompt, text)
        require_fit(text, len(tokens), self._identity.window)
        return tokens

    def _run_each(self, session: Any, texts: Sequence[list[int]]) -> list[NDArray[np.float32]]:
        """Several texts at once, a thread each."""
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            return list(pool.map(lambda tokens: self._run(session, tokens), texts))

    def _run(self, session: Any, tokens: list[int]) -> NDArray[np.float32]:
        rows = self._word_table.get()[tokens]
        vector: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: rows[None]})[0][0]
        return vector

    def _stack(self, vectors: list[NDArray[np.float32]]) -> NDArray[np.float32]:
        return np.array(vectors, dtype=np.float32).reshape(len(vectors), self._identity.dimension)


def _load_graph(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _usable_cores() -> int:
    # macOS has no affinity.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
