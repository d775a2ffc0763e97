"""A function for worker processes that notes each order and ends its process as the file's name says."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec

from ingest.file_orders import Order, Read


def perform(order: bytes, _: Callable[[], None]) -> bytes:
    """``SIGSEGV.pdf`` ends the process by that signal; the file beside it tells how often that was asked for."""
    told: Order = msgspec.json.decode(order, type=Order)
    if not isinstance(told, Read):
        raise TypeError(f"{type(told).__name__}, expected Read")
    path = Path(told.path)
    with path.with_suffix(".tries").open("a") as tries:
        tries.write("x")
    os.kill(os.getpid(), getattr(signal, path.stem))
    raise RuntimeError(f"{path.stem} did not end the process")
