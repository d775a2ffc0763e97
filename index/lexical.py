"""Full text in tantivy: words and character bigrams as two fields, each ranked by BM25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

import tantivy

from index.errors import CorruptIndex
from index.tokens import bigrams, words

_WRITER_BYTES = 128_000_000


class LexicalField(StrEnum):
    """The two ways a passage is cut into terms."""

    WORDS = "words"
    BIGRAMS = "bigrams"


_TERMS = {LexicalField.WORDS: words, LexicalField.BIGRAMS: bigrams}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("chunk", stored=True, indexed=True, fast=True)
    builder.add_integer_field("document", stored=False, indexed=True, fast=True)
    for field in LexicalField:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """Full text of one generation, read-only, safe to search from several threads.

    :param within: ordinals of the documents that there are at all for whoever searches it; ``None`` for all.
    """

    def __init__(self, index: tantivy.Index, within: Sequence[int] | None = None) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()
        self._within = within

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open an index folder.

        :raises CorruptIndex: tantivy cannot read the folder.
        """
        try:
            return cls(tantivy.Index.open(str(folder)))
        except (ValueError, OSError) as error:
            raise CorruptIndex(f"{folder}: tantivy cannot read it. Rebuild with `policykb build --full`.") from error

    def limited_to(self, within: Sequence[int]) -> LexicalIndex:
        """The same text, of which only these documents' is ever found."""
        return LexicalIndex(self._index, within)

    def __len__(self) -> int:
        """How many passages there are, found or not."""
        return int(self._searcher.num_docs)

    def search(
        self, query: str, field: LexicalField, count: int, documents: Sequence[int] | None = None
    ) -> dict[int, float]:
        """The passages that share most terms with the query, any term sufficing.

        Term queries are built one by one: query syntax in a question (``AND``, ``a:b``) has no meaning here.

        :param documents: ordinals of the documents that may be found; ``None`` for all.
        :returns: BM25 (k1 1.2, b 0.75) by chunk id, best first, at most ``count``.
        """
        terms = dict.fromkeys(_TERMS[field](query))
        count = min(count, len(self))  # tantivy reserves memory for as many
        if self._within is not None:
            documents = self._within if documents is None else sorted({*documents} & {*self._within})
        if not terms or count < 1:
            return {}
        matching = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, index_option="freq"))
                for term in terms
            ]
        )
        if documents is not None:
            among = tantivy.Query.term_set_query(self._schema, "document", list(documents))
            matching = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, matching), (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
            )
        hits = self._searcher.search(matching, count, count=False).hits
        return {self._searcher.doc(address)["chunk"][0]: float(score) for score, address in hits}

    def document_frequency(self, field: LexicalField, term: str) -> int:
        """In how many passages a term (already folded) occurs, found or not."""
        return int(self._searcher.doc_freq(field, term))


def write_lexical_index(folder: Path, passages: Iterable[tuple[int, int, str]]) -> None:
    """Write ``(chunk id, document ordinal, text)`` into a new folder as one segment."""
    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(_WRITER_BYTES, 1)
    for chunk, document, text in passages:
        entry = tantivy.Document()
        entry.add_integer("chunk", chunk)
        entry.add_integer("document", document)
        for field, terms in _TERMS.items():
            entry.add_text(field, " ".join(terms(text)))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
