"""The index behind the page, opened when there is one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from answer import Answerer, Turn
from answer.question import Vocabulary
from answer.types import Answer
from answer.writing import Writer
from index import Filters, Index, open_index
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
        self._writer = _writer_for(index) if index is not None else None
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

    def vocabulary(self) -> Vocabulary:
        """What is known of words, the user's own synonyms included.

        :raises IndexUnavailable: as ``index``.
        """
        return self._open_answerer().vocabulary

    def ask(self, question: str, as_of: date) -> Answer:
        """Answer a question.

        :raises IndexUnavailable: as ``index``.
        """
        *_, answer = self.answers(question, as_of)
        return answer

    def answers(
        self, question: str, as_of: date, previous: Turn | None = None, filters: Filters | None = None
    ) -> Iterator[Answer]:
        """The answer as it grows: once where it quotes, sentence by sentence where a language model writes it.

        :param previous: what a follow-up question may refer to.
        :param filters: which documents may answer.
        :raises IndexUnavailable: as ``index``.
        """
        answer = self._open_answerer().ask(question, as_of=as_of, previous=previous, filters=filters)
        yield from self._writer.stream(answer) if self._writer is not None else (answer,)

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
                self._index = self._answerer = self._writer = None

    def _open_answerer(self) -> Answerer:
        index = self.index()
        with self._lock:
            if self._answerer is None:
                self._answerer, self._writer = Answerer(index), _writer_for(index)
            return self._answerer


def _writer_for(index: Index) -> Writer | None:
    """Who puts answers into words, where the settings name a language model."""
    endpoint = index.settings.language_model
    return Writer.of(index, endpoint) if endpoint is not None else None
