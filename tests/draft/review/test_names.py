"""Bodies and persons in single sentences, against the index and a passage that the sentence retells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from draft.review.names import check_names
from draft.review.reply import Reply, Statement, read_reply
from draft.review.retelling import Passage
from draft.review.sources import Sources
from draft.types import Finding, Proposal, Severity
from index import Index
from ingest.document import Span
from ingest.pasted import read_pasted

LETTER = "海州市工业和信息化局关于第98号提案答复的函\n周远委员：\n现答复如下。\n海州市工业和信息化局\n2025年10月8日\n"
TOLD = "海州市安居服务中心负责管理人才公寓1200套。"


@pytest.fixture
def reply() -> Reply:
    return read_reply(read_pasted(LETTER, "letter"))


@pytest.fixture
def sources(index: Index, reply: Reply) -> Iterator[Sources]:
    with index.snapshot() as snapshot:
        yield Sources(index, snapshot, reply, date(2025, 10, 8))


def found(
    text: str, reply: Reply, sources: Sources, *passages: Passage, proposal: Proposal | None = None
) -> list[Finding]:
    statement = Statement(text, Span(0, len(text)), 1)
    return list(check_names(statement, reply, (), passages, sources, proposal))


def passage(sources: Sources, coverage: float) -> Passage:
    """One that names a centre, in the place of the flats' own passage."""
    [chunk] = [
        chunk
        for ordinal in sources.cards
        for chunk in sources.snapshot.store.chunks_of(ordinal)
        if "人才公寓1200套" in chunk.text
    ]
    place = Span(chunk.spans[0].start, chunk.spans[0].start + len(TOLD))
    told = replace(chunk, text=TOLD, sentences=(place,), spans=(place,))
    return Passage(sources.cards[chunk.document], told, TOLD, coverage, (0.9,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由海州市安居服务中心管理。", "海州市安居服务中心"),
        ("公寓由市芯片产业研究院管理，租金较低。", "市芯片产业研究院"),
        ("除我局外，海州市人才安居促进会也受理申请。", "海州市人才安居促进会"),
        ("通过“安居千企”计划为企业配租公寓。", "安居千企"),
        ("“青年有家”行动已帮助600名新员工。", "青年有家"),
    ],
)
def test_a_body_that_nothing_knows_is_a_warning_where_it_acts(
    text: str, name: str, reply: Reply, sources: Sources
) -> None:
    [finding, *_] = found(text, reply, sources)
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "unknown_name", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我局将研究设立海州市安居服务中心。", "海州市安居服务中心"),
        ("支持企业组建市安居产业联合会。", "市安居产业联合会"),
        ("海州市安居服务中心正在筹建，今年投用。", "海州市安居服务中心"),
        ("力争推出“青年有家”行动。", "青年有家"),
        ("我局支持海州晶圆制造有限公司扩产。", "海州晶圆制造有限公司"),
        ("我局联合海州晶圆制造有限公司建设产线。", "海州晶圆制造有限公司"),
        ("海州晶圆股份有限公司扩产。", "海州晶圆股份有限公司"),
    ],
)
def test_a_body_that_nothing_knows_is_a_note(text: str, name: str, reply: Reply, sources: Sources) -> None:
    assert [(each.severity, each.code, each.quote) for each in found(text, reply, sources)] == [
        (Severity.NOTE, "unknown_name", name)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全市平台、市级平台和我市的中心都已建成。",  # no name opens with these
        "人才公寓1200套，涉及企业2130家。",
        "",
    ],
)
def test_what_is_no_name_is_let_be(text: str, reply: Reply, sources: Sources) -> None:
    assert found(text, reply, sources) == []


@pytest.mark.parametrize(("coverage", "code"), [(0.5, "name_differs"), (0.49, "unknown_name")])
def test_another_name_in_a_passage_that_is_retold(coverage: float, code: str, reply: Reply, sources: Sources) -> None:
    text = "人才公寓由海州市住房服务中心管理。"
    [finding] = found(text, reply, sources, passage(sources, coverage))
    assert (finding.code, finding.quote) == (code, "海州市住房服务中心")
    if code == "name_differs":
        assert finding.severity is Severity.WARNING
        assert finding.message == "名称与来源不一致：文中为海州市住房服务中心，来源为海州市安居服务中心。"


def test_a_body_of_another_kind_is_no_other_name(reply: Reply, sources: Sources) -> None:
    [finding] = found("由海州市安居研究院管理。", reply, sources, passage(sources, 0.9))
    assert finding.code == "unknown_name"


def test_the_name_of_the_passage_is_known_whatever_its_place(reply: Reply, sources: Sources) -> None:
    assert found("由市安居服务中心管理。", reply, sources, passage(sources, 0.9)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王建国局长负责此事。", "王建国"),
        ("此事由王建国局长负责。", "王建国"),
        ("我市聘请了张伟院士。", "张伟"),
    ],
)
def test_a_person_whom_nothing_knows_is_a_warning(text: str, name: str, reply: Reply, sources: Sources) -> None:
    assert [(each.severity, each.code, each.quote) for each in found(text, reply, sources)] == [
        (Severity.WARNING, "unknown_person", name)
    ]


@pytest.mark.parametrize("text", ["由张局长负责。", "王建国局长们。", "感谢李明委员。", "王芳委员，您好。"])
def test_persons_without_a_name_and_those_whom_letters_are_addressed_to(
    text: str, reply: Reply, sources: Sources
) -> None:
    assert found(text, reply, sources) == []


def test_a_person_whom_the_proposal_names(reply: Reply, sources: Sources) -> None:
    text = "建议请王建国教授授课。"
    proposal = Proposal(text, "", "政协", None, None, None, (), (), None, "", ())
    assert found("已请王建国教授授课。", reply, sources, proposal=proposal) == []
    assert [each.quote for each in found("已请王建军教授授课。", reply, sources, proposal=proposal)] == ["王建军"]
