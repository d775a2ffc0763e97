"""Which suggestions the items of a letter answer."""

from __future__ import annotations

from datetime import date

import pytest

from draft.review import review
from draft.types import Proposal, Suggestion
from index import Index
from ingest.pasted import read_pasted

PROPOSAL = Proposal(
    text="",
    title="关于发展水上交通的提案",
    body="政协",
    session=None,
    number="82",
    cause=None,
    members=("何望",),
    departments=(),
    dated=None,
    situation="",
    suggestions=(
        Suggestion(1, "增开班船", "建议在青石渡口增开班船。"),
        Suggestion(2, "修建停车场", "建议在青石渡口旁修建停车场，方便换乘。"),
        Suggestion(3, "更新救生设备", "建议更新渡船上的救生设备。"),
    ),
)
LETTER = """南屿市交通运输局关于市政协九届五次会议第82号提案答复的函
何望委员：
您提出的《关于发展水上交通的提案》（提案第82号）收悉。现答复如下：
{items}
专此答复，感谢您的关心。
南屿市交通运输局
2026年3月20日
"""


@pytest.mark.parametrize(
    ("headings", "unanswered"),
    [
        (("关于增开班船和修建停车场的建议", "关于救生设备的建议"), []),
        (("关于增开班船、修建停车场的建议", "关于救生设备的建议"), []),
        (("关于增开班船的建议", "关于救生设备的建议"), ["建议2"]),
        (("关于船员和值班员的建议", "关于增开班船的建议", "关于救生设备的建议"), ["建议2"]),
    ],
)
def test_a_heading_may_name_two_suggestions(port: Index, headings: tuple[str, ...], unanswered: list[str]) -> None:
    items = "\n".join(f"{number}、{heading}\n留作参考。" for number, heading in zip("一二三", headings, strict=False))
    letter = read_pasted(LETTER.format(items=items), "letter")
    found = review(letter, port, proposal=PROPOSAL, as_of=date(2026, 4, 2)).findings
    assert [each.where for each in found if each.code == "suggestion_unanswered"] == unanswered
