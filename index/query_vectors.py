"""The vectors of the last queries: what is asked again, by whomever, is not embedded again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
_CAPACITY: Final = 2048


class QueryVectors:
    """Remembers vectors by text; safe to use from several threads.

    :param encode: gives the vectors of texts, shape ``[n, d]``; always the same one for the same text.
    :param capacity: texts that are remembered; each takes 1.5 kB at 384 dimensions.
    """

    def __init__(self, encode: Encode, capacity: int = _CAPACITY) -> None:
        self._encode = encode
        self._capacity = capacity
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, shape ``[n, d]``."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new or not texts:
            encoded = self._encode(new)
            if not texts:
                return encoded
            known.update(zip(new, encoded, strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._capacity:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
