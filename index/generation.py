"""Generations on disk: staged aside, verified, published by one atomic rename of a pointer file.

::

    HOME/CURRENT                          the id of the generation that readers open
    HOME/writer.lock                      held while a build runs
    HOME/cache/vectors.db                 raw vectors by model and text
    HOME/cache/documents.db               documents read and not yet published, and why files could not be read
    HOME/cache/ocr/                       recognised pages
    HOME/generations/ID/manifest.json     sizes and checksums of the files, model, counts
    HOME/generations/ID/chunks.db         documents and chunks
    HOME/generations/ID/vectors.faiss     passage vectors
    HOME/generations/ID/sentences.npy     sentence vectors, float16
    HOME/generations/ID/moments.npz       mean and covariance of the passage vectors
    HOME/generations/ID/lexical/          full text
    HOME/generations/ID/requests.faiss    vectors of what members asked for, which is no evidence
    HOME/generations/ID/requests/         its full text
    HOME/generations/.staging-ID-PID/     a generation being written

A published generation never changes. A build that dies leaves a staging folder, which the next build removes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from index.encoders.encoder import EncoderIdentity
from index.errors import CorruptIndex, IndexLocked, NoIndex

LAYOUT_VERSION = 8
MANIFEST = "manifest.json"
STORE = "chunks.db"
VECTORS = "vectors.faiss"
SENTENCES = "sentences.npy"
MOMENTS = "moments.npz"
LEXICAL = "lexical"
REQUEST_VECTORS = "requests.faiss"
REQUEST_LEXICAL = "requests"

_CHECKED_BYTES = 32 * 1024 * 1024
_REBUILD = "Rebuild with `policykb build --full`."


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file of a generation must be: its size in bytes and its CRC-32."""

    size: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of."""

    layout: int
    generation: str
    published_at: str
    encoder: EncoderIdentity
    documents: int
    chunks: int
    searchable: int
    requests: int
    sentences: int
    files: dict[str, FileMark]


def new_generation_id() -> str:
    """Sortable by time, unique: ``20261122-153000-1a2b3c`` (UTC)."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def generations_folder(home: Path) -> Path:
    """Where the generations of a home lie."""
    return home / "generations"


def current_generation(home: Path) -> str:
    """The id that ``CURRENT`` names.

    :raises NoIndex: nothing has been published under this home.
    """
    try:
        return (home / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoIndex(f"{home}: no index yet. Run `policykb build FOLDER --home {home}` first.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorruptIndex(f"{home / 'CURRENT'}: cannot be read ({error}). {_REBUILD}") from error


def published_generations(home: Path) -> list[Path]:
    """Folders of the published generations, the current one first, then the newest.

    :raises NoIndex: nothing has been published under this home.
    """
    current = current_generation(home)
    folders = [path for path in generations_folder(home).glob("*") if not path.name.startswith(".")]
    return sorted(folders, key=lambda path: (path.name == current, path.name), reverse=True)


def read_manifest(folder: Path) -> Manifest:
    """Read and check a generation's manifest.

    Files up to 32 MiB are read through and compared by checksum, larger ones by size only, so that opening stays fast.

    :raises CorruptIndex: a file is missing, or is not what the manifest says.
    """
    path = folder / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise CorruptIndex(f"{path}: missing or damaged. {_REBUILD}") from error
    if manifest.layout != LAYOUT_VERSION:
        raise CorruptIndex(f"{path}: layout {manifest.layout}, this version reads {LAYOUT_VERSION}. {_REBUILD}")
    for name, mark in manifest.files.items():
        file = folder / name
        try:
            size = file.stat().st_size
            found = FileMark(size, _crc32(file) if size <= _CHECKED_BYTES else mark.crc32)
        except OSError as error:
            raise CorruptIndex(f"{file}: missing or unreadable. {_REBUILD}") from error
        if found != mark:
            raise CorruptIndex(f"{file}: {found.size} bytes that are not what was published. {_REBUILD}")
    return manifest


def write_manifest(
    folder: Path,
    generation: str,
    encoder: EncoderIdentity,
    *,
    documents: int,
    chunks: int,
    searchable: int,
    requests: int,
    sentences: int,
) -> Manifest:
    """Write the manifest of a staged generation, from the files that are there."""
    marks = {
        path.relative_to(folder).as_posix(): FileMark(path.stat().st_size, _crc32(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(
        LAYOUT_VERSION, generation, now, encoder, documents, chunks, searchable, requests, sentences, marks
    )
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _crc32(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum


@contextmanager
def writer_lock(home: Path) -> Iterator[None]:
    """Hold the home's only writing place.

    :raises IndexLocked: another process holds it. The lock goes with its process, so none is ever left behind.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexLocked(f"{home}: another build is running. Wait until it ends, then try again.") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging_folder(home: Path, generation: str) -> Iterator[Path]:
    """A folder to write a generation in, removed again unless it was published; the writer's lock must be held."""
    root = generations_folder(home)
    root.mkdir(parents=True, exist_ok=True)
    for leftover in root.glob(".staging-*"):
        shutil.rmtree(leftover)
    folder = root / f".staging-{generation}-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def publish(home: Path, staged: Path, generation: str) -> None:
    """Make a staged generation the current one: after a crash at any point, either the old or the new one is whole."""
    for path in sorted(staged.rglob("*"), reverse=True):
        _fsync(path)
    _fsync(staged)
    root = generations_folder(home)
    staged.rename(root / generation)
    _fsync(root)
    _point_to(home, generation)


def _point_to(home: Path, generation: str) -> None:
    pointer = home / "CURRENT.tmp"
    with pointer.open("w", encoding="ascii") as file:
        file.write(generation + "\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(home / "CURRENT")
    _fsync(home)


def remove_old_generations(home: Path, keep: int) -> None:
    """Remove all but the newest generations; the current one always stays.

    Readers that still have an old one open keep reading: its files live until they are closed.
    """
    for folder in published_generations(home)[keep:]:
        shutil.rmtree(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
