"""One file that the user names, read with the page for checking by eye, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import msgspec

from console.inspection_orders import PERFORM, Inspect, Inspected
from index.settings import Settings
from index.single_file import document_of, order_to_read, perform
from ingest.document import Document


def inspect_file(file: Path, settings: Settings, *, as_page: bool) -> tuple[Document, bytes | None]:
    """The document, and the page for checking by eye as HTML in UTF-8 if it is asked for.

    :raises FileError: the file cannot be read, or not within the limits.
    """
    order = Inspect(order_to_read(file, settings), as_page)
    result = perform(PERFORM, msgspec.msgpack.encode(order), file, settings)
    inspected = msgspec.msgpack.decode(result, type=Inspected)
    return document_of(file, inspected.answer), inspected.page
