"""A function for worker processes that goes wrong in every way that a reader can, as the job says."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def perform(job: bytes, more_time: Callable[[], None]) -> bytes:
    """Do what the first word of the job says with the rest of it, then echo the job behind this process's number."""
    word, _, rest = job.decode().partition(" ")
    if word == "steps":
        for _ in range(int(rest)):
            time.sleep(0.5)
            more_time()
    elif word in FAULTS:
        FAULTS[word](rest)
    return b"%d %s" % (os.getpid(), job)


def spin(_: str) -> None:
    while True:
        pass


def fail(reason: str) -> None:
    raise RuntimeError(reason)


def hoard_slowly(_: str) -> None:
    hoard = []
    while True:
        hoard.append(b"\1" * 1_000_000)


def note_own_number(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)


def start_another(path: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(path).write_text(f"{os.getpid()} {child.pid}")
    time.sleep(600)


FAULTS: dict[str, Callable[[str], object]] = {
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "spin": spin,
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda status: os._exit(int(status)),
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "raise": fail,
    "hoard": lambda size: len(bytearray(int(size))),
    "hoard_slowly": hoard_slowly,
    "print": lambda _: os.write(1, b"printed by a library\n"),
    "pid": note_own_number,
    "child": start_another,
}
