"""One file that the user names, read with the page for checking by eye, in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from console.documents import corrections_in_words, corrections_json
from console.inspection_orders import PERFORM, Inspect, Inspected
from index import open_index
from index.errors import NoIndex, UnknownDocument
from index.settings import Settings
from index.single_file import document_of, order_to_read, perform
from ingest.document import Document


def inspect_file(
    file: Path, settings: Settings, corrections: Mapping[str, Any], *, as_page: bool
) -> tuple[Document, bytes | None]:
    """The document, and the page for checking by eye as HTML in UTF-8 if it is asked for.

    :param corrections: as ``corrections_in_index`` gives them, for the page.
    :raises FileError: the file cannot be read, or not within the limits.
    """
    order = Inspect(order_to_read(file, settings), as_page, corrections_in_words(corrections))
    result = perform(PERFORM, msgspec.msgpack.encode(order), file, settings)
    inspected = msgspec.msgpack.decode(result, type=Inspected)
    return document_of(file, inspected.answer), inspected.page


def corrections_in_index(file: Path, settings: Settings) -> dict[str, Any]:
    """What people said of the document that the index has of a file, as ``corrections_json`` gives it.

    Empty where there is no index, or none of the file in it.

    :raises IndexUnavailable: there is an index, and it cannot be read.
    """
    try:
        with open_index(settings=settings, load_model=False) as index:
            stored = index.document(str(file.absolute()))
    except (NoIndex, UnknownDocument):
        return {}
    return corrections_json(stored.document.metadata)
