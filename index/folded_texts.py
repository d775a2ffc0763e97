"""Many short texts in which a word is found wherever it stands, in all of them at once.

Full text finds terms as passages were cut into them; here every stretch of characters is found, and none is missed.
All texts stand in one array of characters, beside it where each character stands: a word is looked for only where
its rarest character is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.arrays import load_array
from index.tokens import fold

# Before, between and behind the texts; no word holds it.
_BREAK: Final = "\n"
_LATIN: Final = re.compile("[a-z0-9]")


class FoldedTexts:
    """The texts, folded, by their number from 0; read-only, safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what ``write_folded_texts`` wrote.

        :raises CorruptIndex: a file cannot be read.
        """
        self._alphabet: NDArray[np.uint32] = load_array(folder / "alphabet.npy")
        self._letters: NDArray[Any] = load_array(folder / "letters.npy")
        self._places: NDArray[Any] = load_array(folder / "places.npy")
        self._firsts: NDArray[np.int64] = load_array(folder / "firsts.npy")
        self._starts: NDArray[np.int64] = load_array(folder / "starts.npy")
        self._is_latin = np.array([_LATIN.match(chr(point)) is not None for point in self._alphabet], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """One of the texts, folded."""
        letters = self._letters[self._starts[number] : self._starts[number + 1] - 1]
        return bytes(self._alphabet[letters].astype("<u4")).decode("utf-32-le")

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Which texts hold a word, shape ``[n]``.

        Where it begins or ends with a Latin letter or a figure, it stands by itself: ``ai`` is no part of ``chain``.

        :param word: folded, not empty.
        """
        places = self._standing(self._ids_of(word))
        if _LATIN.match(word[0]):
            places = places[~self._is_latin[self._letters[places - 1]]]
        if _LATIN.match(word[-1]):
            places = places[~self._is_latin[self._letters[places + len(word)]]]
        found = np.zeros(len(self), dtype=np.bool_)
        found[np.searchsorted(self._starts, places, side="right") - 1] = True
        return found

    def _ids_of(self, word: str) -> NDArray[np.int64]:
        """The numbers of a word's characters in the alphabet; empty where one of them is in no text, or parts them."""
        points = _code_points(word)
        ids = np.searchsorted(self._alphabet, points)
        is_known = _BREAK not in word and bool(
            (self._alphabet[np.minimum(ids, len(self._alphabet) - 1)] == points).all()
        )
        return ids if is_known else ids[:0]

    def _standing(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where these characters stand in a row: places of the first, ascending."""
        if not len(ids):
            return np.zeros(0, dtype=np.int64)
        firsts, ends = self._firsts[ids], self._firsts[ids + 1]
        rarest = int(np.argmin(ends - firsts))
        places = self._places[firsts[rarest] : ends[rarest]].astype(np.int64) - rarest
        # A break stands at either end of the array.
        places = places[(places > 0) & (places + len(ids) < len(self._letters))]
        for offset, letter in enumerate(ids):
            if offset != rarest:
                places = places[self._letters[places + offset] == letter]
        return places


def write_folded_texts(folder: Path, texts: Iterable[str]) -> None:
    """Write texts, not yet folded, into a new folder."""
    folder.mkdir(parents=True)
    folded = [fold(text) for text in texts]
    points = _code_points(_BREAK + "".join(text + _BREAK for text in folded))
    alphabet, letters = np.unique(points, return_inverse=True)
    counts = np.bincount(letters, minlength=len(alphabet))
    letters = letters.astype(np.min_scalar_type(len(alphabet)))
    np.save(folder / "alphabet.npy", alphabet)
    np.save(folder / "letters.npy", letters)
    np.save(folder / "places.npy", np.argsort(letters, kind="stable").astype(np.min_scalar_type(len(letters))))
    np.save(folder / "firsts.npy", np.concatenate(([0], np.cumsum(counts, dtype=np.int64))))
    np.save(folder / "starts.npy", np.cumsum([1, *(len(text) + 1 for text in folded)], dtype=np.int64))


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint32)
