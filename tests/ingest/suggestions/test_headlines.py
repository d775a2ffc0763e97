"""Single lines: what heads others, and what for."""

from __future__ import annotations

import pytest

from ingest.suggestions.headlines import introduces, is_heading, is_situation, names_a_field
from ingest.suggestions.lines import Line, read_mark


def line(text: str, *, is_styled: bool = False) -> Line:
    return Line(0, len(text), text, read_mark(text), is_styled)


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("一、加大投入。资金不够。", True),
        ("加大投入", True),
        ("加大投入：设立专项。", True),
        ("加大投入。资金不够。", False),
        ("一、" + "长" * 36, True),
        ("一、" + "长" * 37, False),
        ("。", False),
    ],
)
def test_what_may_be_a_heading(text: str, heads: bool) -> None:
    assert is_heading(line(text)) is heads


def test_a_styled_line_is_a_heading_whatever_follows() -> None:
    assert is_heading(line("加大投入。资金不够。", is_styled=True))


@pytest.mark.parametrize(
    ("text", "is_reason"),
    [
        ("一、存在问题", True),
        ("（一）现状分析", True),
        ("【现状】：", True),
        ("一、解决问题的办法", False),
        ("存在问题。我们看到企业少。", False),
        ("一、加强监管。存在问题。", False),
    ],
)
def test_what_heads_reasons(text: str, is_reason: bool) -> None:
    assert is_situation(line(text)) is is_reason


@pytest.mark.parametrize(
    ("text", "is_field"),
    [
        ("（一）资金方面", True),
        ("一、在人才方面的建议", True),
        ("三是人才层面", True),
        ("一、对市财政局的建议", True),
        ("近期措施", True),
        ("一、加强供给侧改革", False),
        ("一、加大投入", False),
        ("一、对停车位逐一登记", False),
        ("建议从以下三个方面入手", False),
    ],
)
def test_what_names_a_field_and_asks_for_nothing(text: str, is_field: bool) -> None:
    assert names_a_field(line(text)) is is_field


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("建议从以下三个方面着手：", True),
        ("为此，提出以下对策。", True),
        ("问题有以下几点：", True),
        ("问题有以下几点。", False),
        ("一、措施如下：", False),
        ("建议" + "长" * 89 + "：", False),
    ],
)
def test_what_only_announces(text: str, announces: bool) -> None:
    assert introduces(line(text)) is announces
