"""What sentences are read with."""

from answer.leaning import is_question, leaning


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
