"""All support measures of a generation as columns, so that every one of them is judged at once.

What a measure says in full stands in the store; here is what tells whether it fits: its words, those of its headings
and of its document's title, and the vector of its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.arrays import load_array
from index.errors import CorruptIndex
from index.folded_texts import FoldedTexts, write_folded_texts
from index.vectors import DenseIndex, write_dense_index
from ingest.document import Document
from ingest.measures.support_measure import SupportMeasure

_TEXTS: Final = "texts"
_TITLES: Final = "titles"
_VECTORS: Final = "vectors.faiss"
_DOCUMENTS: Final = "documents.npy"
_TITLE_OF: Final = "title_of.npy"


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """The measures in the order of documents and text; a measure's place, from 0, is its id in the store less one.

    :ivar documents: ordinals, shape ``[n]``.
    :ivar texts: of each its headings, its target, and what it says, a line each.
    :ivar titles: of the documents that have measures; ``title_of`` says which is each one's, shape ``[n]``.
    :ivar vectors: of their sentences in context, by place; measures that are not searched have none.
    :ivar visible: which may be found at all by whoever asks, shape ``[n]``.
    """

    documents: NDArray[np.int32]
    title_of: NDArray[np.int32]
    texts: FoldedTexts
    titles: FoldedTexts
    vectors: DenseIndex
    visible: NDArray[np.bool_]

    @classmethod
    def open(cls, folder: Path) -> MeasureTable:
        """Map a table.

        :raises CorruptIndex: a file cannot be read, or the files do not belong together.
        """
        documents: NDArray[np.int32] = load_array(folder / _DOCUMENTS)
        table = cls(
            documents,
            load_array(folder / _TITLE_OF),
            FoldedTexts(folder / _TEXTS),
            FoldedTexts(folder / _TITLES),
            DenseIndex.open(folder / _VECTORS),
            np.ones(len(documents), dtype=np.bool_),
        )
        if not len(table.documents) == len(table.title_of) == len(table.texts):
            raise CorruptIndex(f"{folder}: its columns differ in length. Rebuild with `policykb build --full`.")
        return table

    def limited_to(self, documents: Sequence[int]) -> MeasureTable:
        """The same measures, of which only those of some documents are ever found."""
        return replace(self, visible=self.visible & np.isin(self.documents, documents))

    def __len__(self) -> int:
        """How many measures there are, found or not."""
        return len(self.documents)


@dataclass(slots=True)
class MeasureTexts:
    """What the table is made of, gathered while documents are written.

    :ivar rows: of each measure's sentence in the sentence vectors; -1 where it has none.
    """

    documents: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    title_of: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, ordinal: int, document: Document, measures: Sequence[tuple[int, SupportMeasure]]) -> None:
        """Take the measures of the next document, each with the row of its sentence."""
        if not measures:
            return
        self.titles.append(document.metadata.title)
        for row, measure in measures:
            said = document.text[measure.span.start : measure.span.end]
            self.documents.append(ordinal)
            self.title_of.append(len(self.titles) - 1)
            self.texts.append("\n".join((*measure.heading_path, measure.target, said)))
            self.rows.append(row)


def write_measure_table(folder: Path, gathered: MeasureTexts, sentences: NDArray[np.float32]) -> None:
    """Write the table into a new folder.

    :param sentences: the sentence vectors, shape ``[m, d]``.
    """
    folder.mkdir()
    rows = np.array(gathered.rows, dtype=np.int64)
    searched = np.flatnonzero(rows >= 0)
    np.save(folder / _DOCUMENTS, np.array(gathered.documents, dtype=np.int32))
    np.save(folder / _TITLE_OF, np.array(gathered.title_of, dtype=np.int32))
    write_folded_texts(folder / _TEXTS, gathered.texts)
    write_folded_texts(folder / _TITLES, gathered.titles)
    write_dense_index(folder / _VECTORS, searched, sentences[rows[searched]])
