"""Arrays of a generation, mapped from disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import CorruptIndex

_MAPPED_BYTES = 1 << 16


def load_array(path: Path) -> NDArray[Any]:
    """An array as it was saved; a large one is mapped, not read.

    :raises CorruptIndex: NumPy cannot read the file.
    """
    try:
        small = path.stat().st_size < _MAPPED_BYTES  # an empty array cannot be mapped
        return np.asarray(np.load(path, mmap_mode=None if small else "r"))
    except (OSError, EOFError, ValueError) as error:
        raise CorruptIndex(f"{path}: NumPy cannot read it. Rebuild with `policykb build --full`.") from error
