"""What a build costs that finds nothing changed, as a share of the first build of the same files.

The files are the sample corpus's rules over and over, each with a few bytes of its own, for else they would be copies
of one document: each is read, but nearly each text embedded only once, and no page recognised, so that the first build
is a quick one, and the share larger than among files that all differ.

    python -m benchmarks.rebuild [--files 200] [--model hashing]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import zipfile
from itertools import cycle, islice
from pathlib import Path

from index.builder import build_index, default_workers
from index.encoders import default_cache_dir
from index.settings import Settings

RULES = Path(__file__).resolve().parents[1] / "corpus" / "documents" / "rules"
PROMISED_SHARE = 0.02


def main() -> int:
    """Returns 1 where the promise is missed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--model", help="`hashing`, or a model's folder; default: the packaged one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        _copy(folder, arguments.files)
        settings = Settings(Path(scratch) / "home", default_cache_dir({}), arguments.model)
        first = _timed(settings, [folder])
        again = min(_timed(settings, []) for _ in range(3))
    share = again / first
    print(f"{arguments.files} files, {default_workers()} workers, model {arguments.model or 'packaged'}")
    print(f"first build {first:.2f} s, unchanged {again:.3f} s: {share:.2%} (promised: under {PROMISED_SHARE:.0%})")
    return int(share >= PROMISED_SHARE)


def _copy(folder: Path, count: int) -> None:
    for number, source in enumerate(islice(cycle(sorted(RULES.iterdir())), count)):
        path = folder / f"{number:04}-{source.name}"
        shutil.copy(source, path)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path, "a") as archive:
                archive.comment = str(number).encode()
        else:  # to a PDF this is a comment
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\n% {number}\n")


def _timed(settings: Settings, paths: list[Path]) -> float:
    started = time.perf_counter()
    report = build_index(settings, paths)
    if report.failed:
        raise RuntimeError(f"{report.failed} files failed, the first: {report.failures[0]}")
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
