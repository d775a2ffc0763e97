import pytest

from answer.asking import read_demand
from answer.wanted import Demand, Wanted
from index.tokens import fold


@pytest.mark.parametrize(
    ("demand", "met", "unmet"),
    [
        (
            Demand(Wanted.MONEY),
            ["最高500万元", "按40%给予", "按百分之三十", "二十万元", "打八折", "５０％"],
            ["给予适当补助", "2025年"],
        ),
        (Demand(Wanted.COUNT), ["共1200处", "３家"], ["若干家", "自2025年1月起", "第12条", "海工信〔2024〕8号"]),
        (Demand(Wanted.MONEY, fines=True), ["处5万元以上10万元以下罚款"], ["给予警告"]),
        (Demand(Wanted.MONEY), ["每件收取80元"], ["处5万元以上10万元以下罚款"]),
        (Demand(Wanted.PROBLEMS), ["专业人才短缺。", "每次亏损三百元。"], ["给予补助30万元。"]),
        (Demand(Wanted.EMAIL), ["发送至gx@example.cn"], ["电话0700-1234567"]),
        (Demand(Wanted.WEBSITE), ["登录www.example.cn填报", "https://a.example"], ["登录申报平台填报"]),
        (Demand(Wanted.DEPARTMENT), ["联系人：王芳，电话0700-1234567", "由市科技局负责"], ["每年评审一次"]),
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
        (
            Demand(Wanted.BODIES),
            ["由茶州市茶业投资集团有限公司管理", "与茶州师范学院共建", "向建设银行申请", "茶州市第一医院", "东湖小学"],
            ["由保险公司承保", "鼓励银行放贷", "支持高等学校参与", "就近升入公办小学", "定点医院"],
        ),
        (
            Demand(Wanted.CHANGES),
            ["比例由20%提高到30%", "期限从三年延长到五年", "新增保险补助", "门槛更合理。"],
            ["按20%给予补助", "由市茶业局负责"],
        ),
        (Demand(Wanted.PERSON), ["局长：江甲", "主任江甲乙，电话"], ["主任负责全面工作", "局长办公会议审定"]),
        (Demand(Wanted.ADDRESS), ["位于青年路", "茶州大道18号"], ["在平台提交", "茶发〔2024〕8号文"]),
        (
            Demand(Wanted.OTHER, named=4),
            ["采茶、制茶、评茶、泡茶四个工种", "（一）采茶", "四个工种是：", "1\t采茶工\t五级"],
            ["首批目录有4个工种", "采茶、制茶等工种"],
        ),
        (Demand(Wanted.OTHER, named=40), ["甲、乙、丙、丁、戊、己等40家"], ["甲、乙等40家"]),
        (Demand(Wanted.COUNT, "种"), ["选择其中3个品种"], ["其中一部分"]),
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


def test_a_sentence_that_names_a_month_is_preferred_where_months_are_asked_for() -> None:
    demand = read_demand("补助几月份兑付？")
    assert [text for text in ("每年10月集中兑付", "分两年兑付", "2025年起兑付") if demand.is_preferred(text)] == [
        "每年10月集中兑付"
    ]
