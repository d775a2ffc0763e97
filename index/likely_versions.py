"""Which documents are likely versions of one another: those whose texts are nearly alike, and namesakes.

Texts are compared by MinHash (Broder, SEQUENCES 1997) over their shingles, runs of five characters: without white space
and punctuation, which scans and formats change, and without figures, which the next year's version changes. Pairs are
found by hashing bands of the sketches, so that time grows with the documents, not with their pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from index.types import LikelyVersion
from ingest.document import DocumentKind, Metadata

_SHINGLE: Final = 5
_SLOTS: Final = 256
_SEED: Final = 1
# A pair of which half the shingles are common meets in at least one of the 64 bands with a probability of 0.98.
_BAND: Final = 4
_ALIKE: Final = 0.5
# Namesakes may have been rewritten; but 实施方案 is the name of much that has nothing in common.
_NAMESAKES_ALIKE: Final = 0.1
_LEAST_TITLE: Final = 6
# A sentence or two are soon alike.
_LEAST_TEXT: Final = 50
# Thousands of filled-in forms may be all alike: each is compared with a few, not with thousands.
_NEIGHBOURS: Final = 10

_NO_WORD: Final = re.compile(r"[\W_]+")
_FIGURES: Final = re.compile(r"\d+")
# What the titles of one rule's versions differ in: a year or a range of years, and how final it is.
_EDITION: Final = re.compile(r"\d{4}(?:[—~～至-]+\d{4})?年度?|暂行|试行|修订稿?|修正|征求意见稿|送审稿|草案")
# Their titles are those of the proposals they answer, or say nothing but what they are.
_NEVER_NAMESAKES: Final = frozenset({DocumentKind.REPLY, DocumentKind.PROPOSAL})


@dataclass(frozen=True, slots=True)
class Sketched:
    """What is compared of a document.

    :ivar sketch: as ``sketch_of`` gives it.
    """

    name: str
    metadata: Metadata
    sketch: bytes


def sketch_of(text: str) -> bytes:
    """The MinHash of a text, 256 little-endian unsigned numbers of four bytes; empty for a text too short to tell."""
    folded = _FIGURES.sub("0", _NO_WORD.sub("", unicodedata.normalize("NFKC", text)))
    if len(folded) < _LEAST_TEXT:
        return b""
    sketch = RMinHash(_SLOTS, _SEED)
    sketch.update([folded[at : at + _SHINGLE] for at in range(len(folded) - _SHINGLE + 1)])
    return np.array(sketch.digest(), dtype="<u4").tobytes()


def likely_versions(documents: Iterable[Sketched]) -> list[LikelyVersion]:
    """Pairs of documents that are likely versions of one another, ordered by their names.

    :returns: each pair once, the later document first; where days do not tell, the one whose name comes first is taken
        for the earlier. Of documents that are all alike, each is paired with the few nearest by name only.
    """
    known = sorted((document for document in documents if document.sketch), key=lambda document: document.name)
    if len(known) < 2:
        return []
    sketches = np.frombuffer(b"".join(document.sketch for document in known), dtype="<u4").reshape(len(known), _SLOTS)
    namesakes = set(_neighbours(_same_title(known)))
    pairs = sorted(namesakes | set(_neighbours(_same_band(sketches))))
    found = []
    for first, second in pairs:
        similarity = float(np.mean(sketches[first] == sketches[second]))
        same_title = (first, second) in namesakes
        alike = similarity >= (_NAMESAKES_ALIKE if same_title else _ALIKE)
        if alike and not _of_two_proposals(known[first], known[second]):
            later, earlier = _by_day(known[first], known[second])
            found.append(LikelyVersion(later.name, earlier.name, round(similarity, 2), same_title))
    return found


def _same_title(documents: Sequence[Sketched]) -> Iterator[Sequence[int]]:
    groups: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        title = _NO_WORD.sub("", _EDITION.sub("", document.metadata.title))
        if len(title) >= _LEAST_TITLE and document.metadata.kind not in _NEVER_NAMESAKES:
            groups.setdefault(title, []).append(at)
    return iter(groups.values())


def _same_band(sketches: NDArray[np.uint32]) -> Iterator[Sequence[int]]:
    for start in range(0, _SLOTS, _BAND):
        band = np.ascontiguousarray(sketches[:, start : start + _BAND]).view(f"V{4 * _BAND}").ravel()
        _, bucket, sizes = np.unique(band, return_inverse=True, return_counts=True)
        order = np.argsort(bucket, kind="stable")
        for begin, end in pairwise((0, *np.cumsum(sizes).tolist())):
            if end - begin > 1:
                yield order[begin:end].tolist()


def _neighbours(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        for at, first in enumerate(group):
            for second in group[at + 1 : at + 1 + _NEIGHBOURS]:
                yield first, second


def _of_two_proposals(first: Sketched, second: Sketched) -> bool:
    """Whether they belong to different proposals, however much of a reply is set phrases."""
    numbers = {document.metadata.proposal_number for document in (first, second)}
    return len(numbers) == 2 and None not in numbers


def _by_day(first: Sketched, second: Sketched) -> tuple[Sketched, Sketched]:
    """Later and earlier."""
    days = [document.metadata.issued_on or document.metadata.effective_from for document in (first, second)]
    if days[0] and days[1] and days[0] > days[1]:
        return first, second
    return second, first
