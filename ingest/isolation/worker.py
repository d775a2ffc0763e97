"""What a worker process runs: one job after another, until its parent is gone.

Started as ``python -m ingest.isolation.worker ORDERS``. Jobs and results are bytes, and the envelope around a result is
MessagePack: a worker that a hostile file has taken over can hand its parent wrong bytes, but nothing that would be
executed there, as a pickle would be.
"""

from __future__ import annotations

import faulthandler
import importlib
import logging
import os
import queue
import re
import resource
import signal
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NoReturn

import msgspec

#: Exit status of a worker that found itself beyond its memory.
OUT_OF_MEMORY_STATUS: Final = 77
#: What a worker says when it is ready for its first job.
READY: Final = b"ready"

_WATCH_EVERY_S: Final = 0.2
_GRACE_S: Final = 30.0
# A worker that a file has blown up does not give all memory back: from this part of its limit on, a fresh one follows.
_TIRED_FROM: Final = 0.5
_HIGH_WATER: Final = re.compile(rb"VmHWM:\s*(\d+) kB")
_PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere

#: Turns a job into its result. Where it calls its second argument, it is given its time anew: for steps of which a
#: job may have many, each bounded, such as the pages of a scan.
Function = Callable[[bytes, Callable[[], None]], bytes]


class Orders(msgspec.Struct, frozen=True):
    """What a worker is started with.

    :ivar descriptor: its end of the socket to its parent.
    :ivar function: ``module:name`` of what turns a job into its result.
    :ivar seconds: wall time that the parent gives a job.
    :ivar log_level: from which level on log lines are shown.
    """

    descriptor: int
    function: str
    seconds: float
    memory_bytes: int
    log_level: int


class Status(StrEnum):
    """How a job stands in its worker."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    OUT_OF_MEMORY = "out_of_memory"


class Result(msgspec.Struct, frozen=True, array_like=True):
    """What became of a job.

    :ivar content: what the function gave; for a failed job the error in words.
    :ivar last: the worker ends after this one.
    """

    status: Status
    content: bytes = b""
    last: bool = False


_WORKING: Final = Result(Status.WORKING)


def main(arguments: list[str]) -> NoReturn:
    """Serve jobs until the parent is gone."""
    orders = msgspec.json.decode(arguments[0], type=Orders)
    os.set_inheritable(orders.descriptor, False)  # what a reader starts must not keep the line open
    _bound_memory(orders.memory_bytes)
    logging.basicConfig(level=orders.log_level, format="%(message)s")
    function = _find(orders.function)
    connection = Connection(orders.descriptor)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, jobs, orders.memory_bytes), daemon=True).start()
    _tell(connection, READY)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:

        def send(result: Result) -> None:
            # Should a library hold the interpreter for ever and the parent be gone, this ends the process all the same.
            faulthandler.dump_traceback_later(orders.seconds + _GRACE_S, exit=True, file=nowhere)
            _tell(connection, msgspec.msgpack.encode(result))

        while True:
            faulthandler.cancel_dump_traceback_later()
            job = jobs.get()
            faulthandler.dump_traceback_later(orders.seconds + _GRACE_S, exit=True, file=nowhere)
            result = _work(partial(function, job, lambda: send(_WORKING)), orders.memory_bytes)
            send(result)
            if result.last:
                os._exit(0)


def _bound_memory(memory: int) -> None:
    """Let the system refuse memory beyond the limit where it can, on Linux; elsewhere the listener watches alone."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(connection: Connection, jobs: queue.SimpleQueue[bytes], memory: int) -> None:
    """Take jobs as they come, and end the process when the parent has gone or the memory is used up."""
    try:
        while _peak_memory() <= memory:
            if connection.poll(_WATCH_EVERY_S):
                jobs.put(connection.recv_bytes())
    except (EOFError, OSError):
        _end()
    except MemoryError:
        os._exit(OUT_OF_MEMORY_STATUS)
    os._exit(OUT_OF_MEMORY_STATUS)


def _tell(connection: Connection, message: bytes) -> None:
    try:
        connection.send_bytes(message)
    except OSError:
        _end()


def _end() -> NoReturn:
    """The parent has gone: end, and with this process, which leads a group, all that a reader has started."""
    os.killpg(os.getpgid(0), signal.SIGKILL)
    raise SystemExit


def _work(perform: Callable[[], bytes], memory: int) -> Result:
    try:
        content = perform()
    except MemoryError:
        return Result(Status.OUT_OF_MEMORY, last=True)
    except Exception as error:  # noqa: BLE001 - told to the parent, which says which file it was
        return Result(Status.FAILED, f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace"))
    return Result(Status.DONE, content, last=_peak_memory() > _TIRED_FROM * memory)


def _find(name: str) -> Function:
    module, _, attribute = name.partition(":")
    function: Function = getattr(importlib.import_module(module), attribute)
    return function


def _peak_memory() -> int:
    """The most memory that this program has held, in bytes.

    On Linux ``ru_maxrss`` counts what the parent held when it forked, even after the new program has begun
    (``exec_mmap`` in the kernel), so that a large parent's workers would all be beyond their limit at once.
    """
    if sys.platform == "linux":
        match = _HIGH_WATER.search(Path("/proc/self/status").read_bytes())
        if match:
            return int(match[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT


if __name__ == "__main__":
    main(sys.argv[1:])
