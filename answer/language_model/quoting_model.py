"""A shipped fake: a model that writes back the evidence it was given, for tests and for trying things out."""

from __future__ import annotations

from collections.abc import Iterator

from answer.language_model.material import EVIDENCE


class QuotingModel:
    """Writes each numbered quote with its marker, one a line; a pure function of its input."""

    def stream(self, instructions: str, request: str) -> Iterator[str]:  # noqa: ARG002 - it knows one thing to do
        """One piece for each quote of the request."""
        for match in EVIDENCE.finditer(request):
            yield f"{match['quote']}[^{match['n']}]\n"
