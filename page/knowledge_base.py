"""The index behind the page, opened when there is one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from answer import Answerer, Turn
from answer.question import Vocabulary
from answer.types import Answer
from answer.writing import Writer
from draft.commitments.ledger import Commitment
from draft.commitments.remembered import RememberedLedger
from index import Filters, Index, open_index
from index.visibility import EVERYTHING, Visibility
from ingest.document import Document
from page.recent_answers import Asked, RecentAnswers


class KnowledgeBase:
    """Answers and documents of one home; the page starts before its index is built, and finds it afterwards.

    Safe to use from several threads.

    :param index: already open, and closed by whoever opened it; without it the home's own is opened.
    :param opening: opens a home's index, or raises ``IndexUnavailable``.
    :param asked: told what became of each question, and after how many seconds; ``None`` for one that failed.
    """

    def __init__(
        self,
        home: Path,
        index: Index | None = None,
        *,
        opening: Callable[[Path], Index] = open_index,
        asked: Callable[[Answer | None, float], None] | None = None,
    ) -> None:
        self._home = home
        self._opening = opening
        self._asked = asked or (lambda _answer, _seconds: None)
        self._index = index
        self._answerer = Answerer(index) if index is not None else None
        self._writer = _writer_for(index) if index is not None else None
        self._ledger: RememberedLedger | None = None
        self._owns = index is None
        self._recent = RecentAnswers(self._work_out)
        self._limited: dict[Visibility, KnowledgeBase] = {}
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

    def limited_to(self, visibility: Visibility) -> KnowledgeBase:
        """The same knowledge as somebody sees it: nothing of another document is told, counted or given.

        It is closed with this one.
        """
        if visibility == EVERYTHING:
            return self
        with self._lock:
            if visibility not in self._limited:
                self._limited[visibility] = KnowledgeBase(
                    self._home, opening=lambda _: self.index().limited_to(visibility), asked=self._asked
                )
            return self._limited[visibility]

    def ask(self, question: str, as_of: date) -> Answer:
        """Answer a question.

        :raises IndexUnavailable: as ``index``.
        """
        *_, answer = self.answers(question, as_of)
        return answer

    def answers(
        self,
        question: str,
        as_of: date,
        previous: Turn | None = None,
        filters: Filters | None = None,
        *,
        top: int | None = None,
    ) -> Iterator[Answer]:
        """The answer as it grows: once where it quotes, sentence by sentence where a language model writes it.

        :param previous: what a follow-up question may refer to.
        :param filters: which documents may answer.
        :param top: most sentences to quote; by default as many as the question needs.
        :raises IndexUnavailable: as ``index``.
        """
        started = time.perf_counter()
        try:
            asked = Asked(question, as_of, previous, filters, top)
            quoted = self._recent.of(asked, self.index().generation)
            answer = quoted = replace(quoted, elapsed_ms=round((time.perf_counter() - started) * 1000))
            for answer in self._writer.stream(quoted) if self._writer is not None else (quoted,):
                yield answer
        except Exception:
            self._asked(None, time.perf_counter() - started)
            raise
        self._asked(answer, time.perf_counter() - started)

    def commitments(self, as_of: date) -> tuple[Commitment, ...]:
        """What replies promised, as it stands on a day; it is worked out once for each generation.

        :raises IndexUnavailable: as ``index``.
        """
        index = self.index()
        with self._lock:
            self._ledger = self._ledger or RememberedLedger(index)
            ledger = self._ledger
        return ledger.commitments(as_of)

    def writer(self) -> Writer | None:
        """Who puts texts into a language model's words; ``None`` where the settings name none.

        :raises IndexUnavailable: as ``index``.
        """
        self._open_answerer()
        return self._writer

    def document(self, key: str) -> Document:
        """A document by its id.

        :raises UnknownDocument: the index does not hold it (any more).
        :raises IndexUnavailable: as ``index``.
        """
        return self.index().document(key).document

    def close(self) -> None:
        """Close the index if it was opened here."""
        with self._lock:
            self._limited.clear()
            if self._owns and self._index is not None:
                self._index.close()
                self._index = self._answerer = self._writer = self._ledger = None

    def _work_out(self, asked: Asked) -> Answer:
        return self._open_answerer().ask(
            asked.question, as_of=asked.as_of, filters=asked.filters, top=asked.top, previous=asked.previous
        )

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
