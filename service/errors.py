"""What can go wrong with who may see and do what.

::

    PolicyKBError                 (ingest/errors.py)
    └── UsersError                the users file, or a file with a token, needs attention; the message says what to do
        ├── UnknownUser           nobody goes by that name
        └── UserExists            somebody goes by that name already
"""

from __future__ import annotations

from ingest.errors import PolicyKBError


class UsersError(PolicyKBError):
    """The users file, or a file with a token, needs attention; the message says what to do."""


class UnknownUser(UsersError):
    """Nobody goes by that name."""


class UserExists(UsersError):
    """Somebody goes by that name already."""
