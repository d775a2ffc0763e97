"""Takes out of a text what no tokenizer can be given."""

from __future__ import annotations

import re
from typing import Final

_UNENCODABLE: Final = re.compile("[\x00\ud800-\udfff]")


def encodable(text: str) -> str:
    """Put a space for every NUL and every lone surrogate: the one ends C strings, the other has no UTF-8 form."""
    return _UNENCODABLE.sub(" ", text)
