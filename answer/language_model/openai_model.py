"""A language model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from index.endpoint import Endpoint


class OpenAIModel:
    """Asks the endpoint anew for each reply; safe to use from several threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def stream(self, instructions: str, request: str) -> Iterator[str]:
        """The reply as it comes in; nothing is contacted before the first piece is asked for."""
        # The client takes a second to import: whoever is refused, or wants no model, does not wait for it.
        from answer.language_model.connection import stream_reply  # noqa: PLC0415

        return stream_reply(self._endpoint, instructions, request)
