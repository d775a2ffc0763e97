"""One reader, fuzzed in a process of its own: libFuzzer ends the process that it runs in.

    python -m fuzz.reader_run READER SEEDS_FOLDER FINDINGS_FOLDER SECONDS

Seeds that reach new code are added to the folder of seeds. A finding is written as it is met and the run goes on; only
a crash of the interpreter, a hang and too much memory end it, and those libFuzzer writes itself.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import warnings
from pathlib import Path

import atheris

from fuzz.mutation import change

# Instrumented as it is imported, so it comes last and in this block.
with atheris.instrument_imports(include=["ingest"]):
    from fuzz.oracle import LONGEST_INPUT, LONGEST_SECONDS, findings

_MEMORY_MB = 3072
_INPUT_AT_MOST = 1 << 18


class Recorder:
    """Writes one input for each kind of finding, the shortest that was met."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix
        self._shortest: dict[str, int] = {}

    def __call__(self, data: bytes) -> None:
        for finding in findings(f"input{self._suffix}", data):
            if len(data) < self._shortest.get(finding.what, LONGEST_INPUT):
                self._shortest[finding.what] = len(data)
                path = self._folder / f"{finding.what}{self._suffix}"
                path.write_bytes(data)
                path.with_name(path.name + ".log").write_text(finding.detail, encoding="utf-8")


def main() -> None:
    """Fuzz until the time is over; ends the process."""
    reader, seeds, folder, seconds = sys.argv[1:]
    # Broken files are this run's daily bread: what libraries say about them is not looked at.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    switches = [
        f"-max_total_time={seconds}",
        f"-timeout={3 * LONGEST_SECONDS:.0f}",
        f"-rss_limit_mb={_MEMORY_MB}",
        f"-max_len={_INPUT_AT_MOST}",
        "-len_control=0",  # a part may be changed from the start without cutting its ZIP short
        f"-artifact_prefix={folder}/{reader}-",
        f"-dict={seeds}.dict",
        f"-seed={int.from_bytes(hashlib.sha256(reader.encode()).digest()[:3])}",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup(
        [sys.argv[0], *switches, seeds],
        Recorder(Path(folder), f".{reader}"),
        custom_mutator=lambda data, max_size, seed: change(data, max_size, seed, atheris.Mutate),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
