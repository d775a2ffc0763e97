"""A document whose content lies at another place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.confidence import GUESSED
from ingest.document import Document
from ingest.metadata import described


def relocated(document: Document, name: str, path: str) -> Document:
    """The document as it would be read under another name, without the file.

    :param name: only a document without a title of its own is called after it.
    """
    moved = replace(document, name=name, path=path)
    called_after_file = document.metadata.confidence.get("title") == GUESSED
    return described(moved) if called_after_file and Path(name).stem != Path(document.name).stem else moved
