"""The default model, converted once into the user's own cache, and the encoders that run it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.encoders.loading import default_cache_dir, packaged_model
from index.encoders.model_folder import ModelFolder
from index.encoders.onnx_encoder import OnnxEncoder

if TYPE_CHECKING:
    from index.encoders.sentence_transformer import SentenceTransformerEncoder


@pytest.fixture(scope="session")
def cache_dir() -> Path:
    """The user's cache: a model that is there already is not made again for the suite."""
    return default_cache_dir(os.environ)


@pytest.fixture(scope="session")
def model_folder(cache_dir: Path) -> ModelFolder:
    return packaged_model(cache_dir, print)


@pytest.fixture(scope="session")
def onnx_encoder(model_folder: ModelFolder) -> OnnxEncoder:
    return OnnxEncoder(model_folder)


@pytest.fixture(scope="session")
def torch_encoder(model_folder: ModelFolder) -> SentenceTransformerEncoder:
    """The same weights, run by sentence-transformers."""
    # Here, because torch takes eight seconds that other tests need not wait for; and because a conftest is read before
    # the suite has closed the network, of which the hub's client takes note when it is imported.
    from index.encoders.sentence_transformer import SentenceTransformerEncoder  # noqa: PLC0415 - see above

    return SentenceTransformerEncoder(str(model_folder.standard_folder))
