"""What proposals say of themselves, each line put below a title as people type it."""

from __future__ import annotations

import pytest

from ingest import proposal_head
from ingest.anatomy import Anatomy
from ingest.pasted import read_pasted


def head(*lines: str) -> Anatomy:
    text = "\n".join(("关于完善充电设施的提案", *lines, "", "充电桩不足。", "建议：", "一、增设充电桩。", ""))
    document = read_pasted(text, "proposal")
    return Anatomy(document.text, document.blocks)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("编号：2025-116", "2025-116"),
        ("提案编号　第145066号", "145066"),
        ("案号：Ｂ２０２５０７", "B202507"),
        ("政协海州市第十四届委员会第四次会议提案　第87号", "87"),
        ("议案（转为建议办理，第2026007号）", "2026007"),
        ("编号：暂无", None),
        ("编号：1234567890123", None),
    ],
)
def test_the_number(line: str, number: str | None) -> None:
    found = proposal_head.number(head(line))
    assert (found and found.value) == number


@pytest.mark.parametrize(
    ("line", "names", "place"),
    [
        ("提案人：温如岚、韩若川", ("温如岚", "韩若川"), "提案人：温如岚、韩若川"),
        ("提案人：王　芳　李　明", ("王芳", "李明"), None),
        ("提案人：温如岚等12名委员", ("温如岚",), None),
        ("提案人：欧阳明月、王芳 2025年3月1日", ("欧阳明月", "王芳"), None),
        ("提案人：买买提·吐尔逊", ("买买提·吐尔逊",), None),
        ("提案单位：民建海州市委员会、市工商联", ("民建海州市委员会", "市工商联"), None),
        ("市政协委员　高山青　乐至", ("高山青", "乐至"), "市政协委员　高山青　乐至"),
        ("温如岚（市政协委员）", ("温如岚",), "温如岚（市政协委员"),
    ],
)
def test_who_made_it_and_where_that_stands(line: str, names: tuple[str, ...], place: str | None) -> None:
    anatomy = head(line)
    found = proposal_head.proposers(anatomy)
    assert found is not None
    assert found.value == names
    if place is not None:
        assert anatomy.text[found.span.start : found.span.end] == place


@pytest.mark.parametrize("line", ["提案人：2025年3月1日", "提案人：13800000000", "附议人：温如岚"])
def test_nobody_made_it_by_these_words(line: str) -> None:
    assert proposal_head.proposers(head(line)) is None


def test_who_joined_comes_behind_who_made_it_and_each_once() -> None:
    anatomy = head("联名人：高山青、温如岚", "提案人：温如岚、韩若川")
    assert proposal_head.members(anatomy) == ("温如岚", "韩若川", "高山青")


@pytest.mark.parametrize("line", ["案由：停车难", "【案由】停车难", "案　由：停车难", "案由\t停车难"])
def test_the_cause(line: str) -> None:
    assert proposal_head.cause(head(line)) == "停车难"


def test_whom_it_wishes_to_answer() -> None:
    anatomy = head("建议承办单位：市发展改革委、市住建局。", "会办单位：市财政局；市住建局")
    assert proposal_head.departments(anatomy) == ("市发展改革委", "市住建局", "市财政局")
    assert proposal_head.departments(head()) == ()


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("市政协十四届四次会议，并送市人大", "政协"),
        ("市十六届人大代表建议，并送政协", "人大"),
        ("建议　第12号", "人大"),
        ("建议加强管理", None),
    ],
)
def test_the_body_that_words_name_first(words: str, body: str | None) -> None:
    assert proposal_head.body_named(words) == body


def test_the_body_by_who_signs() -> None:
    document = read_pasted("关于完善充电设施\n代表：温如岚\n\n充电桩不足。\n", "proposal")
    assert proposal_head.body(Anatomy(document.text, document.blocks)) == "人大"
