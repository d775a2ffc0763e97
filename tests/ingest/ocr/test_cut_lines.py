from __future__ import annotations

import pytest

from ingest.ocr.cut_lines import cut_at
from ingest.ocr.engine import RecognisedLine
from ingest.ocr.page_lines import Stretch

EM = 20.0


def stretch(text: str, right: float) -> Stretch:
    corners = ((100.0, 50.0), (right, 50.0), (right, 70.0), (100.0, 70.0))
    return Stretch(100.0, right, 60.0, 20.0, RecognisedLine(text, corners, 0.9))


def parts(text: str, right: float, *xs: float) -> list[str]:
    return [part.line.text for part in cut_at(stretch(text, right), xs)]


def test_without_a_line_through_it_a_stretch_stays() -> None:
    whole = stretch("海州市财政局", 220)
    assert cut_at(whole, []) == [whole]


@pytest.mark.parametrize(
    ("text", "xs", "expected"),
    [
        # Six characters of 20 pixels from 100 on: the line at 160 stands before the fourth.
        ("海州市财政局", (160.0,), ["海州市", "财政局"]),
        ("海州市财政局", (158.0, 181.0), ["海州市", "财", "政局"]),
        # Eight figures and two Chinese characters are 6 wide; the change wins over what is nearest.
        ("91440000南港", (172.0,), ["91440000", "南港"]),
        ("海州市 财政", (150.0,), ["海州市", "财政"]),
        # A line past the text cuts nothing off.
        ("海州市财政局", (101.0,), ["海州市财政局"]),
    ],
)
def test_where_a_line_runs_through_it_is_cut(text: str, xs: tuple[float, ...], expected: list[str]) -> None:
    assert parts(text, 220.0, *xs) == expected


def test_each_part_has_its_share_of_the_place() -> None:
    first, second = cut_at(stretch("海州市财政局", 220), [140.0])
    assert (first.left, first.right, second.left, second.right) == pytest.approx((100, 140, 140, 220))
    assert first.line.corners == ((100, 50), (140, 50), (140, 70), (100, 70))
    assert second.line.corners == ((140, 50), (220, 50), (220, 70), (140, 70))
