"""A part of a proposal that suggests."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.suggestions.lines import Line


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that suggest.

    :ivar start: where the part begins, its heading or lead-in included.
    :ivar lines: what it holds, without heading and lead-in.
    :ivar heading: of the section that is one suggestion as a whole; ``None`` where ``lines`` are to be cut into items.
    :ivar in_sentences: whether reasons stand between the wishes, so that sentences, not paragraphs, begin items.
    """

    start: int
    lines: tuple[Line, ...]
    heading: Line | None = None
    in_sentences: bool = False
