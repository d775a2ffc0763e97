from __future__ import annotations

import gradio as gr

from screens.filters import from_address


def test_what_an_address_leaves_out_stays_as_it_is_typed() -> None:
    chosen = gr.update(choices=["2025"], value="")
    assert from_address(["流片", "", False, True, chosen]) == ["流片", gr.skip(), gr.skip(), True, chosen]
