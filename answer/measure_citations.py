"""Where each field of a measure was read, as citations."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from answer.citing import Citer
from answer.found_measure import FoundMeasure
from answer.types import Citation
from index.snapshot import Snapshot
from index.types import StoredChunk
from ingest.document import Span


class MeasureCitations:
    """Makes the citations of measures of one generation; reads each document's chunks once."""

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._citer = Citer(snapshot, as_of)
        self._chunks: dict[int, list[StoredChunk]] = {}

    def of(self, found: FoundMeasure) -> dict[str, Citation]:
        """By field; ``measure`` is the whole sentence or row, conditions and amounts are numbered from 0.

        A field of which the document gives no place, such as a target that only the heading names, has none.
        """
        measure = found.measure
        spans: dict[str, Span] = {"measure": measure.span, **measure.origins}
        if measure.amounts:
            spans["amount"] = Span(measure.amounts[0].span.start, measure.amounts[-1].span.end)
        spans |= {f"amounts[{n}]": amount.span for n, amount in enumerate(measure.amounts)}
        spans |= {f"conditions[{n}]": condition.span for n, condition in enumerate(measure.conditions)}
        return {name: self._cite(found, span) for name, span in spans.items()}

    def _cite(self, found: FoundMeasure, span: Span) -> Citation:
        ordinal = found.card.ordinal
        if ordinal not in self._chunks:
            self._chunks[ordinal] = [chunk for chunk in self._snapshot.store.chunks_of(ordinal) if chunk.sentences]
        chunks = self._chunks[ordinal]
        at = bisect_right(chunks, span.start, key=lambda chunk: chunk.sentences[0].start) - 1
        return self._citer.cite(1, found.card, chunks[max(at, 0)], span, found.fit)
