"""Writes one whole generation into a folder: store, passage and sentence vectors, full text, manifest."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.annexes import annex_claims, inherited_disclosures, owners_of
from index.encoders.encoder import Encoder
from index.generation import (
    LEXICAL,
    MOMENTS,
    REQUEST_LEXICAL,
    REQUEST_VECTORS,
    SENTENCES,
    STORE,
    VECTORS,
    Manifest,
    write_manifest,
)
from index.lexical import write_lexical_index
from index.likely_versions import Sketched, likely_versions, sketch_of
from index.store_writer import Entry, write_relations, write_store
from index.types import NO_MARKS, Marks, Place
from index.validity import endings
from index.vector_cache import VectorCache
from index.vectors import write_dense_index
from ingest import Chunk, ChunkRole, Document, Source, Span
from ingest.chunks import chunk_document, search_context
from ingest.document import DocumentKind, Metadata
from ingest.measures import SupportMeasure, extract_measures
from ingest.reader_version import READER_VERSION


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document that belongs in the generation.

    :ivar source: path of the source it came from.
    :ivar copies: where else its content lies.
    :ivar sketch: of its text; ``None`` where it has yet to be made.
    :ivar marks: by which corrections it is as it is.
    """

    document: Document
    source: str
    reader_version: int = READER_VERSION
    copies: Sequence[Place] = ()
    sketch: bytes | None = None
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation is to hold.

    :ivar documents: in order of their names, taken one at a time, so that a large corpus need not be in memory.
    """

    sources: Sequence[Source]
    excluded: Iterable[str]
    documents: Iterable[Shelved]


@dataclass(slots=True)
class _Texts:
    """What is to be embedded and found by words, gathered while the store is written.

    :ivar chunks: ``(chunk id, document ordinal)`` of each passage; ``requests`` likewise.
    :ivar documents: what relations between documents follow from, of each one written.
    :ivar named: what each one and its copies are called, with what it says of itself.
    :ivar all_chunks: how many chunks have been written, those included that are not searched.
    """

    chunks: list[tuple[int, int]] = field(default_factory=list)
    requests: list[tuple[int, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    documents: list[Sketched] = field(default_factory=list)
    named: list[tuple[Sequence[str], Metadata]] = field(default_factory=list)
    all_chunks: int = 0


def write_generation(
    folder: Path,
    generation: str,
    contents: Contents,
    encoder: Encoder,
    cache: VectorCache,
    *,
    fresh: bool = False,
    with_sentences: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> Manifest:
    """Write a generation into an empty folder.

    :param fresh: embed every text again instead of taking it from the cache.
    :param with_sentences: false leaves the sentence vectors out, where only passages are to be searched.
    :param progress: called with stage (``write``, ``chunk`` or ``embed``), how much is done, and of how much.
    """
    tell = progress or _silent
    tell("write", 0, 3)
    texts = _Texts()
    write_store(
        folder / STORE,
        sources=contents.sources,
        excluded=contents.excluded,
        entries=_entries(contents, encoder, texts, tell, with_sentences=with_sentences),
    )
    claims = annex_claims(texts.named)
    described = [(document.name, document.metadata) for document in texts.documents]
    write_relations(
        folder / STORE,
        endings(described),
        likely_versions(texts.documents),
        owners_of(claims),
        inherited_disclosures({name: metadata.disclosure for name, metadata in described}, claims),
    )
    vectors = cache.encode_passages(
        encoder,
        texts.passages + texts.asked + texts.sentences,
        fresh=fresh,
        progress=partial(tell, "embed"),
    )
    passages, asked, sentences = np.split(vectors, np.cumsum([len(texts.passages), len(texts.asked)]))
    tell("write", 1, 3)
    write_dense_index(folder / VECTORS, _keys(texts.chunks), passages)
    write_dense_index(folder / REQUEST_VECTORS, _keys(texts.requests), asked)
    np.save(folder / SENTENCES, sentences.astype(np.float16))
    _write_moments(folder / MOMENTS, passages)
    tell("write", 2, 3)
    write_lexical_index(folder / LEXICAL, _full_texts(texts.chunks, texts.passages))
    write_lexical_index(folder / REQUEST_LEXICAL, _full_texts(texts.requests, texts.asked))
    tell("write", 3, 3)
    return write_manifest(
        folder,
        generation,
        encoder.identity,
        documents=len(texts.documents),
        chunks=texts.all_chunks,
        searchable=len(texts.passages),
        requests=len(texts.asked),
        sentences=len(texts.sentences),
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _keys(chunks: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    return np.array([key for key, _ in chunks], dtype=np.int64)


def _full_texts(chunks: Sequence[tuple[int, int]], texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    return ((key, document, text) for (key, document), text in zip(chunks, texts, strict=True))


def _entries(
    contents: Contents,
    encoder: Encoder,
    texts: _Texts,
    tell: Callable[[str, int, int], None],
    *,
    with_sentences: bool,
) -> Iterator[Entry]:
    for ordinal, shelved in enumerate(contents.documents, start=1):
        document = shelved.document
        numbered: list[tuple[int, Chunk, int | None]] = []
        for chunk in chunk_document(document, count_tokens=encoder.count_tokens, window=encoder.identity.window):
            key = texts.all_chunks + len(numbered) + 1
            context = search_context(document.metadata, chunk)
            is_request = chunk.searchable and chunk.role is ChunkRole.REQUEST
            # A reply repeats what was asked for; a proposal is all of its own words, and is found by them.
            is_passage = chunk.searchable and not (is_request and document.metadata.kind is DocumentKind.REPLY)
            numbered.append((key, chunk, len(texts.sentences) if is_passage else None))
            if is_passage:
                texts.chunks.append((key, ordinal))
                texts.passages.append(context + chunk.text)
                if with_sentences:
                    texts.sentences += (context + _cut(document, span) for span in chunk.sentences)
            if is_request:
                texts.requests.append((key, ordinal))
                texts.asked.append(context + chunk.text)
        sketch = sketch_of(document.text) if shelved.sketch is None else shelved.sketch
        texts.named.append(((document.name, *(copy.name for copy in shelved.copies)), document.metadata))
        texts.documents.append(Sketched(document.name, document.metadata, sketch))
        texts.all_chunks += len(numbered)
        tell("chunk", texts.all_chunks, 0)
        yield Entry(
            document,
            shelved.source,
            shelved.reader_version,
            numbered,
            shelved.copies,
            sketch,
            shelved.marks,
            _placed(extract_measures(document), numbered),
        )


def _placed(
    measures: Iterable[SupportMeasure], chunks: Sequence[tuple[int, Chunk, int | None]]
) -> list[tuple[int, int, SupportMeasure]]:
    """Each measure with the chunk that it stands in and which of its sentences it is, or begins in."""
    starts = [(span.start, key, at) for key, chunk, _ in chunks for at, span in enumerate(chunk.sentences)]
    starts.sort()
    placed = []
    for measure in measures:
        at = bisect_right(starts, (measure.span.start, math.inf)) - 1
        if at >= 0:
            placed.append((*starts[at][1:], measure))
    return placed


def _cut(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _write_moments(path: Path, vectors: NDArray[np.float32]) -> None:
    """The passages' mean and covariance: from them follows how a query's cosines are spread over the corpus."""
    dimension = vectors.shape[1]
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros(dimension, dtype=np.float32)
    centred = vectors - mean
    np.savez(path, mean=mean, covariance=centred.T @ centred / max(len(vectors), 1))
