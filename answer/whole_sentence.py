"""The whole sentence that a clause stands in: what is found is a clause, what is quoted is never cut out of one."""

from __future__ import annotations

from answer.evidence import cut, is_heading
from answer.leaning import ITEM
from index.types import StoredChunk
from ingest import Span

#: In characters; of a longer sentence only the clause is quoted.
_LONGEST = 240
_CLAUSE_END = "；"
_CAPTION_END = "。"


def whole_sentence(chunk: StoredChunk, clause: Span) -> Span:
    """A clause widened to its sentence, as far as the passage holds it.

    Passages keep clauses parted by ``；`` as sentences of their own, and so a caption that the text of its article runs
    on from: 第三条 保险补助。对购买…. An item stays by itself, and so do the clauses of a sentence that is too long to
    be read at a glance.
    """
    if clause not in chunk.sentences:
        return clause
    first = last = chunk.sentences.index(clause)
    while first > 0 and _are_joined(chunk, first - 1):
        first -= 1
    while last + 1 < len(chunk.sentences) and _are_joined(chunk, last):
        last += 1
    whole = Span(chunk.sentences[first].start, chunk.sentences[last].end)
    return whole if whole.end - whole.start <= _LONGEST else clause


def _are_joined(chunk: StoredChunk, position: int) -> bool:
    """Whether a clause and the next one are parts of one sentence, or a caption and what runs on from it."""
    one, other = chunk.sentences[position : position + 2]
    if not any(part.start <= one.start and other.end <= part.end for part in chunk.spans):
        return False
    if "\n" in cut(chunk, Span(one.end, other.start)):
        return False
    text = cut(chunk, one)
    is_clause = text.endswith(_CLAUSE_END) and not ITEM.match(cut(chunk, other))
    return is_clause or (text.endswith(_CAPTION_END) and is_heading(text, chunk))
