"""A document whose content lies at another place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.confidence import BY_HAND, GUESSED
from ingest.corrections import Corrections
from ingest.document import Document, Metadata
from ingest.metadata import described


def relocated(document: Document, name: str, path: str) -> Document:
    """The document as it would be read under another name, without the file; what a person said of it stays.

    :param name: only a document without a title of its own is called after it.
    """
    moved = replace(document, name=name, path=path)
    called_after_file = document.metadata.confidence.get("title") == GUESSED
    if called_after_file and Path(name).stem != Path(document.name).stem:
        return described(moved, _said_of(document.metadata))
    return moved


def _said_of(metadata: Metadata) -> Corrections:
    """The corrections by hand that metadata was read with."""
    return {field: getattr(metadata, field) for field, sure in metadata.confidence.items() if sure == BY_HAND}
