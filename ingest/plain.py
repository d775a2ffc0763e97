"""A document made from a title and a text that need no reading: records of an evaluation set."""

from __future__ import annotations

import hashlib

from ingest.document import Block, BlockKind, Document, Metadata, Run, SourceMap


def document_from_text(name: str, title: str, text: str) -> Document:
    """A document of kind ``other`` whose blocks are the lines of ``text``, left as they are."""
    kept = [line for line in text.splitlines() if line.strip()]
    blocks: list[Block] = []
    position = 0
    for line in kept:
        blocks.append(Block(BlockKind.PARAGRAPH, position, position + len(line)))
        position += len(line) + 1
    body = "\n".join(kept)
    return Document(
        name=name,
        path="",
        content_hash=hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
        text=body,
        blocks=tuple(blocks),
        metadata=Metadata(title=title),
        source_map=SourceMap((Run(0, 0, len(body)),)),
    )
