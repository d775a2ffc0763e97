"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Every code that a finding may have, and what it means.
FINDING_CODES: Final = {
    "building": "a build is running (no fault)",
    "cache_damaged": "a cache cannot be read; it is made anew",
    "current_damaged": "the current generation is damaged, or of another layout",
    "current_lost": "CURRENT cannot be read, or names a generation that is not there",
    "disk_low": "too little room for the next build",
    "files_failed": "files that could not be read (no fault: the others are in the index)",
    "generation_damaged": "an earlier generation cannot be gone back to (no fault)",
    "leftover": "a killed build left a folder behind",
    "model_mismatch": "the index was built with another model than the settings name",
    "model_missing": "the embedding model cannot be opened",
    "no_index": "nothing has been built yet",
    "office_missing": "LibreOffice is not installed, so that DOC, WPS, XLS, PPT and RTF cannot be read (no fault)",
    "recognition_missing": "text recognition does not start, so that scans cannot be read",
    "records_damaged": "jobs, kept answers, verdicts or logins that a server wrote down cannot be read",
    "rolled_back": "the current generation is not the newest (no fault)",
    "secrets_readable": "a file that holds keys or passwords can be read by every user of the machine",
    "source_unreachable": "a remembered source cannot be reached, or not be listed",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a keeper should know of.

    :ivar code: one of ``FINDING_CODES``.
    :ivar subject: the file, folder, generation or model that it is about.
    :ivar message: what was met and expected, as a sentence.
    :ivar fix: what to do, as a sentence.
    :ivar is_fault: whether it needs attention; else it is good to know.
    :ivar is_mendable: whether :func:`~index.health.examination.mend` sees to it.
    """

    code: str
    subject: str
    message: str
    fix: str
    is_fault: bool = True
    is_mendable: bool = False
