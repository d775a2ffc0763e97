"""What the work on one file may take before it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the work on a single file.

    :ivar seconds: wall time; counted anew with each page whose text is recognised.
    :ivar memory_mb: memory of the process that works on it, in MiB.
    :ivar file_mb: size of the file, or of a file inside an archive, in MiB.
    :ivar pages: pages of the file: sheets of a PDF, OFD or TIFF, slides of a presentation.
    """

    seconds: float = 300.0
    memory_mb: int = 3072
    file_mb: int = 512
    pages: int = 5000

    @property
    def memory_bytes(self) -> int:
        return self.memory_mb * MEGABYTE

    @property
    def file_bytes(self) -> int:
        return self.file_mb * MEGABYTE
