"""Maps one tensor of a ``.safetensors`` file into memory, so that single rows are read and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

_LENGTH_BYTES: Final = 8


def map_tensor(path: Path, name: str) -> NDArray[np.float32]:
    """Map a float32 tensor, read-only.

    The format: the header's length in 8 little-endian bytes, the header as JSON, the tensors
    (https://huggingface.co/docs/safetensors, "Format").

    :raises KeyError: the file holds no such tensor.
    :raises ValueError: the tensor is not float32.
    """
    with path.open("rb") as file:
        header_length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        entry = json.loads(file.read(header_length))[name]
    if entry["dtype"] != "F32":
        raise ValueError(f"{path}: {name} is {entry['dtype']}; expected F32")
    offset = _LENGTH_BYTES + header_length + entry["data_offsets"][0]
    return np.memmap(path, dtype="<f4", mode="r", offset=offset, shape=tuple(entry["shape"]))
