"""What ``inspect`` tells the process that reads the file, and what that answers; the readers are loaded there alone."""

from __future__ import annotations

from typing import Final

import msgspec

from ingest.file_orders import Read

#: What a worker pool is to run; it takes ``Inspect`` and gives ``Inspected``, as MessagePack.
PERFORM: Final = "console.inspection_tasks:perform"
#: Found near the top of every file that ``inspect --html`` writes.
SIGNATURE: Final = '<meta name="generator" content="policykb inspect">'


class Inspect(msgspec.Struct, frozen=True):
    """Read a file.

    :ivar as_page: whether to make a page for checking by eye too.
    :ivar corrections: what the page is to tell beside the fields that were read, in words.
    """

    read: Read
    as_page: bool
    corrections: dict[str, str] = {}


class Inspected(msgspec.Struct, frozen=True):
    """What was read.

    :ivar answer: JSON of ``ReadFile`` or ``Unread``.
    :ivar page: the HTML in UTF-8, if it was asked for and the file could be read.
    """

    answer: bytes
    page: bytes | None = None
