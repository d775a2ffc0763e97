from __future__ import annotations

import pytest

from ingest import formulas


@pytest.mark.parametrize(("text", "value"), [("（A类）", "A"), ("B", "B"), ("Ｃ类", "C"), ("（办理结果：B类）", "B")])
def test_class(text: str, value: str) -> None:
    assert formulas.reply_class(text) == value


@pytest.mark.parametrize("text", ["A类企业", "E", "类", "（一）"])
def test_no_class(text: str) -> None:
    assert formulas.reply_class(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "海工信函〔2024〕73号",
        "海工信函[2024]73号",
        "海工信函【2024】 73 号",
        "海工信函（2024）第73号",
        "市场监督管理总局令第53号",
    ],
)
def test_document_number(text: str) -> None:
    assert formulas.is_document_number(text)


@pytest.mark.parametrize("text", ["吸收采纳。", "部分采纳", "列入计划解决。", "留作参考。", "暂不采纳。", "解释说明。"])
def test_status(text: str) -> None:
    assert formulas.is_status(text)


def test_status_is_the_whole_line() -> None:
    assert not formulas.is_status("吸收采纳了委员的建议。")


@pytest.mark.parametrize(
    "text",
    [
        "（联系人及电话：陈某，0756-1）",
        "公开方式：主动公开。",
        "抄送：市政协。",
        "附件：1.申请表",
        "某某局办公室 2024年7月29日印发",
    ],
)
def test_label(text: str) -> None:
    assert formulas.is_label(text)


@pytest.mark.parametrize("text", ["附件3所列标准", "联系人应当到场", "公开招标"])
def test_no_label(text: str) -> None:
    assert not formulas.is_label(text)


def test_organisations() -> None:
    assert formulas.is_organisation("海州市民政局　　海州市财政局")
    assert formulas.organisations("海州市民政局　　海州市财政局") == ("海州市民政局", "海州市财政局")
    assert formulas.organisations("海州市民政局海州市财政局") == ("海州市民政局", "海州市财政局")
    assert not formulas.is_organisation("海州市民政局负责解释。")


def test_opening() -> None:
    assert formulas.opens_document("经研究，现答复如下：")
    assert not formulas.opens_document("应当具备下列条件：")
