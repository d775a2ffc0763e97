"""The version of reading as a whole; a module of its own, so that who asks for it need not load the readers."""

from __future__ import annotations

from typing import Final

#: Raised whenever the same bytes may give another document, so that caches keyed by it are left behind.
READER_VERSION: Final = 15
