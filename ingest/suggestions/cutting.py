"""A part that suggests, cut into its items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.document import Span
from ingest.headings import opening_length
from ingest.sentences import split_sentences, stripped
from ingest.suggestions.closing import without_closing
from ingest.suggestions.enumerations import HEADED, inline_items
from ingest.suggestions.headlines import collects, introduces, names_a_field
from ingest.suggestions.lines import BULLET, FIRSTLY, Line, Mark
from ingest.suggestions.pleas import asks, is_closing, is_plea
from ingest.suggestions.shape import belongs, within_shape, without_dividers, without_overhang
from ingest.suggestions.wording import (
    ASKS_FOR,
    EXPLICIT_WISH,
    HOPES,
    IMPERATIVE,
    SHOULD,
    TOLD_BY_OTHERS,
    TOPIC,
    WISH,
    WISH_WITHIN,
)

# 另外请住建部门…, 还请有关单位多做宣传: a further wish, where others are put as such.
_ASKS_FURTHER: Final = re.compile(
    r"(?:另外|此外|同时|还|也|再)[，,]?(?:还|也)?请(?!(?:[省市区县]?有关|相关|各)?(?:部门|单位|领导)?(?:予以|给予|认真)?(?:考虑|研究|重视|支持|关注))"
)
# 此外，建议…, a paragraph of its own behind a list.
_ADDS: Final = re.compile(rf"(?:此外|另外|除此之外)[，,](?={EXPLICIT_WISH.pattern})")
_LABELLED: Final = re.compile(
    r"(?<=[。；！？\n])\s*(?:为此|因此)?[，,]?(?:我们?|本人|特|具体|对策|改进|解决|相应的?)?(?:建议|对策|措施|办法)[：:]\s*"
)
_POINTS_BACK: Final = re.compile("[这该此那其]|目前|现在|当前|据|近年|去年|例如|比如|以上|上述|同时|因此|事实上|实际上")
_LONGEST_TITLE: Final = 30
_TITLE: Final = re.compile(rf"[^，。；：！？]{{2,{_LONGEST_TITLE}}}")
_CLAUSE: Final = re.compile("[^；;]+")
_FEWEST: Final = 2


def cut(text: str, lines: Sequence[Line]) -> list[Span]:
    """The items of a part that suggests, without their markers, in order.

    Its outermost numbering decides, and nothing within an item does; without one, headings, an enumeration within a
    paragraph, paragraphs, or sentences that each wish anew.
    """
    lines = without_closing(lines)
    while lines and introduces(lines[0]) and not names_a_field(lines[0]) and (len(lines) > 1):
        lines = lines[1:]
    if not lines:
        return []
    headlines = [line for line in lines if line.mark is None and line.is_whole_heading and names_a_field(line)]
    if headlines and headlines[0] is lines[0] and (grouped := _grouped(text, lines, headlines)):
        return grouped
    lines = without_dividers(lines)
    starts = _marked(lines) or _titled(lines)
    if starts:
        lines = _within_shape(lines, starts)
        grouped = _grouped(text, lines, starts)
        if grouped:
            return grouped
        found = _without_reasons(text, _bounded(lines, starts))
        if sum(line.mark is not None for line in starts) <= 1:
            found[-1:] = inline_items(text, Span(starts[-1].start, found[-1].end)) or found[-1:]
        return found
    first = Span(lines[0].words_start, lines[0].end)
    listed = inline_items(text, first) or _clauses(text, first)
    if listed:
        lines = without_overhang(lines, 1)
    if len(lines) == 1:
        return listed or wishes(text, lines)
    return _paragraphs(text, lines) or wishes(text, lines)


def _marked(lines: Sequence[Line]) -> list[Line]:
    """The lines that open items by the first marker met, as far as its numbers run on."""
    first = next((line for line in lines if line.mark is not None), None)
    if first is None or first.mark is None:
        return []
    scheme = first.mark.scheme
    last = 0
    starts: list[Line] = []
    for line in lines:
        if line.mark is None or line.mark.scheme != scheme:
            continue
        value = line.mark.number
        if value is None or scheme in (BULLET, FIRSTLY) or value > last or _is_mistyped(lines, line, last):
            starts.append(line)
            last = max(value or last, last)
    before = lines[: lines.index(first)]
    # What wishes without a number before the first number is an item, too, and what is added behind the last.
    own = [line for line in before if WISH.match(line.text) and not introduces(line)]
    behind = lines[lines.index(starts[-1]) + 1 :]
    further = [line for line in behind if line.mark is None and _ADDS.match(line.text)]
    return [*own, *starts, *further]


def _within_shape(lines: Sequence[Line], starts: Sequence[Line]) -> Sequence[Line]:
    """The lines without what the items have no room for; a list within one paragraph has none for another."""
    if len(starts) == 1 and inline_items(starts[0].text, Span(0, len(starts[0].text))):
        return without_overhang(lines, lines.index(starts[0]) + 1)
    return within_shape(lines, starts)


def _is_mistyped(lines: Sequence[Line], line: Line, last: int) -> bool:
    """三、… 三、… 五、…: a number given twice, where the one that is missing would stand and the next one follows."""
    mark = line.mark
    if mark is None or mark.number != last:
        return False
    following = next((other.mark for other in lines[lines.index(line) + 1 :] if _is_beside(other, mark)), None)
    return following is not None and following.number == last + 2


def _is_beside(line: Line, mark: Mark) -> bool:
    return line.mark is not None and line.mark.scheme == mark.scheme


def _titled(lines: Sequence[Line]) -> list[Line]:
    """Short lines without a full stop, each above its paragraphs."""
    titles = [
        line
        for line, below in pairwise(lines)
        if len(line.text) <= _LONGEST_TITLE
        and line.text[-1] not in "。；：，、;:,"
        and len(below.text) > len(line.text)
    ]
    return titles if len(titles) >= _FEWEST or (titles and titles[0] is lines[0]) else []


def _bounded(lines: Sequence[Line], starts: Sequence[Line]) -> list[Span]:
    ends = [*(lines[lines.index(start) - 1].end for start in starts[1:]), lines[-1].end]
    return [Span(start.words_start, end) for start, end in zip(starts, ends, strict=True)]


def _grouped(text: str, lines: Sequence[Line], starts: Sequence[Line]) -> list[Span]:
    """The items below headlines that each only name a field; none where a headline asks for something itself."""
    at = [lines.index(line) for line in starts]
    if len(starts) < _FEWEST or not (all(map(names_a_field, starts)) or _are_collecting(lines, at)):
        return []
    found: list[Span] = []
    has_items = False
    for first, end in pairwise([*at, len(lines)]):
        heading, below = lines[first], lines[first + 1 : end]
        after_head = heading.words[opening_length(heading.words) :].strip()
        if after_head and not after_head.endswith("。") and below and below[0].mark is not None:
            after_head = ""  # 近期：两年内
        held = ([heading.cut(len(heading.text) - len(after_head))] if after_head else []) + list(below)
        if not held:
            return []
        is_numbered = held[0].mark is not None
        whole = Span(held[0].words_start, held[-1].end)
        items = cut(text, held) if is_numbered else inline_items(text, whole)
        has_items = has_items or is_numbered or len(items) > 1
        found += items or [whole]
    return found if has_items else []


def _are_collecting(lines: Sequence[Line], at: Sequence[int]) -> bool:
    """Whether headlines that ask for nothing stand above numbered items that do: 日常管理 1.延长… 2.规范…"""
    headed = [lines[first:end] for first, end in pairwise([*at, len(lines)])]
    if not all(collects(heading) and heading.is_whole_heading and below for heading, *below in headed):
        return False
    items = [line for _, *below in headed for line in below]
    asking = [line for line in items if IMPERATIVE.match(line.words) or WISH.match(line.words)]
    return all(line.mark is not None for line in items) and 2 * len(asking) >= len(items)


def _without_reasons(text: str, items: list[Span]) -> list[Span]:
    """1. 停车难。建议：增设车位。: where the items give reasons before what is labelled 建议, that alone."""
    labels = [_LABELLED.search(text, item.start, item.end) for item in items]
    if len(items) < _FEWEST or not all(labels) or all(IMPERATIVE.match(text, item.start) for item in items):
        return items
    return [Span(label.end(), item.end) for label, item in zip(labels, items, strict=True) if label]


def _clauses(text: str, span: Span) -> list[Span]:
    """建议：由市交通运输局…；由园区…。: one sentence, in which each clause says what to do."""
    if len(split_sentences(text, span.start, span.end)) > 1 and "。" in text[span.start : span.end - 1]:
        return []
    pieces = [Span(*match.span()) for match in _CLAUSE.finditer(text, span.start, span.end)]
    asking = [piece for piece in pieces if IMPERATIVE.match(text[piece.start : piece.end])]
    is_untold = len(pieces) > _FEWEST and pieces[:1] != asking[:1] and 2 * len(asking) < len(pieces)
    return pieces if len(pieces) >= _FEWEST and (is_untold or asking == pieces) else []


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Span]:
    """Each paragraph that wishes; what only explains belongs to the one before it.

    Where most have a headline of their own, each that has one is an item; where words do not tell, every one is.
    """
    wishing = [line for line in lines if _holds_wish(text, line)]
    if len(wishing) > 1 and wishing[-1] is lines[-1] and not (belongs(lines[-1]) or _is_headed(lines[-1])):
        wishing, lines = wishing[:-1], lines[:-1]  # 推进这项工作任重道远。 opens with a verb and closes
    headed = [line for line in lines if _is_headed(line) and not _POINTS_BACK.match(line.words)]
    if 2 * len(headed) >= len(lines):
        wishing = [line for line in lines if line in wishing or line in headed]
    if not any(is_explicit(words) for line in lines for words in _sentences(text, line)):
        # Nothing is put as a wish, so that a verb which is not known may open one; the last paragraph may close.
        within = lines[:-1] if 2 * len(wishing) >= len(lines) else lines
        wishing = [line for line in lines if line in wishing or (line in within and not _POINTS_BACK.match(line.words))]
    starts = [line.words_start for line in wishing]
    return _between(text, starts, within_shape(lines, wishing)) if len(starts) >= _FEWEST else []


def _is_headed(line: Line) -> bool:
    return HEADED.match(line.words) is not None or line.head[-1:] in ("】", "]")


def _holds_wish(text: str, line: Line) -> bool:
    return (
        IMPERATIVE.match(line.words) is not None
        or SHOULD.match(line.words) is not None
        or ASKS_FOR.match(line.words) is not None
        or acts_on_topic(line)
        or any(_is_wish(words) for words in _sentences(text, line))
    )


def _sentences(text: str, line: Line) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, line.words_start, line.end)]


def acts_on_topic(line: Line) -> bool:
    """资金上，设立…: whether it names what it is about and then says what to do."""
    topic = TOPIC.match(line.words)
    return topic is not None and IMPERATIVE.match(line.words, topic.end()) is not None


def _is_wish(words: str) -> bool:
    return WISH.match(words) is not None or _wishes_within(words)


def wishes(text: str, lines: Sequence[Line]) -> list[Span]:
    """From each sentence that wishes anew to the next one; 应当 and the like wish where nothing is put as a wish."""
    lines = without_closing(lines)
    sentences = [
        (line, text[sentence.start : sentence.end], sentence.start)
        for line in lines
        for sentence in split_sentences(text, line.words_start, line.end)
    ]
    plainly = any(is_explicit(words) for _, words, _ in sentences)
    starts: list[int] = []
    opened: Line | None = None
    for line, words, start in sentences:
        if is_closing(words):
            continue
        if plainly:
            wishes_anew = is_explicit(words) or (bool(starts) and _ASKS_FURTHER.match(words) is not None)
        else:
            wishes_anew = WISH.match(words) is not None or SHOULD.match(words) is not None
        if wishes_anew or (opened is not line and asks(words) and (WISH.match(words) or IMPERATIVE.match(words))):
            starts.append(start)
            opened = line
    if not starts:
        return [Span(lines[0].words_start, lines[-1].end)]
    opening = [line for line in lines if any(line.start <= start < line.end for start in starts)]
    if len(opening) == 1 < len(starts):
        return _between(text, starts, without_overhang(lines, lines.index(opening[0]) + 1))
    return _between(text, starts, within_shape(lines, opening))


def is_explicit(words: str) -> bool:
    """Whether a sentence wishes in so many words; 居民盼了多年，恳请重视 only asks to be heard, 希望越来越好 hopes."""
    if is_plea(words) or HOPES.fullmatch(words):
        return False
    return EXPLICIT_WISH.match(words) is not None or _wishes_within(words)


def _wishes_within(words: str) -> bool:
    return WISH_WITHIN.search(words) is not None and TOLD_BY_OTHERS.search(words) is None


def _between(text: str, starts: Sequence[int], lines: Sequence[Line]) -> list[Span]:
    """From each start to the next one; what stands before a wish in its paragraph is neither's, but its reasons."""
    at = [sum(line.start <= start for line in lines) - 1 for start in starts]
    spans = []
    for (start, own), (following, other) in pairwise([*zip(starts, at, strict=True), (lines[-1].end, len(lines))]):
        last = other - 1
        while own < last < len(lines) - 1 and lines[last].mark is None and _TITLE.fullmatch(lines[last].text):
            last -= 1  # a headline of the next one
        span = stripped(text, start, following if own == other else lines[last].end)
        if span is not None:
            spans.append(span)
    return spans
