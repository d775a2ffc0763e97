"""Where a proposal closes: what hopes, thanks or asks to be heard after all that is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.document import Span
from ingest.sentences import split_sentences
from ingest.suggestions.lines import FIRSTLY, Line
from ingest.suggestions.pleas import asks, is_closing
from ingest.suggestions.shape import numbers_run_on
from ingest.suggestions.wording import CLOSES, HOPES, ROUNDS_OFF

_MOST_IN_A_PLEA: Final = 2


def without_closing(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a part that suggests without what closes them; the first one always stays."""
    for at, line in enumerate(lines):
        if at and closes(line) and not numbers_run_on(lines, at):
            return lines[:at]
    kept = without_last_words(lines)
    while len(kept) > 1 and _only_hopes(kept[-1]):
        kept = kept[:-1]
    return kept


def without_last_words(lines: Sequence[Line]) -> Sequence[Line]:
    """All of a text without the paragraphs that close it."""
    while len(lines) > 1 and (closes(lines[-1]) or _rounds_off(lines[-1]) or _only_pleads(lines[-1])):
        lines = lines[:-1]
    return lines


def closes(line: Line) -> bool:
    """Whether a paragraph asks for nothing and closes: 渡口虽小，关系重大。以上意见，望予采纳。"""
    if line.mark is not None:
        # 最后，感谢…
        return line.mark.scheme == FIRSTLY and line.mark.number is None and CLOSES.match(line.words) is not None
    if line.is_styled:
        return False
    first, *further = _sentences(line)
    return CLOSES.match(first) is not None or (bool(further) and not asks(first) and bool(CLOSES.match(further[0])))


def without_closing_words(text: str, span: Span) -> Span:
    """Without 以上建议，供参考。 at its end."""
    sentences = split_sentences(text, span.start, span.end)
    while len(sentences) > 1 and is_closing(text[sentences[-1].start : sentences[-1].end]):
        sentences = sentences[:-1]
    return Span(span.start, sentences[-1].end) if sentences else span


def _rounds_off(line: Line) -> bool:
    """Whether a paragraph only says of all that is suggested how it hangs together: 以上五个方面缺一不可。"""
    if line.mark is not None or line.is_styled:
        return False
    first, *further = _sentences(line)
    return ROUNDS_OFF.fullmatch(first) is not None and not any("建议" in words for words in further)


def _only_pleads(line: Line) -> bool:
    """Whether a paragraph asks to be heard and for nothing else: 人命关天，盼复。"""
    last = _last_of_no_request(line)
    return last is not None and is_closing(last)


def _only_hopes(line: Line) -> bool:
    """Whether a paragraph hopes and asks for nothing: 这件事急不得。希望我市有绣花的耐心。"""
    last = _last_of_no_request(line)
    return last is not None and HOPES.fullmatch(last) is not None


def _last_of_no_request(line: Line) -> str | None:
    """The last sentence of a short paragraph none of whose sentences asks for anything that can be done."""
    if line.mark is not None or line.is_styled:
        return None
    sentences = _sentences(line)
    return None if len(sentences) > _MOST_IN_A_PLEA or any(map(asks, sentences)) else sentences[-1]


def _sentences(line: Line) -> list[str]:
    spans = split_sentences(line.text, 0, len(line.text))
    return [line.text[span.start : span.end] for span in spans] or [line.text]
