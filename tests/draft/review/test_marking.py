"""Findings as Word comments, over exactly the words at fault."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
from docx.oxml.ns import qn

from draft.letter import SourceNotes, letter_bytes
from draft.review import mark, review, review_letter
from draft.types import Letter
from index import Index
from ingest.pasted import read_pasted

AS_OF = date(2026, 3, 10)


def commented(content: bytes) -> dict[str, str]:
    """The words under each comment, by its first line."""
    document = docx.Document(io.BytesIO(content))
    texts = {str(comment.comment_id): comment.text.splitlines()[0] for comment in document.comments}
    found: dict[str, str] = {}
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        key, words, at = start.get(qn("w:id")), "", start.getnext()
        while at is not None and not (at.tag == qn("w:commentRangeEnd") and at.get(qn("w:id")) == key):
            words += "".join(text.text or "" for text in at.iter(qn("w:t")))
            at = at.getnext()
        found[texts[str(key)]] = words
    return found


def test_comments_stand_at_the_words_and_the_text_stays(letter: Letter, index: Index) -> None:
    sentence = replace(
        letter.items[0].paragraphs[0].sentences[1],
        text="对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高800万元。",
    )
    paragraph = replace(letter.items[0].paragraphs[0], sentences=(sentence,))
    letter = replace(letter, items=(replace(letter.items[0], paragraphs=(paragraph,)),))
    content = letter_bytes(letter, sources=SourceNotes.NONE)
    found = review_letter(letter, index, as_of=AS_OF)
    marked = mark(found, content)
    assert commented(marked)["【错误】与来源不一致：文中为800万元，来源为500万元。"] == "800万元"
    before, after = (docx.Document(io.BytesIO(each)) for each in (content, marked))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    cut = next(p for p in after.paragraphs if "800万元" in p.text)
    assert {run.font.size for run in cut.runs if run.text} == {run.font.size for run in before.paragraphs[-10].runs}
    assert mark(found, content) == marked


def test_what_is_no_docx_is_marked_in_a_plain_copy(index: Index, tmp_path: Path) -> None:
    text = "李明委员：\n一、关于提高流片补贴标准的建议\n我局将于2026年底前设立10亿元基金。\n"
    found = review(read_pasted(text, "letter"), index, as_of=AS_OF)
    words = commented(mark(found, text.encode()))
    assert "将于2026年底前设立10亿元基金。" in words.values()
