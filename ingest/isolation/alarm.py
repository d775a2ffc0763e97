"""A limit of time for Python code in this process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Overdue(BaseException):
    """Time is up; no ``Exception``, which readers turn into errors of the file."""


@contextmanager
def alarm_after(seconds: float) -> Iterator[None]:
    """Stop what runs inside when the time is up; for the main thread only, and for Python code, matching included.

    :raises Overdue: it is.
    """

    def stop(_: int, __: FrameType | None) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
