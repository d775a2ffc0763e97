"""Telling a whole converted model from a broken one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from index.encoders.encoder import EncoderIdentity
from index.encoders.model_folder import MANIFEST, find_model_folder, folder_name, write_manifest
from index.encoders.tensor_file import map_tensor

FILES = [
    "queries-fp32.onnx",
    "passages-int8.onnx",
    "cross-encoder-int8.onnx",
    "lesser-tokenizer.json",
    "lesser-token-ids.npy",
    "sentence-transformers/model.safetensors",
    "sentence-transformers/tokenizer.json",
]
SOURCE = "package 1.0 weights.bin 12"
IDENTITY = EncoderIdentity("tiny", "0123456789abcdef", "float32", 8, "q: ", "p: ", 16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / folder_name(IDENTITY, "89abcdef01")
    folder.mkdir()
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"content")
    write_manifest(folder, SOURCE, IDENTITY, {"torch": "2"})
    return folder


def test_the_name_holds_weights_adapter_and_layout() -> None:
    assert folder_name(IDENTITY, "89abcdef01") == "tiny-01234567-89abcdef-v2"


def test_a_whole_folder_is_found_with_its_identity(folder: Path) -> None:
    found = find_model_folder(folder.parent, SOURCE)

    assert found is not None
    assert (found.path, found.identity) == (folder, IDENTITY)


def test_another_source_is_another_model(folder: Path) -> None:
    assert find_model_folder(folder.parent, "package 1.1 weights.bin 12") is None


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert find_model_folder(tmp_path / "models", SOURCE) is None


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_folder_that_lacks_a_file_is_not_whole(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert find_model_folder(folder.parent, SOURCE) is None


def test_a_folder_with_a_short_file_is_not_whole(folder: Path) -> None:
    (folder / FILES[0]).write_bytes(b"conten")

    assert find_model_folder(folder.parent, SOURCE) is None


def test_a_folder_of_an_older_version_is_not_whole(folder: Path) -> None:
    (folder / "lesser-tokenizer.json").unlink()
    write_manifest(folder, SOURCE, IDENTITY, {})

    assert find_model_folder(folder.parent, SOURCE) is None


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"source": SOURCE})])
def test_a_folder_with_another_manifest_is_not_whole(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, encoding="utf-8")

    assert find_model_folder(folder.parent, SOURCE) is None


def test_a_tensor_is_mapped_as_it_was_saved(tmp_path: Path) -> None:
    wanted = np.arange(12, dtype=np.float32).reshape(4, 3)
    others = {"first": np.ones(5, np.float32), "last": np.zeros((2, 2), np.float32)}
    save_file({**others, "table": wanted}, tmp_path / "tensors.safetensors")

    mapped = map_tensor(tmp_path / "tensors.safetensors", "table")

    assert mapped.dtype == np.float32
    np.testing.assert_array_equal(mapped, wanted)
    with pytest.raises(KeyError):
        map_tensor(tmp_path / "tensors.safetensors", "missing")


def test_a_tensor_of_another_type_is_refused(tmp_path: Path) -> None:
    save_file({"table": np.zeros(4, np.float16)}, tmp_path / "tensors.safetensors")

    with pytest.raises(ValueError, match="table is F16; expected F32"):
        map_tensor(tmp_path / "tensors.safetensors", "table")
