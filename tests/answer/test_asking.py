import pytest

from answer.asking import read_demand
from answer.wanted import Wanted
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
        ("How does the city support chip makers?", Wanted.SUPPORT),
        ("骗取补贴怎么罚，为什么有人拿不到奖励？", Wanted.OTHER),
        ("Who obtained the support money by cheating?", Wanted.OTHER),
        ("If a firm cheated its way into support money, how heavy can the fine be?", Wanted.MONEY),
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
        ("人才公寓在哪条路上？", Wanted.ADDRESS),
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
        ("申报系统的网址是多少？", Wanted.WEBSITE),
        ("What is the address of the website for applications?", Wanted.WEBSITE),
        ("推荐函发到哪个邮箱？", Wanted.EMAIL),
        ("To which email address do we send it?", Wanted.EMAIL),
        ("入股后村集体占多少？", Wanted.RATE),
        ("贴息哪个月兑付？", Wanted.DATE),
        ("What is the maximum term of the lease?", Wanted.DURATION),
        ("What is the maximum grant?", Wanted.MONEY),
        ("How many million yuan does the fund hold?", Wanted.MONEY),
        ("What fine follows a false report?", Wanted.MONEY),
        ("How many hours of training are needed?", Wanted.DURATION),
        ("养老产业那份提案提了哪几条建议？", Wanted.WISHES),
        ("秦川代表的建议里要求了什么？", Wanted.WISHES),
        ("What did the deputies ask the city to do about tea exports?", Wanted.WISHES),
        ("What recommendations were made on tea exports?", Wanted.WISHES),
        ("代表的建议什么时候答复？", Wanted.DATE),
        ("做一次失效分析收多少钱？", Wanted.MONEY),  # 失效 is no end of validity here
        ("推广慢，难在哪？", Wanted.PROBLEMS),
        ("养老服务那份提案反映了哪些困难？", Wanted.PROBLEMS),
        ("What obstacles do tea farmers face?", Wanted.PROBLEMS),
        ("有什么问题打哪个电话？", Wanted.PHONE),
        ("养老提案里委员们都提了些什么建议？", Wanted.WISHES),
        ("茶叶基金交给哪家公司管？", Wanted.BODIES),
        ("参与试点的是哪3所中学？", Wanted.BODIES),
        ("入围名单上有哪些？", Wanted.BODIES),
        ("Which state-owned company runs the tea fund?", Wanted.BODIES),
        ("What are the names of the two tea colleges?", Wanted.BODIES),
        ("哪家企业可以申请茶叶补贴？", Wanted.SUPPORT),  # what it must meet, not its name
        ("Which companies can apply for the tea subsidy?", Wanted.SUPPORT),
        ("茶叶基金的新办法主要改了哪几块？", Wanted.CHANGES),
        ("新老办法有什么不同？", Wanted.CHANGES),
        ("What changed in the new tea rules?", Wanted.CHANGES),
        ("What money does the tea rule offer to growers?", Wanted.SUPPORT),
        ("How do the new rules differ from the old ones?", Wanted.CHANGES),
        ("为什么不同意设立基金？", Wanted.OTHER),
        ("市茶叶局的局长是谁？", Wanted.PERSON),
        ("Who is the head of the tea bureau?", Wanted.PERSON),
        ("办事窗口在哪条路上？", Wanted.ADDRESS),
        ("茶叶检测中心的地址在哪", Wanted.ADDRESS),
        ("Where is the tea market located?", Wanted.ADDRESS),
        ("What goes into the application package?", Wanted.MATERIALS),
        ("What does a shop have to meet before it can apply for a subsidy?", Wanted.CONDITIONS),
        ("提案里的问题怎么解决？", Wanted.OTHER),
        ("", Wanted.OTHER),
        ("？", Wanted.OTHER),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, wanted: Wanted) -> None:
    assert read_demand(fold(question)).wanted is wanted


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("目录里的34个工种都是啥？", 34),
        ("第一批的十二个场景分别是哪些？", 12),
        ("合作的三家银行是哪几家？", 3),
        ("Which two parks were chosen?", 2),
        ("What are the names of the 15 schools?", 15),
        ("2025年的补贴是什么？", 0),
        ("一家企业有什么优惠？", 0),
        ("满3年有什么奖励？", 0),
    ],
)
def test_how_many_are_to_be_named(question: str, number: int) -> None:
    assert read_demand(fold(question)).named == number


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
    assert "套" in read_demand("how many machines were insured?").unit.split("|")


@pytest.mark.parametrize(
    ("question", "is_about_fines"),
    [("虚报材料罚多少钱？", True), ("What is the fine for pollution?", True), ("检测要交多少钱？", False), ("", False)],
)
def test_whether_it_asks_what_a_breach_costs(question: str, is_about_fines: bool) -> None:
    assert read_demand(fold(question)).fines is is_about_fines


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("几个工作日办完？", "天"),
        ("要等多少天", "天"),
        ("补几个月", "月"),
        ("最长租多少年？", "年"),
        ("补正要多久", "久"),
        ("申报期限", ""),
        ("哪几个月受理？", "月"),
        ("哪年印发的？", ""),
        ("how many working days does it take?", "天"),
        ("for how many years?", "年"),
    ],
)
def test_a_duration_or_date_names_what_it_is_counted_in(question: str, unit: str) -> None:
    assert read_demand(question).unit == unit
