from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from console.json_output import print_json
from console.terminal import THEME, Terminal
from console.visible import visible

HOSTILE = "关于\x1b[31m申报\x1b]0;title\x07\x9b2J\r\u202e的\x00通知\x7f"
SHOWN = "关于␛[31m申报␛]0;title␇\ufffd2J␍\ufffd的␀通知␡"


def test_controls_are_shown() -> None:
    assert visible(HOSTILE) == SHOWN


@given(st.text())
def test_nothing_else_changes(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(a == b or unicodedata.category(a) in ("Cc", "Cf") for a, b in zip(text, shown, strict=True))
    assert not any(unicodedata.category(character) == "Cc" and character not in "\t\n" for character in shown)


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_terminal_is_given_no_orders(is_terminal: bool) -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=is_terminal, color_system=None, theme=THEME, width=200)
    terminal = Terminal(console)
    terminal.line(("title", "title"), HOSTILE)
    terminal.table(["name"], [[HOSTILE], [(HOSTILE, "faint")]])
    assert "\x1b" not in stream.getvalue()
    assert "\x9b" not in stream.getvalue()
    assert stream.getvalue().count("␛[31m申报") == 3


def test_json_escapes_what_a_terminal_obeys(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json({"title": HOSTILE})
    out, _ = capsysbinary.readouterr()
    assert json.loads(out) == {"title": HOSTILE}
    assert not {0x1B, 0x7F} & set(out)
    assert "\x9b".encode() not in out
