"""Words that mean the same in policy documents, from an editable file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from index.tokens import fold


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words of one meaning.

    :ivar groups: each word, folded, to all the words of its group, itself first.
    """

    groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Index groups by their words.

        :raises ValueError: a word stands in two groups.
        """
        indexed: dict[str, tuple[str, ...]] = {}
        for group in groups:
            words = [fold(word) for word in group]
            for word in words:
                if word in indexed:
                    raise ValueError(f"synonyms: {word!r} stands in two groups. Keep it in one.")
                indexed[word] = (word, *(other for other in words if other != word))
        return cls(indexed)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word, the longest first."""
        return tuple(sorted(self.groups, key=lambda word: (-len(word), word)))

    def alternatives(self, word: str) -> tuple[str, ...]:
        """The words that mean the same as a folded word, itself first."""
        return self.groups.get(word, (word,))


def load_synonyms() -> Synonyms:
    """Read the synonyms that are shipped beside this module; the caller keeps them."""
    return Synonyms.of(tomllib.loads(files("answer").joinpath("synonyms.toml").read_text(encoding="utf-8"))["groups"])
