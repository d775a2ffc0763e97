from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.splitting import split_span


def parts(text: str, most: int) -> list[str]:
    return [text[span.start : span.end] for span in split_span(text, Span(0, len(text)), most)]


def test_cut_after_sentences_into_parts_of_similar_length() -> None:
    assert parts("一二三四。五六七八。九十一二。三四五六。", 15) == ["一二三四。五六七八。", "九十一二。三四五六。"]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert parts("他说“一二三四。”五六七八九。", 9) == ["他说“一二三四。”", "五六七八九。"]


def test_words_without_any_stop_are_cut_all_the_same() -> None:
    assert "".join(parts("字" * 25, 10)) == "字" * 25
    assert max(map(len, parts("字" * 25, 10))) <= 10


@given(st.text(alphabet="甲乙丙。，；”）\n ", min_size=1, max_size=120), st.integers(1, 40))
def test_nothing_but_blanks_is_left_out(text: str, most: int) -> None:
    spans = list(split_span(text, Span(0, len(text)), most))
    assert all(span.end - span.start <= most for span in spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert len(covered) == sum(span.end - span.start for span in spans)
    assert all(text[at] in "\n " for at in range(len(text)) if at not in covered)
