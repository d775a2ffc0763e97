"""How exactly documents are read: the similarity of each file's text to what it should be, format by format.

Run ``python -m benchmarks.reading``. The documents are real ones beside the checkout (``../shared/documents``) and
no part of the project; without them nothing is measured. ``--scans`` reads the scanned ones too, in minutes.

Similarity is 1 − Levenshtein distance / longer length, after white space, the title and page numbers are taken out of
both; for scans full and half width punctuation count as the same.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from ingest import FileError
from ingest.reading import read_document

DOCUMENTS: Final = Path(__file__).resolve().parents[2] / "shared" / "documents"
_PAGE_NUMBER: Final = re.compile(r"^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页)\s*$", re.MULTILINE)
_HEAD: Final = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """What a folder must reach: ``least`` for all of its files but ``spared``."""

    folder: str
    least: float
    spared: int = 0


PROMISES: Final = (
    Promise("html", 0.95, spared=3),
    Promise("docx", 0.99),
    Promise("pdf", 0.99),
    # 1 but for two characters that GBK does not have: they are question marks in the file itself.
    Promise("text_encodings", 0.9998),
)
SCANS: Final = Promise("scan", 0.95)


@dataclass(frozen=True, slots=True)
class Reading:
    """One file: its similarity in [0, 1], ``None`` with the error where it could not be read."""

    folder: str
    name: str
    similarity: float | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured for one folder, against its promise."""

    promise: Promise
    readings: tuple[Reading, ...]

    @property
    def kept(self) -> bool:
        """Whether enough files reached what was promised."""
        reached = sum(
            reading.similarity is not None and reading.similarity >= self.promise.least for reading in self.readings
        )
        return bool(self.readings) and reached >= len(self.readings) - self.promise.spared


def measure(promise: Promise) -> Figures:
    """Read every file of a folder whose text is known."""
    known = ((path, truth) for path in sorted((DOCUMENTS / promise.folder).iterdir()) if (truth := truth_of(path)))
    return Figures(promise, tuple(_reading(path, truth) for path, truth in known))


def truth_of(path: Path) -> Path | None:
    """The file with the text that ``path`` holds; several encodings of one text share theirs."""
    name, _, variant = path.stem.rpartition(".")
    stems = (path.stem, name) if name and variant else (path.stem,)
    files = (DOCUMENTS / "ground_truth" / f"{stem}.txt" for stem in stems)
    return next((file for file in files if file.is_file()), None)


def similarity(text: str, truth: str, *, titles: Sequence[str], fold: bool = False) -> float:
    """How much of a text is right, 1 for all of it.

    :param titles: taken out of the beginning of both.
    :param fold: whether full and half width characters are the same.
    """
    mine, real = (_bare(part, titles, fold=fold) for part in (text, truth))
    return Levenshtein.normalized_similarity(mine, real)


def _reading(path: Path, truth: Path) -> Reading:
    try:
        document = read_document(path, f"{path.parent.name}/{path.name}")
    except FileError as error:
        return Reading(path.parent.name, path.name, None, f"{error.code}: {error.message}")
    # Some files carry their short name (STEM is number_name_文号) as a title line above the real one.
    first = document.text.partition("\n")[0]
    titles = [document.metadata.title, *([first] if first in path.stem.split("_") else [])]
    fold = path.parent.name == SCANS.folder
    return Reading(
        path.parent.name, path.name, similarity(document.text, truth.read_text("utf-8"), titles=titles, fold=fold)
    )


def _bare(text: str, titles: Sequence[str], *, fold: bool) -> str:
    bare = _folded(_PAGE_NUMBER.sub("", text), fold=fold)
    for title in titles:
        words = _folded(title, fold=fold)
        at = bare.find(words, 0, _HEAD) if words else -1
        bare = bare if at < 0 else bare[:at] + bare[at + len(words) :]
    return bare


def _folded(text: str, *, fold: bool) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text) if fold else text)


def _rows(figures: Sequence[Figures]) -> Iterator[tuple[str, str, str, str]]:
    for each in figures:
        for reading in each.readings:
            least = each.promise.least
            shown = reading.error or "" if reading.similarity is None else f"{reading.similarity:.4f}"
            mark = "" if reading.similarity is not None and reading.similarity >= least else f"< {least}"
            yield each.promise.folder, reading.name, shown, mark


def show(figures: Sequence[Figures]) -> None:
    """Print a row for each file, and a line for each folder."""
    table = Table(title="Similarity of what was read to what the document says")
    for name in ("folder", "file", "similarity", ""):
        table.add_column(name)
    for row in _rows(figures):
        table.add_row(*row)
    console = Console()
    console.print(table)
    for each in figures:
        spared = f" but {each.promise.spared}" if each.promise.spared else ""
        verdict = "kept" if each.kept else "NOT kept"
        console.print(
            f"{each.promise.folder}: at least {each.promise.least} for all{spared} of {len(each.readings)}: {verdict}"
        )


def main() -> int:
    """Measure and print; exit status 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", action="store_true", help="read the scanned documents too (minutes)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if not DOCUMENTS.is_dir():
        print(f"{DOCUMENTS}: not there; how exactly documents are read is not measured", file=sys.stderr)
        return 0
    figures = [measure(promise) for promise in (*PROMISES, *((SCANS,) if options.scans else ()))]
    if options.json:
        print(json.dumps([{**asdict(each), "kept": each.kept} for each in figures], ensure_ascii=False, indent=2))
    else:
        show(figures)
    return 0 if all(each.kept for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
