"""Who makes a request: by a session, by a token, or because no login is configured."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from starlette.requests import HTTPConnection

from index.serving import Serving
from service.errors import UsersError
from service.passwords import hash_token
from service.reader import DEFAULT_VISIBILITY, OWNER, Reader, Role
from service.sessions import SESSIONS_FILE, Sessions
from service.users import Users, UsersFile, users_path

_SHORTEST_TOKEN: Final = 16
_AGENT: Final = "agent"


class Means(StrEnum):
    """By what a request is let in."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - the word, not one
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who is let in, and by what; a browser sends a session along, whichever site asks it to, but never a token."""

    reader: Reader
    means: Means


@dataclass(frozen=True, slots=True)
class Access:
    """What decides who makes a request.

    :ivar everybody: who anybody is taken for while no login is configured.
    :ivar agent: SHA-256 of the token of ``--agent-token-file``.
    :ivar https: whether cookies go over https only, however the request came here.
    """

    users_file: UsersFile
    sessions: Sessions
    everybody: Reader = OWNER
    agent: str | None = None
    https: bool = False

    @classmethod
    def at(
        cls,
        home: Path,
        serving: Serving = Serving(),  # noqa: B008 - immutable
        *,
        agent_token: str | None = None,
        everybody: Reader = OWNER,
    ) -> Access:
        """For the users of a home.

        :param agent_token: of a program that asks as a reader.
        """
        agent = None if agent_token is None else hash_token(agent_token)
        users = UsersFile(users_path(home, serving), must_exist=serving.users is not None)
        return cls(users, Sessions(home / SESSIONS_FILE), everybody, agent, serving.https)

    def entry(self, connection: HTTPConnection) -> Entry | None:
        """Who makes a request; ``None`` for somebody who is yet to say.

        A token that is given counts alone: who asks by one should hear that it is wrong.

        :raises UsersError: the users file cannot be used.
        """
        users = self.users_file.users()
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            reader = self._holder(token.strip(), users)
            return Entry(reader, Means.TOKEN) if reader else None
        if users is None:
            return Entry(self.everybody, Means.OPEN)
        key = connection.cookies.get(self.cookie(connection))
        user = self.sessions.user(key, users) if key else None
        return Entry(users.reader(user), Means.SESSION) if user else None

    def is_secure(self, connection: HTTPConnection) -> bool:
        """Whether the browser came by https."""
        return self.https or connection.url.scheme in {"https", "wss"}

    def cookie(self, connection: HTTPConnection) -> str:
        """Name of the session's cookie; the prefix keeps other hosts of a domain, and plain http, from setting it."""
        return "__Host-policykb" if self.is_secure(connection) else "policykb"

    def _holder(self, token: str, users: Users | None) -> Reader | None:
        if self.agent is not None and hmac.compare_digest(hash_token(token), self.agent):
            visibility = (users.visibility if users else DEFAULT_VISIBILITY)[Role.READER]
            return Reader(_AGENT, Role.READER, visibility)
        user = users.with_token(token) if users else None
        return users.reader(user) if users and user else None


def read_agent_token(path: Path) -> str:
    """The token that a file holds.

    :raises UsersError: it cannot be read, or holds no token, or one that can be guessed.
    """
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsersError(f"{path}: no token can be read from it ({error}). Name a file with one line.") from error
    if len(token) < _SHORTEST_TOKEN or not token.isprintable() or " " in token:
        raise UsersError(
            f"{path}: holds no token, expected one word of at least {_SHORTEST_TOKEN} characters in one line. "
            "`openssl rand -hex 32` makes one."
        )
    return token
