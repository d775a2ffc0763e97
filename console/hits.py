"""Ranked passages for people."""

from __future__ import annotations

from console.citations import place, print_source
from console.terminal import Terminal
from console.wording import wording_for
from index.types import SearchResult


def print_hits(terminal: Terminal, result: SearchResult) -> None:
    """Print the passages, best first, each with its document, its place and its score."""
    wording = wording_for(result.query)
    if not result.hits:
        terminal.line(wording.nothing)
        return
    for hit in result.hits:
        if hit.rank > 1:
            terminal.blank()
        terminal.line((f"{hit.rank:>2}", "marker"), (f"  {hit.score:.3f}  ", "number"), place(hit, wording), hanging=11)
        print_source(terminal, hit, wording, indent=4)
        for paragraph in hit.text.splitlines():
            terminal.line(paragraph, indent=4)
