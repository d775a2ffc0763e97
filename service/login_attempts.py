"""Slows down whoever guesses passwords: after some failures, by name and by address, each further try must wait."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

#: Failures that cost nothing; after each further one the wait doubles, up to a minute.
FREE_FAILURES: Final = 5
LONGEST_WAIT: Final = 60.0
#: Seconds after which failures are forgotten.
REMEMBERED: Final = 900.0
# People behind one address share its failures.
_FREE_FAILURES_OF_AN_ADDRESS: Final = 20
_MOST_KEYS: Final = 10_000
_IPV6_NETWORK: Final = 64


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class LoginAttempts:
    """Failed logins of this process; safe to use from several threads.

    :param now: seconds, never going back; a clock of its own in tests.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures: dict[tuple[str, str], _Failures] = {}

    def begin(self, name: str, address: str) -> float:
        """Ask for a try, which counts as failed until ``succeeded`` says otherwise: tries at the same time all count.

        :returns: how many seconds to wait instead; 0 where the try may be made.
        """
        keys = _keys(name, address)
        with self._lock:
            now = self._now()
            wait = max(self._wait(key, free, now) for key, free in keys)
            if wait > 0:
                return wait
            for key, _ in keys:
                known = self._failures.pop(key, None)  # put last, so that the first is the oldest
                self._failures[key] = _Failures(known.count + 1 if known else 1, now)
            while len(self._failures) > _MOST_KEYS:
                del self._failures[next(iter(self._failures))]
        return 0.0

    def failed(self, name: str, address: str) -> None:
        """The try was made and failed: from now on the wait counts, however long the check took."""
        with self._lock:
            for key, _ in _keys(name, address):
                known = self._failures.get(key)
                if known is not None:
                    known.last = self._now()

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and this one try of the address."""
        (by_name, _), (by_address, _) = _keys(name, address)
        with self._lock:
            self._failures.pop(by_name, None)
            known = self._failures.get(by_address)
            if known is not None:
                known.count -= 1

    def _wait(self, key: tuple[str, str], free: int, now: float) -> float:
        known = self._failures.get(key)
        if known is None:
            return 0.0
        if now >= known.last + REMEMBERED:
            del self._failures[key]
            return 0.0
        if known.count < free:
            return 0.0
        return float(max(known.last + min(2.0 ** (known.count - free), LONGEST_WAIT) - now, 0.0))


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], tuple[tuple[str, str], int]]:
    """What failures are counted by, each with how many are free."""
    return (("name", name), FREE_FAILURES), (("address", _network(address)), _FREE_FAILURES_OF_AN_ADDRESS)


def _network(address: str) -> str:
    """An address; of IPv6 its network, of which one machine has all the addresses it wants."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False)) if parsed.version == 6 else address
