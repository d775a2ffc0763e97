"""Chooses and opens the encoder that the settings name; makes the packaged one runnable on first use."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import platformdirs
from filelock import FileLock, Timeout

from index.encoders.adapter import adapter_hash
from index.encoders.encoder import Encoder, EncoderIdentity
from index.encoders.hashing import HashingEncoder
from index.encoders.model_folder import ModelFolder, find_model_folder, folder_name
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.packaged_weights import packaged_source, packaged_weights_path, weights_hash
from index.errors import ModelUnavailable

CACHE_VARIABLE: Final = "POLICYKB_CACHE"
HASHING: Final = "hashing"

_STAGING_PREFIX: Final = ".staging-"
_BYTES_NEEDED: Final = 1_200_000_000  # the model is written twice in passing

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    pass


def default_cache_dir(environ: Mapping[str, str]) -> Path:
    """Where converted models are kept: ``$POLICYKB_CACHE``, else the platform's user cache folder."""
    named = environ.get(CACHE_VARIABLE)
    return Path(named or platformdirs.user_cache_dir("policykb", appauthor=False)).expanduser().absolute()


def load_encoder(model: str | None, *, cache_dir: Path, progress: Progress = _silent) -> Encoder:
    """Open an encoder.

    :param model: None for the packaged default, ``"hashing"`` for the shipped fake, otherwise a sentence-transformers
        folder, or a name where a model hub can be reached.
    :param cache_dir: where the default model is kept once it was made runnable, in 10 to 20 s on first use.
    :param progress: called with a line for the user now and then while that happens.
    :raises ModelUnavailable: there is no such model, or it cannot be used; the message names the fix.
    """
    if model is None:
        return OnnxEncoder(packaged_model(cache_dir, progress))
    if model == HASHING:
        return HashingEncoder()
    # Importing torch and sentence-transformers takes eight seconds: only who names such a model waits for it.
    from index.encoders.sentence_transformer import SentenceTransformerEncoder  # noqa: PLC0415

    return SentenceTransformerEncoder(model)


def packaged_identity(cache_dir: Path) -> EncoderIdentity:
    """The default model's identity, without making it runnable; quick where it is already.

    :raises ModelUnavailable: the package with the weights is not installed.
    """
    path = packaged_weights_path()
    found = find_model_folder(cache_dir / "models", _source(path))
    return found.identity if found else _identity(path)


def packaged_model(cache_dir: Path, progress: Progress) -> ModelFolder:
    """Find the default model in the cache, or make it.

    The folder is filled aside and renamed into place, so that it is whole or absent. Of several processes one works and
    the others wait. A process killed meanwhile leaves its lock free and a staging folder that the next one removes.

    :raises ModelUnavailable: the package with the weights is not installed, the cache cannot be written, or the
        conversion failed.
    """
    weights_path = packaged_weights_path()
    source = _source(weights_path)
    models = cache_dir / "models"
    found = find_model_folder(models, source)
    if found:
        return found
    try:
        with _only_one(models, progress):
            return find_model_folder(models, source) or _make(weights_path, source, models, progress)
    except OSError as error:
        message = (
            f"{models}: the embedding model cannot be kept here ({error.strerror or error}). "
            f"Make it writable, or name another folder in {CACHE_VARIABLE}."
        )
        raise ModelUnavailable(message) from error


def _make(weights_path: Path, source: str, models: Path, progress: Progress) -> ModelFolder:
    progress("Preparing the embedding model; this happens once and takes about 15 s …")
    for abandoned in models.glob(f"{_STAGING_PREFIX}*"):
        shutil.rmtree(abandoned)
    free = shutil.disk_usage(models).free
    if free < _BYTES_NEEDED:
        message = (
            f"{models}: {free / 1e9:.1f} GB are free, and preparing the embedding model "
            f"takes {_BYTES_NEEDED / 1e9:.1f} GB. Make room, or name another folder in {CACHE_VARIABLE}."
        )
        raise ModelUnavailable(message)
    # As above; and behind the lock, so that a process that waits for another does not pay for it.
    from index.encoders.conversion import convert  # noqa: PLC0415

    identity = _identity(weights_path)
    with tempfile.TemporaryDirectory(prefix=_STAGING_PREFIX, dir=models) as staging:
        folder = Path(staging, "model")
        folder.mkdir()
        convert(weights_path, folder, source, identity, progress)
        target = models / folder_name(identity, adapter_hash())
        if target.exists():
            # A damaged folder, or it would have been found; one cannot be renamed over another.
            target.replace(Path(staging, "damaged"))
        folder.replace(target)
    progress("The embedding model is ready.")
    return ModelFolder(target, identity)


def _source(weights_path: Path) -> str:
    """What a converted model is made from: another package or another adapter makes another model."""
    return f"{packaged_source(weights_path)}, adapter {adapter_hash()[:16]}"


def _identity(weights_path: Path) -> EncoderIdentity:
    return EncoderIdentity(
        model="multilingual-e5-small",
        weights_hash=weights_hash(weights_path),
        precision="passages int8, queries fp32",
        dimension=384,
        query_prompt="query: ",
        passage_prompt="passage: ",
        window=512,
    )


@contextmanager
def _only_one(models: Path, progress: Progress) -> Iterator[None]:
    models.mkdir(parents=True, exist_ok=True)
    lock = FileLock(models / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("Another process is preparing the embedding model; waiting for it …")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
