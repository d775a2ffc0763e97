"""Files of corrections that lie beside documents: how they are named, and what they hold."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.errors import PolicyKBError

METADATA_FILE: Final = "metadata.csv"
# 扫描件.pdf.page-3.txt
_PAGE: Final = re.compile(r"(?P<file>.+\.[a-z0-9]{2,5})\.page-0*(?P<page>[1-9]\d{0,4})\.txt", re.IGNORECASE | re.DOTALL)
_MOST_BYTES: Final = 8 * 1024 * 1024
_COLUMNS: Final = {"document": ("document", "文件"), "field": ("field", "字段"), "value": ("value", "值")}
_EXPECTED: Final = "a first line with the columns document,field,value (文件,字段,值)"


class SidecarError(PolicyKBError):
    """A sidecar, or a line of it, cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One correction as it was written.

    :ivar line: where it stands in the file, from 1.
    """

    line: int
    document: str
    field: str
    value: str


def is_sidecar(name: str) -> bool:
    """Whether a file of that name holds corrections and is no document."""
    return name.lower() == METADATA_FILE or _PAGE.fullmatch(name) is not None


def split_page_name(name: str) -> tuple[str, int] | None:
    """The file and the page that a sidecar's name tells, ``None`` for any other name."""
    match = _PAGE.fullmatch(name)
    return (match["file"], int(match["page"])) if match else None


def read_text(path: Path) -> str:
    """The text of a sidecar: UTF-8 with or without byte-order mark, UTF-16 with one, GB18030.

    :raises SidecarError: it cannot be opened, is too long, or is no such text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SidecarError(f"cannot be read ({error.strerror or error}). Check its permissions.") from error
    if len(data) > _MOST_BYTES:
        raise SidecarError(f"larger than {_MOST_BYTES // 1024 // 1024} MiB. Split it.")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SidecarError("is no text in UTF-8, UTF-16 or GB18030. Save it as “CSV UTF-8” or as text in UTF-8.")


def read_rows(text: str) -> Iterator[Row]:
    """The corrections in a ``metadata.csv``; other columns than the three are for notes, and blank lines for looks.

    :raises SidecarError: it is no such table; then nothing was given.
    """
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        try:
            columns = [next(at for at, name in enumerate(header) if name in names) for names in _COLUMNS.values()]
        except StopIteration:
            met = ",".join(header)[:80] or "nothing"
            raise SidecarError(f"expected {_EXPECTED}, met {met!r}. Add it, or rename the file.") from None
        start = lines.line_num + 1
        for cells in lines:
            document, field, value = (cells[at].strip() if at < len(cells) else "" for at in columns)
            if document or field or value:
                rows.append(Row(start, document, field, value))
            start = lines.line_num + 1
    except csv.Error as error:
        raise SidecarError(
            f"line {lines.line_num}: {error}. Expected {_EXPECTED}, quotes doubled in quotes."
        ) from error
    return iter(rows)
