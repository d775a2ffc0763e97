"""Buttons in the HTML of the screen, and the question before what cannot be undone with a click."""

from __future__ import annotations

from markupsafe import Markup

from page.strings import Strings


def button(
    do: str,
    key: object,
    text: str,
    strings: Strings,
    *,
    confirm: str = "",
    advice: str = "",
    yes: str = "",
    no: str = "",
    kind: str = "",
    label: str = "",
) -> Markup:
    """A button that tells the screen what to do.

    :param key: what with: an id, a path, a number.
    :param confirm: asked before; ``advice`` stands below the question, ``yes`` and ``no`` on its buttons.
    :param kind: class for the style sheet.
    :param label: for screen readers, where the text alone does not say it.
    """
    asked = (
        Markup(' data-confirm="{}" data-advice="{}" data-yes="{}" data-no="{}"').format(
            confirm, advice, yes or strings.corpus.confirm, no or strings.corpus.cancel
        )
        if confirm
        else Markup("")
    )
    return Markup(
        '<button type="button" class="do {kind}" data-do="{do}" data-key="{key}"{label}{asked}>{text}</button>'
    ).format(
        kind=kind,
        do=do,
        key=key,
        label=Markup(' aria-label="{}"').format(label) if label else "",
        asked=asked,
        text=text,
    )
