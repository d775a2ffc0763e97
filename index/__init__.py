"""Takes documents from ``ingest``, keeps them in generations on disk, and finds passages in them.

In: sources on disk, queries. Out: generations, candidates, hits. Read ``reader.py`` first (searching), then
``builder.py`` (building); ``generation.py`` draws the layout on disk.
"""

from index.builder import build_index, remove_document, remove_source
from index.evaluation import evaluate_retrieval
from index.reader import Index, open_index
from index.types import Filters, Mode

__all__ = [
    "Filters",
    "Index",
    "Mode",
    "build_index",
    "evaluate_retrieval",
    "open_index",
    "remove_document",
    "remove_source",
]
