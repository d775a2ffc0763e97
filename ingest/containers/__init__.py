"""Files that hold other files: ZIP archives that are no office documents, and mails with attachments.

In: the bytes of a file. Out: the files inside, each with its path below the container, or why it is not given out.
Nothing is ever written to disk. Read first: ``unpacking.py``.
"""

from __future__ import annotations

from ingest.containers.container import Member, Packed, Refusal, UnpackingLimits
from ingest.containers.unpacking import is_container, is_document_too, read_member, unpack

__all__ = [
    "Member",
    "Packed",
    "Refusal",
    "UnpackingLimits",
    "is_container",
    "is_document_too",
    "read_member",
    "unpack",
]
