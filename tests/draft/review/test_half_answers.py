"""A suggestion that asks for two things, of which the letter has one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from draft.review import review
from draft.types import Finding, Suggestion
from index import Index
from ingest.pasted import read_pasted
from tests.draft.review.test_gate import AS_OF, CLEAN, PROPOSAL

ASKED = "建议为芯片企业的员工增加人才公寓供给；同时在园区周边布设夜间接驳小巴，方便晚班员工回家。"


def half_answered(index: Index, asked: str, said: str) -> list[Finding]:
    suggestions = (PROPOSAL.suggestions[0], Suggestion(2, "增加人才公寓供给", asked))
    letter = read_pasted(CLEAN.replace("1200套。", f"1200套。{said}"), "letter")
    found = review(letter, index, proposal=replace(PROPOSAL, suggestions=suggestions), as_of=AS_OF).findings
    return [each for each in found if each.code == "suggestion_half_answered"]


def test_the_second_request_has_no_echo(index: Index) -> None:
    [finding] = half_answered(index, ASKED, "")
    assert finding.where == "建议2"
    assert "“同时在园区周边布设夜间接驳小巴，方便晚班员工回家”" in finding.message


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ASKED, "晚间公交已延长到23时，接驳车按需加开。"),  # in other words
        ("建议为芯片企业的员工增加人才公寓供给，让员工住得近、住得好，少在路上奔波。", ""),  # one request
        ("建议增加人才公寓供给；并优先安排青年工程师和外地来的家庭入住。", ""),  # goes on with it
    ],
)
def test_what_is_answered_or_no_second_request(index: Index, asked: str, said: str) -> None:
    assert half_answered(index, asked, said) == []
