"""The seam between answering and whatever writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ingest.errors import PolicyKBError


class LanguageModelUnavailable(PolicyKBError):
    """The language model gave no whole reply: unreachable, refused, too slow, cut off, or no such reply as expected."""


class LanguageModel(Protocol):
    """Writes text; nothing that it writes is trusted."""

    def stream(self, instructions: str, request: str) -> Iterator[str]:
        """The reply, piece by piece as it is written.

        :param instructions: what to do; the only part that the model is meant to obey.
        :param request: the material.
        :raises LanguageModelUnavailable: before or between pieces; what came before is no whole reply then.
        """
        ...
