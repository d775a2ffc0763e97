"""A value that is loaded when it is first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class LoadedOnce(Generic[T]):
    """A value that the first of several threads loads, and the others wait for.

    :param load: called once; where it raises, the next caller tries again.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._value: T | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether ``get`` would give the value at once."""
        return self._value is not None

    def get(self) -> T:
        """Give the value."""
        with self._lock:
            if self._value is None:
                self._value = self._load()
            return self._value
