"""What went wrong, for a program that asked: a code to branch on, and words for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from index.errors import IndexUnavailable, NoIndex, UnknownDocument
from ingest.errors import PolicyKBError
from service.lookups import Busy

# Of several faults the first few say enough.
_MOST_FAULTS: Final = 3
# Where pydantic speaks of how it was told to look.
_PLAIN_WORDS: Final = {
    "string_pattern_mismatch": "is blank",
    "missing": "is missing",
    "extra_forbidden": "is no field of this request",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong.

    :ivar code: for programs.
    :ivar message: what was met, what was expected, and what to do.
    """

    code: str
    message: str


def problem_of(error: PolicyKBError) -> Problem:
    """An error of ours, for whoever asked."""
    match error:
        case UnknownDocument():
            return Problem("unknown_document", str(error))
        case Busy():
            return Problem("busy", str(error))
        case NoIndex():
            return Problem("no_index", str(error))
        case IndexUnavailable():
            return Problem("index_unavailable", str(error))
    return Problem("failed", str(error))


def faults_in_words(errors: Sequence[Mapping[str, Any]], *, skip: int = 0) -> str:
    """What pydantic found wrong, in a line.

    :param skip: how many steps of each place to leave out: FastAPI begins it with ``query`` or ``body``.
    """
    return "; ".join(_fault_in_words(error, skip) for error in errors[:_MOST_FAULTS])


def _fault_in_words(error: Mapping[str, Any], skip: int) -> str:
    if error["type"] == "json_invalid":
        return f"the body is no JSON: {error['ctx']['error']}"
    place = ".".join(str(step) for step in error["loc"][skip:]) or "the body"
    message = _PLAIN_WORDS.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}"
