"""A letter taken apart: where its items say what was done with them, and what its sentences are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.review.reply import read_reply
from draft.types import Finding, Severity
from ingest.pasted import read_pasted

HEAD = "南屿市交通运输局关于市政协九届五次会议第82号提案答复的函\n何望委员：\n您提出的提案收悉。现答复如下：\n"
TAIL = "\n专此答复，感谢您的关心。\n南屿市交通运输局\n2026年3月20日\n"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("部分采纳。渡口值守由乡镇落实。", "部分采纳"),
        ("部分采纳。\n渡口值守由乡镇落实。", "部分采纳"),
        ("渡口值守由乡镇落实。部分采纳。", None),
        ("部分采纳的内容如下：渡口值守由乡镇落实。", None),
    ],
)
def test_a_status_opens_the_answer(said: str, status: str | None) -> None:
    reply = read_reply(read_pasted(f"{HEAD}一、关于渡口值守的建议\n{said}{TAIL}", "letter"))
    assert [item.status for item in reply.items] == [status]
    assert "部分采纳。" not in [statement.text for statement in reply.statements]


def test_a_heading_that_stands_alone_is_the_topic_of_its_paragraph() -> None:
    said = "一、渡口值守\n部分采纳。渡口值守由乡镇落实。夜间加派一人。\n二、候船设施\n列入计划。先建雨棚。"
    reply = read_reply(read_pasted(f"{HEAD}{said}{TAIL}", "letter"))
    found = [(each.text, each.topic) for each in reply.statements if each.topic and "、" not in each.text]
    assert found == [
        ("渡口值守由乡镇落实。", "渡口值守"),
        ("夜间加派一人。", "渡口值守"),
        ("先建雨棚。", "候船设施"),
    ]


@pytest.mark.parametrize("status", ["部分采纳", "吸收采纳", "列入计划", "留作参考"])
@pytest.mark.parametrize("heading", ["一、救生圈摆放", "一、关于救生圈摆放的建议"])
def test_a_status_alone_contradicts_nothing(alarms: Callable[..., list[Finding]], status: str, heading: str) -> None:
    assert alarms(f"{heading}\n{status}。救生圈由码头公司维护。") == []


def test_a_status_that_opens_the_answer_is_held_against_what_was_done_before(
    alarms: Callable[..., list[Finding]],
) -> None:
    [finding] = alarms("一、关于开行夜航班船的建议\n吸收采纳。航线由码头公司安排。")
    assert (finding.severity, finding.code) == (Severity.WARNING, "refused_before")
    assert alarms("一、关于开行夜航班船的建议\n留作参考。船员值守能力有限。") == []
