"""Which documents are reported as likely versions: of one document in several formats every pair, of others none.

Run ``python -m benchmarks.versions``. The documents are real ones beside the checkout (``../shared/documents``) and no
part of the project; without them nothing is measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

from index.likely_versions import Sketched, likely_versions, sketch_of
from ingest.document import Document
from ingest.reading import read_document

DOCUMENTS: Final = Path(__file__).resolve().parents[2] / "shared" / "documents"
#: The same documents in each, by the beginning of their files' names.
SAME: Final = ("html", "docx", "pdf", "text_encodings")
#: Each document once; some of them on one subject.
OTHERS: Final = ("markdown", "reply")
# A text in traditional characters has next to no shingle in common with the same one in simplified ones.
_OTHER_SCRIPT: Final = ".big5."


def main() -> int:
    """Returns 1 where a pair is missed or reported wrongly, else 0."""
    if not DOCUMENTS.is_dir():
        print(f"{DOCUMENTS}: not there; likely versions are not measured", file=sys.stderr)
        return 0
    documents = list(_read())
    started = time.perf_counter()
    sketched = [Sketched(document.name, document.metadata, sketch_of(document.text)) for document in documents]
    hashed = time.perf_counter()
    pairs = likely_versions(sketched)
    done = time.perf_counter()
    found = {frozenset((pair.document, pair.of)): pair for pair in pairs}
    names = [document.name for document in documents if document.name.startswith(SAME)]
    right = {frozenset(pair) for pair in combinations(names, 2) if len({_stem(name) for name in pair}) == 1}
    missed, wrong = right - found.keys(), found.keys() - right
    for title, group in (("missed", missed), ("reported, but not the same document", wrong)):
        for pair in sorted(map(sorted, group)):
            print(f"{title}: {pair[0]} and {pair[1]}")
    least = min(found[pair].similarity for pair in right & found.keys())
    print(f"{len(documents)} documents, {sum(len(document.text) for document in documents):,} characters")
    print(f"found {len(right & found.keys())} of {len(right)} pairs, the least alike {least:.2f}; {len(wrong)} others")
    print(f"sketches {hashed - started:.2f} s, pairs {done - hashed:.2f} s")
    return int(bool(missed or wrong))


def _read() -> Iterator[Document]:
    for folder in (*SAME, *OTHERS):
        for path in sorted((DOCUMENTS / folder).iterdir()):
            if _OTHER_SCRIPT not in path.name:
                yield read_document(path, f"{folder}/{path.name}")


def _stem(name: str) -> str:
    return name.partition("/")[2].partition("_")[0]


if __name__ == "__main__":
    sys.exit(main())
