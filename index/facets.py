"""What a collection can be narrowed by: the kinds, issuers and years that its documents have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from index.store import Store

_ISSUERS: Final = 200


@dataclass(frozen=True, slots=True)
class Facets:
    """Values that ``Filters`` can take here.

    :ivar kinds: values of ``ingest.document.DocumentKind``, the most frequent first.
    :ivar issuers: single names, the most frequent first; at most 200.
    :ivar years: of 成文日期, the latest first.
    """

    kinds: tuple[str, ...]
    issuers: tuple[str, ...]
    years: tuple[int, ...]


def facets(store: Store) -> Facets:
    """The values in a store."""
    kinds: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    years: set[int] = set()
    for kind, names, year, count in store.facet_counts():
        kinds[kind] += count
        issuers.update(dict.fromkeys(names, count))
        if year is not None:
            years.add(year)
    return Facets(
        tuple(kind for kind, _ in kinds.most_common()),
        tuple(name for name, _ in issuers.most_common(_ISSUERS)),
        tuple(sorted(years, reverse=True)),
    )
