"""Enumerations within a paragraph: where they stand, and whether what they count is asked for or told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import numeric

from ingest import formulas
from ingest.document import Span
from ingest.numerals import number
from ingest.sentences import split_sentences, stripped
from ingest.suggestions.lines import FIRST_COUNTED, FURTHER_COUNTED, NAMED_MARK, ORDINAL_MARK, POINT_MARK, Line
from ingest.suggestions.wording import ASKS_FOR, IMPERATIVE, LEAD_IN, SHOULD, WISH

_N: Final = "一二三四五六七八九十"
_BEFORE: Final = r"(?:^|(?<=[。；;：:，,、\s”）)】]))"
#: Enumerations within a paragraph, each told by running on from one.
_INLINE: Final = tuple(
    re.compile(before + pattern)
    for before, pattern in (
        (_BEFORE, NAMED_MARK),
        (_BEFORE, ORDINAL_MARK),
        (rf"(?:{_BEFORE}|(?<![唯统单第])(?=一是))", POINT_MARK),  # 建议由街道一是…，二是…
        (_BEFORE, rf"[（(](?P<n>[{_N}]{{1,2}}|\d{{1,2}})[）)]"),
        (_BEFORE, r"(?P<n>\d{1,2})[）)]"),
        (_BEFORE, "(?P<n>[①-⑳])"),
        (_BEFORE, "(?P<n>[⑴-⒇])"),
        (_BEFORE, "(?P<n>[㈠-㈩])"),
        (_BEFORE, rf"(?P<n>[{_N}]{{1,2}})[、．]"),
        (_BEFORE, r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))"),
    )
)
_SEQUENCE: Final = re.compile(r"(?:^|(?<=[。；;：:，,、\s”）)议应要]))(?P<word>首先|其次|再次|再者|最后)[，,、：:]?")
_COUNTED: Final = re.compile(
    rf"(?:^|(?<=[。；;：:，,、\s”）)的]))(?:(?P<first>{FIRST_COUNTED})|(?P<further>{FURTHER_COUNTED}))"
)
# 大家盼着的…, 政府可以在两件事上…: makes wishes of all that is counted after it, unless that is problems or done.
_TELLS: Final = re.compile(".*(?:问题|困难|难[题处点]|已|去年|近年)")
# 去年已提出如下建议：
_TOLD_BEFORE: Final = re.compile("(?:已|曾|去年|近年)[^，。；]*(?:建议|对策|措施|意见|诉求|请求)")
_NO_TALE: Final = f"(?!{_TELLS.pattern})"
_HOPES: Final = re.compile(rf"{_NO_TALE}.*(?:盼|希望|期望|心愿|愿望|诉求)")
_COULD: Final = re.compile(
    rf"{_NO_TALE}.*(?:可以|应当|应该|不妨|盼|希望|期望|从.{{1,12}}(?:着手|入手|发力|突破|用力|做起|破题|推进|努力|改进))"
)
# 我想提两个建议。第一个，…
_ANNOUNCES: Final = re.compile(
    rf"{_NO_TALE}.*(?:(?:提|提出|有)[几两{_N}][个点条]小?(?:建议|想法|请求|意见|诉求|要求|愿望)|(?:建议|应|可)[^，。]{{0,4}}分[几两{_N}]步[^，。]{{0,4}})[。：:，]?$"
)
_REFERS: Final = re.compile(r"(?:针对|对于|鉴于|面对|基于|根据|结合)(?:以上|上述|这些|此类)[^，。；]{0,8}[，,]")
_TALE: Final = re.compile("[了过已]|去年|近年|几年|以来|问题|困难|难[题处点]")
# 录制方言语料库。由市档案馆牵头…: a headline of its own, and what it means.
HEADED: Final = re.compile(r"[^，。；：！？—]{4,20}(?:[。：]|——)(?=\S)")
_FEWEST: Final = 2


def inline_wishes(line: Line) -> int | None:
    """Where in a paragraph an enumeration begins of which most items ask for something: 首先，应当…其次，可以…

    What has been done is told in the same verbs (一是加大投入，二是完善设施), so that one item at least must wish, or
    what leads on to them.
    """
    markers = _enumeration(line.text, Span(0, len(line.text)))
    words = [line.text[item.start : item.end] for item in _items(line.text, markers, len(line.text))]
    if len(words) < _FEWEST:
        return None
    start = markers[0][0]
    wishing = [each for each in words if any(form.match(each) for form in (WISH, SHOULD, ASKS_FOR))]
    asking = [each for each in words if each in wishing or IMPERATIVE.match(each)]
    before = [line.text[span.start : span.end] for span in split_sentences(line.text, 0, start)]
    announcing = before[-1] if before else ""
    if _ANNOUNCES.match(announcing) or (announcing[-1:] not in formulas.SENTENCE_ENDS and _HOPES.match(announcing)):
        return start
    is_told = bool(wishing) or _COULD.match(_REFERS.sub("", announcing)) is not None
    is_told = is_told or (_are_headed(words) and (announcing[-1:] in "。！" or not _TALE.search(announcing)))
    return start if is_told and 3 * len(asking) >= 2 * len(words) else None


def _are_headed(items: Sequence[str]) -> bool:
    """拓宽车道。…加密站点。…: whether each has a headline of its own, and none tells what has been done."""
    return all(HEADED.match(item) and not _TALE.search(item) for item in items)


def inline_items(text: str, span: Span) -> list[Span]:
    """The items of an enumeration within a paragraph; none where there is no such."""
    return _items(text, _enumeration(text, span), span.end)


def opens_enumeration(text: str) -> bool:
    """Whether a text begins with the first of several that are counted: 一是…；二是…"""
    markers = _enumeration(text, Span(0, len(text)))
    return bool(markers) and markers[0][0] == 0


def announced_items(line: Line) -> int | None:
    """Where in a paragraph an enumeration begins that a lead-in stands before: 现提出如下建议：一是…；二是…"""
    markers = _enumeration(line.text, Span(0, len(line.text)))
    start = markers[0][0] if markers else 0
    before = [line.text[span.start : span.end] for span in split_sentences(line.text, 0, start)]
    leading = LEAD_IN.search(before[-1]) if before else None
    is_told = leading is None or _TELLS.match(leading.group()) or _TOLD_BEFORE.search(before[-1])
    return None if is_told else start


def _items(text: str, markers: Sequence[tuple[int, int]], last: int) -> list[Span]:
    ends = [*(start for start, _ in markers[1:]), last]
    pieces = (stripped(text, end, until) for (_, end), until in zip(markers, ends, strict=False))
    return [piece for piece in pieces if piece is not None]


def _enumeration(text: str, span: Span) -> list[tuple[int, int]]:
    """Where the markers of the first enumeration within a paragraph stand."""
    runs = [list(_running(pattern, text, span)) for pattern in _INLINE]
    runs.append([match.span() for match in _SEQUENCE.finditer(text, span.start, span.end)])
    runs.append(list(_counted(text, span)))
    return min((run for run in runs if len(run) >= _FEWEST), key=lambda run: run[0][0], default=[])


def _counted(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """头一桩，是…还有一桩，是…: from what counts as the first on."""
    is_open = False
    for match in _COUNTED.finditer(text, span.start, span.end):
        if is_open is (match["first"] is None):
            yield match.span()
            is_open = True


def _running(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[tuple[int, int]]:
    expected = 1
    for match in pattern.finditer(text, span.start, span.end):
        digits = match["n"]
        value = numeric(digits) if len(digits) == 1 else number(digits)
        if value == expected:
            yield match.span()
            expected += 1
