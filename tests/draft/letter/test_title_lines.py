"""Titles parted between words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draft.letter.title_lines import title_lines
from ingest.characters import width


def test_a_short_title_stays_whole() -> None:
    assert title_lines("关于市政协提案的会办意见", 20) == ("关于市政协提案的会办意见",)


def test_a_long_title_is_parted_into_like_lines_between_words() -> None:
    title = "海岚市工业和信息化局关于市政协十四届三次会议第143018号提案答复的函"
    assert title_lines(title, 20.1) == ("海岚市工业和信息化局关于市政协十四届", "三次会议第143018号提案答复的函")


def test_a_number_is_never_torn_apart() -> None:
    title = "海岚市人力资源和社会保障局关于市十六届人大四次会议第20240087号建议答复的函"
    assert any("第20240087号建议" in line for line in title_lines(title, 20.1))


@given(st.text("关于市政协第12号提案《办法》答复的函，", max_size=70), st.integers(5, 25))
def test_lines_are_the_title_and_fit_where_they_can(title: str, most: int) -> None:
    lines = title_lines(title, most)
    assert "".join(lines) == title
    assert len(lines) == 1 or all(width(line) <= most for line in lines)
