"""Keeps a passage from being embedded without its end."""

from __future__ import annotations


def require_fit(text: str, tokens: int, window: int) -> None:
    """Check that the model would see a passage to its end.

    :raises ValueError: it has more tokens than the window.
    """
    if tokens > window:
        message = f"the passage {text[:20]!r}… has {tokens} tokens; the model sees {window}. Split it before embedding."
        raise ValueError(message)
