"""Runs any sentence-transformers model, from a local folder or by name where a hub can be reached.

Importing this module takes eight seconds (torch, sentence-transformers): only ``loading`` does, on need.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from transformers.utils import logging as transformers_logging

from index.encoders.encoder import EncoderIdentity
from index.encoders.text_cleaning import encodable
from index.encoders.window import require_fit
from index.errors import ModelUnavailable

_E5: Final = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])", re.IGNORECASE)
_MOST_TOKENS: Final = 8192  # for models that claim no limit, so that the chunker has one


class SentenceTransformerEncoder:
    """Embeds with torch, on the device that sentence-transformers picks.

    Prompts are those of the model's own configuration; a model that has none but is called e5 gets e5's.

    :param model: a folder, or a hub's name for a model.
    :raises ModelUnavailable: there is no such model, or the hub cannot be reached.
    """

    def __init__(self, model: str) -> None:
        self._model = _load(model)
        # A tokenizer keeps truncation as state, so that two threads in it raise.
        self._lock = threading.Lock()
        query_prompt, passage_prompt = _prompts(model, self._model.prompts)
        self._identity = EncoderIdentity(
            model=Path(model).name if Path(model).is_dir() else model,
            weights_hash=_weights_hash(self._model),
            precision=f"torch {str(self._model.dtype).removeprefix('torch.')}",
            dimension=_dimension(model, self._model),
            query_prompt=query_prompt,
            passage_prompt=passage_prompt,
            window=_window(self._model),
        )

    @property
    def identity(self) -> EncoderIdentity:
        """What an index compares its own with."""
        return self._identity

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries; of a query over the window the end is cut off."""
        with self._lock:
            return self._encode(self._identity.query_prompt, texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages.

        :raises ValueError: a passage is over the window. Nothing is embedded then, and nothing is ever cut off.
        """
        with self._lock:
            for text in texts:
                require_fit(text, self._count_tokens(text), self._identity.window)
            return self._encode(self._identity.passage_prompt, texts)

    def count_tokens(self, text: str) -> int:
        """How many tokens of the window a passage takes, prompt and special tokens included."""
        with self._lock:
            return self._count_tokens(text)

    def _encode(self, prompt: str, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self._identity.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [encodable(text) for text in texts],
            prompt=prompt,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def _count_tokens(self, text: str) -> int:
        tokenizer = self._model.tokenizer
        prompted = self._identity.passage_prompt + encodable(text)
        if isinstance(tokenizer, Tokenizer):
            return len(tokenizer.encode(prompted).ids)
        return len(tokenizer(prompted, truncation=False, verbose=False)["input_ids"])


@contextmanager
def without_progress_bars() -> Iterator[None]:
    """Keep transformers from drawing bars over ours while it reads and writes models."""
    shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call] # transformers leaves it untyped
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call] # as above


def _load(model: str) -> SentenceTransformer:
    path = Path(model).expanduser()
    if path.is_absolute() and not path.is_dir():
        raise ModelUnavailable(f"{model}: no such folder. Name a sentence-transformers folder in the settings.")
    try:
        with without_progress_bars():
            if path.is_dir():
                return SentenceTransformer(str(path), local_files_only=True)
            return SentenceTransformer(model)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        message = (
            f"{model}: cannot be loaded as a sentence-transformers model ({reason}). "
            "Name a folder that holds one in the settings, or a model's name where a hub can be reached."
        )
        raise ModelUnavailable(message) from error


def _prompts(name: str, configured: Mapping[str, str | None]) -> tuple[str, str]:
    query = configured.get("query") or ""
    passage = configured.get("document") or configured.get("passage") or ""
    if not query and not passage and _E5.search(Path(name).name):
        return "query: ", "passage: "
    return query, passage


def _dimension(name: str, model: SentenceTransformer) -> int:
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ModelUnavailable(f"{name}: does not say how long its vectors are. Name another model in the settings.")
    return dimension


def _window(model: SentenceTransformer) -> int:
    return int(min(model.max_seq_length or _MOST_TOKENS, _MOST_TOKENS))


def _weights_hash(model: SentenceTransformer) -> str:
    """Hexadecimal SHA-256 over names, types, shapes and bytes of all tensors, whatever files they came in."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        plain = tensor.detach().cpu().contiguous()
        digest.update(f"{name} {plain.dtype} {tuple(plain.shape)}\n".encode())
        digest.update(plain.reshape(-1).view(torch.uint8).numpy())
    return digest.hexdigest()
