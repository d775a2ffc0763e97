"""Fuzz every reader for a bounded time: ``python -m fuzz --seconds 60 [READER ...]``.

Ends with 1 where something was found; each finding is an input and a ``.log`` beside it. One that is mended goes into
``tests/ingest/fuzz_regressions/``, whose test replays it. What reaches new code is kept in the working folder, and the
next run goes on from there.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fuzz.mutation import dictionary, unpacked
from fuzz.seeds import SEEDS

_LEAST_SECONDS = 5
_GRACE_SECONDS = 120


def main() -> int:
    """Returns 1 where something was found, else 0."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz every reader for a bounded time.")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"only these of {', '.join(SEEDS)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "policykb-fuzz"))
    arguments = parser.parse_args()
    unknown = set(arguments.readers) - set(SEEDS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: no reader of this name. There are {', '.join(SEEDS)}.")
    found = 0
    for reader in arguments.readers or SEEDS:
        found += run(reader, arguments.folder, arguments.seconds)
    return 1 if found else 0


def run(reader: str, folder: Path, seconds: int) -> int:
    """Fuzz one reader.

    :param folder: where its seeds and findings are kept.
    :returns: how many findings there were.
    """
    seeds, results = folder / "seeds" / reader, folder / "findings" / reader
    seeds.mkdir(parents=True, exist_ok=True)
    results.mkdir(parents=True, exist_ok=True)
    for old in results.iterdir():
        old.unlink()
    for number, seed in enumerate(SEEDS[reader]):
        (seeds / f"seed-{number}").write_bytes(unpacked(seed))
    seeds.with_name(f"{reader}.dict").write_text(dictionary(SEEDS[reader]), encoding="ascii")
    log = folder / f"{reader}.log"
    end = time.monotonic() + seconds
    with log.open("wb") as output:
        # A crash ends the process: what is left of the time goes on in another.
        while (left := math.ceil(end - time.monotonic())) >= min(_LEAST_SECONDS, seconds):
            command = [sys.executable, "-m", "fuzz.reader_run", reader, str(seeds), str(results), str(left)]
            try:
                code = subprocess.run(
                    command, stdout=output, stderr=subprocess.STDOUT, check=False, timeout=left + _GRACE_SECONDS
                ).returncode
            except subprocess.TimeoutExpired:
                (results / "hang.log").write_text(f"no end {_GRACE_SECONDS} s after its time; see {log}", "utf-8")
                break
            if code == 0:
                break
            if not any(results.iterdir()):
                (results / "crash.log").write_text(f"the process ended with {code}; see {log}", encoding="utf-8")
                break
    found = sorted(
        path for path in results.iterdir() if not path.name.endswith(".log") or path.stem in ("hang", "crash")
    )
    print(f"{reader}: {_runs(log)} inputs, {len(found)} findings", flush=True)
    for path in found:
        print(f"  {path}", flush=True)
    return len(found)


def _runs(log: Path) -> str:
    """How many inputs libFuzzer tried, by its own count."""
    counts = [line.split()[-1] for line in log.read_text("utf-8", "replace").splitlines() if "executed_units" in line]
    return " + ".join(counts) or "?"


if __name__ == "__main__":
    sys.exit(main())
