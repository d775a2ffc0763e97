"""What was read of one file, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.cells import set_cell_size

from console.documents import corrections_in_words, metadata_json, print_metadata
from console.json_output import plain
from console.terminal import Terminal
from ingest.document import BlockKind, Document
from service.shown_document import outline_of


def print_inspection(terminal: Terminal, document: Document, corrections: Mapping[str, Any]) -> None:
    """Print metadata, counts, warnings and each block with its kind, level and page.

    :param corrections: as ``corrections_json`` gives them.
    """
    terminal.line((document.name, "title"), (f"  {document.content_hash[:12]}", "faint"))
    print_metadata(terminal, document.metadata)
    for field, words in corrections_in_words(corrections).items():
        terminal.line(("by hand in the index  ", "good"), (f"{field}  ", "faint"), words, indent=2, hanging=22)
    terminal.blank()
    counts = Counter(block.kind.value for block in document.blocks)
    terminal.line(
        f"{len(document.blocks)} blocks",
        (f" ({', '.join(f'{count} {kind}' for kind, count in counts.items())})", "faint"),
        f", {len(document.tables)} tables, {len(document.pages)} pages, {len(document.text)} characters",
    )
    for warning in document.warnings:
        terminal.line((f"warning: {warning}", "warning"))
    terminal.blank()
    width = max((len(kind) for kind in counts), default=0)
    for block in document.blocks:
        page = f"{block.page:>3} " if block.page is not None else ""
        label = set_cell_size(block.kind.value, width)
        depth = 2 * max(len(block.heading_path) - (block.kind is BlockKind.HEADING), 0)
        text = document.text[block.start : block.end].replace("\n", " ").replace("\t", " | ")
        terminal.line(
            (f"{page}{label}  {' ' * depth}", "faint"),
            (text, "title") if block.kind is BlockKind.HEADING else text,
            hanging=len(page) + width + 2 + depth,
        )


def inspection_json(document: Document, corrections: Mapping[str, Any]) -> dict[str, Any]:
    """A document as ``inspect --json`` gives it.

    :param corrections: as ``corrections_json`` gives them.
    """
    return {
        "document": document.name,
        "content_hash": document.content_hash,
        "metadata": metadata_json(document.metadata),
        "corrections": dict(corrections),
        "outline": plain(outline_of(document)),
        "blocks": [
            {
                "kind": block.kind.value,
                "level": block.level,
                "page": block.page,
                "text": document.text[block.start : block.end],
                "heading_path": list(block.heading_path),
                "start": block.start,
                "end": block.end,
            }
            for block in document.blocks
        ],
        "tables": plain(document.tables),
        "warnings": list(document.warnings),
    }
