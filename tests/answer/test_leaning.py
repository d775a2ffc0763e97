"""What sentences are read with."""

import pytest

from answer.leaning import is_department, is_question, leaning


def test_items_lean_on_what_announces_them() -> None:
    assert leaning(["甲。", "应当符合：", "（一）乙；", "（二）丙。", "丁。", "（三）戊。"]) == [
        (),
        (),
        (1,),
        (1,),
        (),
        (),
    ]


def test_answers_lean_on_the_question_before_them() -> None:
    assert leaning(["能报吗？", "答：可以。", "不得重复。", "多久？", "十天。"]) == [(), (0,), (0,), (), (3,)]


def test_departments_lean_on_all_that_they_answer_for() -> None:
    sentences = ["建三个平台。", "培训千人。", "（责任单位：市工信局）", "补百万。", "（责任单位：市财政局）"]
    assert leaning(sentences) == [(), (), (0, 1), (), (3,)]


def test_a_passage_may_be_empty() -> None:
    assert leaning([]) == []


def test_what_asks() -> None:
    assert is_question("需要缴费吗？")
    assert is_question("他问：“可以吗？”")
    assert not is_question("可以。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（责任单位：市工信局、市财政局）", True),
        ("（市委网信办、市工业和信息化局按职责分工负责）", True),
        ("（青州区政府牵头，市自然资源和规划局配合）", True),
        ("（市市场监管局牵头）。", True),
        ("（含本市企业在外地设立的分公司）", False),
        ("（由企业自行负责）", False),
        ("市工业和信息化局牵头组织评审。", False),
    ],
)
def test_a_bracket_that_says_no_more_than_who_acts(text: str, *, expected: bool) -> None:
    assert is_department(text) is expected
