"""The colours of whatever is shown in a browser, defined once in ``colours.css``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SHEET: Final = Path(__file__).with_suffix(".css")
_DARK: Final = ".dark {"


def colours(without_gradio: str = "") -> str:
    """The sheet: light ones, and the dark ones below the class that Gradio sets.

    :param without_gradio: selector of what is shown where nothing sets that class: there the browser's own wish counts.
    """
    sheet = _SHEET.read_text(encoding="utf-8")
    if not without_gradio:
        return sheet
    dark = sheet[sheet.index(_DARK) + len(_DARK) :]
    return f"{sheet}\n@media (prefers-color-scheme: dark) {{\n{without_gradio} {{{dark}}}\n"
