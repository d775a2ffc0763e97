"""The language model that a command lets write, if one is configured and wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import Index
from index.errors import SettingsError
from index.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from answer.writing import Writer


def writer_for(index: Index, *, llm: bool | None) -> Writer | None:
    """Who writes; ``None`` where texts are only quoted.

    :param llm: whether a language model was asked for; ``None`` for where one is configured.
    :raises SettingsError: one was asked for, and none is configured.
    """
    if index.settings.language_model is not None and llm is not False:
        # Only here: whoever is only quoted to does not wait for what it needs.
        from answer.writing import Writer  # noqa: PLC0415

        return Writer.of(index, index.settings.language_model)
    if llm:
        raise SettingsError(
            f"{index.settings.home / SETTINGS_FILE}: --llm was given, but no language model is configured. "
            "Name base_url and model under [language_model]."
        )
    return None
