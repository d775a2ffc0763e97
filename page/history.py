"""What was asked before, as a browser keeps it for its user: JSON that may be anything when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from answer.conversation import Turn

_MOST: Final = 20


def turns_of(kept: object) -> tuple[Turn, ...]:
    """The turns that a browser sent, oldest first; none where it sent something else."""
    try:
        return tuple(msgspec.convert(kept, list[Turn]))
    except msgspec.ValidationError:
        return ()


def with_turn(turns: Sequence[Turn], turn: Turn) -> list[dict[str, Any]]:
    """What the browser is to keep after a further turn; a question that is asked again moves to the end."""
    others = [other for other in turns if other.question != turn.question]
    kept: list[dict[str, Any]] = msgspec.to_builtins([*others, turn][-_MOST:])
    return kept
