"""TXT files: plain paragraphs, or what text extraction leaves of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.press.source_text import INDENTED, Source

LINE_WIDTH = 28  # characters of 3号 on a line, GB/T 9704-2012
PAGE_LINES = 22
CLOSING_MARKS = "，。；：、）》”"  # never at the start of a line


def wrapped(text: str, width: int = LINE_WIDTH) -> Iterator[str]:
    """Lines of ``width`` characters (ASCII counts half); a number or word stays whole, closing marks may hang out."""
    line, used = "", 0.0
    for token in re.findall(rf"(?:[ -~]+|.)[{CLOSING_MARKS}]*", text):
        size = sum(0.5 if character.isascii() else 1.0 for character in token)
        hanging = 1 if token[-1] in CLOSING_MARKS else 0
        if line and used + size - hanging > width:
            yield line
            line, used = "", 0.0
        line += token
        used += size
    yield line


def extracted(source: Source) -> str:
    """As extraction from a PDF leaves it: blank lines between, gaps before digits, numbers between the pages."""
    lines: list[str] = []
    for line in source.lines(title_break=""):
        gapped = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", line.text)
        lines += wrapped(gapped)
    pages = [lines[start : start + PAGE_LINES] for start in range(0, len(lines), PAGE_LINES)]
    return "".join("\n\n".join(page) + f"\n\n— {number} —\n\n" for number, page in enumerate(pages, 1))


def write_txt(source: Source, path: Path) -> None:
    if source.get("layout") == "pages":
        text = extracted(source)
    else:
        lines = source.lines(title_break="")
        text = "".join(f"{'　　' if line.style in INDENTED else ''}{line.text}\n" for line in lines)
    path.write_bytes(text.encode(source.get("encoding")))
