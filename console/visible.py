"""Text from files, made harmless for a terminal, which takes some characters for orders."""

from __future__ import annotations

from typing import Final

# ESC and its like move the cursor, colour, and set the window's title; those that turn the direction of writing make a
# name look like another. C0 has pictures of its own in Unicode.
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), *_TURNING), "\ufffd"),
}


def visible(text: str) -> str:
    """The text with control characters shown instead of obeyed; as long as before, line feeds and tabs kept."""
    return text.translate(_SHOWN)
