"""Words that mean the same in policy documents: those shipped beside this module, and those of the user's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from index.errors import SettingsError
from index.tokens import fold

#: The user's own file, in the home.
SYNONYMS_FILE: Final = "synonyms.toml"


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

    def joined_by(self, more: Synonyms) -> Synonyms:
        """These groups and more; groups that share a word become one."""
        joined: list[dict[str, None]] = []
        for words in (*self.groups.values(), *more.groups.values()):
            group = dict.fromkeys(words)
            for other in [known for known in joined if known.keys() & group.keys()]:
                joined.remove(other)
                group = other | group
            joined.append(group)
        return Synonyms.of(joined)


def load_synonyms(home: Path | None = None) -> Synonyms:
    """Read the shipped synonyms, joined by those of the user; the caller keeps them.

    :param home: may hold a ``synonyms.toml`` of the same form.
    :raises SettingsError: the user's file cannot be read, or has another form.
    """
    shipped = tomllib.loads(files("answer").joinpath(SYNONYMS_FILE).read_text(encoding="utf-8"))
    synonyms = Synonyms.of(shipped["groups"])
    path = home / SYNONYMS_FILE if home else None
    return synonyms.joined_by(_own(path)) if path and path.exists() else synonyms


def _own(path: Path) -> Synonyms:
    expected = 'expected groups = [["芯片", "集成电路"], …], each of two words or more'
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}). Correct or remove the file.") from error
    if values.keys() != {"groups"}:
        raise SettingsError(f"{path}: holds {', '.join(values) or 'nothing'}; {expected}. Correct or remove the file.")
    groups = values["groups"]
    for group in groups if isinstance(groups, list) else [groups]:
        if not isinstance(group, list) or len(group) < 2 or not all(_is_word(word) for word in group):
            raise SettingsError(f"{path}: {group!r} is no group; {expected}. Correct the line.")
    try:
        return Synonyms.of(groups)
    except ValueError as error:
        raise SettingsError(f"{path}: {error}") from error


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(word.strip())
