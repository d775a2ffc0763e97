"""How fast the text of born-digital PDFs is extracted, against pypdf, in one run and in turns.

Run ``python -m benchmarks.pdf_speed [FOLDER]``; without a folder it takes ``../shared/documents/pdf``. CPU seconds are
those of the whole process. Extraction ends where repair and structure begin: with the lines of every page and their
places, tables as rows. The document that is made of them is measured apart.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdf
from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import ROOT
from ingest.blocks import build_body
from ingest.readers import FileContent
from ingest.readers.pdf import PdfReader

LEAST_RATIO: Final = 20.0
_DOCUMENTS: Final = ROOT.parent / "shared" / "documents" / "pdf"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one file took, in CPU seconds, the best of the turns."""

    name: str
    pages: int
    pypdf: float
    extraction: float
    structure: float

    @property
    def ratio(self) -> float:
        """How many times faster than pypdf; higher is better."""
        return self.pypdf / self.extraction


def measure(path: Path, turns: int) -> Figures:
    """Read one file by both, in turns."""
    file = FileContent(path, path.read_bytes())
    source = PdfReader().read(file)
    pages = len(pypdf.PdfReader(io.BytesIO(file.data)).pages)
    theirs, ours, structure = [], [], []
    for _ in range(turns):
        theirs.append(_cpu_seconds(lambda: _by_pypdf(file.data)))
        ours.append(_cpu_seconds(lambda: PdfReader().read(file)))
        structure.append(_cpu_seconds(lambda: build_body(source)))
    return Figures(path.stem, pages, min(theirs), min(ours), min(structure))


def show(figures: Sequence[Figures]) -> float:
    """Print a line for each file and for all together; returns the ratio over all."""
    whole = Figures(
        "all",
        sum(each.pages for each in figures),
        sum(each.pypdf for each in figures),
        sum(each.extraction for each in figures),
        sum(each.structure for each in figures),
    )
    table = Table(title="Pages per CPU second")
    for name in ("file", "pages", "pypdf", "extraction", "times", "structure"):
        table.add_column(name, justify="left" if name == "file" else "right")
    for each in (*figures, whole):
        rates = (each.pages / seconds for seconds in (each.pypdf, each.extraction, each.structure))
        pypdf_rate, extraction_rate, structure_rate = (f"{rate:,.0f}" for rate in rates)
        table.add_row(each.name, str(each.pages), pypdf_rate, extraction_rate, f"{each.ratio:.1f}", structure_rate)
    Console().print(table)
    return whole.ratio


def main() -> int:
    """Measure and print; exit status 1 where extraction is less than twenty times as fast as pypdf."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_DOCUMENTS)
    parser.add_argument("--turns", type=int, default=3, help="how often each file is read; the best counts")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.pdf"))
    if not paths:
        print(f"{options.folder}: no PDF there; nothing is measured", file=sys.stderr)
        return 0
    return 0 if show([measure(path, options.turns) for path in paths]) >= LEAST_RATIO else 1


def _by_pypdf(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def _cpu_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
