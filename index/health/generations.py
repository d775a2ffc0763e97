"""Whether what readers open is there, whole, and of the model in use."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.encoders.encoder import EncoderIdentity
from index.errors import CorruptIndex, IndexUnavailable, ModelMismatch, NoIndex
from index.generation import current_generation, generations_folder, peek_manifest, point_to, set_aside
from index.health.finding import Finding
from index.history import kept_generations, newest_usable, verified
from index.newest_generation import check_model
from index.writer_lock import is_alive

_BUILD: Final = "Run `policykb build FOLDER`."
_REBUILD: Final = "Run `policykb build --full`."
_STAGING: Final = re.compile(r"\.staging-.+-(?P<pid>\d+)")


def generation_findings(home: Path, encoder: EncoderIdentity | None) -> Iterator[Finding]:
    """What is wrong with the generations; every byte of the current one is read.

    :param encoder: of the settings; ``None`` where it is not known.
    """
    yield from (
        Finding("leftover", str(folder), "A killed build left this folder.", "The next build removes it.", True, True)
        for folder in leftovers(home)
    )
    usable = newest_usable(home, encoder) if not _is_current_whole(home) else None
    go_back = f"Go back to generation {usable} (`policykb doctor --fix`), or rebuild." if usable else _REBUILD
    try:
        current = current_generation(home)
    except NoIndex:
        if usable:
            yield Finding("current_lost", str(home / "CURRENT"), "It is missing.", go_back, True, True)
        else:
            yield Finding("no_index", str(home), "Nothing has been built yet.", _BUILD)
        return
    except CorruptIndex as error:
        yield Finding("current_lost", str(home / "CURRENT"), str(error), go_back, True, usable is not None)
        return
    folder = generations_folder(home) / current
    if not folder.is_dir():
        message = f"It names generation {current}, which is not there."
        yield Finding("current_lost", str(home / "CURRENT"), message, go_back, True, usable is not None)
        return
    if not _is_current_whole(home):
        yield Finding("current_damaged", current, _problem_of(folder), go_back, True, usable is not None)
        return
    if encoder is not None:
        try:
            check_model(peek_manifest(folder).encoder, encoder)
        except ModelMismatch as error:
            yield Finding("model_mismatch", current, str(error), "Rebuild, or set `model` in settings.toml back.")
    yield from _about_the_others(home)


def leftovers(home: Path) -> list[Path]:
    """Folders of builds that were killed; those of a build that is running are none."""
    found = sorted(generations_folder(home).glob(".staging-*"))
    return [path for path in found if not ((match := _STAGING.fullmatch(path.name)) and is_alive(int(match["pid"])))]


def mend_generations(home: Path, encoder: EncoderIdentity | None) -> None:
    """Remove what killed builds left, and point ``CURRENT`` to the newest usable generation where it is of no use.

    The writer's lock must be held.
    """
    for folder in leftovers(home):
        shutil.rmtree(folder)
    if not _is_current_whole(home):
        usable = newest_usable(home, encoder)
        if usable is not None:
            point_to(home, usable)


def _about_the_others(home: Path) -> Iterator[Finding]:
    newer = set_aside(home)
    if newer:
        fix = f"The next build goes on from the current one. To return: `policykb rollback {newer}`."
        yield Finding("rolled_back", newer, "A newer generation than the current one was set aside.", fix, False)
    for row in kept_generations(home):
        if row.problem and not row.is_current:
            fix = "Nothing need be done: later builds remove it."
            yield Finding("generation_damaged", row.id, row.problem, fix, False)


def _is_current_whole(home: Path) -> bool:
    """Whether readers can open it, but for the model."""
    try:
        return not _problem_of(generations_folder(home) / current_generation(home))
    except IndexUnavailable:
        return False


def _problem_of(folder: Path) -> str:
    """Why a generation cannot be opened; empty where it can."""
    try:
        verified(folder, None)
    except IndexUnavailable as error:
        return str(error)
    return ""
