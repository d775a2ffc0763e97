"""The state of the index for people."""

from __future__ import annotations

from pathlib import Path

from console.terminal import Terminal
from index.types import IndexStatus


def print_status(terminal: Terminal, home: Path, state: IndexStatus) -> None:
    """Print a line for each thing worth knowing."""
    lines = (
        ("home", str(home)),
        ("generation", f"{state.generation}, published {state.published_at}"),
        ("holds", f"{state.documents} documents, {state.chunks} passages, {state.sentences} sentences"),
        *((("copies", f"{state.copies} more files with the content of a document"),) if state.copies else ()),
        ("size", f"{state.size_bytes / 1e6:.1f} MB"),
        ("model", f"{state.model}, {state.precision}, {state.dimension} dimensions"),
        *(("source", f"{name}  {path}") for name, path in state.sources),
    )
    for label, value in lines:
        terminal.line((f"{label:<12}", "faint"), value, hanging=12)
