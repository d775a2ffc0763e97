"""Where a proposal closes: what hopes, thanks or asks to be heard after all that is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.document import Span
from ingest.sentences import split_sentences
from ingest.suggestions.lines import Line
from ingest.suggestions.wording import CLOSES, HOPES, IMPERATIVE, PLEA, ROUNDS_OFF, SHOULD, WISH, WISH_WITHIN

_FEWEST_IN_A_RUN: Final = 3


def without_closing(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a part that suggests without what closes them; the first one always stays."""
    for at, line in enumerate(lines):
        if at and closes(line) and not _goes_on(lines, at):
            return lines[:at]
    while len(lines) > 1 and ((lines[-1].mark is None and PLEA.fullmatch(lines[-1].text)) or _rounds_off(lines[-1])):
        lines = lines[:-1]
    return lines


def without_last_words(lines: Sequence[Line]) -> Sequence[Line]:
    """All of a text without the paragraphs that close it."""
    while len(lines) > 1 and (closes(lines[-1]) or _rounds_off(lines[-1]) or _ends_a_run(lines)):
        lines = lines[:-1]
    return lines


def closes(line: Line) -> bool:
    """Whether a paragraph asks for nothing and closes: 渡口虽小，关系重大。以上意见，望予采纳。"""
    if line.mark is not None or line.is_styled:
        return False
    first, *further = _sentences(line) or [line.text]
    return CLOSES.match(first) is not None or (bool(further) and not _asks(first) and bool(CLOSES.match(further[0])))


def without_closing_words(text: str, span: Span) -> Span:
    """Without 以上建议，供参考。 at its end."""
    sentences = split_sentences(text, span.start, span.end)
    while len(sentences) > 1 and _is_closing(text[sentences[-1].start : sentences[-1].end]):
        sentences = sentences[:-1]
    return Span(span.start, sentences[-1].end) if sentences else span


def _is_closing(words: str) -> bool:
    return CLOSES.match(words) is not None or ROUNDS_OFF.fullmatch(words) is not None


def _rounds_off(line: Line) -> bool:
    """Whether a paragraph only says of all that is suggested how it hangs together: 以上五个方面缺一不可。"""
    if line.mark is not None or line.is_styled:
        return False
    first, *further = _sentences(line) or [line.text]
    return ROUNDS_OFF.fullmatch(first) is not None and not any("建议" in words for words in further)


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the numbers go on behind a line: 1.… 以上是硬件。 2.…"""
    last = next((line.mark for line in reversed(lines[:at]) if line.mark is not None), None)
    following = next((line.mark for line in lines[at:] if line.mark is not None), None)
    if last is None or following is None or last.number is None:
        return False
    return following.scheme == last.scheme and following.number == last.number + 1


def _ends_a_run(lines: Sequence[Line]) -> bool:
    """Whether after items of one paragraph each a last one has no number and asks for nothing: 盼望这一天早日到来。"""
    if len(lines) <= _FEWEST_IN_A_RUN or lines[-1].mark is not None:
        return False
    run = lines[-_FEWEST_IN_A_RUN - 1 : -1]
    schemes = {line.mark.scheme if line.mark else None for line in run}
    if len(schemes) > 1 or None in schemes or any(line.is_whole_heading and line.text[-1] != "。" for line in run):
        return False
    return not any(_asks(words) for words in _sentences(lines[-1]))


def _sentences(line: Line) -> list[str]:
    return [line.text[span.start : span.end] for span in split_sentences(line.text, 0, len(line.text))]


def _asks(words: str) -> bool:
    if HOPES.fullmatch(words):
        return False
    return any(form.match(words) for form in (WISH, SHOULD, IMPERATIVE)) or WISH_WITHIN.search(words) is not None
