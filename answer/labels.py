"""What a document's validity is called, the same in answers, on the terminal and on the page."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from answer.question import Language
from index.types import Status

STATUS_LABELS: Final = MappingProxyType(
    {
        Language.CHINESE: MappingProxyType(
            {
                Status.IN_FORCE: "现行有效",
                Status.NOT_YET: "尚未施行",
                Status.EXPIRED: "已失效",
                Status.REPEALED: "已废止",
                Status.UNKNOWN: "",
            }
        ),
        Language.ENGLISH: MappingProxyType(
            {
                Status.IN_FORCE: "in force",
                Status.NOT_YET: "not yet in force",
                Status.EXPIRED: "expired",
                Status.REPEALED: "repealed",
                Status.UNKNOWN: "",
            }
        ),
    }
)
OUT_OF_FORCE: Final = frozenset({Status.NOT_YET, Status.EXPIRED, Status.REPEALED})
