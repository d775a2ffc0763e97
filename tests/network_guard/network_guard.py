"""Keeps a Python process off every network but loopback, and writes down each attempt.

Installed twice: by ``tests/conftest.py`` in the suite's own process, and by ``sitecustomize.py`` beside this
file in every Python process that a test starts. Attempts are appended to a file, so that one which a library
swallows, in whatever process, still fails the test that caused it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

LOG_VARIABLE: Final = "POLICYKB_NETWORK_GUARD_LOG"


class NetworkBlockedError(OSError):
    """Somebody reached for a host beyond loopback; an ``OSError``, as being offline would be."""


def install(log: Path) -> None:
    """Raise :class:`NetworkBlockedError` on each connection or name lookup beyond loopback, for this process's life.

    Python offers no way to take an audit hook out again.
    """

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith("socket."):
            return
        host = _host_of(event, arguments)
        if host is None or _is_loopback(host):
            return
        with log.open("a", encoding="utf-8") as attempts:
            attempts.write(f"{event} {host} (process {os.getpid()})\n")
        raise NetworkBlockedError(f"{event}: {host} is beyond loopback, and the suite runs without network")

    sys.addaudithook(refuse)


def _host_of(event: str, arguments: tuple[object, ...]) -> str | None:
    """The host that an audit event would reach, ``None`` where it reaches none."""
    match event, arguments:
        case (("socket.connect" | "socket.sendto" | "socket.sendmsg"), (_, (str(host), *_))):
            return host
        case (("socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr"), (str(host), *_)):
            return host
        case (("socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr"), (bytes(raw), *_)):
            return raw.decode("idna")
        case "socket.getnameinfo", ((str(host), *_), *_):
            return host
    return None


def _is_loopback(host: str) -> bool:
    # "" and the wildcard addresses are what a server binds to; connecting to them reaches this host only.
    return host in {"", "localhost", "::1", "0.0.0.0", "::"} or host.startswith(("127.", "::ffff:127."))
