"""Run every benchmark once, in turn, and print what each measured.

What needs the retrieval sets or documents beside the checkout (``../shared``) is left out, with a word, where they are
absent.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT.parent / "shared" / "bench"


def main() -> int:
    """Returns 1 where a benchmark failed or missed its promise, else 0."""
    home = str(Path(tempfile.gettempdir()) / "policykb-benchmarks")
    documents, questions = ROOT / "corpus" / "documents", ROOT / "corpus" / "questions.jsonl"
    runs = [
        ["-m", "benchmarks.encoding"],
        ["-m", "benchmarks.answering"],
        ["-m", "benchmarks.rebuild", "--model", "hashing"],
        ["-m", "benchmarks.reading"],
        ["-m", "benchmarks.pdf_speed"],
        ["-m", "benchmarks.measures"],
        ["-m", "benchmarks.versions"],
        ["-m", "benchmarks.grounding"],
        ["-m", "benchmarks.gate"],
        ["-m", "benchmarks.cross_encoder", "--evaluate"],
        ["-m", "benchmarks.page"],
        ["-m", "search_cli", "build", str(documents), "--home", home],
        ["-m", "search_cli", "evaluate", "--answers", str(questions), "--home", home],
    ]
    if SETS.is_dir():
        runs.append(["-m", "search_cli", "evaluate", str(SETS / "ncp"), "--home", home])
        runs.append(["-m", "benchmarks.fusion", str(SETS / "ncp"), str(SETS / "cmrc_trial"), "--home", home])
    else:
        print(f"{SETS}: not there; retrieval quality is not measured")
    failed = 0
    for arguments in runs:
        print(f"\n=== {' '.join(arguments)}", flush=True)
        failed |= subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
