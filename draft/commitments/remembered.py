"""The commitments of an open index, worked out once for a generation and a day, however often they are looked at."""

from __future__ import annotations

import threading
from datetime import date
from typing import Final

from draft.commitments.ledger import Commitment, commitments
from index import Index

# Days that are looked at by turns: today, and what one or two users compare it with.
_MOST: Final = 4


class RememberedLedger:
    """Safe to use from several threads; while one day is worked out, whoever asks waits.

    :param index: as far as whoever asks may see it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[tuple[str, date], tuple[Commitment, ...]] = {}
        self._lock = threading.Lock()

    def commitments(self, as_of: date) -> tuple[Commitment, ...]:
        """All commitments as of a day, as :func:`~draft.commitments.ledger.commitments` orders them."""
        with self._lock:
            key = (self._index.generation, as_of)
            if key not in self._known:
                found = commitments(self._index, as_of=as_of)
                self._known = {old: kept for old, kept in self._known.items() if old[0] == key[0]}
                while len(self._known) >= _MOST:
                    del self._known[next(iter(self._known))]
                self._known[key] = found
            return self._known[key]
