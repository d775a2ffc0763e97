"""The index behind the page, opened when there is one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from answer import Answerer
from answer.types import Answer
from index import Index, open_index
from ingest.document import Document


class KnowledgeBase:
    """Answers and documents of one home; the page starts before its index is built, and finds it afterwards.

    Safe to use from several threads.

    :param index: already open, and closed by whoever opened it; without it the home's own is opened.
    :param opening: opens a home's index, or raises ``IndexUnavailable``.
    """

    def __init__(
        self, home: Path, index: Index | None = None, *, opening: Callable[[Path], Index] = open_index
    ) -> None:
        self._home = home
        self._opening = opening
        self._index = index
        self._answerer = Answerer(index) if index is not None else None
        self._owns = index is None
        self._lock = threading.Lock()

    def index(self) -> Index:
        """The open index.

        :raises IndexUnavailable: there is none yet, or it cannot be opened; the message says what to do.
        """
        with self._lock:
            if self._index is None:
                self._index = self._opening(self._home)
            return self._index

    def ask(self, question: str, as_of: date) -> Answer:
        """Answer a question.

        :raises IndexUnavailable: as ``index``.
        """
        return self._open_answerer().ask(question, as_of=as_of)

    def document(self, key: str) -> Document:
        """A document by its id.

        :raises UnknownDocument: the index does not hold it (any more).
        :raises IndexUnavailable: as ``index``.
        """
        return self.index().document(key).document

    def close(self) -> None:
        """Close the index if it was opened here."""
        with self._lock:
            if self._owns and self._index is not None:
                self._index.close()
                self._index = self._answerer = None

    def _open_answerer(self) -> Answerer:
        index = self.index()
        with self._lock:
            if self._answerer is None:
                self._answerer = Answerer(index)
            return self._answerer
