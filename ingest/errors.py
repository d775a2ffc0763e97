"""What can go wrong while reading.

::

    PolicyKBError                 anything this project raises on purpose; str() is one line for the user
    ├── FileError                 skip this file and report it; ``code`` is one of ``FILE_ERROR_CODES``
    ├── OcrUnavailable            text recognition does not start (``ingest/ocr/engine.py``)
    └── SourceError               a folder or file named by the user cannot be reached: wrong use, nothing forgotten

The tree goes on in ``index/errors.py``.
"""

from __future__ import annotations

import re
from typing import Final

FILE_ERROR_CODES: Final = {
    "crashed": "the process that read the file ended before it was done",
    "damaged": "the file's content does not fit its format",
    "empty": "the file holds no bytes, or its format holds no page",
    "encrypted": "the file is protected by a password",
    "no_text": "the file was read but holds no text (a scan without a text layer, a blank page)",
    "out_of_memory": "reading the file took more memory than the settings allow",
    "timed_out": "reading the file took longer than the settings allow",
    "too_large": "the file, or what an archive holds, is larger than the settings allow",
    "unreadable": "the operating system did not let us read the file",
    "unsafe": "a file in an archive whose name or link leads out of the archive",
    "unsupported": "no reader for this kind of file",
}


# Parsers quote what they met, line ends and control characters of a broken file among it.
_NOT_IN_A_LINE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


class PolicyKBError(Exception):
    """Base of all errors that carry a message for the user."""


class FileError(PolicyKBError):
    """One file cannot be read; the others can.

    :param path: the file, as the user named or as the source holds it.
    :param code: one of ``FILE_ERROR_CODES``.
    :param message: what was met, what was expected, and the fix; kept as one line.
    """

    def __init__(self, path: str, code: str, message: str) -> None:
        message = _NOT_IN_A_LINE.sub(" ", message).strip()
        super().__init__(f"{path}: {message}")
        self.path = path
        self.code = code
        self.message = message


class SourceError(PolicyKBError):
    """A source (a folder or file that the user named) cannot be reached."""
