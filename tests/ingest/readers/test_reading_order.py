from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.reading_order import Box, reading_order


def test_bands_before_columns() -> None:
    title, left, right, foot = Box(0, 0, 10, 1), Box(0, 2, 4, 6), Box(6, 2, 4, 6), Box(0, 9, 10, 1)
    assert reading_order([foot, right, left, title]) == [3, 2, 1, 0]


def test_columns_of_unequal_boxes() -> None:
    left = [Box(0, 0, 4, 3), Box(0, 4, 4, 3)]
    right = [Box(6, 1, 4, 5)]
    assert reading_order([*right, *left]) == [1, 2, 0]


def test_overlapping_boxes_by_their_corners() -> None:
    assert reading_order([Box(2, 2, 5, 5), Box(0, 0, 5, 5)]) == [1, 0]


@given(st.lists(st.builds(Box, *[st.floats(-100, 100)] * 2, *[st.floats(0, 50)] * 2), max_size=12))
def test_every_box_is_read_once(boxes: list[Box]) -> None:
    assert sorted(reading_order(boxes)) == list(range(len(boxes)))
