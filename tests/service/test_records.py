from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from answer.types import Answer, Citation, Clause
from index.types import Status
from service.records import FILE, LONGEST_COMMENT, Records, RecordsUnavailable

CLAUSE = Clause("规定/甲.txt", "0123456789ab", "甲规定", None, None, 3, 9, "有效期一年。")
CITATION = Citation(
    n=1,
    document="规定/甲.txt",
    id="0123456789ab",
    title="甲规定",
    document_number="海工信规〔2025〕2号",
    issuer=("市工业和信息化局",),
    kind="rule",
    issued_on=date(2025, 3, 26),
    status=Status.IN_FORCE,
    status_reason="有效期至2026-03-31",
    heading_path=("第二章", "第四条"),
    page=None,
    start=0,
    end=9,
    quote="给予50万元补贴。",
    score=0.8,
    passage_start=0,
    passage_end=20,
    status_citation=CLAUSE,
)
ANSWER = Answer(
    "补贴多少？", date(2025, 10, 1), True, "给予50万元补贴。[^1]", (CITATION,), None, (), "g1", 12, ("旧数",)
)


def test_an_answer_is_kept_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    records = Records(tmp_path)
    key = records.keep("李明", ANSWER)
    [kept] = records.kept("李明")
    assert (kept.id, kept.answer) == (key, ANSWER)
    assert records.kept_answer("李明", key) == kept
    assert records.kept_answer("王芳", key) is None
    assert records.kept("王芳") == ()


def test_another_cannot_discard_it(tmp_path: Path) -> None:
    records = Records(tmp_path)
    key = records.keep("李明", ANSWER)
    records.discard("王芳", key)
    assert len(records.kept("李明")) == 1
    records.discard("李明", key)
    assert records.kept("李明") == ()


def test_the_latest_come_first_and_the_oldest_go(tmp_path: Path) -> None:
    records = Records(tmp_path, most_kept=2)
    first, second, third = (records.keep("", ANSWER) for _ in range(3))
    assert [kept.id for kept in records.kept("")] == [third, second]
    assert records.kept_answer("", first) is None


def test_feedback_is_listed_with_its_answer(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.give_feedback("李明", ANSWER, helpful=True)
    records.give_feedback("", ANSWER, helpful=False, comment="  数额已经改了 " + "。" * LONGEST_COMMENT)
    bad, good = Records(tmp_path).feedback()
    assert (good.reader, good.helpful, good.comment, good.answer) == ("李明", True, "", ANSWER)
    assert not bad.helpful
    assert bad.comment.startswith("数额已经改了 。")
    assert len(bad.comment) == LONGEST_COMMENT


def test_a_file_that_is_no_database_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(RecordsUnavailable, match=r"records\.db: cannot be used .* move the file away"):
        Records(tmp_path).kept("")
