"""Raw encoder vectors on disk, so that an unchanged text is never embedded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.cache_file import CacheFile
from index.encoders.encoder import Encoder, EncoderIdentity

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID;"
_BATCH = 64


class VectorCache(CacheFile):
    """Passage vectors by model and text in one SQLite file, which several processes may use at once.

    :raises CorruptIndex: the file is no such cache.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA, "Delete the file; vectors are made anew.")

    def encode_passages(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        *,
        fresh: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Vectors of these texts, from the cache where it has them; new ones are kept at once, batch by batch.

        :param fresh: embed every text again.
        :param progress: called with how many of the distinct texts have a vector, and how many there are.
        :returns: shape ``[len(texts), d]``.
        :raises CorruptIndex: the file is damaged.
        """
        keys = [_key(encoder.identity, text) for text in texts]
        distinct = dict(zip(keys, texts, strict=True))
        known = {} if fresh else self._read(list(distinct))
        missing = [key for key in distinct if key not in known]
        for start in range(0, len(missing), _BATCH):
            if progress:
                progress(len(distinct) - len(missing) + start, len(distinct))
            batch = missing[start : start + _BATCH]
            vectors = encoder.encode_passages([distinct[key] for key in batch])
            rows = {key: vector.tobytes() for key, vector in zip(batch, vectors, strict=True)}
            with self._named_if_damaged(), self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows.items())
            known |= rows
        if progress:
            progress(len(distinct), len(distinct))
        if not texts:
            return np.zeros((0, encoder.identity.dimension), dtype=np.float32)
        return np.frombuffer(b"".join(known[key] for key in keys), dtype=np.float32).reshape(len(texts), -1).copy()

    def _read(self, keys: list[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), 500):
            batch = keys[start : start + 500]
            marks = ", ".join("?" * len(batch))
            statement = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
            with self._named_if_damaged():
                found.update(self._connection.execute(statement, batch).fetchall())
        return found


def _key(identity: EncoderIdentity, text: str) -> bytes:
    digest = hashlib.sha256(msgspec.json.encode(identity))
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()
