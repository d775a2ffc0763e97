"""The newest generation of a home, kept open for those who read it, with the encoder for their queries."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import numpy as np
from numpy.typing import NDArray

from index.encoders.encoder import Encoder, EncoderIdentity
from index.errors import CorruptIndex, IndexUnavailable, ModelMismatch
from index.generation import current_generation, generations_folder
from index.model import open_encoder
from index.query_vectors import QueryVectors
from index.settings import Settings
from index.snapshot import Snapshot
from index.visibility import EVERYTHING, Visibility

_OPENING_TRIES = 5
_log = logging.getLogger(__name__)


class _Opened:
    """A generation as each visibility sees it, opened when first asked for.

    :ivar readers: how many queries are reading it.
    """

    def __init__(self, whole: Snapshot) -> None:
        self.whole = whole
        self.readers = 0
        self._views = {EVERYTHING: whole}

    def seen_by(self, visibility: Visibility) -> Snapshot:
        if visibility not in self._views:
            self._views[visibility] = self.whole.limited_to(visibility)
        return self._views[visibility]

    def close(self) -> None:
        for view in self._views.values():
            view.close()


class NewestGeneration:
    """Safe to use from several threads; close it when nobody will read any more."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None, *, load_model: bool = True) -> None:
        self._settings = settings
        self._encoder = encoder
        self._vectors = QueryVectors(lambda texts: self.encoder().encode_queries(texts))
        self._lock = threading.Lock()
        self._opening_encoder = threading.Lock()
        self._unusable: str | None = None
        self._closed = False
        self._opened = _Opened(self._open_newest())  # before a model is converted, in vain if there is no index
        if load_model:
            try:
                self.encoder()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Close it; queries in flight end first, and what they read is closed after them."""
        with self._lock:
            if not self._closed:
                self._closed = True
                _close_unread(self._opened)

    @contextmanager
    def snapshot(self, visibility: Visibility) -> Iterator[Snapshot]:
        """The newest generation as far as it may be seen, kept open until the block ends.

        Where the newest cannot be used (damaged, of another model), the one that is open goes on answering.

        :raises ValueError: this was closed.
        """
        with self._lock:
            if self._closed:
                raise ValueError("the index is closed")
            self._take_up_newest()
            opened = self._opened
            snapshot = opened.seen_by(visibility)
            opened.readers += 1
        try:
            yield snapshot
        finally:
            with self._lock:
                opened.readers -= 1
                if self._closed or opened is not self._opened:
                    _close_unread(opened)

    def encoder(self) -> Encoder:
        """The encoder, opened on first need; from then on every generation is held against it.

        :raises IndexUnavailable: no model, or another than the index was built with.
        """
        with self._opening_encoder:
            if self._encoder is None:
                encoder = open_encoder(self._settings)
                with self._lock:
                    check_model(self._opened.whole.manifest.encoder, encoder.identity)
                    self._encoder = encoder
            return self._encoder

    def embed(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of queries, shape ``[n, d]``; raises as ``encoder``."""
        self.encoder()
        return self._vectors.of(queries)

    def _take_up_newest(self) -> None:
        generation, open_now = None, self._opened.whole.generation
        try:
            generation = current_generation(self._settings.home)
            if generation in (open_now, self._unusable):
                return
            old, self._opened = self._opened, _Opened(self._open_newest())
        except IndexUnavailable as error:
            if generation != self._unusable:
                _log.warning("still answering from generation %s: %s", open_now, error)
            self._unusable = generation
            return
        _close_unread(old)

    def _open_newest(self) -> Snapshot:
        """Open what ``CURRENT`` names; should that be replaced and removed meanwhile, look again."""
        home = self._settings.home
        for _ in range(_OPENING_TRIES):
            generation = current_generation(home)
            try:
                snapshot = Snapshot.open(home, generation)
            except CorruptIndex:
                if (generations_folder(home) / generation).exists():
                    raise
                continue
            with ExitStack() as undo:
                undo.callback(snapshot.close)
                if self._encoder is not None:
                    check_model(snapshot.manifest.encoder, self._encoder.identity)
                undo.pop_all()
            return snapshot
        raise CorruptIndex(f"{home}: generation {generation} is missing. Rebuild with `policykb build --full`.")


def check_model(built: EncoderIdentity, used: EncoderIdentity) -> None:
    """Refuse to mix vectors of two models.

    :raises ModelMismatch: the two differ in anything that changes vectors.
    """
    if built != used:
        raise ModelMismatch(
            f"the index was built with {_called(built)}, the settings name {_called(used)}. "
            "Rebuild with `policykb build --full`, or set `model` in settings.toml back."
        )


def _called(identity: EncoderIdentity) -> str:
    return f"{identity.model} ({identity.precision}, weights {identity.weights_hash[:8]}, d={identity.dimension})"


def _close_unread(opened: _Opened) -> None:
    """Close what nobody reads; whoever reads it last closes it otherwise."""
    if not opened.readers:
        opened.close()
