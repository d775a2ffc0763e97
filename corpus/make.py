"""Print the sample corpus: every text under ``source/`` becomes a document of an office's usual formats.

A source text is a head of ``key: value`` lines (a key may repeat), an empty line, and one paragraph a line;
lines between bars (``|``) are table rows, the first of them the header. ``//`` in a title is a line break (not in TXT).
``format`` names the product: pdf, scan (a PDF without text), docx, xlsx, html or txt. Further keys:
``numbering: auto`` (DOCX: 一、 and （一） become automatic numbering and leave the text), ``header`` (PDF: running
header), ``type`` (PDF, scan: size of type and line), ``encoding`` and ``layout`` (TXT: ``paragraphs``, or ``pages`` as
text extraction from a PDF leaves it), ``sheet`` (XLSX: one name for each part of the body between empty lines),
``index``, ``topic``, ``published``, ``column`` and ``attachment`` (HTML: what the site shows around the text),
``adoption`` (the second line of a law, instead of a date).

Needs Chromium, qpdf and the Noto CJK fonts for the PDFs and scans; the rest comes with the project. Running it again on
the same machine gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from corpus.press.excel import write_xlsx
from corpus.press.pdf import write_pdf
from corpus.press.plain import write_txt
from corpus.press.scan import write_scan
from corpus.press.source_text import Source
from corpus.press.web_page import write_web_page
from corpus.press.word import write_docx

ROOT = Path(__file__).parent
WRITERS: dict[str, Callable[[Source, Path], None]] = {
    "pdf": write_pdf,
    "scan": write_scan,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_web_page,
    "txt": write_txt,
}
SUFFIXES = {"scan": "pdf"}  # where it is not the format's name


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the sample corpus from its source texts.")
    parser.add_argument("name", nargs="?", default="", help="only sources whose path contains this")
    name: str = parser.parse_args().name
    for path in sorted((ROOT / "source").glob("*/*.txt")):
        if name not in str(path.relative_to(ROOT)):
            continue
        source = Source.read(path)
        kind = source.get("format")
        product = ROOT / "documents" / path.parent.name / f"{path.stem}.{SUFFIXES.get(kind, kind)}"
        product.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[kind](source, product)
        print(f"{product.relative_to(ROOT)}  {product.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
