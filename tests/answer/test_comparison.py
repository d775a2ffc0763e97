from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.comparison import Comparison, Fate, Side, compare
from answer.comparison.pairing import moved, pair
from answer.comparison.provisions import provisions_of
from answer.comparison.rewording import ChangeKind, Step, changes, edits
from ingest.document import Document
from ingest.reading import read_document

OLD = """海州市技术改造专项资金管理办法

第一章 总则
第一条 为鼓励企业技术改造，制定本办法。

第二章 支持标准
第二条 对购置设备的企业，按照设备投资额的8%给予补助，单个企业最高不超过300万元。
第三条 对建设绿色工厂的企业，给予一次性奖励50万元。
第四条 申报企业应当在本市注册满两年。
第五条 逾期申报的，一律退回材料。

第三章 附则
第六条 本办法自2022年1月1日起施行，有效期3年。

海州市工业和信息化局
2021年12月1日
"""
NEW = """海州市技术改造专项资金管理办法

第一章 总则
第一条 为鼓励企业技术改造，制定本办法。
第二条 申报企业应当在本市注册满一年，且未被列入失信名单。

第二章 支持标准
第三条 对建设绿色工厂的企业，给予一次性奖励80万元。
第四条 对购置设备的企业，按照设备投资额的10%给予补助，单个企业最高不超过500万元。
第五条 对租用厂房的企业，三年内每年补贴租金20万元。

第三章 附则
第六条 本办法自2025年1月1日起施行，有效期3年。

海州市工业和信息化局
2024年12月5日
"""


def read(folder: Path, name: str, text: str) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path, f"rules/{name}")


@pytest.fixture
def compared(tmp_path: Path) -> Comparison:
    return compare(read(tmp_path, "old.txt", OLD), read(tmp_path, "new.txt", NEW))


def latest(side: Side) -> str:
    """The newer text of a provision, else its older."""
    provision = side.new or side.old
    assert provision is not None
    return provision.text


def article(comparison: Comparison, words: str) -> Side:
    """The one provision that holds these words."""
    found = [side for side in comparison.provisions if words in latest(side)]
    assert len(found) == 1
    return found[0]


def told(side: Side) -> set[tuple[ChangeKind, str, str]]:
    """The changes of figures in words."""
    return {
        (
            change.kind,
            side.old.text[change.before.start : change.before.end] if side.old and change.before else "",
            side.new.text[change.after.start : change.after.end] if side.new and change.after else "",
        )
        for change in side.changes
        if change.kind is not ChangeKind.CONDITION
    }


class TestCompare:
    def test_finds_what_became_of_each_article(self, compared: Comparison) -> None:
        assert [(side.fate, latest(side)[:3]) for side in compared.provisions] == [
            (Fate.SAME, "第一条"),
            (Fate.CHANGED, "第二条"),
            (Fate.CHANGED, "第三条"),
            (Fate.CHANGED, "第四条"),
            (Fate.REMOVED, "第五条"),
            (Fate.ADDED, "第五条"),
            (Fate.CHANGED, "第六条"),
        ]
        assert compared.moved == 2  # second to fourth are turned round: one of the three stays

    def test_tells_which_figures_changed(self, compared: Comparison) -> None:
        assert told(article(compared, "购置设备")) == {
            (ChangeKind.RATE, "8%", "10%"),
            (ChangeKind.AMOUNT, "300万元", "500万元"),
        }
        assert told(article(compared, "绿色工厂")) == {(ChangeKind.AMOUNT, "50万元", "80万元")}
        assert told(article(compared, "起施行")) == {(ChangeKind.DATE, "2022年1月1日", "2025年1月1日")}

    def test_tells_which_conditions_changed(self, compared: Comparison) -> None:
        side = article(compared, "注册满")
        assert told(side) == {(ChangeKind.PERIOD, "两年", "一年")}
        assert [change.kind for change in side.changes].count(ChangeKind.CONDITION) == 1
        assert not any(change.kind is ChangeKind.CONDITION for change in article(compared, "起施行").changes)

    def test_counts_every_provision_once(self, compared: Comparison) -> None:
        assert compared.counts == {Fate.SAME: 1, Fate.CHANGED: 4, Fate.ADDED: 1, Fate.REMOVED: 1}
        assert len([side.old for side in compared.provisions if side.old]) == 6
        assert len([side.new for side in compared.provisions if side.new]) == 6

    def test_a_document_compared_with_itself_did_not_change(self, compared: Comparison) -> None:
        itself = compare(compared.old, compared.old)
        assert {(side.fate, side.moved) for side in itself.provisions} == {(Fate.SAME, False)}

    def test_nothing_in_common_is_all_dropped_and_all_new(self, tmp_path: Path) -> None:
        old = read(tmp_path, "a.txt", "一、发展目标\n到2027年，规模达到一百亿元。\n")
        new = read(tmp_path, "b.txt", "一、联系方式\n请登录网站查询。\n")
        assert [side.fate for side in compare(old, new).provisions] == [Fate.REMOVED, Fate.ADDED]


class TestProvisions:
    def test_an_article_holds_its_items_and_no_signature(self, tmp_path: Path) -> None:
        text = NEW.replace("且未被列入失信名单。", "并符合下列条件：\n（一）依法纳税；\n（二）信用良好。")
        provisions = provisions_of(read(tmp_path, "rule.txt", text))
        assert [provision.text[:3] for provision in provisions] == [f"第{n}条" for n in "一二三四五六"]
        assert provisions[1].text.endswith("（二）信用良好。")
        assert provisions[1].words.startswith("申报企业")

    def test_without_articles_each_heading_opens_one(self, tmp_path: Path) -> None:
        text = "海州市行动方案\n\n一、目标\n到2027年建成十个园区。\n二、任务\n（一）建平台\n建设公共平台。\n"
        provisions = provisions_of(read(tmp_path, "plan.txt", text))
        assert [provision.heading_path for provision in provisions] == [
            ("一、目标",),
            ("二、任务",),
            ("二、任务", "（一）建平台"),
        ]

    def test_quotes_its_document(self, tmp_path: Path) -> None:
        document = read(tmp_path, "rule.txt", OLD)
        for provision in provisions_of(document):
            assert document.text[provision.start : provision.end] == provision.text


class TestPairing:
    def test_pairs_like_with_like(self) -> None:
        assert pair(["低空经济", "绿色工厂奖励"], ["奖励绿色工厂", "人才公寓", "发展低空经济"], at_least=0.2) == [
            (0, 2),
            (1, 0),
        ]

    def test_leaves_strangers_alone(self) -> None:
        assert pair(["低空经济"], ["人才公寓"], at_least=0.2) == []
        assert pair([], ["人才公寓"], at_least=0.2) == []

    def test_equal_texts_keep_their_order(self) -> None:
        assert pair(["同前"] * 4, ["同前"] * 4, at_least=0.2) == [(at, at) for at in range(4)]

    @given(st.permutations(range(6)))
    def test_moved_leaves_a_longest_ordered_run(self, positions: list[int]) -> None:
        runs = (
            run
            for length in range(len(positions), -1, -1)
            for run in itertools.combinations(positions, length)
            if list(run) == sorted(run)
        )
        kept = [position for position in positions if position not in moved(positions)]
        assert kept == sorted(kept)
        assert len(kept) == len(next(runs))


class TestRewording:
    @given(st.text("按照8%给予10万元，AB1.5\n"), st.text("按照8%给予10万元，AB1.5\n"))
    def test_edits_give_both_texts_back(self, old: str, new: str) -> None:
        steps = edits(old, new)
        assert "".join(words for step, words in steps if step is not Step.ADDED) == old
        assert "".join(words for step, words in steps if step is not Step.REMOVED) == new

    def test_a_number_is_never_parted(self) -> None:
        assert edits("补助1,200万元", "补助1,250万元") == (
            (Step.SAME, "补助"),
            (Step.REMOVED, "1,200"),
            (Step.ADDED, "1,250"),
            (Step.SAME, "万元"),
        )

    def test_another_writing_of_a_figure_is_no_change(self) -> None:
        assert changes("最高补助1250万元。", "最高补助0.125亿元。") == ()

    def test_a_new_figure_has_no_before(self) -> None:
        (change,) = changes("给予补助。", "给予补助100万元。")
        assert (change.kind, change.before, change.after and change.after.start) == (ChangeKind.AMOUNT, None, 4)
