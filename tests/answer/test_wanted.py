import pytest

from answer.wanted import Demand, Wanted, read_demand
from index.tokens import fold


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("流片最高补多少钱？", Wanted.MONEY),
        ("EDA费用能报销几成？", Wanted.RATE),
        ("一年封顶多少", Wanted.MONEY),
        ("省里给了数字化转型试点多少专项资金", Wanted.MONEY),
        ("What is the cap for tape-outs?", Wanted.MONEY),
        ("How much is the allowance?", Wanted.MONEY),
        ("全市有多少家绿色工厂？", Wanted.COUNT),
        ("建了几个起降场？", Wanted.COUNT),
        ("How many charging piles are there?", Wanted.COUNT),
        ("暂行办法还有效吗？还有效期吗", Wanted.VALIDITY),
        ("这个办法什么时候失效？", Wanted.VALIDITY),
        ("Is the rule still in force?", Wanted.VALIDITY),
        ("申报什么时候截止？", Wanted.DATE),
        ("When is the deadline?", Wanted.DATE),
        ("申请需要哪些材料？", Wanted.MATERIALS),
        ("怎么申请流片补助", Wanted.CONDITIONS),
        ("Which companies are eligible?", Wanted.CONDITIONS),
        ("芯片企业有哪些支持政策？", Wanted.SUPPORT),
        ("What supports exist for chip makers?", Wanted.SUPPORT),
        ("哪个部门负责低空经济？", Wanted.DEPARTMENT),
        ("Which bureau is in charge of drones?", Wanted.DEPARTMENT),
        ("公示之后多少天打款？", Wanted.DURATION),
        ("材料补正要多久", Wanted.DURATION),
        ("How long does the review take?", Wanted.DURATION),
        ("基地几年评一次？", Wanted.FREQUENCY),
        ("How often is the list updated?", Wanted.FREQUENCY),
        ("有问题打哪个电话？", Wanted.PHONE),
        ("Which hotline should we call?", Wanted.PHONE),
        ("高校能报吗？", Wanted.WHETHER),
        ("财政给不给补", Wanted.WHETHER),
        ("Do I have to pay?", Wanted.WHETHER),
        ("有哪些补贴没有用完", Wanted.SUPPORT),
        ("忘了做资格认证，待遇会停吗？", Wanted.WHETHER),  # 资格 alone asks for no conditions
        ("哪些人可以参加居民医保？", Wanted.CONDITIONS),
        ("许可证怎么办？", Wanted.CONDITIONS),
        ("申报要交什么？", Wanted.MATERIALS),
        ("人才公寓在哪条路上？", Wanted.PLACE),
        ("在哪里申请？", Wanted.CONDITIONS),  # how, rather than where
        ("What interest rate do banks charge?", Wanted.RATE),
        ("检测收费多少？", Wanted.MONEY),  # a noun of money and 多少, without 钱
        ("每亩地价多少", Wanted.MONEY),
        ("交易平台收多少手续费", Wanted.MONEY),
        ("当首席数据官有多少津贴？", Wanted.MONEY),
        ("最高能贷多少？", Wanted.MONEY),
        ("全市成交了多少？", Wanted.COUNT),  # 成交 is no payment
        ("收到了多少条意见？", Wanted.COUNT),
        ("多少天内要付钱？", Wanted.DURATION),
        ("What is the monthly rent?", Wanted.MONEY),
        ("一年收几次材料，哪几个月？", Wanted.FREQUENCY),
        ("一年能享受几回？", Wanted.FREQUENCY),
        ("二房东转租，期限有限制吗？", Wanted.WHETHER),  # 期限 asks for no time here
        ("Do people have to pay when treated elsewhere?", Wanted.WHETHER),
        ("Is the rule of 2022 still valid?", Wanted.VALIDITY),
        ("入股的比例怎么定？", Wanted.MANNER),  # no figure
        ("How are the rewards split?", Wanted.MANNER),
        ("什么是绿色电力交易？", Wanted.DEFINITION),
        ("What counts as a high-tech enterprise?", Wanted.DEFINITION),
        ("", Wanted.OTHER),
        ("？", Wanted.OTHER),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, wanted: Wanted) -> None:
    assert read_demand(fold(question)).wanted is wanted


@pytest.mark.parametrize(
    ("question", "lists"),
    [
        ("有哪些措施？", True),
        ("包括什么", True),
        ("申请需要什么材料", True),  # conditions and supports are always several
        ("Which projects are funded?", True),
        ("流片最高补多少钱？", False),
        ("谁负责？", False),
        ("What is the business address?", False),
        ("", False),
    ],
)
def test_whether_several_things_are_asked_for(question: str, lists: bool) -> None:
    assert read_demand(fold(question)).lists is lists


def test_a_count_names_what_is_counted() -> None:
    assert read_demand("全市有多少家企业").unit == "家"
    assert read_demand("办了几场活动").unit == "场"
    assert read_demand("一共有多少").unit == ""
    assert read_demand("每家补多少万元").unit == ""
    assert read_demand("how many chip companies are there?").unit == "家"


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("几个工作日办完？", "天"),
        ("要等多少天", "天"),
        ("补几个月", "月"),
        ("最长租多少年？", "年"),
        ("补正要多久", "久"),
        ("申报期限", ""),
        ("哪几个月受理？", ""),
        ("how many working days does it take?", "天"),
        ("for how many years?", "年"),
    ],
)
def test_a_duration_names_what_it_is_counted_in(question: str, unit: str) -> None:
    assert read_demand(question).unit == unit


@pytest.mark.parametrize(
    ("demand", "met", "unmet"),
    [
        (
            Demand(Wanted.MONEY),
            ["最高500万元", "按40%给予", "按百分之三十", "二十万元", "打八折", "５０％"],
            ["给予适当补助", "2025年"],
        ),
        (Demand(Wanted.COUNT), ["共1200处", "３家"], ["若干家"]),
        (Demand(Wanted.COUNT, "家"), ["共50家", "５０余家", "三家", "100多家"], ["50个", "这家企业2025年"]),
        (Demand(Wanted.COUNT, "次"), ["不超过两次"], ["两年"]),
        (Demand(Wanted.MONEY), ["青屿区\t180.5\t100.0", "6\t奖励\t1,250"], ["6\t免费服务\t—", "3\t两次"]),
        (
            Demand(Wanted.DURATION, "天"),
            ["7个工作日", "三十日内", "当日办结", "２０天"],
            ["满10年", "不超过三个月", "2025年12月31日", "12月底前"],
        ),
        (Demand(Wanted.DURATION, "年"), ["不超过二十年", "三年内", "36个月"], ["2025年", "第三年", "2024年度", "20日"]),
        (Demand(Wanted.DURATION, "久"), ["2个工作日", "半年", "12个月"], ["2025年9月", "12月底"]),
        (Demand(Wanted.MATERIALS), ["有关材料", "身份证"], ["复合材料方向", "新材料企业"]),
        (Demand(Wanted.VALIDITY), ["有效期三年", "同时废止", "自印发之日起施行", "2020年失效"], ["给予补助50万元"]),
        (
            Demand(Wanted.DATE),
            ["2025年", "5月31日", "15个工作日", "两年", "每年", "自印发之日起"],
            ["及时办理", "500万元"],
        ),
        (Demand(Wanted.CONDITIONS), ["应当符合", "提交申请表", "（一）在本市", "1.注册", "成立满三年"], ["奖励30万元"]),
        (Demand(Wanted.SUPPORT), ["给予补助", "鼓励开通航线", "优先安排"], ["本办法所称企业"]),
        (Demand(Wanted.OTHER), ["", "什么都行"], []),
    ],
)
def test_a_sentence_that_holds_such_a_thing(demand: Demand, met: list[str], unmet: list[str]) -> None:
    assert [text for text in met if not demand.is_met_by(text)] == []
    assert [text for text in unmet if demand.is_met_by(text)] == []


@pytest.mark.parametrize(
    ("question", "met", "unmet"),
    [
        ("人才公寓在哪条路上？", "公寓位于澜东大道18号。", "该区已筹集人才公寓680套，线路已开通。"),
        ("申请补贴要交什么材料？", "（二）上年度审计报告", "工程师可以按规定申请补贴。"),
    ],
)
def test_a_sentence_must_hold_what_was_asked_for(question: str, met: str, unmet: str) -> None:
    demand = read_demand(fold(question))
    assert demand.is_met_by(met)
    assert not demand.is_met_by(unmet)


def test_items_are_what_their_heading_says() -> None:
    demand = read_demand("申请补贴要交什么材料？")
    assert demand.is_met_under("四、申报材料")
    assert not demand.is_met_under("一、新材料产业")
    assert not read_demand("谁负责？").is_met_under("四、申报材料")
