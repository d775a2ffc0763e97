"""Paragraphs that an export cut in pieces: each stretch of its own format became a paragraph, 〔 | 2019〕 | 6 | 号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest import formulas
from ingest.characters import is_cjk
from ingest.headings import find_marker

#: No paragraph begins with one of the first, or ends with one of the second.
STARTS_NO_LINE: Final = "，。；：、！？）》”’〕】,;:!?)]}％%"
ENDS_NO_LINE: Final = "（《“‘〔【([{、，"
_BRACKETS: Final = dict(zip("）》”’〕】)]", "（《“‘〔【([", strict=True))
# So many paragraphs that cannot be whole, and so large a share of all, are no slips of the pen.
_FEWEST: Final = 3
_SHARE: Final = 0.005
_FIGURE: Final = re.compile(r"[\d０-９A-Za-z.,%％\-—~～]{1,12}[〕）)]?")
_NUMBER_BEGUN: Final = re.compile(r"[〔\[（(](?:19|20)\d{2}[〕\]）)]$")
_RUNNING: Final = re.compile("[，。；]")
_LONGEST_HEADING: Final = 40


def are_cut_up(ends: Sequence[tuple[str, str]]) -> bool:
    """Whether paragraphs of a document are pieces of paragraphs.

    :param ends: for each place where one seems to end its last line, and the first of the next one.
    """
    broken = sum(after[0] in STARTS_NO_LINE or before[-1] in ENDS_NO_LINE or _is_open(before) for before, after in ends)
    return broken >= max(_FEWEST, _SHARE * len(ends))


def goes_on(text: str, last: str, after: str) -> bool:
    """Whether a paragraph of a document that is cut up goes on in the next piece.

    :param text: the paragraph so far; ``last`` is its last piece.
    """
    if text[-1] in formulas.HARD_ENDS or _is_line_of_form(text):
        return False
    marker, runs = find_marker(text), _RUNNING.search(text) is not None
    if text[-1] in ENDS_NO_LINE or _is_open(text) or (marker and marker.end == len(text)):
        return True
    if _NUMBER_BEGUN.search(text) and after[0].isdigit():
        return True
    if find_marker(after) is not None or formulas.is_label(after):
        return False
    if _is_line_of_form(after) and not (runs and formulas.is_organisation(after)):
        return False
    if _FIGURE.fullmatch(after):
        return _FIGURE.fullmatch(last) is None
    if _FIGURE.fullmatch(last):
        return is_cjk(after[0]) or after[0] in "-—–~～"
    if formulas.ends_like_salutation(after) or (marker and len(text) <= _LONGEST_HEADING):
        return False
    return runs


def _is_line_of_form(text: str) -> bool:
    """Whether it is a whole line of a letter's form."""
    return (
        formulas.is_document_number(text)
        or formulas.is_date(text)
        or formulas.is_status(text)
        or formulas.is_enclosure(text)
        or formulas.is_organisation(text)
    )


def _is_open(text: str) -> bool:
    """Whether a bracket that the text opens is not closed."""
    opened: list[str] = []
    for character in text:
        if character in _BRACKETS.values():
            opened.append(character)
        elif opened and opened[-1] == _BRACKETS.get(character):
            opened.pop()
    return bool(opened)
