"""How long the stages of a build take, and the progress that is told while they run."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.types import BuildEvent

Progress = Callable[[BuildEvent], None]


class Stopwatch:
    """Wall seconds by stage; each event is timed as the end of what came before it.

    :ivar seconds: by stage, as far as they have passed.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stage, self._since = "scan", time.perf_counter()
        self._began: dict[str, float] = {}

    def tell(
        self, stage: str, done: int, total: int, note: str = "", *, pages: int = 0, share: float | None = None
    ) -> None:
        """Pass an event on.

        :param share: how much of the stage's work is done, 0 to 1, where ``done`` of ``total`` says it badly.
        """
        now = time.perf_counter()
        self.seconds[self._stage] = round(self.seconds.get(self._stage, 0.0) + now - self._since, 3)
        self._stage, self._since = stage, now
        began = self._began.setdefault(stage, now)
        if self._progress:
            if share is None:
                share = done / total if total else 0.0
            left = round((now - began) * (1 - share) / share, 1) if share > 0 else None
            chunks = done if stage == "chunk" else 0
            self._progress(BuildEvent(stage, done, total, note, pages=pages, chunks=chunks, seconds_left=left))
