"""Status lines and sentences: taken up, turned down, or neither."""

from __future__ import annotations

import pytest

from draft.review.dispositions import Disposition, of_sentence, of_status

UP, DOWN = Disposition.TAKEN_UP, Disposition.TURNED_DOWN


@pytest.mark.parametrize(
    ("line", "disposition"),
    [
        ("吸收采纳", UP),
        ("基本采纳", UP),
        ("已落实", UP),
        ("拟采纳", UP),
        ("正在解决", UP),
        ("列入计划逐步解决", UP),
        ("所提问题已解决", UP),
        ("留作参考", DOWN),
        ("暂不具备条件", DOWN),
        ("不予采纳", DOWN),
        ("不宜采纳", DOWN),
        ("未采纳", DOWN),
        ("没有采纳", DOWN),
        ("目前难以解决", DOWN),
        ("因条件限制无法解决", DOWN),
        ("不予解决", DOWN),
        ("部分采纳", None),
        ("尚未解决", None),
        ("问题没有得到解决", None),
        ("解释说明", None),
        ("", None),
    ],
)
def test_a_status(line: str, disposition: Disposition | None) -> None:
    assert of_status(line) is disposition


@pytest.mark.parametrize(
    ("sentence", "disposition"),
    [
        ("客运航线的条件已经具备。", UP),
        ("我们同意另设一只子基金。", UP),
        ("我市将不断推出新的措施。", UP),
        ("开通客运航线的条件尚不具备。", DOWN),
        ("没有必要另设子基金。", DOWN),
        ("该建议未获采纳。", DOWN),
        ("暂不设立基金，但将给予补贴。", DOWN),
        ("目前不具备增设的条件。", DOWN),
        ("目前不少企业反映成本高。", None),
        ("目前不足10家。", None),
        ("全市共有企业86家。", None),
        ("", None),
    ],
)
def test_a_sentence(sentence: str, disposition: Disposition | None) -> None:
    assert of_sentence(sentence) is disposition
