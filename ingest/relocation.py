"""A document whose content lies at another place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.document import Document
from ingest.metadata import read_metadata


def relocated(document: Document, name: str, path: str) -> Document:
    """The document as it would be read under another name, without the file.

    :param name: only a document without a title of its own is called after it.
    """
    metadata = document.metadata
    stem = Path(name).stem
    if "title" not in metadata.origins and stem != Path(document.name).stem:
        published = None if "issued_on" in metadata.origins else metadata.issued_on
        metadata = read_metadata(document.text, document.blocks, fallback_title=stem, fallback_issued_on=published)
    return replace(document, name=name, path=path, metadata=metadata)
