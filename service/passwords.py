"""Passwords and tokens as the users file keeps them: never themselves.

Passwords by argon2id with the parameters that RFC 9106 recommends where memory is bounded. Tokens are 32 random bytes,
which nobody guesses: their plain SHA-256 is enough, and quick enough for every request.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import Final

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_LENGTH: Final = 8
#: In characters; a longer one is refused before it costs time.
GREATEST_LENGTH: Final = 256

_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Of a password that nobody knows: checked for a name that nobody has, so that the answer takes as long.
_NOBODYS: Final = "$argon2id$v=19$m=65536,t=3,p=4$UB9FJDPk0A27unYiZeA88A$aRtUUcS21xa2PRFoPIHS2Mio+OIZvLX7BOyo6f7x1DE"


def hash_password(password: str) -> str:
    """What the file keeps of a password."""
    return _HASHER.hash(_normal(password))


def check_password(kept: str | None, password: str) -> bool:
    """Whether it is the one; takes as long where there is none to compare with.

    :param kept: as ``hash_password`` gives it; ``None`` for a name that nobody has, or that may not log in.
    """
    try:
        _HASHER.verify(kept or _NOBODYS, _normal(password[: GREATEST_LENGTH + 1]))
    except VerificationError:
        return False
    return kept is not None


def is_password_hash(text: str) -> bool:
    """Whether it has the form of an argon2 hash."""
    try:
        extract_parameters(text)
    except InvalidHashError:
        return False
    return True


def new_token() -> str:
    """A token to be shown once; the prefix lets scanners for lost secrets find it."""
    return f"pkb_{secrets.token_urlsafe(32)}"


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _normal(password: str) -> str:
    # The same characters however a keyboard composes them (RFC 8265, OpaqueString).
    return unicodedata.normalize("NFC", password)
