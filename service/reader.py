"""Who makes a request, and what they may see and do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from starlette.requests import HTTPConnection

from index.visibility import EVERYTHING, PUBLIC, Visibility

_STATE: Final = "policykb_reader"


class Role(StrEnum):
    """What somebody may do: readers ask and search; keepers also upload, edit, delete, rebuild and roll back."""

    READER = "reader"
    KEEPER = "keeper"


#: What each role sees where the users file does not say.
DEFAULT_VISIBILITY: Final = {Role.READER: PUBLIC, Role.KEEPER: EVERYTHING}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who makes a request.

    :ivar name: empty for somebody who was not asked for one.
    :ivar visibility: of which documents they see, find and count anything.
    """

    name: str
    role: Role
    visibility: Visibility

    @property
    def may_keep(self) -> bool:
        return self.role is Role.KEEPER


#: Whoever sits at this machine, as long as no login is configured.
OWNER: Final = Reader("", Role.KEEPER, EVERYTHING)
#: Whoever comes by, where a server was forced open to others without a login.
PASSER_BY: Final = Reader("", Role.READER, PUBLIC)


def known_reader(request: Any) -> Reader | None:
    """Who makes a request; ``None`` at the few addresses that are open to strangers, for these.

    :param request: Starlette's, or Gradio's, which only passes its attributes on.
    """
    reader = getattr(request.state, _STATE, None)
    return reader if isinstance(reader, Reader) else None


def reader_of(request: Any) -> Reader:
    """Who makes a request that passed the gate.

    :param request: as of ``known_reader``.
    :raises RuntimeError: no gate stands before the application: a fault of ours.
    """
    reader = known_reader(request)
    if reader is None:
        raise RuntimeError("a request without a reader: the application has no gate before it")
    return reader


def hand_on(connection: HTTPConnection, reader: Reader) -> None:
    """Let whatever answers a request know who makes it."""
    setattr(connection.state, _STATE, reader)
