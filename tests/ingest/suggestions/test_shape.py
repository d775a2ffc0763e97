"""Lists of a few lines: which of them are no part of any item."""

from __future__ import annotations

import pytest

from ingest.suggestions.lines import Line, read_mark
from ingest.suggestions.shape import within_shape, without_dividers


def lines(*texts: str) -> list[Line]:
    found: list[Line] = []
    at = 0
    for text in texts:
        found.append(Line(at, at + len(text), text, read_mark(text)))
        at += len(text) + 1
    return found


def kept(*texts: str) -> int:
    """How many lines of a list are kept, of which the marked ones open items unless they begin with ①."""
    of_list = lines(*texts)
    return len(within_shape(of_list, [line for line in of_list if line.mark and line.text[0] not in "①②"]))


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("1.修桥。", "2.铺路。", "天气很好。"), 2),
        (("1.修桥。", "2.铺路。", "天气很好。", "水也很清。"), 2),
        (("1.修桥。", "2.铺路。", "其中，东段先铺。"), 3),
        (("1.修桥。", "2.铺路。", "天气很好。", "建议种树。"), 4),
        (("1.修桥", "先修桥墩。", "2.铺路", "先铺东段。", "天气很好。"), 4),
        (("1.修桥", "①桥墩。", "②桥面。", "2.铺路", "先铺东段。", "天气很好。"), 5),
        (("1.修桥。", "①桥墩。", "②桥面。", "天气很好。"), 3),
        (("1.修桥。", "天气很好。"), 2),
        ((), 0),
    ],
)
def test_the_last_item_has_as_many_paragraphs_as_the_others(texts: tuple[str, ...], count: int) -> None:
    assert kept(*texts) == count


@pytest.mark.parametrize(
    ("line", "divides"),
    [
        ("往后要做的：", True),
        ("往后要做的", True),
        ("以上是硬件。", True),
        ("先修东段。", False),
        ("责任单位：水务局", False),
    ],
)
def test_a_line_divides_a_list_whose_numbers_go_on(line: str, divides: bool) -> None:
    assert (len(without_dividers(lines("1.修桥。", line, "2.铺路。"))) == 2) is divides


def test_what_leads_on_to_a_list_of_its_own_divides_nothing() -> None:
    assert len(without_dividers(lines("1.修桥。", "做法如下：", "①桥墩。", "②桥面。", "2.铺路。"))) == 5
