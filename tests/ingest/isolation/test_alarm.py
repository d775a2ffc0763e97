import re
import signal
from collections import deque

import pytest

from ingest.isolation.alarm import Overdue, alarm_after


def test_python_code_and_matching_are_stopped() -> None:
    endless = re.compile(r"(?:\s+)*x")
    with pytest.raises(Overdue), alarm_after(0.2):
        endless.match(" " * 100)
    with pytest.raises(Overdue), alarm_after(0.2):
        deque(iter(lambda: 0, 1), maxlen=0)


def test_afterwards_nothing_is_set() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm_after(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before
