from __future__ import annotations

import re
from pathlib import Path

import page
from page.colours import colours

LIGHT, DARK = "--ground: #f4f6f8;", "--ground: #11171e;"


def test_the_dark_colours_follow_gradio_s_class_and_where_there_is_none_the_browser_s_wish() -> None:
    assert (colours().count(LIGHT), colours().count(DARK)) == (1, 1)
    assert "@media" not in colours()
    both = colours("body.login")
    assert (both.count(LIGHT), both.count(DARK)) == (1, 2)
    wished = both[both.index("@media (prefers-color-scheme: dark)") :]
    assert re.match(r"@media \(prefers-color-scheme: dark\) \{\s*body\.login \{", wished)
    assert DARK in wished
    assert both.count("{") == both.count("}")


def test_every_colour_that_a_sheet_names_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", colours()))
    for sheet in Path(page.__file__).parent.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        own = set(re.findall(r"(--[\w-]+):", text))
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined | own, sheet.name
