"""Whether what a build needs is at hand: model, sources, room, programs; and whether secrets are kept."""

from __future__ import annotations

import importlib.util
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.encoders.encoder import EncoderIdentity
from index.encoders.hashing import HashingEncoder
from index.encoders.loading import HASHING, packaged_identity
from index.errors import IndexUnavailable, ModelUnavailable
from index.failure_log import read_failures
from index.generation import STORE, current_generation, generations_folder
from index.health.finding import Finding
from index.model import open_encoder
from index.settings import SETTINGS_FILE, Settings
from index.store import Store
from ingest import SourceError
from ingest.sources import survey

_LEAST_FREE: Final = 500_000_000
_OFFICE: Final = ("soffice", "libreoffice")
# Files of the home that may hold secrets: whole, or where a line of them says so.
_SECRET_FILES: Final = ("users.toml", "tokens.toml", "sessions.db")
_SECRET_LINE: Final = re.compile(r"^\s*(api_key|passwords)\s*=", re.MULTILINE)


def model_identity(settings: Settings) -> EncoderIdentity:
    """Of the model that the settings name; the packaged one is not made runnable for it.

    :raises ModelUnavailable: there is none.
    """
    if settings.model is None:
        return packaged_identity(settings.cache_dir)
    if settings.model == HASHING:
        return HashingEncoder().identity
    return open_encoder(settings).identity


def model_findings(error: ModelUnavailable | None, settings: Settings) -> Iterator[Finding]:
    """A model that cannot be opened.

    :param error: what :func:`model_identity` raised.
    """
    if error is not None:
        fix = "Install policykb again, or correct `model` in settings.toml."
        yield Finding("model_missing", settings.model or "multilingual-e5-small", str(error), fix)


def source_findings(home: Path) -> Iterator[Finding]:
    """Sources that cannot be reached, and the files that the last builds could not read."""
    try:
        store = Store.open(generations_folder(home) / current_generation(home) / STORE)
        sources = store.sources()
        store.close()
    except IndexUnavailable:
        sources = ()  # told elsewhere
    for source in sources:
        try:
            survey(source)
        except SourceError as error:
            fix = f"Make it reachable again, or forget it: `policykb sources --remove {source.name}`."
            yield Finding("source_unreachable", str(source.path), str(error), fix)
    for failure in read_failures(home):
        if failure.code != "unreachable":
            fix = "Mend or remove the file; `policykb build` tries it again."
            yield Finding("files_failed", failure.path, f"{failure.code}: {failure.message}", fix, False)


def room_findings(home: Path) -> Iterator[Finding]:
    """Too little room: a build writes a generation beside the current one."""
    here = next(path for path in (home, *home.parents) if path.exists())
    needed = max(_LEAST_FREE, 2 * _size_of_current(home))
    free = shutil.disk_usage(here).free
    if free < needed:
        message = f"{free / 1e9:.1f} GB are free; the next build may need {needed / 1e9:.1f} GB."
        yield Finding("disk_low", str(here), message, "Make room, or lower keep_generations in settings.toml.")


def program_findings() -> Iterator[Finding]:
    """Programs without which some kinds of files cannot be read."""
    if importlib.util.find_spec("rapidocr") is None:
        message = "rapidocr is not installed: scans cannot be read."
        yield Finding("recognition_missing", "rapidocr", message, "Install policykb again.")
    if not any(map(shutil.which, _OFFICE)):
        message = "LibreOffice is not installed: DOC, WPS, XLS, PPT and RTF cannot be read."
        fix = "Install it (on Debian and Ubuntu: libreoffice-nogui), or save such files as DOCX, XLSX, PPTX."
        yield Finding("office_missing", "LibreOffice", message, fix, False)


def secret_findings(settings: Settings) -> Iterator[Finding]:
    """Files with keys or passwords that every user of the machine can read."""
    home, named = settings.home, settings.serve.users
    secret = [home / name for name in _SECRET_FILES] + ([home / named] if named is not None else [])
    for path in dict.fromkeys((*secret, home / SETTINGS_FILE)):
        try:
            is_open = bool(path.stat().st_mode & stat.S_IROTH)
            if is_open and (path in secret or _SECRET_LINE.search(path.read_text("utf-8", "replace"))):
                message = "It holds keys or passwords, and every user of this machine can read it."
                yield Finding("secrets_readable", str(path), message, f"Run `chmod 600 {path}`.")
        except FileNotFoundError:
            continue


def _size_of_current(home: Path) -> int:
    try:
        folder = generations_folder(home) / current_generation(home)
    except IndexUnavailable:
        return 0
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
