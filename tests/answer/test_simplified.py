"""Traditional characters in questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.simplified import to_simplified


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("晶片企業能拿到多少補貼？", "芯片企业能拿到多少补贴？"),
        ("購買軟體的費用", "购买软件的费用"),
        ("首批次新材料新增了幾個？", "首批次新材料新增了几个？"),
        ("人工智慧計畫的資訊", "人工智能计划的信息"),
        ("司機車輛、大多數位於、管網路由、投資訊息", "司机车辆、大多数位于、管网路由、投资讯息"),
        ("後面、裡面、乾淨", "后面、里面、干净"),
        ("专项资金什么时候申报", "专项资金什么时候申报"),
        ("皇后、乾隆、公里", "皇后、乾隆、公里"),
        ("What supports exist for 軟體 makers?", "What supports exist for 软件 makers?"),
        ("a\x00補貼", "a\ufffd补贴"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_what_is_asked_and_what_is_read(asked: str, read: str) -> None:
    assert to_simplified(asked) == read


@given(st.text(max_size=40))
def test_once_is_enough(text: str) -> None:
    once = to_simplified(text)
    assert to_simplified(once) == once
