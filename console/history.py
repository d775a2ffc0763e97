"""The generations that are kept, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.terminal import Terminal
from index.history import Generation


def generations_json(generations: Sequence[Generation]) -> list[dict[str, Any]]:
    """As ``generations --json`` gives them, the newest first."""
    return [
        {
            "id": each.id,
            "published_at": each.published_at,
            "documents": each.documents,
            "chunks": each.chunks,
            "size_bytes": each.size_bytes,
            "current": each.is_current,
            "parent": each.parent,
            "usable": each.problem is None,
            "problem": each.problem,
        }
        for each in generations
    ]


def print_generations(terminal: Terminal, generations: Sequence[Generation]) -> None:
    """Print a row for each."""
    terminal.table(
        ("id", "published", "documents", "passages", "size", "state"),
        (
            (
                each.id,
                each.published_at or "?",
                "?" if each.documents is None else str(each.documents),
                "?" if each.chunks is None else str(each.chunks),
                f"{each.size_bytes / 1e6:.1f} MB",
                _state(each),
            )
            for each in generations
        ),
    )


def _state(generation: Generation) -> str | tuple[str, str]:
    """``current``, or why it cannot be gone back to; empty for one that can."""
    if generation.problem:
        return f"{'current; ' if generation.is_current else ''}{generation.problem}", "bad"
    return ("current", "good") if generation.is_current else ""
