"""The generations that are kept, and going back to an earlier one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.encoders.encoder import Encoder, EncoderIdentity
from index.errors import CorruptIndex, IndexUnavailable, NoSuchGeneration
from index.generation import (
    Manifest,
    current_generation,
    generations_folder,
    parent_of,
    peek_manifest,
    point_to,
    published_generations,
    read_manifest,
)
from index.model import open_encoder
from index.newest_generation import check_model
from index.settings import Settings
from index.snapshot import Snapshot
from index.writer_lock import writer_lock


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation in one row.

    :ivar published_at: ISO with zone; like the counts ``None`` where its manifest cannot be read.
    :ivar size_bytes: on disk.
    :ivar parent: the generation that was current before it, where that is known.
    :ivar problem: why it cannot be gone back to; ``None`` where, as far as a quick look tells, it can.
    """

    id: str
    published_at: str | None
    documents: int | None
    chunks: int | None
    size_bytes: int
    is_current: bool
    parent: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class RolledBack:
    """That the current generation is another than before.

    :ivar before: what was current; it is kept.
    """

    before: str
    current: str
    documents: int


def kept_generations(home: Path) -> tuple[Generation, ...]:
    """Every published generation, the newest first; files above 32 MiB are held against the manifest by size only.

    :raises NoIndex: nothing has been published under this home.
    """
    current = current_generation(home)
    folders = sorted(published_generations(home), key=lambda folder: folder.name, reverse=True)
    encoder = next((_encoder_of(folder) for folder in folders if folder.name == current), None)
    rows = []
    for folder in folders:
        with suppress(FileNotFoundError):  # a build has just published, and removed it
            rows.append(_row(folder, current, encoder))
    return tuple(rows)


def roll_back(settings: Settings, generation: str | None = None, *, encoder: Encoder | None = None) -> RolledBack:
    """Make a generation that is kept the current one, once every byte of it was found in order.

    Those who are asking are not disturbed. What was current stays on disk. The next build starts from where this went
    back to, reads what the files say then, and reports that it did (``BuildReport.set_aside``).

    :param generation: its id; by default the one that was current before the present one.
    :raises NoSuchGeneration: it is not kept, or there is none before.
    :raises IndexUnavailable: no index, a build is running, or it is damaged or of another model; then nothing changed.
    """
    home = settings.home
    with writer_lock(home):
        before = current_generation(home)
        target = generation or _earlier(home, before)
        if target not in {folder.name for folder in published_generations(home)}:
            raise NoSuchGeneration(f"{target}: no such generation is kept. `policykb generations` shows which are.")
        folder = generations_folder(home) / target
        manifest = verified(folder, (encoder or open_encoder(settings)).identity)
        point_to(home, target)
    return RolledBack(before, target, manifest.documents)


def verified(folder: Path, encoder: EncoderIdentity | None) -> Manifest:
    """Read every file of a generation through, and open it as a reader does.

    :param encoder: must be the one that it was built with; ``None`` is not compared.
    :raises IndexUnavailable: it is damaged, of another layout, or of another model.
    """
    manifest = read_manifest(folder, thorough=True)
    if encoder is not None:
        check_model(manifest.encoder, encoder)
    Snapshot(folder, manifest).close()
    return manifest


def newest_usable(home: Path, encoder: EncoderIdentity | None, *, but: str | None = None) -> str | None:
    """The newest generation that :func:`verified` finds in order.

    :param but: one that is not to be considered.
    """
    names = sorted((path.name for path in generations_folder(home).glob("[!.]*")), reverse=True)
    for name in names:
        if name != but:
            try:
                verified(generations_folder(home) / name, encoder)
            except IndexUnavailable:
                continue
            return name
    return None


def _earlier(home: Path, current: str) -> str:
    """What was current before; by the manifest, else the newest of the older ones."""
    kept = {folder.name for folder in published_generations(home)}
    parent = parent_of(generations_folder(home) / current)
    if parent in kept:
        return parent
    older = max((name for name in kept if name < current), default=None)
    if older is None:
        raise NoSuchGeneration(
            f"{home}: no generation before {current} is kept. Raise keep_generations in settings.toml to keep more."
        )
    return older


def _row(folder: Path, current: str, encoder: EncoderIdentity | None) -> Generation:
    manifest, problem = None, None
    try:
        manifest = peek_manifest(folder)
        read_manifest(folder)
        if encoder is not None:
            check_model(manifest.encoder, encoder)
    except IndexUnavailable as error:
        problem = str(error)
    return Generation(
        id=folder.name,
        published_at=manifest.published_at if manifest else None,
        documents=manifest.documents if manifest else None,
        chunks=manifest.chunks if manifest else None,
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        is_current=folder.name == current,
        parent=manifest.parent if manifest else None,
        problem=problem,
    )


def _encoder_of(folder: Path) -> EncoderIdentity | None:
    try:
        return peek_manifest(folder).encoder
    except CorruptIndex:
        return None
