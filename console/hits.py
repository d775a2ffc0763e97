"""Ranked passages, and ranked requests with their answers, for people."""

from __future__ import annotations

from console.citations import place, print_source
from console.terminal import Terminal
from console.wording import Wording, wording_for
from index.types import Hit, RequestResult, SearchResult


def print_hits(terminal: Terminal, result: SearchResult) -> None:
    """Print the passages, best first, each with its document, its place and its score."""
    wording = wording_for(result.query)
    if not result.hits:
        terminal.line(wording.nothing)
    for hit in result.hits:
        _print_hit(terminal, hit, wording)


def print_requests(terminal: Terminal, result: RequestResult) -> None:
    """Print the requests likewise, and what answered each below it."""
    wording = wording_for(result.query)
    if not result.requests:
        terminal.line(wording.nothing)
    for found in result.requests:
        _print_hit(terminal, found.hit, wording)
        for answer in found.answers:
            for paragraph in answer.text.splitlines():
                terminal.line((paragraph, "faint"), indent=8)


def _print_hit(terminal: Terminal, hit: Hit, wording: Wording) -> None:
    if hit.rank > 1:
        terminal.blank()
    terminal.line((f"{hit.rank:>2}", "marker"), (f"  {hit.score:.3f}  ", "number"), place(hit, wording), hanging=11)
    print_source(terminal, hit, wording, indent=4)
    for paragraph in hit.text.splitlines():
        terminal.line(paragraph, indent=4)
