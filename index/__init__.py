"""Takes documents from ``ingest``, keeps them in generations on disk, and finds passages in them.

In: sources on disk, queries. Out: generations, candidates, hits. Read ``reader.py`` first (searching), then
``builder.py`` (building); ``generation.py`` draws the layout on disk.
"""

from index.reader import Index, open_index
from index.types import Filters, Mode

# Building is imported from its own module: who only searches should not wait for what it needs.
__all__ = ["Filters", "Index", "Mode", "open_index"]
