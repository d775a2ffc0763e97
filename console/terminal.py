"""Where text for people goes: styled and wrapped on a terminal, plain and unwrapped into a file or pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from console.visible import visible
from console.wrapping import wrap

# Lines longer than this are hard to follow, however wide the window is: 50 Chinese characters.
_MOST_CELLS: Final = 100

THEME: Final = Theme(
    {
        "title": "bold",
        "faint": "dim",
        "marker": "bold cyan",
        "number": "cyan",
        "good": "green",
        "warning": "yellow",
        "bad": "red",
        "removed": "red strike",
        "added": "green underline",
    }
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard output, or standard error for what goes on."""

    console: Console

    @property
    def plain(self) -> bool:
        """Whether no person is looking: no styles, no line breaks but those of the text."""
        return not self.console.is_terminal

    def line(self, *parts: str | tuple[str, str], indent: int = 0, hanging: int = 0) -> None:
        """Print one paragraph.

        :param parts: strings, or strings with a style of the theme.
        :param indent: cells before each line, on a terminal and in a file alike.
        :param hanging: further cells before all lines but the first.
        """
        text = Text().join(map(_text, parts))
        if self.plain:
            self._print(Text(" " * indent) + text)
            return
        width = max(min(self.console.width, _MOST_CELLS) - indent - hanging, 20)
        position = 0
        for number, line in enumerate(wrap(text.plain, width)):
            position = text.plain.index(line, position)
            margin = " " * (indent + (hanging if number else 0))
            self._print(Text(margin) + text[position : position + len(line)])
            position += len(line)

    def blank(self) -> None:
        """Print an empty line."""
        self._print(Text())

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str | tuple[str, str]]]) -> None:
        """Print rows of cells: a drawn table on a terminal, else one line a row, cells parted by tabs."""
        if self.plain:
            self._print(Text("\t".join(headers)))
            for row in rows:
                self._print(Text("\t".join(" ".join(_text(cell).plain.split()) for cell in row)))
            return
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="faint")
        for header in headers:
            table.add_column(header, overflow="fold")
        for row in rows:
            table.add_row(*(_text(cell) for cell in row))
        self.console.print(table)

    def _print(self, text: Text) -> None:
        if self.plain:
            self.console.file.write(f"{text.plain}\n")  # exactly so: rich would turn tabs into blanks
        else:
            self.console.print(text, soft_wrap=True, highlight=False)


def _text(part: str | tuple[str, str]) -> Text:
    text, style = (part, "") if isinstance(part, str) else part
    return Text(visible(text), style)


def output() -> Terminal:
    """Standard output as it is now."""
    return Terminal(Console(theme=THEME, emoji=False, markup=False, highlight=False))


def errors() -> Terminal:
    """Standard error as it is now."""
    return Terminal(Console(theme=THEME, emoji=False, markup=False, highlight=False, stderr=True))
