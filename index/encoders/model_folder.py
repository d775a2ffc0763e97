"""The layout of a converted model in the cache, and how to tell a whole one from a broken one.

::

    CACHE/models/multilingual-e5-small-<first 8 of the weights' hash>-<of the adapter's>-v2/
        manifest.json             written last; names every file below with its size
        passages-int8.onnx        the graphs take rows of the word table, which is mapped from the model folder
        queries-fp32.onnx
        cross-encoder-int8.onnx   scores a question and a text together
        lesser-tokenizer.json     the part of the tokenizer that Chinese and English need,
        lesser-token-ids.npy      and the model's ids for that part's
        sentence-transformers/    a standard model folder: config, tokenizer.json, model.safetensors, …
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from index.encoders.encoder import EncoderIdentity

LAYOUT_VERSION: Final = 2
MANIFEST: Final = "manifest.json"
PASSAGES_GRAPH: Final = "passages-int8.onnx"
QUERIES_GRAPH: Final = "queries-fp32.onnx"
CROSS_ENCODER_GRAPH: Final = "cross-encoder-int8.onnx"
STANDARD_FOLDER: Final = "sentence-transformers"
LESSER_TOKENIZER: Final = "lesser-tokenizer.json"
LESSER_IDS: Final = "lesser-token-ids.npy"
TOKENIZER: Final = f"{STANDARD_FOLDER}/tokenizer.json"
TENSORS: Final = f"{STANDARD_FOLDER}/model.safetensors"
WORD_TABLE: Final = "embeddings.word_embeddings.weight"

_REQUIRED: Final = {
    PASSAGES_GRAPH,
    QUERIES_GRAPH,
    CROSS_ENCODER_GRAPH,
    LESSER_TOKENIZER,
    LESSER_IDS,
    TOKENIZER,
    TENSORS,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a converted model was made from.

    :ivar source: the weights' package, version and size, and the adapter, as ``loading`` names them.
    :ivar files: sizes in bytes by path below the folder.
    :ivar made_with: versions of the packages that did the conversion.
    """

    source: str
    identity: EncoderIdentity
    files: dict[str, int]
    made_with: dict[str, str]


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A converted model, whole when it was opened."""

    path: Path
    identity: EncoderIdentity

    @property
    def standard_folder(self) -> Path:
        """The folder that sentence-transformers loads."""
        return self.path / STANDARD_FOLDER


def folder_name(identity: EncoderIdentity, adapter: str) -> str:
    """Name a converted model's folder: other weights, another adapter or another layout is another folder.

    :param adapter: the cross-encoder's adapter's hash.
    """
    return f"{identity.model}-{identity.weights_hash[:8]}-{adapter[:8]}-v{LAYOUT_VERSION}"


def find_model_folder(models: Path, source: str) -> ModelFolder | None:
    """Find a whole converted model that was made from this source; only reads.

    A folder that cannot be read as one, or whose files have other sizes than its manifest says, counts as absent.
    """
    for path in sorted(models.glob(f"*-v{LAYOUT_VERSION}")):
        manifest = _read_manifest(path)
        if manifest is not None and manifest.source == source and _is_whole(path, manifest.files):
            return ModelFolder(path, manifest.identity)
    return None


def write_manifest(folder: Path, source: str, identity: EncoderIdentity, made_with: dict[str, str]) -> None:
    """Declare a folder whole: to be called when everything else is in it."""
    files = {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()
    }
    encoded = msgspec.json.encode(Manifest(source, identity, files, made_with))
    (folder / MANIFEST).write_bytes(msgspec.json.format(encoded, indent=2))


def _read_manifest(folder: Path) -> Manifest | None:
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _is_whole(folder: Path, files: dict[str, int]) -> bool:
    if not files.keys() >= _REQUIRED:
        return False
    for name, size in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            return False
    return True
