"""Problems and suggestions turn by turn, each with its label: 【问题一】… 【建议】… 【问题二】…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ingest.suggestions.enumerations import opens_enumeration
from ingest.suggestions.headlines import is_heading
from ingest.suggestions.lines import NAMED, Line, Mark
from ingest.suggestions.part import Part

_LABEL: Final = (
    r"[【\[（(]?{words}\s*(?P<n>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})?\s*"
    r"(?:[】\]）)][：:]?|[：:]|(?<=[一二三四五六七八九十\d])(?=[ \u3000]))\s*"
)
_PROBLEM: Final = re.compile(
    _LABEL.format(words="(?:存在|主要|突出|具体|现实)?的?(?:问题|现状|情况|困难|难点|痛点|短板|不足|原因)")
)
_ANSWER: Final = re.compile(_LABEL.format(words="(?:具体|对策|改进|解决|工作|意见|相应)?的?(?:建议|对策|措施|办法)"))
_FEWEST: Final = 2


def paired_parts(lines: Sequence[Line]) -> list[Part]:
    """What stands below each label of suggestions, where problems are labelled, too; else none.

    A pair that is counted, 问题一, is one suggestion; below 建议： alone a list holds as many as it has items.
    """
    problems = [at for at, line in enumerate(lines) if _PROBLEM.match(_labelled(line))]
    answers = [at for at, line in enumerate(lines) if _ANSWER.match(_labelled(line))]
    turns = sum(any(problem < answer < end for answer in answers) for problem, end in pairwise([*problems, len(lines)]))
    if turns < _FEWEST:
        return []
    is_counted = len({_number(lines[at]) for at in problems}) > 1 or len({_number(lines[at]) for at in answers}) > 1
    ends = [*sorted({*problems, *answers}), len(lines)]
    found: list[Part] = []
    for answer in answers:
        held = list(_held(lines, answer, next(end for end in ends if end > answer)))
        if held:
            is_list = not is_counted and (held[0].mark is not None or opens_enumeration(held[0].text))
            found.append(Part(lines[answer].start, tuple(held), None if is_list else held[0]))
    return found


def _labelled(line: Line) -> str:
    """What a label may open: （1）问题：… has it behind its number."""
    return line.text if line.mark is None or line.mark.scheme == NAMED else line.words


def _number(line: Line) -> str:
    """What counts the pairs: of the label, or before it."""
    match = _PROBLEM.match(_labelled(line)) or _ANSWER.match(_labelled(line))
    return (match["n"] if match else None) or (str(line.mark.number) if line.mark else "")


def _held(lines: Sequence[Line], answer: int, end: int) -> Iterator[Line]:
    """The lines below a label, what follows it on its own line first, without the heading of the next section."""
    line = lines[answer]
    label = _ANSWER.match(_labelled(line))
    after = len(line.text) - len(_labelled(line)) + (label.end() if label else 0)
    if after < len(line.text):
        yield line.cut(after)
    below = next((other.mark for other in lines[answer + 1 : end - 1] if other.mark), None)
    if end < len(lines) and end - 1 > answer and _heads_section(lines[end - 1], below):
        end -= 1
    yield from lines[answer + 1 : end]


def _heads_section(line: Line, below: Mark | None) -> bool:
    """Whether the last line before a problem is the heading of its section: 二、环保方面, no item of a list."""
    is_item = line.mark is not None and below is not None and line.mark.scheme >= below.scheme
    return is_heading(line) and line.is_whole_heading and line.text[-1] not in "。；" and not is_item
