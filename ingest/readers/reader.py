"""The seam between file formats and the rest: one reader for each kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import FileError
from ingest.resources import DEFAULT, ReadingResources
from ingest.source_text import SourceText


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as bytes, and what reading it may use.

    :ivar path: where it was read from; only for messages and for hints that its ending gives.
    """

    path: Path
    data: bytes
    resources: ReadingResources = DEFAULT

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case, with the dot."""
        return self.path.suffix.lower()

    def error(self, code: str, message: str) -> FileError:
        """An error about this file; ``code`` is one of ``FILE_ERROR_CODES``."""
        return FileError(str(self.path), code, message)

    def refuse_pages(self, count: int) -> None:
        """Keep from reading more pages than may be read.

        :raises FileError: ``too_large`` for more.
        """
        most = self.resources.pages_at_most
        if count > most:
            fix = "Split it, or raise pages_per_file in settings.toml."
            raise self.error("too_large", f"has {count:,} pages, and at most {most:,} are read. {fix}")


class Reader(Protocol):
    """Reads one kind of file."""

    def recognises(self, file: FileContent) -> bool:
        """Whether the content is of this reader's kind, whatever the file is called."""

    def read(self, file: FileContent) -> SourceText:
        """Extract the text.

        :raises FileError: for every content that gives no text; other exceptions are turned into ``damaged``
            by the caller, so that a third-party library cannot stop a build.
        """
