"""What can go wrong with an index.

::

    PolicyKBError                     (ingest/errors.py)
    ├── IndexUnavailable              stop and do what the message says: the index, the model or the settings
    │   ├── NoIndex                   nothing has been built yet under this home
    │   ├── CorruptIndex              a file of the generation is missing, or is not what the manifest says
    │   ├── NoSuchGeneration          a generation to go back to is not kept
    │   ├── ModelMismatch             the index was built with another embedding model
    │   ├── ModelUnavailable          the embedding model cannot be loaded
    │   ├── IndexLocked               another process is building: try again later
    │   └── SettingsError             a setting is unknown or has a wrong value
    └── UnknownDocument               no document of the index goes by that name, id or path
"""

from __future__ import annotations

from ingest.errors import PolicyKBError


class IndexUnavailable(PolicyKBError):
    """The index, the model or the settings need attention; the message says what to do."""


class NoIndex(IndexUnavailable):
    """Nothing has been built yet under this home."""


class CorruptIndex(IndexUnavailable):
    """A file of the generation is missing, or is not what the manifest says."""


class NoSuchGeneration(IndexUnavailable):
    """A generation to go back to is not kept."""


class ModelMismatch(IndexUnavailable):
    """The index was built with another embedding model than the one now in use."""


class ModelUnavailable(IndexUnavailable):
    """The embedding model cannot be loaded."""


class IndexLocked(IndexUnavailable):
    """Another process is building this index."""


class SettingsError(IndexUnavailable):
    """A setting is unknown or has a wrong value."""


class UnknownDocument(PolicyKBError):
    """No document of the index goes by that name, id or path."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key}: not in the index. `policykb list` shows what is.")
