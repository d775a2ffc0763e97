"""A clause widened to its sentence."""

from __future__ import annotations

from answer.whole_sentence import whole_sentence
from index.types import StoredChunk
from ingest import Span
from ingest.sentences import split_sentences

START = 7


def widened(text: str, clause: str, headings: tuple[str, ...] = ()) -> str:
    """The quote for a clause of a passage that begins at ``START`` of its document."""
    sentences = tuple(Span(s.start + START, s.end + START) for s in split_sentences(text, 0, len(text)))
    span = Span(START, START + len(text))
    chunk = StoredChunk(1, 1, 0, text, (span,), None, headings, sentences, None)
    at = next(s for s in sentences if clause in text[s.start - START : s.end - START])
    whole = whole_sentence(chunk, at)
    return text[whole.start - START : whole.end - START]


def test_all_clauses_of_a_sentence_are_quoted_together() -> None:
    text = "本办法自发布之日起施行。研制企业奖励100万元；购买企业奖励50万元；其他企业不予奖励。由财政局拨付。"
    for clause in ("研制企业", "购买企业", "其他企业"):
        assert widened(text, clause) == "研制企业奖励100万元；购买企业奖励50万元；其他企业不予奖励。"
    assert widened(text, "财政局") == "由财政局拨付。"


def test_a_caption_is_quoted_with_the_text_that_runs_on_from_it() -> None:
    text = "第三条 保险补助。对购买保险的企业补助80%。由财政局拨付。"
    headed = ("第二章 扶持", "第三条 保险补助")
    assert widened(text, "购买", headed) == "第三条 保险补助。对购买保险的企业补助80%。"
    assert widened(text, "第三条", headed) == "第三条 保险补助。对购买保险的企业补助80%。"
    assert widened(text, "财政局", headed) == "由财政局拨付。"
    assert widened(text, "购买") == "对购买保险的企业补助80%。"  # no caption that a heading tells of


def test_items_stay_by_themselves() -> None:
    text = "（一）研制企业奖励100万元；（二）购买企业奖励50万元；省外购买的减半。"
    assert widened(text, "研制企业") == "（一）研制企业奖励100万元；"
    assert widened(text, "购买企业") == "（二）购买企业奖励50万元；省外购买的减半。"


def test_a_line_ends_a_sentence() -> None:
    assert widened("研制企业奖励100万元；\n购买企业奖励50万元。", "研制企业") == "研制企业奖励100万元；"


def test_of_an_endless_sentence_the_clause_is_quoted() -> None:
    text = "研制企业奖励100万元；" + "符合条件的企业可以按照规定申报；" * 20 + "其他企业不予奖励。"
    assert widened(text, "研制企业") == "研制企业奖励100万元；"


def test_a_clause_in_another_part_of_the_text_is_not_joined() -> None:
    """A chunk may hold two stretches of a document, with something between them left out."""
    text = "研制企业奖励100万元；\n购买企业奖励50万元。"
    first, second = Span(0, 11), Span(40, 51)
    chunk = StoredChunk(1, 1, 0, text, (first, second), None, (), (first, second), None)
    assert whole_sentence(chunk, first) == first


def test_what_is_no_sentence_of_the_passage_stays() -> None:
    chunk = StoredChunk(1, 1, 0, "研制；购买。", (Span(0, 6),), None, (), (Span(0, 3), Span(3, 6)), None)
    assert whole_sentence(chunk, Span(1, 2)) == Span(1, 2)
