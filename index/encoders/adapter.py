"""The cross-encoder's weights: low-rank changes to the embedding model's own, and the head that gives a score.

Low-rank adaptation (Hu et al., 2021, arXiv:2106.09685): a layer's matrix is ``W + B @ A``. ``adapter.safetensors``
holds, by the matrix's name in transformers' ``BertModel``, ``lora_A`` of shape ``[rank, in]`` and ``lora_B`` of
``[out, rank]`` (its scale worked in), and ``head.weight`` ``[1, hidden]`` and ``head.bias`` ``[1]``, all float16.
Layers behind the last one that it changes are left out. ``python -m benchmarks.cross_encoder`` trains it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from index.errors import ModelUnavailable

ADAPTER: Final = "adapter.safetensors"
HEAD_WEIGHT: Final = "head.weight"
HEAD_BIAS: Final = "head.bias"


def adapter_hash() -> str:
    """Hexadecimal SHA-256 of the packaged adapter."""
    return hashlib.sha256(_packaged()).hexdigest()


def packaged_adapter() -> dict[str, NDArray[np.float16]]:
    """The packaged adapter's matrices, by their names."""
    return load(_packaged())


def adapted_layers(changes: Mapping[str, NDArray[np.float16]]) -> int:
    """How many layers the cross-encoder of an adapter has."""
    return 1 + max(int(name.split(".")[2]) for name in changes if name.startswith("encoder.layer."))


def adapted(
    weights: Mapping[str, NDArray[np.float32]], changes: Mapping[str, NDArray[np.float16]]
) -> dict[str, NDArray[np.float32]]:
    """The cross-encoder's weights, made of the embedding model's.

    :param weights: by their names in transformers' ``BertModel``.
    :param changes: an adapter's matrices, by their names.
    :raises ModelUnavailable: the adapter is not one of this model.
    """
    adapter = {name: value.astype(np.float32) for name, value in changes.items()}
    changed = dict(weights) | {name: adapter.pop(name) for name in (HEAD_WEIGHT, HEAD_BIAS)}
    for module in {name.rsplit(".", 1)[0] for name in adapter}:
        name = f"{module}.weight"
        change = adapter[f"{module}.lora_B"] @ adapter[f"{module}.lora_A"]
        if name not in weights or weights[name].shape != change.shape:
            raise ModelUnavailable(f"{ADAPTER} changes {name} by {change.shape}; the packaged model has no such matrix")
        changed[name] = weights[name] + change
    return changed


def _packaged() -> bytes:
    return files("index.encoders").joinpath(ADAPTER).read_bytes()
