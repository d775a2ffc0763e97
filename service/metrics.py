"""What is counted while serving, as Prometheus reads it. No label holds anything that a user wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from answer.types import Answer
from index import Index
from index.errors import IndexUnavailable
from index.types import Mode

# An answer takes some hundredths of a second; one that a language model writes, up to a minute.
_SECONDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


# By whether the answer is grounded; a question without an answer has failed.
_OUTCOMES: Final = {True: "answered", False: "refused", None: "failed"}


class Metrics:
    """Counts since the server started, and the state of the index when they are read; safe to use from several threads.

    :param index: gives the open index, or raises ``IndexUnavailable``; for readings that name no other.
    """

    def __init__(self, index: Callable[[], Index]) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "policykb_questions", "Questions, by what became of them.", ["outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "policykb_answer_seconds",
            "Time to answer or refuse a question.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._searches = Counter(
            "policykb_searches", "Searches for passages, by mode.", ["mode"], registry=self._registry
        )
        self._measure_lists = Counter("policykb_measure_lists", "Lists of support measures.", registry=self._registry)
        self._turned_away = Counter(
            "policykb_turned_away", "Requests refused because too many were waiting.", registry=self._registry
        )
        for outcome in _OUTCOMES.values():
            self._questions.labels(outcome)
        for mode in Mode:
            self._searches.labels(mode)
        self._index = index
        self._builds = _Builds()
        ProcessCollector(registry=self._registry)  # memory, processor time, open files; on Linux

    def asked(self, answer: Answer | None, seconds: float) -> None:
        """Count a question.

        :param answer: ``None`` where it failed.
        :param seconds: that it took, whatever became of it.
        """
        grounded = None if answer is None else answer.grounded
        self._questions.labels(_OUTCOMES[grounded]).inc()
        self._seconds.observe(seconds)

    def searched(self, mode: Mode) -> None:
        """Count a search."""
        self._searches.labels(mode).inc()

    def listed_measures(self) -> None:
        """Count a list of support measures."""
        self._measure_lists.inc()

    def turned_away(self) -> None:
        """Count a request that was refused for want of room."""
        self._turned_away.inc()

    def exposition(self, index: Callable[[], Index] | None = None) -> bytes:
        """Everything in Prometheus' text format 0.0.4.

        :param index: as whoever reads it may see it: no other document is counted.
        """
        state = CollectorRegistry()
        state.register(_IndexState(index or self._index, self._builds))
        return generate_latest(self._registry) + generate_latest(state)


class _Builds:
    """How many generations were published since the server started, as seen at each scrape."""

    def __init__(self) -> None:
        self._seen: str | None = None
        self._count = 0

    def until(self, generation: str) -> int:
        if self._seen not in (None, generation):
            self._count += 1
        self._seen = generation
        return self._count


class _IndexState(Collector):
    """The state of the index, asked for at a scrape."""

    def __init__(self, index: Callable[[], Index], builds: _Builds) -> None:
        self._index = index
        self._builds = builds

    def describe(self) -> Iterator[Metric]:
        """Nothing: without this, registering would open the index to learn the names."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        try:
            status = self._index().status()
        except IndexUnavailable:
            yield _gauge("policykb_index_open", "Whether there is an index to answer from.", 0)
            return
        published = datetime.fromisoformat(status.published_at)
        age = (datetime.now(UTC) - published).total_seconds()
        yield _gauge("policykb_index_open", "Whether there is an index to answer from.", 1)
        yield _gauge("policykb_generation_age_seconds", "Time since the generation was published.", max(age, 0.0))
        yield _gauge("policykb_documents", "Documents of the index.", status.documents)
        yield _gauge("policykb_chunks", "Passages of the index.", status.chunks)
        yield _gauge("policykb_index_bytes", "Size of the generation on disk.", status.size_bytes)
        yield CounterMetricFamily(
            "policykb_builds",
            "Builds published since the server started, as seen at each scrape.",
            self._builds.until(status.generation),
        )


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, value)
