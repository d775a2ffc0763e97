"""Promises told from other sentences."""

from __future__ import annotations

from datetime import date

import pytest

from draft.commitments.promises import Firmness, find_promise

SAID_ON = date(2025, 6, 20)


@pytest.mark.parametrize(
    ("sentence", "due", "firmness"),
    [
        ("我局将在两个行业各培育1个特色平台，力争2026年6月底前上线运行。", date(2026, 6, 30), Firmness.DATED),
        ("新办法已形成征求意见稿，预计2026年上半年出台。", date(2026, 6, 30), Firmness.DATED),
        ("市科技局正在制订服务指南，计划2025年9月底前印发。", date(2025, 9, 30), Firmness.DATED),
        ("我局争取年内拿出试点方案。", date(2025, 12, 31), Firmness.DATED),
        ("拟到2027年建成起降点300个以上。", date(2027, 12, 31), Firmness.DATED),
        ("预计2025年第三季度交付标准厂房。", date(2025, 9, 30), Firmness.DATED),
        ("我局承诺三年内新增测试机台20台。", date(2028, 6, 20), Firmness.DATED),
        ("我局拟提高资助比例，并增设认证支持。", None, Firmness.DEFINITE),
        ("我局将在每个渡口选派一名协管员。", None, Firmness.DEFINITE),
        ("我局将督促船厂交货，渡船到位后及时公布。", None, Firmness.VAGUE),
        ("我局将会同各县支持乡镇选派协管员。", None, Firmness.VAGUE),
        ("市交通运输局将密切跟踪国家政策，适时启动可行性研究。", None, Firmness.VAGUE),
        ("待项目储备达到一定规模后，我局将会同市财政局重新研究论证。", None, Firmness.VAGUE),
    ],
)
def test_promises(sentence: str, due: date | None, firmness: Firmness) -> None:
    promise = find_promise(sentence, SAID_ON)
    assert promise is not None
    assert (promise.due.on if promise.due else None, promise.firmness) == (due, firmness)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，市人力资源社会保障局印发实施细则，将集成电路列为首批重点产业。",  # 把
        "海岚供电局将低压项目并网办理时限压缩到7个工作日。",
        "我局已将相关支持并入专项资金。",
        "首批征集到拟列入目录的装备52台。",
        "项目列入计划。",
        "将免费检测延伸到个体工商户的意见，留作参考。",
        "申报单位应当签署信用承诺书。",
        "企业承诺五年内不迁出本市的，可以申请。",
        "该行动计划覆盖三个区。",
        "近两年提出节能措施430项，预计可节约成本6200万元。",
        "截至2025年5月底，全市累计推动2475家企业实施数字化转型。",
        "统一提高到4.0将超出部分区域道路的承载能力。",
    ],
)
def test_no_promises(sentence: str) -> None:
    assert find_promise(sentence, SAID_ON) is None


def test_without_a_day_of_its_own_a_letter_has_nothing_due() -> None:
    promise = find_promise("我局争取年底前完成。", None)
    assert promise is not None
    assert promise.due is None
