"""Corrections that keepers make on the page: rows of ``corrections/metadata.csv`` in the home.

The same table that people edit with Excel (docs/corrections.md): their rows, columns and notes stay as they are.
"""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from ingest.corrections import CorrectionError, read_correction
from ingest.sidecars import METADATA_FILE, SidecarError, read_rows, read_text

_HEADER: Final = ("document", "field", "value", "note")
_COLUMNS: Final = (("document", "文件"), ("field", "字段"), ("value", "值"), ("note", "备注"))


class MetadataEdits:
    """The home's table of corrections; safe to use from several threads of one server.

    :param home: whose ``corrections/metadata.csv`` it is.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / "corrections" / METADATA_FILE
        self._lock = threading.Lock()

    def made(self, names: Sequence[str]) -> dict[str, str]:
        """What the table says of a document, by field, as it was written.

        :param names: what the document goes by: its name, its copies', its id, its path.
        :raises SidecarError: the table cannot be read.
        """
        if not self.path.exists():
            return {}
        known = set(names)
        rows = read_rows(read_text(self.path))
        return {_field(row.field): row.value for row in rows if row.document in known}

    def write(self, name: str, values: Mapping[str, str | None], *, names: Sequence[str] = (), note: str = "") -> None:
        """Say what a document's fields are.

        :param name: the document's.
        :param values: by field; an empty text: it has none; ``None``: what was read counts again.
        :param names: what else it goes by, of which rows are replaced, too.
        :param note: for people, beside each row.
        :raises CorrectionError: a field is not known, or a value is none of its; nothing was written.
        :raises SidecarError: the table cannot be read, so that writing it anew would lose what it says.
        """
        for field, value in values.items():
            read_correction(field, value or "")
        known = {name, *names}
        with self._lock:
            header, rows = self._table()
            document, named, said, noted = (_column(header, names) for names in _COLUMNS)
            if noted is None:
                header, noted = [*header, _HEADER[3]], len(header)
                rows = [[*row, ""] for row in rows]
            if document is None or named is None or said is None:
                raise SidecarError(f"{self.path}: expected a first line with the columns document,field,value. Add it.")
            rows = [row for row in rows if row[document] not in known or _field(row[named]) not in values]
            for field, value in values.items():
                if value is not None:
                    row = [""] * len(header)
                    row[document], row[named], row[said], row[noted] = name, field, value, note
                    rows.append(row)
            self._write(header, rows)

    def forget(self, names: Sequence[str]) -> None:
        """Take out all that is said of a document that goes for good; a table that cannot be read stays as it is.

        :param names: what the document goes by.
        """
        with self._lock, suppress(SidecarError):
            header, rows = self._table()
            document = _column(header, _COLUMNS[0])
            left = [row for row in rows if document is None or row[document] not in names]
            if len(left) < len(rows):
                self._write(header, left)

    def _table(self) -> tuple[list[str], list[list[str]]]:
        """The header, and the rows filled up to its length."""
        if not self.path.exists():
            return list(_HEADER), []
        text = read_text(self.path)
        read_rows(text)  # what a build would refuse, this does, too
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        width = max(map(len, [header, *rows]))
        return _filled(header, width), [_filled(row, width) for row in rows if any(row)]

    def _write(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_name(f".{METADATA_FILE}.tmp")  # hidden files are no corrections
        with aside.open("w", encoding="utf-8-sig", newline="") as file:  # with the mark by which Excel knows UTF-8
            csv.writer(file).writerows([header, *rows])
        aside.replace(self.path)


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(header) if name.strip().lower() in names), None)


def _field(words: str) -> str:
    """A field's name as ``Metadata`` has it; as it is where it is not known, which the build reports."""
    try:
        return read_correction(words, "")[0]
    except CorrectionError:
        return words
