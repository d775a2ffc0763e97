"""What can go wrong behind the page.

::

    PolicyKBError                 (ingest/errors.py)
    ├── OriginalUnavailable       the file a document was read from is gone, or is no longer what was read
    ├── NoSuchPage                the document has no page of that number
    └── AddressRefused            the page cannot, or must not, be served at this host and port
"""

from __future__ import annotations

from ingest.errors import PolicyKBError


class OriginalUnavailable(PolicyKBError):
    """The file a document was read from is gone, or is no longer what was read."""


class NoSuchPage(PolicyKBError):
    """The document has no page of that number."""


class AddressRefused(PolicyKBError):
    """The page cannot, or must not, be served at this host and port."""
