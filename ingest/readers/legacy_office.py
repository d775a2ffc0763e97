"""DOC, WPS, XLS, PPT and RTF: converted by LibreOffice where that is installed, then read as DOCX, XLSX or PPTX."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ingest.readers.docx import DocxReader
from ingest.readers.pptx import PptxReader
from ingest.readers.reader import FileContent, Reader
from ingest.readers.xlsx import XlsxReader
from ingest.source_text import SourceText

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = re.compile(rb"\s*\{\\rtf")
_PID_FILE: Final = "pid"
_SECTOR: Final = 512
_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 120
_LARGEST_RESULT: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OldFormat:
    """One family of old formats.

    :ivar marks: bytes, one of which is in every such OLE file: the name of its main stream in UTF-16.
    :ivar suffix: what the file is called for LibreOffice; ``target`` is the format it is converted to.
    :ivar component: the part of LibreOffice that reads it.
    """

    name: str
    marks: tuple[bytes, ...]
    suffix: str
    target: str
    component: str
    reader: Reader


_DOC: Final = OldFormat(
    "DOC or WPS", ("WordDocument".encode("utf-16-le"),), ".doc", "docx", "LibreOffice Writer", DocxReader()
)
_XLS: Final = OldFormat(
    "XLS or ET",
    ("Workbook".encode("utf-16-le"), "\0Book\0".encode("utf-16-le")),
    ".xls",
    "xlsx",
    "LibreOffice Calc",
    XlsxReader(),
)
_PPT: Final = OldFormat(
    "PPT or DPS", ("PowerPoint Document".encode("utf-16-le"),), ".ppt", "pptx", "LibreOffice Impress", PptxReader()
)
_RICH_TEXT: Final = OldFormat("RTF", (), ".rtf", "docx", "LibreOffice Writer", DocxReader())


class LegacyOfficeReader:
    """Old office formats by LibreOffice.

    :param program: the path of ``soffice``; ``None`` looks for it on the ``PATH`` for each file.
    :param seconds: how long a conversion may take.
    """

    def __init__(self, program: str | None = None, seconds: float = _SECONDS) -> None:
        self._program = program
        self._seconds = seconds

    def recognises(self, file: FileContent) -> bool:
        """Whether the bytes are RTF or an OLE file of one of these formats."""
        return old_format(file.data) is not None

    def read(self, file: FileContent) -> SourceText:
        """Convert in a folder of its own, then read the result.

        :raises FileError: ``encrypted``; ``unsupported`` where LibreOffice or its component is missing;
            ``timed_out``, ``too_large``, ``damaged``; or what the reader of the result raises.
        """
        kind = old_format(file.data)
        if kind is None:
            raise file.error("damaged", "neither RTF nor an old office file.")
        if is_encrypted(file.data):
            raise file.error("encrypted", f"{kind.name} with a password. Remove the password and save it again.")
        program = self._program or next(filter(None, map(shutil.which, _PROGRAMS)), None)
        if program is None:
            raise file.error(
                "unsupported",
                f"an old office file ({kind.name}). Install LibreOffice ({kind.component}), which converts it, "
                f"or save it as {kind.target.upper()}.",
            )
        converted = self._converted(file, kind, program)
        return kind.reader.read(replace(file, data=converted))

    def _converted(self, file: FileContent, kind: OldFormat, program: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="policykb-convert-") as folder:
            source = Path(folder, f"source{kind.suffix}")
            source.write_bytes(file.data)
            output = self._run(file, kind, program, Path(folder))
            result = Path(folder, "converted", f"source.{kind.target}")
            if not result.is_file() or not result.stat().st_size:
                raise file.error(
                    "unsupported",
                    f"LibreOffice could not convert it ({output or 'it gave no reason'}). Is {kind.component} "
                    f"installed? If it is, the file is damaged; save it as {kind.target.upper()} by hand.",
                )
            size = result.stat().st_size
            if size > _LARGEST_RESULT:
                raise file.error("too_large", f"becomes {size >> 20} MiB of {kind.target.upper()}. Split it.")
            return result.read_bytes()

    def _run(self, file: FileContent, kind: OldFormat, program: str, folder: Path) -> str:
        """Run LibreOffice on ``folder/source.*``; what it said, on one line."""
        command = [
            program,
            # A profile of its own: another LibreOffice of the same user would take the file over, or lock it.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            f"--pidfile={folder / _PID_FILE}",
            "--convert-to",
            kind.target,
            "--outdir",
            str(folder / "converted"),
            str(folder / f"source{kind.suffix}"),
        ]
        environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
        with (folder / "output").open("wb+") as output:
            # In the process group of whoever reads: a worker that is ended takes the conversion with it.
            process = subprocess.Popen(  # noqa: S603 - no shell, and no part of the command comes from the file
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
            try:
                process.wait(self._seconds)
            except subprocess.TimeoutExpired as error:
                raise file.error(
                    "timed_out",
                    f"LibreOffice took more than {self._seconds:g} seconds. Save it as {kind.target.upper()} by hand.",
                ) from error
            finally:
                if process.poll() is None:
                    _end(process, folder / _PID_FILE)
            output.seek(0)
            return " ".join(output.read(2000).decode("utf-8", "replace").split())[:200]


def old_format(data: bytes) -> OldFormat | None:
    """Which of the old formats the bytes are of, ``None`` for none that is converted."""
    if _RTF.match(data):
        return _RICH_TEXT
    if data.startswith(_OLE):
        # A text may hold a spreadsheet, and not the other way round in practice.
        return next((kind for kind in (_DOC, _PPT, _XLS) if any(mark in data for mark in kind.marks)), None)
    return None


def is_encrypted(data: bytes) -> bool:
    """Whether an OLE file says that its text needs a password.

    Word notes it in a flag of its first block ([MS-DOC] 2.5.2, fEncrypted), Excel in a record after the first
    ([MS-XLS] 2.4.117, FilePass). Streams begin at multiples of 512 bytes.
    """
    for at in range(_SECTOR, min(len(data), 1 << 26), _SECTOR):
        head = data[at : at + 24]
        if head[:2] == b"\xec\xa5" and len(head) > 11 and head[11] & 0x01:
            return True
        if head[:4] == b"\x09\x08\x10\x00" and head[20:22] == b"\x2f\x00":
            return True
    return False


def _end(process: subprocess.Popen[bytes], pid_file: Path) -> None:
    """End the starter and, since that may not pass the signal on, the program itself."""
    process.kill()
    process.wait()
    with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):  # not up yet, or gone already
        os.kill(int(pid_file.read_text("ascii")), signal.SIGKILL)
