"""Retrieval quality on a folder in BEIR form, through the same code as search.

Metrics as in BEIR (Thakur et al., 2021) and trec_eval: nDCG with linear gains and a log2 discount, the reciprocal
rank of the first relevant record within 10, and the share of relevant records within k.
"""

from __future__ import annotations

import codecs
import csv
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

from index.encoders.encoder import Encoder
from index.generation import read_manifest
from index.model import open_encoder
from index.settings import Settings
from index.snapshot import Snapshot
from index.types import BuildEvent, Filters, Mode
from index.vector_cache import VectorCache
from index.writer import Contents, Shelved, write_generation
from ingest import PolicyKBError
from ingest.plain import document_from_text

_DEPTH = 100
_CUTOFFS = (1, 5, 10, 100)


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Metrics by mode; latency in milliseconds by mode, from question text to ranked records."""

    records: int
    passages: int
    queries: int
    modes: dict[str, dict[str, float]]
    latency_ms: dict[str, dict[str, float]]


class EvaluationSetError(PolicyKBError):
    """The folder is not an evaluation set in BEIR form."""


class Record(msgspec.Struct, frozen=True, rename={"id": "_id"}):
    """A line of ``corpus.jsonl`` or ``queries.jsonl``."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set in BEIR form.

    :ivar relevant: for each question the gain of each relevant record, above 0.
    """

    records: tuple[Record, ...]
    queries: tuple[Record, ...]
    relevant: Mapping[str, Mapping[str, int]]

    def asked(self) -> tuple[Record, ...]:
        """The questions that have a relevant record."""
        return tuple(query for query in self.queries if query.id in self.relevant)


def evaluate_retrieval(
    settings: Settings,
    directory: Path,
    *,
    encoder: Encoder | None = None,
    progress: Callable[[BuildEvent], None] | None = None,
) -> EvaluationReport:
    """Measure dense, lexical and hybrid search on one set.

    Records longer than a passage are chunked, and score as their best chunk. Vectors are cached under the home; its
    index is not touched.

    :param directory: holds ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``.
    :raises EvaluationSetError: a file is missing or malformed.
    """
    evaluation_set = read_evaluation_set(directory)
    encoder = encoder or open_encoder(settings)

    def tell(stage: str, done: int, total: int) -> None:
        if progress:
            progress(BuildEvent(stage, done, total))

    with open_evaluation_set(settings, evaluation_set, encoder, tell) as snapshot:
        return _measure(snapshot, encoder, evaluation_set, tell)


@contextmanager
def open_evaluation_set(
    settings: Settings,
    evaluation_set: EvaluationSet,
    encoder: Encoder,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Snapshot]:
    """A generation of the set's records in a temporary folder, without sentence vectors."""
    contents = Contents((), (), _documents(evaluation_set.records))
    with tempfile.TemporaryDirectory() as folder, closing(VectorCache(settings.home / "cache" / "vectors.db")) as cache:
        path = Path(folder)
        write_generation(path, "evaluation", contents, encoder, cache, with_sentences=False, progress=progress)
        with closing(Snapshot(path, read_manifest(path))) as snapshot:
            yield snapshot


def _measure(
    snapshot: Snapshot, encoder: Encoder, evaluation_set: EvaluationSet, tell: Callable[[str, int, int], None]
) -> EvaluationReport:
    asked = evaluation_set.asked()
    modes: dict[str, dict[str, float]] = {}
    latency: dict[str, dict[str, float]] = {}
    for position, mode in enumerate(Mode):
        scores: list[dict[str, float]] = []
        milliseconds: list[float] = []
        for query in asked:
            started = time.perf_counter()
            ranked = rank_records(snapshot, encoder, query.text, mode)
            milliseconds.append((time.perf_counter() - started) * 1000)
            scores.append(metrics(ranked, evaluation_set.relevant[query.id]))
        modes[mode] = {name: float(np.mean([score[name] for score in scores])) for name in metrics([], {})}
        p50, p95 = np.percentile(milliseconds, (50, 95)) if milliseconds else (0.0, 0.0)
        latency[mode] = {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}
        tell("ask", position + 1, len(Mode))
    manifest = snapshot.manifest
    return EvaluationReport(manifest.documents, manifest.searchable, len(asked), modes, latency)


def rank_records(snapshot: Snapshot, encoder: Encoder, query: str, mode: Mode) -> list[str]:
    """Ids of the best 100 records, each standing where its best chunk does."""
    vector = None if mode is Mode.LEXICAL else encoder.encode_queries([query])[0]
    found = snapshot.retrieve(query, vector, mode=mode, count=2 * _DEPTH, filters=Filters(), as_of=date.today())
    chunks = snapshot.store.chunks(candidate.chunk for candidate in found)
    cards = snapshot.store.cards({chunk.document for chunk in chunks.values()})
    ranked = dict.fromkeys(cards[chunks[candidate.chunk].document].document for candidate in found)
    return list(ranked)[:_DEPTH]


def metrics(ranked: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    """Metrics of one ranking.

    :param relevant: gain of each relevant record, above 0.
    """
    gains = [relevant.get(key, 0) for key in ranked]
    ideal = sorted(relevant.values(), reverse=True)
    best = _discounted(ideal[:10])
    first = next((rank for rank, gain in enumerate(gains[:10], start=1) if gain > 0), None)
    values = {"ndcg@10": _discounted(gains[:10]) / best if best else 0.0, "mrr@10": 1 / first if first else 0.0}
    for cutoff in _CUTOFFS:
        found = sum(gain > 0 for gain in gains[:cutoff])
        values[f"recall@{cutoff}"] = found / len(relevant) if relevant else 0.0
    return values


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _documents(records: Sequence[Record]) -> Iterator[Shelved]:
    for record in records:
        yield Shelved(document_from_text(record.id, record.title, record.text), "", sketch=b"")


def read_evaluation_set(directory: Path) -> EvaluationSet:
    """Read ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``.

    :raises EvaluationSetError: a file is missing or malformed.
    """
    records, queries = (_read_records(directory / name) for name in ("corpus.jsonl", "queries.jsonl"))
    relevant: dict[str, dict[str, int]] = {}
    path = directory / "qrels" / "test.tsv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            if missing := {"query-id", "corpus-id", "score"} - set(rows.fieldnames or ()):
                raise EvaluationSetError(f"{path}: no column {', '.join(sorted(missing))} in its first line.")
            for row in rows:
                if int(row["score"]) > 0:
                    relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    except OSError as error:
        raise EvaluationSetError(f"{path}: cannot be read ({error.strerror}). A set in BEIR form has it.") from error
    except (TypeError, ValueError, csv.Error) as error:
        raise EvaluationSetError(f"{path}: a score is no whole number, or the file is no text ({error}).") from error
    if not any(query.id in relevant for query in queries):
        raise EvaluationSetError(f"{path}: names no relevant record for any query of queries.jsonl.")
    return EvaluationSet(records, queries, relevant)


def _read_records(path: Path) -> tuple[Record, ...]:
    records: dict[str, Record] = {}
    try:
        lines = path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines()
    except OSError as error:
        raise EvaluationSetError(f"{path}: cannot be read ({error.strerror}). A set in BEIR form has it.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = msgspec.json.decode(line, type=Record)
            except (UnicodeDecodeError, msgspec.DecodeError) as error:
                raise EvaluationSetError(f"{path}, line {number}: {error}.") from error
            if record.id in records:
                raise EvaluationSetError(f"{path}, line {number}: the id {record.id!r} is there twice. Keep one.")
            records[record.id] = record
    return tuple(records.values())
